<?php

declare(strict_types=1);

require_once 'phpseclib/autoload.php';

use phpseclib\Crypt\RSA;

/** The merchant's pair of keys: the private one signs requests, the public one encrypts fields. */
final class KESS_RSA
{
    private RSA $private;
    private RSA $public;

    public function __construct(#[SensitiveParameter] string $privateKey, string $publicKey)
    {
        $this->private = self::load($privateKey, 'private');
        $this->private->setSignatureMode(RSA::SIGNATURE_PKCS1); // phpseclib's default is PSS,
        $this->private->setHash('sha256');                      // and SHA-1

        $this->public = self::load($publicKey, 'public');
        $this->public->setEncryptionMode(RSA::ENCRYPTION_PKCS1); // phpseclib's default is OAEP
    }

    /** What belongs into `sign`. */
    public function rsa2Sign(array $params): string
    {
        return base64_encode($this->private->sign(self::stringToSign($params)));
    }

    /** The text of a field that must be encrypted. It is this ciphertext that gets signed. */
    public function encrypt(#[SensitiveParameter] string $text): string
    {
        return base64_encode($this->public->encrypt($text));
    }

    /** `a=1&b=2`: without `sign` and what is empty, sorted by name, no value percent-encoded. */
    public static function stringToSign(array $params): string
    {
        $isGiven = fn (mixed $value) => !in_array($value, [null, '', []], true);
        $params = array_filter($params, $isGiven);
        unset($params['sign']);
        ksort($params, SORT_STRING);

        $pairs = [];
        foreach ($params as $name => $value) {
            $pairs[] = $name . '=' . self::text($value);
        }
        return implode('&', $pairs);
    }

    /** An array is encoded and put in [ ], which a list is already. */
    private static function text(mixed $value): string
    {
        if (is_array($value)) {
            $json = json_encode($value, JSON_THROW_ON_ERROR);
            return array_is_list($value) ? $json : "[$json]";
        }
        return is_bool($value) ? ($value ? '1' : '0') : (string) $value;
    }

    private static function load(#[SensitiveParameter] string $key, string $kind): RSA
    {
        $rsa = new RSA();
        if (!$rsa->loadKey($key)) {
            throw new RuntimeException("the $kind key is no RSA key");
        }
        return $rsa;
    }
}
