//! Running `kess`.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kess"));
    // What is set around the tests is not theirs.
    command.env_clear().env("NO_COLOR", "1").env("PATH", "/usr/bin:/bin");
    command
}

pub(crate) fn run(arguments: &[&str], stdin: &[u8]) -> Ran {
    feed(command().args(arguments), stdin)
}

pub(crate) fn feed(command: &mut Command, stdin: &[u8]) -> Ran {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let stdin = stdin.to_vec();
    // From a thread of its own: the program may print before it has read all.
    let writer = std::thread::spawn(move || drop(input.write_all(&stdin)));
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: status.code().unwrap(), stdout: text(stdout), stderr: text(stderr) }
}

pub(crate) fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(path)
}

pub(crate) fn key(name: &str) -> String {
    fixture("keys").join(name).to_str().unwrap().to_owned()
}

/// `kess sandbox`, on a free port.
pub(crate) struct Sandbox {
    child: Child,
    folder: tempfile::TempDir,
}

impl Sandbox {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut child = command()
            .args(["sandbox", "--listen", "127.0.0.1:0", "--credentials"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("listening on http://127.0.0.1:"), "{line}");
        Self { child, folder }
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The variables of `merchant.env`.
    pub(crate) fn variables(&self) -> Vec<(String, String)> {
        let text = std::fs::read_to_string(self.file("merchant.env")).unwrap();
        text.lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| {
                let (name, value) = line.split_once('=').unwrap();
                (name.to_owned(), value.trim_matches('\'').to_owned())
            })
            .collect()
    }

    /// `kess` as this sandbox's merchant.
    pub(crate) fn merchant(&self, arguments: &[&str], stdin: &[u8]) -> Ran {
        feed(command().envs(self.variables()).args(arguments), stdin)
    }

    /// Sends a signal, and returns the exit code.
    pub(crate) fn stop(&mut self, signal: &str) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
