//! TLS: which roots are trusted, and the configuration made of them.

use std::sync::Arc;

use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};

use crate::base::Base;
use crate::config::ConfigError;

/// Which certificate authorities are trusted.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum Roots {
    /// Those of the operating system, or of the file or directory that `SSL_CERT_FILE` and
    /// `SSL_CERT_DIR` name.
    #[default]
    Platform,
    /// Mozilla's, as they were when this was compiled. (Feature `webpki-roots`.)
    #[cfg(feature = "webpki-roots")]
    Webpki,
    /// These and no others.
    Only(Vec<CertificateDer<'static>>),
}

impl Roots {
    /// Only the certificates in `pem`.
    ///
    /// # Errors
    ///
    /// There is none in it, or one that is damaged.
    pub fn from_pem(pem: &[u8]) -> Result<Self, ConfigError> {
        let roots = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>().map_err(
            |error| ConfigError::new("the PEM of the roots is damaged").with_source(error),
        )?;
        if roots.is_empty() {
            return Err(ConfigError::new("there is no certificate in the PEM of the roots"));
        }
        Ok(Self::Only(roots))
    }

    fn store(&self) -> Result<RootCertStore, ConfigError> {
        let mut store = RootCertStore::empty();
        match self {
            Self::Platform => {
                let found = rustls_native_certs::load_native_certs();
                // Stores hold the odd certificate that nobody can read; what counts is the rest.
                store.add_parsable_certificates(found.certs);
                if store.is_empty() {
                    let error = ConfigError::new(
                        "the operating system has no certificate authorities: install them (on \
                         Linux the package `ca-certificates`), or choose other `Roots`",
                    );
                    return Err(match found.errors.into_iter().next() {
                        Some(cause) => error.with_source(cause),
                        None => error,
                    });
                }
            }
            #[cfg(feature = "webpki-roots")]
            Self::Webpki => store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
            Self::Only(roots) => {
                for root in roots {
                    store.add(root.clone()).map_err(|error| {
                        ConfigError::new("one of the roots is not a certificate that can be used")
                            .with_source(error)
                    })?;
                }
                if store.is_empty() {
                    return Err(ConfigError::new(
                        "no root is trusted, so no server would be: name at least one",
                    ));
                }
            }
        }
        Ok(store)
    }
}

/// What makes a TLS session out of a TCP connection to the base.
#[derive(Clone)]
pub(crate) struct Connector {
    pub(crate) tls: tokio_rustls::TlsConnector,
    pub(crate) name: ServerName<'static>,
}

pub(crate) fn connector(base: &Base, roots: &Roots) -> Result<Connector, ConfigError> {
    let name = ServerName::try_from(base.host.clone()).map_err(|error| {
        ConfigError::new(format!("the host `{}` is not one that a certificate can name", base.host))
            .with_source(error)
    })?;
    // The provider is passed, not looked up: what another crate installs for the whole process
    // has no say here. Early data stays off, as it can be replayed.
    let mut config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| ConfigError::new("TLS cannot be set up").with_source(error))?
        .with_root_certificates(roots.store()?)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Connector { tls: Arc::new(config).into(), name })
}
