<?php

/*
 * A merchant's shop in PHP and phpseclib, built like the SDK sample in the gateway's document.
 *
 *     php story.php DIR      DIR is what `kess sandbox --credentials DIR` has written
 */

declare(strict_types=1);

ini_set('display_errors', 'stderr');

require __DIR__ . '/KESS_SDK.php';
require __DIR__ . '/expect.php';

set_exception_handler(
    fn (Throwable $e) => fail('the story goes on to its end', 'no exception', $e->getMessage()),
);

if ($argc !== 2 || !is_readable("$argv[1]/merchant.env")) {
    fwrite(STDERR, "usage: php $argv[0] DIR, with the merchant.env of a running sandbox in DIR\n");
    exit(2);
}
$merchant = merchant("$argv[1]/merchant.env");

$KESS_RSA = new KESS_RSA(
    file_get_contents($merchant['KESS_PRIVATE_KEY_FILE']),
    file_get_contents($merchant['KESS_PUBLIC_KEY_FILE']),
);
$KESS_SDK = new KESS_SDK([
    'sign_type' => 'RSA2',
    'merchant_id' => $merchant['KESS_MERCHANT_ID'],
    'merchant_secret_key' => $merchant['KESS_MERCHANT_SECRET_KEY'],
    'cert_key' => $KESS_RSA,
    'base_url' => $merchant['KESS_BASE_URL'],
]);

/* The merchant logs in, and takes in a user. */

$login = fn () => $KESS_SDK->doAuth($merchant['KESS_USER_NAME'], $merchant['KESS_PASSWORD']);
$me = accepted('a login answers a token', $login(), [
    'token' => TEXT,
    'user' => ['currency' => 'USD'],
])['user'];

$name = ['first_name' => 'សុខ', 'last_name' => 'ស៊ីណា'];
$user = accepted('a user with a Khmer name is created', $KESS_SDK->doAction([
    'service' => 'create_user',
    'phone_number' => '0' . random_int(10_000_000, 99_999_999),
    'email' => '',
    ...$name,
    'address' => 'Floor 4, S&C Office / Street 1984A, រាជធានីភ្នំពេញ',
    'currency' => 'USD',
    'birthday' => null,
    'gender' => 'm',
]), ['full_name' => $name['first_name'], 'last_name' => $name['last_name']]);

/* The user's card: an object within an object, with the secret parts encrypted. */

$card = [
    'service' => 'tokenize_visa_master',
    'user_id' => $user['id'],
    'sourceOfFunds' => [
        'type' => 'CARD',
        'card' => [
            'number' => $KESS_RSA->encrypt('4162210200041730'),
            'securityCode' => $KESS_RSA->encrypt('123'),
            'expiry' => ['month' => '02', 'year' => '2030'],
        ],
    ],
    'holder_name' => $KESS_RSA->encrypt('សុខ ស៊ីណា'),
];
$token = accepted('a card becomes a token, its secrets encrypted', $KESS_SDK->doAction($card), [
    'token' => TEXT,
])['token'];

/* The user pays an order with it. */

$order = accepted('an order is registered', $KESS_SDK->doAction([
    'service' => 'generate_pre_order_token',
    'out_trade_no' => 'ORDER-' . bin2hex(random_bytes(8)),
    'seller_code' => 'SANDBOX-SELLER',
    'description' => 'កាហ្វេ & cake = 100%',
    'amount' => 12.50, // a number: signed as PHP prints it, 12.5
    'currency' => 'USD',
    'redirect_url' => 'https://shop.example/paid?order=1&lang=km',
    'commission_rate' => 5,
]), ['pre_order_token' => TEXT, 'pre_order_url' => TEXT])['pre_order_token'];

$deposit = accepted('the card pays the order, pending its one-time password', $KESS_SDK->doAction([
    'service' => 'deposit_by_visa_master',
    'user_id' => $user['id'],
    'security_code' => $KESS_RSA->encrypt('123'),
    'token' => $token,
    'pre_order_token' => $order,
    'amount' => '12.50',
    'currency' => 'USD',
]), [
    'reference' => TEXT,
    'token' => TEXT,
    'token_type' => '1',
    'need_verify_trx' => 'true',
    'html_confirm_payment' => TEXT,
]);

accepted('the one-time password confirms it', $KESS_SDK->doAction([
    'service' => 'confirm_payments',
    'user_id' => $user['id'],
    'token' => $deposit['token'],
    'password' => '123456',
]), []);

refused('what is paid is not paid again', $KESS_SDK->doAction([
    'service' => 'pay_by_token',
    'pre_order_token' => $order,
]), 'pre_order_token');

/* The merchant sends the user more money than there is, and then a dollar. */

$balance = fn () => (float) $login()['data']['user']['balance'];
$transfer = fn (float $amount) => $KESS_SDK->doAction([
    'service' => 'transfer',
    'from_user_id' => $me['id'],
    'to_user_id' => $user['id'],
    'amount' => number_format($amount, 2, '.', ''),
    'currency' => 'USD',
]);

$before = $balance();
refused('a transfer of one cent too much is refused', $transfer($before + 0.01), 'amount');
same('it has moved nothing', $before, $balance());
accepted('a transfer of one dollar is executed', $transfer(1.00), ['reference' => TEXT]);
same('it has moved one dollar', round($before - 1.00, 2), $balance());

/* Somebody on the way changes the year of the card. */

$signed = $KESS_SDK->signed($card);
$tampered = $signed;
$tampered['sourceOfFunds']['card']['expiry']['year'] = '2031';
refused(
    'a nested value changed after signing is refused',
    $KESS_SDK->send($tampered),
    'sign',
    'invalid sign',
);
accepted('the same request unchanged is accepted', $KESS_SDK->send($signed), ['token' => TEXT]);

/* Values that are no text. */

$page = accepted('pages are asked for by number', $KESS_SDK->doAction([
    'service' => 'list_banks',
    'page' => 2,
    'per_page' => 5,
]), ['current_page' => 2, 'per_page' => 5, 'from' => 6, 'to' => 10]);
same('the page has five banks', 5, count($page['data']));

/* Names that mean nothing to the gateway are signed like any other: one value of each kind. */

accepted('what PHP signs, whatever it is, the gateway verifies', $KESS_SDK->doAction([
    'service' => 'list_banks',
    'object' => [
        'text' => "https://shop.example/ \"ភាសាខ្មែរ\" \u{1F35A} \\ \t",
        'number' => 0.1 + 0.2,
        'whole' => 1.0,
        'large' => 1.0e25,
        'nothing' => [null, '', [], false, 0],
    ],
    'list' => [['ខ' => 1], ['a/b' => [2, 3]]],
    'number' => 0.1 + 0.2,
    'large' => 1.0e25,
    'yes' => true,
    'no' => false,
    'zero' => 0,
    'null' => null,
    'empty' => [],
]), ['current_page' => 1]);

echo "$passed passed, 0 failed\n";

/** The variables that `kess sandbox` has written: one word of a shell each, quoted or not. */
function merchant(string $file): array
{
    preg_match_all('/^(\w+)=(.*)$/m', file_get_contents($file), $lines, PREG_SET_ORDER);
    $variables = [];
    foreach ($lines as [, $name, $word]) {
        $isQuoted = str_starts_with($word, "'");
        $variables[$name] = $isQuoted ? str_replace("'\\''", "'", substr($word, 1, -1)) : $word;
    }
    return $variables;
}
