#!/bin/sh
#
# A merchant's client in curl, openssl and jq.
#
#     sh story.sh DIR      DIR is what `kess sandbox --credentials DIR` has written
#
# Secrets go through files and pipes, never into argv, which every process on the machine can read.
# (printf is part of the shell: its arguments are no argv.)

set -eu
umask 077
export LC_ALL=C

if [ $# -ne 1 ] || [ ! -r "$1/merchant.env" ]; then
    echo "usage: sh $0 DIR, with the merchant.env of a running sandbox in DIR" >&2
    exit 2
fi
dir=$(CDPATH='' cd -- "$1" && pwd)
# shellcheck source=/dev/null
. "$dir/merchant.env"

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM


### The client

# Lines of name=value on standard input to a JSON object; every value is a string.
to_json() {
    jq -Rn '[inputs | capture("^(?<key>[^=]+)=(?<value>.*)$")] | from_entries'
}

# The string to sign: without `sign` and what is empty, sorted by the bytes of the names, joined by
# `=` and `&`. The values are left as they are: no percent-encoding, and no newline at the end.
canonical() {
    jq -j '
        to_entries
        | map(select(.key != "sign" and .value != null and .value != ""))
        | map(if .value | type == "string" then . else error("only text, please") end)
        | sort_by(.key)
        | map(.key + "=" + .value)
        | join("&")'
}

# Lines of name=value on standard input to a signed body on standard output.
signed() {
    { cat; echo 'sign_type=RSA2'; } | to_json > "$tmp/params"
    canonical < "$tmp/params" > "$tmp/canonical"
    openssl dgst -sha256 -sign "$KESS_PRIVATE_KEY_FILE" -out "$tmp/signature" "$tmp/canonical"
    with_signature "$tmp/signature" < "$tmp/params"
}

# The JSON on standard input with the signature in a file of raw bytes, as base64 on one line (-A).
with_signature() {
    jq -c --arg sign "$(openssl base64 -A -in "$1")" '.sign = $sign'
}

# A field that must be encrypted: text on standard input, base64 on standard output. It is the
# ciphertext that gets signed.
encrypt() {
    openssl pkeyutl -encrypt -pubin -inkey "$KESS_PUBLIC_KEY_FILE" \
        -pkeyopt rsa_padding_mode:pkcs1 -out "$tmp/ciphertext"
    openssl base64 -A -in "$tmp/ciphertext"
}

# Posts the body on standard input; the answer is in $tmp/answer, what came before it in $tmp/head.
post() {
    : > "$tmp/head"
    : > "$tmp/answer"
    curl --silent --show-error --max-time 30 --noproxy 127.0.0.1,localhost \
        -H @"$tmp/headers" --data-binary @- \
        --dump-header "$tmp/head" --output "$tmp/answer" "$KESS_BASE_URL/$1" ||
        fail "POST $1" 'an answer' "curl's exit code $?"
}

# Signs lines of name=value and posts them; the body stays in $tmp/body.
call() {
    signed > "$tmp/body"
    post "$1" < "$tmp/body"
}

cat > "$tmp/headers" <<EOF
content-type: application/json
merchant-id: $KESS_MERCHANT_ID
merchant-secret-key: $KESS_MERCHANT_SECRET_KEY
EOF


### What is expected of the gateway

passed=0

ok() {
    passed=$((passed + 1))
    printf 'ok: %s\n' "$1"
}

# fail WHAT EXPECTED CAME
fail() {
    printf 'not ok: %s\n  expected: %s\n  came:     %s\n' "$1" "$2" "$3" >&2
    exit 1
}

# holds WHAT FILTER: the jq filter is true of the answer; in it, $sent is the body that was sent.
holds() {
    if jq -e --slurpfile body "$tmp/body" "\$body[0] as \$sent | $2" "$tmp/answer" \
        > "$tmp/verdict" 2>&1
    then
        ok "$1"
    else
        fail "$1" "$2" "$(came)"
    fi
}

# The answer without its tokens, and in brackets what the sandbox says about a refusal.
came() {
    sed 's/"\([a-z_]*token\)":"[^"]*"/"\1":"[redacted]"/g' "$tmp/answer"
    sed -n 's/^x-sandbox-diagnosis: \(.*[^[:space:]]\).*/ (\1)/p' "$tmp/head"
}

# accepted WHAT FILTER: the request succeeded, and the jq filter is true of its `data`.
accepted() {
    holds "$1" ".success == true and .code == 200 and (.data | $2)"
}

# refused WHAT FIELD [TEXT]: the request failed because of this field alone.
refused() {
    text=${3:+"and .error.$2 == [\"$3\"]"}
    holds "$1" ".success == false and .code == 400 and (.error | keys) == [\"$2\"] $text"
}


### The story

call login <<EOF
user_name=$KESS_USER_NAME
password=$KESS_PASSWORD
EOF
accepted 'a login answers a token' '(.token | length > 0) and .user.currency == "USD"'
jq -r '"authorization: Bearer " + .data.token' "$tmp/answer" >> "$tmp/headers"

call do-action <<EOF
service=list_fees
EOF
accepted 'the fees are listed' '.FEE.VISA_MASTER.fee_payin.amount_percentage == 2.5'

call do-action <<EOF
service=list_fees
a_=sorted last, by the byte of the underscore
a1=sorted third: the name decides, not the line
a=sorted second
Z=sorted first, as capitals are
EOF
accepted 'names are sorted by their bytes; those that mean nothing are signed as well' 'has("FEE")'

now=$(date +%s)
call do-action <<EOF
service=create_user
phone_number=0$now
email=
first_name=Rithy
last_name=Khin
address=Floor 4, S&C Office / Street 1984A, 100% = "ភ្នំពេញ" + ✓
currency=USD
birthday=1996-12-01
gender=m
EOF
accepted 'a user is created: what is signed has no escapes, and the empty value is left out' \
    '.phone_number == $sent.phone_number and .address == $sent.address and .email == null'
user_id=$(jq -r '.data.id' "$tmp/answer")

post do-action < "$tmp/body"
refused 'the same user again is refused' phone_number 'The phone number has already been taken.'

account=00010221412688
sealed=$(printf '%s' "$account" | encrypt)
call do-action <<EOF
service=tokenize_bank_account
user_id=$user_id
holder_name=Rithy Khin
bank_id=4
bank_number=$sealed
EOF
accepted 'a bank account becomes a token: its number was decrypted, the last four digits are back' \
    '(.token | length > 0) and .bank_number == "2688"'

call do-action <<EOF
service=tokenize_bank_account
user_id=$user_id
holder_name=Rithy Khin
bank_id=4
bank_number=$account
EOF
refused 'a bank account whose number is not encrypted is refused' bank_number

# A valid request, and the same with one bit of its signature flipped, in byte 100 of 256.
signed > "$tmp/body" <<EOF
service=create_user
email=sok.$now@example.com
first_name=Sok
last_name=San
address=Phnom Penh
currency=KHR
EOF
jq -r '.sign' "$tmp/body" | openssl base64 -d -A > "$tmp/valid"
cp "$tmp/valid" "$tmp/flipped"
byte=$(($(od -An -tu1 -j100 -N1 "$tmp/valid") ^ 1))
printf '%b' "\\0$(printf '%o' "$byte")" |
    dd of="$tmp/flipped" bs=1 seek=100 conv=notrunc 2> "$tmp/dd"
with_signature "$tmp/flipped" < "$tmp/body" > "$tmp/tampered"

post do-action < "$tmp/tampered"
refused 'a signature with one byte flipped is refused' sign 'invalid sign'

what='nothing but that byte was different'
bytes=$(cmp -l "$tmp/valid" "$tmp/flipped" | sed -n '$=')
[ "$bytes" = 1 ] || fail "$what" '1 byte of the signature' "$bytes"
before=$(jq -c 'del(.sign)' "$tmp/body")
after=$(jq -c 'del(.sign)' "$tmp/tampered")
[ "$after" = "$before" ] || fail "$what" "$before" "$after"
ok "$what"

post do-action < "$tmp/body"
accepted 'the same request with its own signature is accepted: the refused one had done nothing' \
    '.email == $sent.email'

call login <<EOF
user_name=$KESS_USER_NAME
password=not $KESS_PASSWORD
EOF
refused 'a login with a wrong password is refused' user_name_password 'Invalid login user'

echo "$passed passed, 0 failed"
