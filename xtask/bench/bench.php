<?php
// What PHP's ext-openssl makes of the same request: the canonical string alone, and signed.
// php bench.php PARAMS PRIVATE_KEY; prints nanoseconds each.
ini_set('precision', '14');
[, $file, $keyFile] = $argv;
$params = json_decode(file_get_contents($file), true);
$key = openssl_pkey_get_private(file_get_contents($keyFile));

function canonical(array $params): string
{
    unset($params['sign']);
    ksort($params, SORT_STRING);
    $parts = [];
    foreach ($params as $name => $value) {
        if ($value === null || $value === '' || $value === []) {
            continue;
        }
        if (is_array($value)) {
            $value = array_is_list($value) ? json_encode($value) : '[' . json_encode($value) . ']';
        } elseif (is_bool($value)) {
            $value = $value ? '1' : '0';
        }
        $parts[] = $name . '=' . $value;
    }
    return implode('&', $parts);
}

function each_of(callable $work): float
{
    $best = INF;
    for ($round = 0; $round < 5; $round++) {
        $count = 0;
        $start = hrtime(true);
        do {
            for ($i = 0; $i < 64; $i++) {
                $work();
            }
            $count += 64;
            $elapsed = hrtime(true) - $start;
        } while ($elapsed < 300_000_000);
        $best = min($best, $elapsed / $count);
    }
    return $best;
}

$canonical = each_of(fn () => canonical($params));
$signed = each_of(function () use ($params, $key) {
    openssl_sign(canonical($params), $signature, $key, OPENSSL_ALGO_SHA256);
    base64_encode($signature);
});
echo json_encode(['canonical' => $canonical, 'signed' => $signed]), "\n";
