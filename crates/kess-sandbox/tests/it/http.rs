//! HTTP/1.1, as much as a test needs: one request, one connection.

use std::fmt::Write as _;
use std::net::SocketAddr;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|e| panic!("{e}: {} {}", self.status, self.body))
    }

    pub(crate) fn diagnosis(&self) -> &str {
        self.header("x-sandbox-diagnosis").unwrap_or_default()
    }

    /// The texts about a field.
    pub(crate) fn error(&self, field: &str) -> Vec<String> {
        let json = self.json();
        let texts = json["error"][field].as_array().cloned();
        texts.unwrap_or_default().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    }

    /// Checks that this is a refusal in the document's shape, with one text about one field.
    #[track_caller]
    pub(crate) fn is_refusal(&self, status: u16, field: &str, text: &str) {
        let json = self.json();
        assert_eq!(self.status, status, "{}", self.body);
        assert_eq!(json["success"], false);
        assert_eq!(json["code"], status);
        assert!(json["message"].is_string());
        assert!(json.get("data").is_none());
        assert_eq!(self.error(field), [text], "{}", self.body);
        assert_eq!(json["error"].as_object().unwrap().len(), 1, "{}", self.body);
        assert!(!self.diagnosis().is_empty());
    }
}

pub(crate) async fn send(
    addr: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {addr}\r\nconnection: close\r\n");
    for (name, value) in headers {
        write!(request, "{name}: {value}\r\n").unwrap();
    }
    write!(request, "content-length: {}\r\n\r\n", body.len()).unwrap();

    let mut stream = TcpStream::connect(addr).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    stream.write_all(body).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    parse(&String::from_utf8(bytes).unwrap())
}

pub(crate) async fn get(addr: SocketAddr, path: &str) -> Answer {
    send(addr, "GET", path, &[], b"").await
}

/// As a browser posts a form.
pub(crate) async fn post_form(addr: SocketAddr, path: &str, form: &str) -> Answer {
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    send(addr, "POST", path, &headers, form.as_bytes()).await
}

fn parse(answer: &str) -> Answer {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap();
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Answer { status: status.parse().unwrap(), headers, body: body.to_owned() }
}
