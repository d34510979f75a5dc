//! Rules for references in values, which VS Code may expand, leave literal or fail to resolve.

use envlint_core::meta::Family;
use envlint_core::rule::Rule;

pub mod deprecated_variable;
pub mod foreign_variable;
pub mod malformed_variable;
pub mod shell_variable;
pub mod sibling_reference;
pub mod undefined_input;
pub mod unexpanded_tilde;
pub mod unresolvable_variable;
pub mod unresolved_reference;
pub mod unseen_variable;
pub mod unsupported_variable;
pub mod variable_case;
pub mod wrong_workspace_folder;

/// The family of these rules.
pub const FAMILY: Family = Family {
    name: "references",
    title: "Rules for references in values, which VS Code may expand, leave literal or fail to resolve",
};

/// The rules of this family, by name.
pub const RULES: &[&dyn Rule] = &[
    &deprecated_variable::DeprecatedVariable,
    &foreign_variable::ForeignVariable,
    &malformed_variable::MalformedVariable,
    &shell_variable::ShellVariable,
    &sibling_reference::SiblingReference,
    &undefined_input::UndefinedInput,
    &unexpanded_tilde::UnexpandedTilde,
    &unresolvable_variable::UnresolvableVariable,
    &unresolved_reference::UnresolvedReference,
    &unseen_variable::UnseenVariable,
    &unsupported_variable::UnsupportedVariable,
    &variable_case::VariableCase,
    &wrong_workspace_folder::WrongWorkspaceFolder,
];
