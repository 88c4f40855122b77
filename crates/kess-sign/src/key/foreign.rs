//! Files that hold a key in a form of other tools: named, and how to convert them.

use super::KeyError;

const fn other(what: &'static str, remedy: &'static str) -> KeyError {
    KeyError::OtherFile { what, remedy }
}

const PKCS12: KeyError = other(
    "a PKCS#12 store (.p12, .pfx)",
    "take the key and certificate out with `openssl pkcs12 -in FILE -nodes -out NEW`",
);
pub(super) const PKCS7: KeyError = other(
    "a PKCS#7 bundle of certificates (.p7b)",
    "take them out with `openssl pkcs7 -in FILE -print_certs -out NEW` (`-inform DER` for binary)",
);
pub(super) const CERTIFICATE_REQUEST: KeyError = other(
    "a certificate request",
    "`openssl req -in FILE -pubkey -noout` prints its public key; the private key is in the file \
     that it was made from",
);
const JAVA_KEY_STORE: KeyError = other(
    "a Java key store (.jks)",
    "make a PKCS#12 store of it with `keytool -importkeystore -srckeystore FILE -destkeystore \
     NEW.p12 -deststoretype PKCS12`, and take the key out of that with `openssl pkcs12 -in NEW.p12 \
     -nodes -out NEW`",
);
const OPENSSH_PRIVATE: KeyError =
    other("an OpenSSH private key", "convert a copy of it with `ssh-keygen -p -m PKCS8 -f COPY`");
const SSH_PUBLIC: KeyError =
    other("an SSH public key", "convert it with `ssh-keygen -e -m PKCS8 -f FILE`");
const SSH2_PUBLIC: KeyError = other(
    "an SSH2 public key",
    "convert it with `ssh-keygen -i -f FILE > NEW.pub` and `ssh-keygen -e -m PKCS8 -f NEW.pub`",
);
const PUTTY: KeyError =
    other("a PuTTY key (.ppk)", "convert it with `puttygen FILE -O private-openssh -o NEW`");
const DOTNET_XML: KeyError = other(
    "an RSA key in .NET's XML",
    "read it with `RSA.FromXmlString`, and write it with `ExportPkcs8PrivateKeyPem` or \
     `ExportSubjectPublicKeyInfoPem`",
);
const JWK: KeyError = other(
    "a JSON web key",
    "read it with Node's `crypto.createPrivateKey({ key, format: 'jwk' })` or `createPublicKey`, \
     and write it with `export`",
);
const PGP: KeyError = other("a PGP key", "KESS takes plain RSA keys");
const ZIP: KeyError = other("a ZIP archive", "unpack it");

/// Binary files that are known by their first bytes.
pub(super) fn refuse_binary(input: &[u8]) -> Result<(), KeyError> {
    match input {
        [0xfe, 0xed, 0xfe, 0xed, ..] | [0xce, 0xce, 0xce, 0xce, ..] => Err(JAVA_KEY_STORE),
        [b'P', b'K', 3, 4, ..] => Err(ZIP),
        // A SEQUENCE that begins with version 3; its length may be indefinite, which DER forbids.
        [0x30, 0x80, 2, 1, 3, ..]
        | [0x30, 0x81, _, 2, 1, 3, ..]
        | [0x30, 0x82, _, _, 2, 1, 3, ..]
        | [0x30, 0x83, _, _, _, 2, 1, 3, ..] => Err(PKCS12),
        _ => Ok(()),
    }
}

/// Text without PEM in it that is known by how it begins.
pub(super) fn refuse_text(text: &str) -> Result<(), KeyError> {
    let begins = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
    match text {
        _ if begins(&["PuTTY-User-Key-File-"]) => Err(PUTTY),
        _ if begins(&["ssh-", "ecdsa-sha2-"]) => Err(SSH_PUBLIC),
        _ if begins(&["---- BEGIN SSH2 "]) => Err(SSH2_PUBLIC),
        _ if text.contains("<RSAKeyValue>") => Err(DOTNET_XML),
        _ if begins(&["{"]) && text.contains("\"kty\"") => Err(JWK),
        _ => Ok(()),
    }
}

/// Labels of PEM, without their spaces, whose content is known without looking.
pub(super) fn refuse_label(label: &str) -> Result<(), KeyError> {
    match label {
        "ECPRIVATEKEY" | "ECPARAMETERS" => Err(KeyError::NotRsa("an EC")),
        "DSAPRIVATEKEY" | "DSAPARAMETERS" => Err(KeyError::NotRsa("a DSA")),
        "OPENSSHPRIVATEKEY" => Err(OPENSSH_PRIVATE),
        "CERTIFICATEREQUEST" | "NEWCERTIFICATEREQUEST" => Err(CERTIFICATE_REQUEST),
        "PKCS7" | "CMS" => Err(PKCS7),
        _ if label.starts_with("PGP") => Err(PGP),
        _ => Ok(()),
    }
}

/// Whether this is where a key is, not the key.
pub(super) fn is_path(input: &[u8]) -> bool {
    let Ok(text) = core::str::from_utf8(input) else { return false };
    let text = super::text::bare(text);
    let starts = ["/", "./", "../", "~", "file:", ".\\", "..\\"];
    let ends = [".pem", ".key", ".der", ".crt", ".cer", ".p8", ".p12", ".pfx", ".jks", ".txt"];
    let drive = matches!(text.as_bytes(), [b'A'..=b'Z' | b'a'..=b'z', b':', b'\\' | b'/', ..]);
    let marked = drive
        || starts.iter().any(|start| text.starts_with(start))
        || ends.iter().any(|end| text.ends_with(end));
    marked && text.len() < 1024 && !text.contains('\n')
}
