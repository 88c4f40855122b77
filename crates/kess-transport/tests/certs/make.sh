#!/bin/sh
# Makes the certificates of these tests anew: `sh make.sh` in this directory.
#
# They are valid from 2020 to 2119, so that no clock gets in the way, except for `expired.pem`.
# The roots' keys are thrown away; `server.key` is for these tests alone.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
touch "$work/index"
cat >"$work/ca.cnf" <<END
[ca]
default_ca = roots
[roots]
database = $work/index
new_certs_dir = $work
rand_serial = yes
unique_subject = no
default_md = sha256
policy = any
[any]
commonName = supplied
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[leaf]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = \${ENV::SAN}
END
export SAN=DNS:unused

new() { # key, common name
    openssl req -new -config /dev/null -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
        -keyout "$1" -out "$work/request" -subj "/CN=$2" 2>/dev/null
}
issue() { # certificate, last day, extensions, signer's options
    out=$1 end=$2 extensions=$3
    shift 3
    openssl ca -batch -notext -config "$work/ca.cnf" -startdate 20200101000000Z -enddate "$end" \
        -extensions "$extensions" -in "$work/request" -out "$out" "$@" 2>/dev/null
}

new "$work/stranger.key" "kess-transport stranger"
issue stranger.pem 21190101000000Z root -selfsign -keyfile "$work/stranger.key"
new "$work/root.key" "kess-transport root"
issue root.pem 21190101000000Z root -selfsign -keyfile "$work/root.key"

new server.key "kess-transport server"
signer="-cert root.pem -keyfile $work/root.key"
SAN=DNS:localhost,IP:127.0.0.1 issue server.pem 21190101000000Z leaf $signer
SAN=DNS:elsewhere.example issue elsewhere.pem 21190101000000Z leaf $signer
SAN=DNS:localhost,IP:127.0.0.1 issue expired.pem 20210101000000Z leaf $signer
