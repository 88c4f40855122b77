//! Every check of this workspace, and everything in it that is generated.

mod bench;
mod check;
mod clients;
mod doctor;
mod fixtures;
mod fuzz;
mod generate;
mod oracle;
mod peer;
mod portable;
mod random;
mod run;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  check               everything that must hold before a change lands:
                      format, clippy, docs, tests, generated files
  test                the tests alone, with every feature
  fixtures [--check]  write what is generated from the operations; or compare
  oracle [--check]    have PHP recompute the signing fixtures; or compare
                      (needs php-cli and php-phpseclib)
  oracle --random N [--seed S]
                      compare N random requests with PHP
  bench               measure beside PHP, Node and openssl, and write
                      BENCHMARKS.md
  portable            build kess-sign for targets without std, and run it as
                      WebAssembly (needs their core and alloc, and node)
  fuzz N              fuzz what reads from outside, N runs a target (needs
                      cargo-fuzz)
  clients             have clients that share no code with us go through the
                      sandbox (needs curl, openssl, jq, php-cli, php-phpseclib)
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["check"] => check::check(),
        ["test"] => check::test(),
        ["fixtures"] => fixtures::run(generate::Mode::Write),
        ["fixtures", "--check"] => fixtures::run(generate::Mode::Check),
        ["oracle"] => oracle::run(generate::Mode::Write),
        ["oracle", "--check"] => oracle::run(generate::Mode::Check),
        ["oracle", "--random", count] => number(count).and_then(|count| random::run(count, None)),
        ["oracle", "--random", count, "--seed", seed] => number(count)
            .and_then(|count| number(seed).and_then(|seed| random::run(count, Some(seed)))),
        ["bench"] => bench::run(),
        ["portable"] => portable::run(),
        ["fuzz", runs] => number(runs).and_then(fuzz::run),
        ["clients"] => clients::run(),
        [] | ["help" | "--help" | "-h"] => {
            run::say(HELP);
            return ExitCode::SUCCESS;
        }
        _ => Err(format!("no such command: {}\n\n{HELP}", words.join(" "))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            run::complain(&problem);
            ExitCode::FAILURE
        }
    }
}

fn number(text: &str) -> run::Result<u64> {
    text.parse().map_err(|_| format!("`{text}` is not a number"))
}
