//! `kess call`: any service of the gateway.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use kess_sdk::{
    Builder, Client, Effect, Endpoint, Error, OPERATIONS, OperationInfo, Outcome, Params, Profile,
    Protection, Value,
};
use kess_sign::Secret;

use crate::exit::{Failure, chain, code};
use crate::{input, output};

#[derive(clap::Args)]
#[command(after_help = "\
A parameter is NAME=VALUE, and NAME may be a path such as sourceOfFunds.card.number.
  NAME=VALUE      text
  NAME:=JSON      a number, a list, an object …
  NAME=@FILE      text from a file, or from standard input for @-
  NAME=env:VAR    text from an environment variable
  NAME=?          text that is asked for, without showing it
Secrets (card and account numbers, tokens, passwords) are refused as plain VALUE, since every
program on the machine can read a command line.

Exit codes: 0 done, 1 rejected, 2 usage or configuration, 3 not sent, 4 outcome unknown.")]
pub(crate) struct Arguments {
    /// The service, such as `list_banks`.
    service: String,
    /// Its parameters.
    #[arg(value_name = "NAME=VALUE")]
    parameters: Vec<String>,
    /// Take parameters from a file with one JSON object, or from standard input for `-`.
    #[arg(long, value_name = "FILE")]
    params: Option<PathBuf>,
    /// Encrypt the text at this path; known operations encrypt what they must by themselves.
    #[arg(long, value_name = "PATH")]
    seal: Vec<String>,
    /// What happens if it is done twice; known operations know. Only `reads` is ever sent again
    /// after it may have happened.
    #[arg(long, value_enum)]
    effect: Option<EffectArgument>,
    /// The signing profile, such as `empty=php,trim=php`; parts left out are at their default.
    #[arg(long, value_parser = input::profile, default_value = "", hide_default_value = true)]
    profile: Profile,
    /// How often it may be sent again where that is safe.
    #[arg(long, default_value_t = 2)]
    retries: u32,
    /// Show the string that was signed, with its secrets redacted, on standard error.
    #[arg(long)]
    show_signed: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum EffectArgument {
    Reads,
    Keyed,
    MovesMoney,
}

impl From<EffectArgument> for Effect {
    fn from(effect: EffectArgument) -> Self {
        match effect {
            EffectArgument::Reads => Self::Reads,
            EffectArgument::Keyed => Self::Keyed,
            EffectArgument::MovesMoney => Self::MovesMoney,
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let operation =
        OPERATIONS.iter().find(|operation| operation.name == arguments.service).copied();
    if operation.is_some_and(|operation| operation.endpoint == Endpoint::Login) {
        return Err(Failure::usage("every call logs in by itself")
            .hint("try `kess call list_fees` to see whether the login works"));
    }
    let params = parameters(arguments, operation)?;
    let client = client(arguments)?;
    let effect = arguments.effect.map(Effect::from);
    let effect = effect.or(operation.map(|known| known.effect)).unwrap_or(Effect::MovesMoney);
    let paths =
        |pick: fn(&OperationInfo) -> Vec<&'static str>| operation.map(pick).unwrap_or_default();
    let sealed = paths(|known| known.sealed().collect());
    let service = operation.map_or(arguments.service.as_str(), |known| known.service);
    let call = client
        .call(service, params, effect)
        .sealed(sealed.iter().copied().chain(arguments.seal.iter().map(String::as_str)))
        .secret(paths(|known| known.secret().collect()))
        .retries(arguments.retries);

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::usage(format!("cannot start: {error}")))?;
    match runtime.block_on(call.into_future()) {
        Ok(raw) => {
            if arguments.show_signed {
                anstream::eprintln!("signed: {}", raw.signed_string());
            }
            output::line(pretty(raw.json()))
        }
        Err(error) => {
            if let Some(signed) = error.signed_string().filter(|_| arguments.show_signed) {
                anstream::eprintln!("signed: {signed}");
            }
            Err(failed(&error))
        }
    }
}

fn client(arguments: &Arguments) -> Result<Client, Failure> {
    Builder::from_variables(|name| std::env::var(name).ok())
        .and_then(|builder| builder.profile(arguments.profile).build())
        .map_err(|error| {
            Failure::usage(chain(&error)).hint(
                "`kess sandbox --credentials DIR` writes DIR/merchant.env with every variable; \
                 load it with `set -a; . DIR/merchant.env; set +a`",
            )
        })
}

/// Lays JSON out in lines, and leaves every value as it came: numbers keep their digits, objects
/// their order.
fn pretty(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0_usize;
    let (mut in_string, mut escaped) = (false, false);
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    let mut characters = json.chars().peekable();
    while let Some(c) = characters.next() {
        if in_string {
            out.push(c);
            in_string = c != '"' || escaped;
            escaped = c == '\\' && !escaped;
            continue;
        }
        match c {
            '{' | '[' => {
                out.push(c);
                while characters.next_if(char::is_ascii_whitespace).is_some() {}
                match characters.next_if(|next| matches!(next, '}' | ']')) {
                    Some(close) => out.push(close),
                    None => {
                        depth += 1;
                        line(&mut out, depth);
                    }
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(c);
            }
            ',' => {
                out.push(c);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            '"' => {
                out.push(c);
                in_string = true;
            }
            c if c.is_ascii_whitespace() => {}
            c => out.push(c),
        }
    }
    out
}

fn failed(error: &Error) -> Failure {
    let code = match error.outcome() {
        Outcome::Rejected => code::REJECTED,
        Outcome::NotExecuted => code::NOT_SENT,
        Outcome::Unknown | Outcome::Executed => code::UNKNOWN,
    };
    let failure = Failure::new(code, chain(error));
    match (error.outcome(), error.body_excerpt()) {
        (Outcome::Unknown, _) => failure.hint(
            "look the transaction up with KESS before you send it again; it has no key by which \
             the gateway could tell a repeat",
        ),
        (_, Some(body)) if !body.trim().is_empty() => {
            failure.hint(format!("the answer begins: {body}"))
        }
        _ => failure,
    }
}

fn parameters(arguments: &Arguments, operation: Option<&OperationInfo>) -> Result<Params, Failure> {
    let mut params = match &arguments.params {
        Some(file) => input::params(&input::file(file)?)?,
        None => Params::new(),
    };
    for parameter in &arguments.parameters {
        let (path, value) = parse(parameter, operation)?;
        put(&mut params, &path, value).ok_or_else(|| {
            Failure::usage(format!("`{path}` leads through something that is no object"))
        })?;
    }
    Ok(params)
}

/// `NAME=VALUE` and its variants.
fn parse(parameter: &str, operation: Option<&OperationInfo>) -> Result<(String, Value), Failure> {
    let Some((name, text)) = parameter.split_once('=') else {
        return Err(Failure::usage(format!("`{parameter}` is not of the form NAME=VALUE")));
    };
    let (name, json) = name.strip_suffix(':').map_or((name, false), |name| (name, true));
    let protected = operation.is_some_and(|operation| {
        let mut fields = operation.fields.iter();
        fields.any(|field| field.path == name && field.protection != Protection::Clear)
    });
    let secret = |text: String| Value::Secret(Secret::new(text));
    let value = if let Some(file) = text.strip_prefix('@').filter(|_| !json) {
        secret(input::text(&input::file(Path::new(file))?, name)?.to_string())
    } else if let Some(variable) = text.strip_prefix("env:").filter(|_| !json) {
        secret(std::env::var(variable).map_err(|_| {
            Failure::usage(format!("the environment variable {variable} is not set, or not UTF-8"))
        })?)
    } else if text == "?" && !json {
        let asked = rpassword::prompt_password(format!("{name}: "));
        secret(asked.map_err(|error| {
            Failure::usage(format!("cannot ask for `{name}`: {error}"))
                .hint("give it by @FILE or env:VAR")
        })?)
    } else if protected {
        return Err(Failure::usage(format!(
            "`{name}` is a secret, and a command line can be read by every program"
        ))
        .hint(format!("give it by {name}=@FILE, {name}=env:VAR or {name}=?")));
    } else if json {
        let wrapped = input::params(format!("{{\"value\":{text}}}").as_bytes())
            .map_err(|_| Failure::usage(format!("the value of `{name}:=` is not JSON")))?;
        wrapped.into_iter().next().map_or(Value::Null, |(_, value)| value)
    } else {
        Value::from(text)
    };
    Ok((name.to_owned(), value))
}

/// Puts a value at a path, with the objects on the way.
fn put(params: &mut Params, path: &str, value: Value) -> Option<()> {
    let Some((first, rest)) = path.split_once('.') else {
        params.insert(path.to_owned(), value);
        return Some(());
    };
    if params.get(first).is_none() {
        params.insert(first.to_owned(), Params::new());
    }
    match params.get_mut(first)? {
        Value::Object(object) => put(object, rest, value),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn json_is_laid_out_and_nothing_else() {
        let json = r#"{"z":1.50,"a":[1, {"b":"x, \"{y}: \\\\"}],"e":[ ],"o":{},"n":null}"#;
        insta::assert_snapshot!(super::pretty(json), @r#"
        {
          "z": 1.50,
          "a": [
            1,
            {
              "b": "x, \"{y}: \\\\"
            }
          ],
          "e": [],
          "o": {},
          "n": null
        }
        "#);
        assert_eq!(super::pretty("null"), "null");
    }
}
