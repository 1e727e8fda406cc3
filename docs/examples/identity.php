<?php
// PHP 7.4 or newer, no packages. Signs who your visitor is, for the chat on your page.

function encode_part(string $text): string {
    return rtrim(strtr(base64_encode($text), '+/', '-_'), '=');
}

/** $user is the person who is signed in at your site, $origin that of your page, such as https://help.example.org. */
function sign_identity(array $user, string $origin, string $secret): string {
    $now = time();
    $head = encode_part(json_encode(['alg' => 'HS256', 'typ' => 'JWT']));
    $body = encode_part(json_encode([
        'sub' => $user['id'], 'name' => $user['name'], 'email' => $user['email'], 'origin' => $origin,
        'jti' => bin2hex(random_bytes(16)), 'iat' => $now, 'exp' => $now + 300,
    ]));
    $signature = encode_part(hash_hmac('sha256', "$head.$body", $secret, true));
    return "$head.$body.$signature";
}
