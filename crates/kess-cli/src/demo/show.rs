//! What the demo shows: for people on a terminal, or a JSON line a step.

use std::io::Write as _;
use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};
use kess_sandbox::Ledger;
use kess_sdk::{Error, Raw, Reply};
use serde_json::{Value, json};

use super::Stop;
use crate::exit::{Failure, chain};
use crate::output::written_or_gone;

const TITLE: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const NAME: Style = AnsiColor::Cyan.on_default();
const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();

/// How wide a signed string is printed before it is broken: with its label, a usual terminal.
const WIDTH: usize = 66;

pub(crate) struct Show {
    json: bool,
    steps: usize,
    failed: usize,
    started: Instant,
}

/// What a step came to.
struct Told<'a> {
    title: &'a str,
    operation: &'a str,
    outcome: &'a str,
    signed: Option<String>,
    answer: String,
    elapsed: Duration,
    as_it_should: bool,
}

impl Show {
    pub(crate) fn new(json: bool) -> Self {
        Self { json, steps: 0, failed: 0, started: Instant::now() }
    }

    pub(crate) fn opening(&self, base_url: &str) -> Result<(), Failure> {
        if self.json {
            return Ok(());
        }
        print(&format!(
            "{TITLE}The KESS Merchant API, from end to end{TITLE:#}\n\
             {DIM}A real client signs, encrypts and sends; a real server verifies, decrypts,\n\
             moves money in a ledger and answers, on {base_url}.{DIM:#}\n\n"
        ))
    }

    /// A step that must succeed: runs the call, shows it, and returns what it returned.
    pub(crate) async fn done<T>(
        &mut self,
        title: &str,
        call: impl IntoFuture<Output = Result<Reply<T>, Error>>,
        summary: impl FnOnce(&T) -> String,
    ) -> Result<Reply<T>, Stop> {
        let start = Instant::now();
        let result = call.await;
        let elapsed = start.elapsed();
        match result {
            Ok(reply) => {
                let raw: &Raw = reply.raw();
                let operation = service(&raw.signed_string());
                self.tell(&Told {
                    title,
                    operation: &operation,
                    outcome: "executed",
                    signed: Some(raw.signed_string()),
                    answer: summary(&reply),
                    elapsed,
                    as_it_should: true,
                })?;
                Ok(reply)
            }
            Err(error) => {
                self.tell(&Told {
                    title,
                    operation: error.operation(),
                    outcome: error.outcome().as_str(),
                    signed: error.signed_string(),
                    answer: chain(&error),
                    elapsed,
                    as_it_should: false,
                })?;
                Err(Stop::Failed)
            }
        }
    }

    /// A step that must be refused, with an error that says `because`.
    pub(crate) async fn refused<T>(
        &mut self,
        title: &str,
        call: impl IntoFuture<Output = Result<Reply<T>, Error>>,
        because: &str,
    ) -> Result<(), Stop> {
        let start = Instant::now();
        let result = call.await;
        let elapsed = start.elapsed();
        let (operation, outcome, signed, answer, as_it_should) = match &result {
            Ok(reply) => {
                let signed = reply.raw().signed_string();
                (service(&signed), "executed", Some(signed), "it was not refused".to_owned(), false)
            }
            Err(error) => {
                let answer = chain(error);
                let expected = answer.contains(because);
                let outcome = error.outcome().as_str();
                (error.operation().to_owned(), outcome, error.signed_string(), answer, expected)
            }
        };
        let told =
            Told { title, operation: &operation, outcome, signed, answer, elapsed, as_it_should };
        self.tell(&told)?;
        if as_it_should { Ok(()) } else { Err(Stop::Failed) }
    }

    /// A step that is not a call.
    pub(crate) fn aside(
        &mut self,
        title: &str,
        operation: &str,
        elapsed: Duration,
        result: Result<String, String>,
    ) -> Result<(), Stop> {
        let as_it_should = result.is_ok();
        let outcome = if as_it_should { "executed" } else { "failed" };
        let answer = result.unwrap_or_else(|problem| problem);
        let told = Told { title, operation, outcome, signed: None, answer, elapsed, as_it_should };
        self.tell(&told)?;
        if as_it_should { Ok(()) } else { Err(Stop::Failed) }
    }

