//! The flags whose values are passwords.

use super::super::names::names_a_secret;
use super::super::passwords::{looks_chosen, looks_random};

/// How a program accepts a password in an argument whose flag does not say so.
pub(super) struct PasswordFlag {
    pub(super) programs: &'static [&'static str],
    /// The command of the program that has this flag, if only one has it.
    pub(super) command: &'static str,
    pub(super) flag: &'static str,
    pub(super) forms: FlagForms,
    pub(super) content: FlagContent,
}

/// Where the value of a flag can be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FlagForms {
    /// In the same argument.
    Joined,
    /// In the next argument.
    Separate,
    /// In either.
    Both,
}

/// What the value of a flag is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FlagContent {
    /// A password or a key that someone chose or got.
    Secret,
    /// The same, but it may be the name of a secret as well, so only a value that looks generated is reported.
    SecretOrName,
    /// A user, `:` and a password.
    Login,
}

/// The command that has flags for passwords in several programs.
pub(super) const LOGIN: &str = "login";

/// Source: the manual pages of these programs.
pub(super) const PASSWORD_FLAGS: &[PasswordFlag] = &[
    flag(&["mysql", "mysqladmin", "mysqldump", "mysqlimport", "mariadb", "mariadb-dump"], "-p", FlagForms::Joined),
    flag(&["sshpass"], "-p", FlagForms::Both),
    flag(&["plink", "pscp", "psftp", "putty"], "-pw", FlagForms::Separate),
    flag(&["redis-cli"], "-a", FlagForms::Separate),
    flag(&["bcp", "sqlcmd"], "-P", FlagForms::Both),
    flag(&["mongo", "mongodump", "mongoexport", "mongoimport", "mongorestore", "mongosh"], "-p", FlagForms::Separate),
    flag(&["ldapadd", "ldapmodify", "ldapsearch"], "-w", FlagForms::Both),
    PasswordFlag { command: LOGIN, ..flag(&["az", "docker", "helm", "oras", "podman"], "-p", FlagForms::Separate) },
    PasswordFlag { content: FlagContent::Login, ..flag(&["curl"], "-u", FlagForms::Both) },
    PasswordFlag { content: FlagContent::Login, ..flag(&["curl"], "--user", FlagForms::Separate) },
    PasswordFlag { content: FlagContent::Login, ..flag(&["http", "https"], "-a", FlagForms::Separate) },
];

/// Parts of texts with one of these programs, or with another flag or value that only [`content_of`] and the other functions beside it
/// know.
pub(in super::super) const PROGRAM_SIGNS: [&str; 28] = [
    "mysql",
    "mariadb",
    "sshpass",
    "plink",
    "pscp",
    "psftp",
    "putty",
    "redis-cli",
    "bcp",
    "sqlcmd",
    "mongo",
    "ldap",
    "docker",
    "helm",
    "oras",
    "podman",
    "curl",
    "http",
    "az ",
    "az\"",
    "az'",
    "az.",
    "az\\",
    "az\t",
    "pass:",
    "--pass",
    "--pwd",
    "quoting",
];

const fn flag(programs: &'static [&'static str], flag: &'static str, forms: FlagForms) -> PasswordFlag {
    PasswordFlag { programs, command: "", flag, forms, content: FlagContent::Secret }
}

/// The program called `name` that has one of the flags.
pub(super) fn known_program(name: &str) -> Option<&'static str> {
    let first = name.bytes().next().filter(|byte| FIRST_LETTERS >> (byte & 0x1f) & 1 == 1)?;
    let programs = PASSWORD_FLAGS.iter().flat_map(|flag| flag.programs).copied();
    programs.filter(|program| program.as_bytes().first() == Some(&first)).find(|program| *program == name)
}

/// The bits of the first letters of all programs. Most words that are not programs begin with another one.
#[allow(clippy::indexing_slicing, reason = "evaluated at compile time, so an invalid index is a compile error")]
const FIRST_LETTERS: u32 = {
    let mut letters = 0;
    let mut index = 0;
    while index < PASSWORD_FLAGS.len() {
        let programs = PASSWORD_FLAGS[index].programs;
        let mut program = 0;
        while program < programs.len() {
            letters |= 1 << (programs[program].as_bytes()[0] & 0x1f);
            program += 1;
        }
        index += 1;
    }
    letters
};

/// What the value of the flag or variable called `name` is, if it is a secret.
pub(super) fn content_of(name: &str) -> Option<FlagContent> {
    match name.trim_start_matches('-') {
        "secret" => Some(FlagContent::SecretOrName),
        "pass" | "pwd" => Some(FlagContent::Secret),
        _ => names_a_secret(name).then_some(FlagContent::Secret),
    }
}

pub(super) fn is_secret(value: &str, content: FlagContent) -> bool {
    let is_list = value.trim_end_matches('=').contains('=');
    match content {
        FlagContent::Secret => !is_list && (looks_random(value) || looks_chosen(value)),
        FlagContent::SecretOrName => !is_list && looks_random(value),
        FlagContent::Login => value
            .split_once(':')
            .is_some_and(|(user, password)| user != password && is_secret(password, FlagContent::Secret)),
    }
}
