//! The `kess` command. What scripts can rely on is in the README beside this crate.

mod commands;
mod demo;
mod exit;
mod input;
mod keys;
mod output;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::exit::Failure;

/// The KESS payment gateway from a terminal.
///
/// Start with `kess demo`, which shows the whole gateway at work on your own machine, and `kess
/// sandbox`, which is that gateway for your own programs.
#[derive(Parser)]
#[command(name = "kess", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run every operation of the gateway, for real, against a sandbox on this machine.
    Demo(demo::Arguments),
    /// Be the gateway, on this machine, until stopped.
    Sandbox(commands::sandbox::Arguments),
    /// Call a service of the gateway.
    Call(commands::call::Arguments),
    /// Print the string that is signed, for parameters on standard input.
    Canonical(commands::canonical::Arguments),
    /// Sign parameters on standard input.
    Sign(commands::sign::Arguments),
    /// Check the signature of a body on standard input.
    Verify(commands::verify::Arguments),
    /// Say why the signature of a body on standard input is refused, and what to change.
    Diagnose(commands::diagnose::Arguments),
    /// Encrypt text on standard input.
    Seal(commands::seal::SealArguments),
    /// Decrypt what was encrypted, on standard input.
    Open(commands::seal::OpenArguments),
    /// Make keys, and look at them.
    #[command(subcommand)]
    Key(commands::key::Command),
    /// Read the result that a payer's browser brought back.
    Result(commands::result::Arguments),
}

fn main() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    match run(command) {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}

fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Sandbox(arguments) => commands::sandbox::run(&arguments),
        Command::Call(arguments) => commands::call::run(&arguments),
        Command::Canonical(arguments) => commands::canonical::run(&arguments),
        Command::Sign(arguments) => commands::sign::run(&arguments),
        Command::Verify(arguments) => commands::verify::run(&arguments),
        Command::Diagnose(arguments) => commands::diagnose::run(&arguments),
        Command::Seal(arguments) => commands::seal::seal(&arguments),
        Command::Open(arguments) => commands::seal::open(&arguments),
        Command::Key(command) => commands::key::run(&command),
        Command::Result(arguments) => commands::result::run(&arguments),
    }
}
