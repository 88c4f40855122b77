//! Many parameters, one JSON line each: a line in, a line out, and nothing kept in between.

use std::io::{self, BufRead as _, BufReader, BufWriter, Write as _};
use std::process::ExitCode;

use kess_sign::{Params, Profile, Sign as _, Value};

use crate::exit::{Failure, chain, code};
use crate::keys::SigningKey;
use crate::output;

/// Answers each line of standard input. A line that cannot be used is answered with an error, and
/// the command goes on, to end with exit code 2.
pub(super) fn run(profile: Profile, key: Option<&SigningKey>) -> Result<ExitCode, Failure> {
    let mut input = BufReader::new(io::stdin().lock());
    let mut output = BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    let mut end = code::DONE;
    loop {
        line.clear();
        let read = input.read_until(b'\n', &mut line);
        if read.map_err(|e| Failure::usage(format!("cannot read standard input: {e}")))? == 0 {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let answer = answer(&line, profile, key).unwrap_or_else(|error| {
            end = code::USAGE;
            Params::from_iter([("error", error)])
        });
        let written = output.write_all(&answer.to_json()).and_then(|()| output.write_all(b"\n"));
        output::written_or_gone(written)?;
        // Whoever has sent all it has so far may be waiting for the answers.
        if input.buffer().is_empty() {
            output::written_or_gone(output.flush())?;
        }
    }
    output::written_or_gone(output.flush())?;
    Ok(ExitCode::from(end))
}

fn answer(line: &[u8], profile: Profile, key: Option<&SigningKey>) -> Result<Params, String> {
    let mut line = Params::from_json(line).map_err(|error| error.to_string())?;
    let profile = line_profile(line.get("profile"), profile)?;
    let Some(Value::Object(params)) = line.remove("params") else {
        return Err("a line must be an object with `params`, an object".into());
    };
    let canonical = params.canonical(&profile);
    let mut answer = Params::from_iter([("canonical", canonical.as_str())]);
    if let Some(key) = key {
        let signature = key.sign(profile.hash, canonical.as_bytes()).map_err(|e| chain(&e))?;
        answer.insert("sign", kess_sign::encode_signature(&signature));
    }
    Ok(answer)
}

/// The line's own profile, where it has one; what it leaves out is as on the command line.
fn line_profile(own: Option<&Value>, mut profile: Profile) -> Result<Profile, String> {
    match own {
        None | Some(Value::Null) => Ok(profile),
        Some(Value::Object(parts)) => {
            for (name, value) in parts.iter() {
                let value =
                    value.as_str().ok_or_else(|| format!("`profile.{name}` must be text"))?;
                profile.set(name, value).map_err(|error| error.to_string())?;
            }
            Ok(profile)
        }
        Some(_) => Err("`profile` must be an object".into()),
    }
}
