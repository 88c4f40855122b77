//! What is generated from the operations: the list of their modules, and their table in the docs.

use std::fmt::Write as _;
use std::fs;

use kess_types::{OPERATIONS, OperationInfo, Presence, Protection};

use crate::generate::{Mode, Writer};
use crate::run::{Result, root};

const COMMAND: &str = "cargo xtask fixtures";

pub(crate) fn run(mode: Mode) -> Result {
    let mut writer = Writer::new(mode, COMMAND);
    writer.file("crates/kess-types/src/operations.rs", operations_module()?.as_bytes())?;
    writer.file("docs/operations.md", operations_page().as_bytes())?;
    writer.file("docs/doctor.md", crate::doctor::page(COMMAND)?.as_bytes())?;
    writer.finish()
}

/// The list of operations, made of the files beside it: each file is a module, and its request is
/// the file's name in camel case.
fn operations_module() -> Result<String> {
    let folder = root().join("crates/kess-types/src/operations");
    let files = fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut names = Vec::new();
    for file in files {
        let file = file.map_err(|e| format!("{}: {e}", folder.display()))?;
        let name = file.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".rs").map(str::to_owned));
    }
    names.sort();

    let each = |line: fn(&str) -> String| names.iter().map(|name| line(name)).collect::<String>();
    Ok(format!(
        "\
//! The operations, one module each.
//!
//! Made by `{COMMAND}` from the files of this folder; do not edit.

use crate::operation::{{Operation, OperationInfo}};

{modules}
{exports}
/// Every operation, by name.
pub const OPERATIONS: &[&OperationInfo] = &[
{table}];

/// Calls a macro with the name and the request type of every operation.
///
/// ```
/// macro_rules! count {{
///     ($($name:ident: $request:ident,)*) => {{ [$(stringify!($name)),*].len() }};
/// }}
/// assert_eq!(kess_types::for_each_operation!(count), kess_types::OPERATIONS.len());
/// ```
#[macro_export]
macro_rules! for_each_operation {{
    ($macro:ident) => {{
        $macro! {{
{list}        }}
    }};
}}
",
        modules = each(|name| format!("mod {name};\n")),
        exports = each(|name| format!("pub use {name}::*;\n")),
        table = each(|name| format!("    {}::INFO,\n", camel_case(name))),
        list = each(|name| format!("            {name}: {},\n", camel_case(name))),
    ))
}

fn camel_case(name: &str) -> String {
    name.split('_')
        .map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            first.to_ascii_uppercase() + rest
        })
        .collect()
}

fn operations_page() -> String {
    let mut operations = OPERATIONS.to_vec();
    operations.sort_by_key(|operation| operation.position);
    let mut page = format!(
        "\
# Operations

Made by `{COMMAND}` from `kess_types::OPERATIONS`; do not edit.

Effect: what happens if the request is executed twice. *reads*: nothing. *keyed*: the gateway
refuses the second one by its key. *moves money*: it happens again.

| operation | service | effect | heading in the gateway's document |
|---|---|---|---|
"
    );
    for OperationInfo { name, service, effect, heading, .. } in &operations {
        let service = if service.is_empty() { "–" } else { service };
        let service = service.to_owned();
        line(
            &mut page,
            &format!("| [{name}](#{name}) | `{service}` | {} | {heading} |", effect.as_str()),
        );
    }
    for operation in operations {
        line(&mut page, &format!("\n## {}\n\n{}", operation.name, operation.summary));
        if operation.fields.is_empty() {
            line(&mut page, "\nIt has no parameters.");
            continue;
        }
        line(&mut page, "\n| parameter | kind | | |\n|---|---|---|---|");
        for field in operation.fields {
            let mut marks = vec![match field.presence {
                Presence::Required => "required",
                Presence::Optional => "optional",
            }];
            marks.extend(field.key.then_some("key"));
            marks.extend(match field.protection {
                Protection::Clear => None,
                Protection::Secret => Some("secret"),
                Protection::Sealed => Some("encrypted"),
            });
            let (path, kind, marks) = (field.path, field.kind.as_str(), marks.join(", "));
            line(&mut page, &format!("| `{path}` | {kind} | {marks} | {} |", field.summary));
        }
    }
    page
}

fn line(page: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(page, "{text}");
}
