<?php

declare(strict_types=1);

require_once __DIR__ . '/KESS_RSA.php';

/** The gateway's API: log in with doAuth(), then doAction() as often as you like. */
final class KESS_SDK
{
    /**
     * The body need not be written as what is signed is: the gateway decodes the one and encodes
     * the other itself.
     */
    private const BODY =
        JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION;

    /** Why the last request was refused, in the sandbox's words. The gateway has none. */
    public string $diagnosis = '';

    private string $token = '';

    /** @param array $config sign_type, merchant_id, merchant_secret_key, cert_key, base_url */
    public function __construct(#[SensitiveParameter] private array $config)
    {
    }

    /** Logs in, and keeps the session's token for what follows. */
    public function doAuth(string $username, #[SensitiveParameter] string $password): array
    {
        $params = ['user_name' => $username, 'password' => $password];
        $answer = $this->post('login', $this->signed($params));
        $this->token = $answer['data']['token'] ?? '';
        return $answer;
    }

    /** Signs the parameters, among them `service`, and answers the whole envelope. */
    public function doAction(#[SensitiveParameter] array $params): array
    {
        return $this->send($this->signed($params));
    }

    /** The first half of doAction(). */
    public function signed(#[SensitiveParameter] array $params): array
    {
        $params['sign_type'] = $this->config['sign_type'];
        $params['sign'] = $this->config['cert_key']->rsa2Sign($params);
        return $params;
    }

    /** The second half of doAction(). */
    public function send(#[SensitiveParameter] array $signed): array
    {
        return $this->post('do-action', $signed);
    }

    private function post(string $path, #[SensitiveParameter] array $params): array
    {
        $headers = [
            'content-type: application/json',
            'merchant-id: ' . $this->config['merchant_id'],
            'merchant-secret-key: ' . $this->config['merchant_secret_key'],
        ];
        if ($this->token !== '') {
            $headers[] = 'authorization: Bearer ' . $this->token;
        }
        $context = stream_context_create(['http' => [
            'method' => 'POST',
            'header' => $headers,
            'content' => json_encode($params, self::BODY | JSON_THROW_ON_ERROR),
            'ignore_errors' => true, // a refusal has a body too
            'follow_location' => 0,
            'timeout' => 30,
        ]]);
        $body = @file_get_contents($this->config['base_url'] . '/' . $path, false, $context);
        if ($body === false) {
            throw new RuntimeException("POST $path: no answer");
        }
        $this->diagnosis = self::header('x-sandbox-diagnosis', $http_response_header);
        $answer = json_decode($body, true);
        if (!is_array($answer)) {
            throw new RuntimeException("POST $path: no JSON, but {$http_response_header[0]}");
        }
        return $answer;
    }

    private static function header(string $name, array $lines): string
    {
        foreach ($lines as $line) {
            if (stripos($line, "$name: ") === 0) {
                return substr($line, strlen("$name: "));
            }
        }
        return '';
    }
}