    fn tell(&mut self, told: &Told<'_>) -> Result<(), Failure> {
        self.steps += 1;
        self.failed += usize::from(!told.as_it_should);
        let signed = told.signed.as_deref().map(shortened);
        if self.json {
            return print_json(&json!({
                "step": self.steps,
                "title": told.title,
                "operation": told.operation,
                "outcome": told.outcome,
                "signed": signed,
                "answer": told.answer,
                "milliseconds": milliseconds(told.elapsed),
                "as_it_should": told.as_it_should,
            }));
        }
        let (style, mark) = if told.as_it_should { (GOOD, "✓") } else { (BAD, "✗") };
        let mut text = format!(
            "{style}{mark}{style:#} {DIM}{:>2}{DIM:#} {TITLE}{:<37}{TITLE:#} {NAME}{:<24}{NAME:#} \
             {DIM}{:>6.1} ms{DIM:#}\n",
            self.steps,
            told.title,
            told.operation,
            milliseconds(told.elapsed),
        );
        if let Some(signed) = signed {
            text += &labelled("signed", &broken(&signed, &['&', ',']), DIM);
        }
        text += &labelled("answer", &broken(&told.answer, &[' ']), Style::new());
        print(&text)
    }

    /// Shows the ledger, and says whether it balances.
    pub(crate) fn ledger(&self, ledger: &Ledger) -> Result<bool, Failure> {
        let balanced = ledger.is_balanced();
        if self.json {
            let text: Vec<String> = ledger.to_string().lines().map(str::to_owned).collect();
            print_json(&json!({ "ledger": text, "balanced": balanced }))?;
            return Ok(balanced);
        }
        print(&format!("\n{TITLE}The ledger{TITLE:#}\n{ledger}\n"))?;
        Ok(balanced)
    }

    /// Says how it went.
    pub(crate) fn closing(&self, balanced: bool) -> Result<bool, Failure> {
        let well = self.failed == 0 && balanced;
        if self.json {
            return Ok(well);
        }
        let style = if well { GOOD } else { BAD };
        let steps = self.steps;
        let seconds = self.started.elapsed().as_secs_f64();
        let verdict = match (self.failed, balanced) {
            (0, true) => format!("{steps} steps, each as it should be, in {seconds:.1} s"),
            (0, false) => "the ledger does not balance".to_owned(),
            (failed, _) => format!("{failed} of {steps} steps did not do what they should"),
        };
        print(&format!("{style}{verdict}{style:#}\n"))?;
        if well {
            print(&format!(
                "{DIM}Next: `kess sandbox --credentials creds`, and your own program.{DIM:#}\n"
            ))?;
        }
        Ok(well)
    }
}

/// The service in a signed string; the login has none.
fn service(signed: &str) -> String {
    let service = signed.split('&').find_map(|pair| pair.strip_prefix("service="));
    service.unwrap_or("login").to_owned()
}

fn milliseconds(elapsed: Duration) -> f64 {
    (elapsed.as_secs_f64() * 10_000.0).round() / 10.0
}

/// The string with each ciphertext replaced by its length, which is all there is to see of it.
fn shortened(signed: &str) -> String {
    /// The shortest ciphertext is that of a key of 1024 bits, in base64.
    const CIPHERTEXT: usize = 172;
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '\\');
    let mut short = String::new();
    let mut rest = signed;
    while !rest.is_empty() {
        let (run, after) = rest.split_at(rest.find(|c| !is_base64(c)).unwrap_or(rest.len()));
        // A name may stand before the ciphertext, with a `=` that is not the padding's.
        let split = run.find('=').filter(|&at| run.len() - at > CIPHERTEXT).map_or(0, |at| at + 1);
        let (name, value) = run.split_at(split);
        let length = value.replace('\\', "").len();
        short += name;
        short += &if length >= CIPHERTEXT {
            format!("[encrypted, {length} characters]")
        } else {
            value.to_owned()
        };
        let between = after.find(is_base64).unwrap_or(after.len());
        short += &after[..between];
        rest = &after[between..];
    }
    short
}

/// Lines of at most [`WIDTH`], broken after a separator where there is one.
fn broken(text: &str, separators: &[char]) -> Vec<String> {
    let mut lines = vec![String::new()];
    for part in text.split_inclusive(separators) {
        let line = lines.last().map_or(0, |line| line.chars().count());
        if line > 0 && line + part.chars().count() > WIDTH {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(part);
        }
    }
    lines
}

fn labelled(label: &str, lines: &[String], style: Style) -> String {
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        let label = if index == 0 { label } else { "" };
        text += &format!("     {DIM}{label:<7}{DIM:#} {style}{}{style:#}\n", line.trim_end());
    }
    text
}

fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = anstream::stdout().lock();
    written_or_gone(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()))
}

fn print_json(line: &Value) -> Result<(), Failure> {
    print(&format!("{line}\n"))
}
