//! A gateway that is a closure: it keeps what was posted, and answers from a script.

use std::sync::{Arc, Mutex};

use kess_sdk::key::PrivateKey;
use kess_sdk::transport::{
    Answer, BoxFuture, Error, ErrorKind, HeaderMap, Post, Reached, StatusCode, Transport,
};
use kess_sdk::{Builder, Client, Merchant, MerchantSecretKey, Params, Password};

pub(crate) const PRIVATE_KEY: &[u8] = include_bytes!("../keys/private.pem");

/// What becomes of a post: an answer, or an error of the transport.
#[derive(Clone)]
pub(crate) enum Reaction {
    Answer(u16, String),
    Headers(u16, &'static str, &'static str),
    Fail(ErrorKind, Reached),
    Hang,
}

/// An envelope that says yes, with data.
pub(crate) fn done(data: &str) -> Reaction {
    Reaction::Answer(200, format!(r#"{{"success":true,"code":200,"message":"OK","data":{data}}}"#))
}

/// An envelope that says no.
pub(crate) fn refused(code: u16, error: &str) -> Reaction {
    let body =
        format!(r#"{{"success":false,"code":{code},"message":"Bad Request","error":{error}}}"#);
    Reaction::Answer(code, body)
}

#[derive(Clone)]
pub(crate) struct Gateway(Arc<State>);

struct State {
    posts: Mutex<Vec<Arc<Post>>>,
    /// For do-action, in order; the last one stands for all that follow.
    reactions: Mutex<Vec<Reaction>>,
    login: Mutex<Reaction>,
    tokens: Mutex<u32>,
}

impl Gateway {
    pub(crate) fn new(reactions: impl IntoIterator<Item = Reaction>) -> Self {
        Self(Arc::new(State {
            posts: Mutex::default(),
            reactions: Mutex::new(reactions.into_iter().collect()),
            login: Mutex::new(Reaction::Hang),
            tokens: Mutex::new(0),
        }))
    }

    /// Answers every login so, instead of with a new token.
    pub(crate) fn login(self, reaction: Reaction) -> Self {
        *self.0.login.lock().unwrap() = reaction;
        self
    }

    pub(crate) fn builder(&self) -> Builder {
        Client::builder("https://gateway.invalid/v1", merchant()).transport(self.clone())
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// What was posted, by path.
    pub(crate) fn posts(&self, path: &str) -> Vec<Arc<Post>> {
        let posts = self.0.posts.lock().unwrap();
        posts.iter().filter(|post| post.path() == path).cloned().collect()
    }

    pub(crate) fn bodies(&self, path: &str) -> Vec<Params> {
        let posts = self.posts(path);
        posts.iter().map(|post| Params::from_json(post.body()).unwrap()).collect()
    }

    fn react(&self, post: &Post) -> Reaction {
        if post.path() == "login" {
            let login = self.0.login.lock().unwrap().clone();
            let Reaction::Hang = login else {
                return login;
            };
            let mut tokens = self.0.tokens.lock().unwrap();
            *tokens += 1;
            return done(&format!(r#"{{"token":"token-{tokens}"}}"#));
        }
        let mut reactions = self.0.reactions.lock().unwrap();
        if reactions.len() > 1 { reactions.remove(0) } else { reactions[0].clone() }
    }
}

impl Transport for Gateway {
    fn post(&self, post: Post) -> BoxFuture<'_, Result<Answer, Error>> {
        Box::pin(async move {
            let reaction = self.react(&post);
            self.0.posts.lock().unwrap().push(Arc::new(post));
            // Others get to come in between, as they would over a network.
            tokio::task::yield_now().await;
            let status = |status| StatusCode::from_u16(status).unwrap();
            match reaction {
                Reaction::Answer(code, body) => {
                    Ok(Answer::new(status(code), HeaderMap::new(), body))
                }
                Reaction::Headers(code, name, value) => {
                    let mut headers = HeaderMap::new();
                    headers.insert(name, value.parse().unwrap());
                    Ok(Answer::new(status(code), headers, "slow down"))
                }
                Reaction::Fail(kind, reached) => Err(Error::new(kind, reached)),
                Reaction::Hang => std::future::pending().await,
            }
        })
    }
}

pub(crate) fn merchant() -> Merchant {
    Merchant::new(
        "merchant-1",
        MerchantSecretKey::new("secret-key-1"),
        "api-user",
        Password::new("api-password"),
        PrivateKey::parse(PRIVATE_KEY).unwrap(),
    )
}
