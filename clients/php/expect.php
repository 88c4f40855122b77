<?php

declare(strict_types=1);

/** Stands in an expectation for any text that is not empty. */
const TEXT = '(any text)';

$passed = 0;

/** One line a step. */
function ok(string $what): void
{
    $GLOBALS['passed']++;
    echo "ok: $what\n";
}

function fail(string $what, string $expected, string $came): never
{
    fwrite(STDERR, "not ok: $what\n  expected: $expected\n  came:     $came\n");
    exit(1);
}

/** The request succeeded, and its `data` holds at least this. Returns `data`. */
function accepted(string $what, array $answer, array $data): array
{
    $expected = ['success' => true, 'code' => 200, 'data' => $data];
    if (!holds($answer, $expected)) {
        fail($what, show($expected), came($answer));
    }
    ok($what);
    return $answer['data'];
}

/** The request failed because of this field alone, with this text if there is one. */
function refused(string $what, array $answer, string $field, string $text = TEXT): void
{
    $expected = ['success' => false, 'code' => 400, 'error' => [$field => [$text]]];
    $error = $answer['error'] ?? null;
    if (!holds($answer, $expected) || count($error) !== 1 || count($error[$field]) !== 1) {
        fail($what, show($expected), came($answer));
    }
    ok($what);
}

/** The two are the same, type and all. */
function same(string $what, mixed $expected, mixed $came): void
{
    if ($came !== $expected) {
        fail($what, show($expected), show($came));
    }
    ok($what);
}

/** Whether everything that is expected is there, of the same type; there may be more. */
function holds(mixed $came, mixed $expected): bool
{
    if ($expected === TEXT) {
        return is_string($came) && $came !== '';
    }
    if (!is_array($expected) || $expected === []) {
        return $came === $expected;
    }
    foreach ($expected as $key => $value) {
        if (!is_array($came) || !array_key_exists($key, $came) || !holds($came[$key], $value)) {
            return false;
        }
    }
    return true;
}

/** An answer without its tokens, and in brackets what the sandbox says about a refusal. */
function came(array $answer): string
{
    array_walk_recursive($answer, function (mixed &$value, int|string $key) {
        if (in_array($key, ['token', 'pre_order_token', 'html_confirm_payment'], true)) {
            $value = '[redacted]';
        }
    });
    $diagnosis = $GLOBALS['KESS_SDK']->diagnosis;
    return show($answer) . ($diagnosis === '' ? '' : " ($diagnosis)");
}

function show(mixed $value): string
{
    return json_encode($value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
}
