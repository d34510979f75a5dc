use super::key_parts::KeyPart;

/// A setting that VS Code or an extension no longer has.
#[derive(Debug)]
pub struct FormerSetting {
    /// The key pattern.
    pub key: &'static [KeyPart],
    /// The product that had it, as a noun phrase for messages.
    pub owner: &'static str,
    /// The first version that is known not to have it.
    pub since: &'static str,
    /// What to use instead.
    pub successor: Successor,
}

/// The replacement of a removed setting.
#[derive(Clone, Copy, Debug)]
pub enum Successor {
    /// This field of the default terminal profile for the same platform.
    DefaultProfile(ProfileField),
    /// The automation profile for the same platform.
    AutomationProfile,
    /// A setting, or an option inside a setting.
    Setting(&'static str),
    /// Something else, as a sentence.
    Words(&'static str),
    /// No known replacement.
    None,
}

/// A field of a terminal profile that used to be a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProfileField {
    /// The program.
    Path,
    /// The arguments of the program.
    Arguments,
}

use KeyPart::{Platform, Word};

const T: [KeyPart; 2] = [Word("terminal"), Word("integrated")];

const fn terminal(key: &'static [KeyPart], successor: Successor) -> FormerSetting {
    FormerSetting { key, owner: "VS Code", since: "1.80", successor }
}

const fn go(key: &'static [KeyPart], since: &'static str, successor: Successor) -> FormerSetting {
    FormerSetting { key, owner: "the Go extension", since, successor }
}

impl Successor {
    /// The setting for the same platform that replaces it.
    #[must_use]
    pub fn path(self, platform: super::Platform) -> Option<[&'static str; 4]> {
        let word = match self {
            Self::DefaultProfile(_) => "defaultProfile",
            Self::AutomationProfile => "automationProfile",
            Self::Setting(_) | Self::Words(_) | Self::None => return None,
        };
        Some(["terminal", "integrated", word, platform.name()])
    }
}

const SERVER: Successor = Successor::Words("gopls, the language server, does this itself");
const PLACEHOLDERS: Successor = Successor::Setting("gopls: ui.completion.usePlaceholders");

/// Removed settings, in the order of their owners and keys. None of them is registered or read.
///
/// Source: microsoft/vscode pull request 184743 (1.80) and the bundles of 1.100.3 to 1.139.1, recorded as
/// `shell-deprecated`; vscode-go package.json of each release from 0.14.4 to 0.57.2.
pub static REMOVED_SETTINGS: &[FormerSetting] = &[
    terminal(&[T[0], T[1], Word("automationShell"), Platform], Successor::AutomationProfile),
    terminal(&[T[0], T[1], Word("shell"), Platform], Successor::DefaultProfile(ProfileField::Path)),
    terminal(&[T[0], T[1], Word("shellArgs"), Platform], Successor::DefaultProfile(ProfileField::Arguments)),
    go(&[Word("go"), Word("autocompleteUnimportedPackages")], "0.40", SERVER),
    go(&[Word("go"), Word("docsTool")], "0.40", SERVER),
    go(&[Word("go"), Word("gocodeAutoBuild")], "0.40", SERVER),
    go(&[Word("go"), Word("gocodeFlags")], "0.40", SERVER),
    go(&[Word("go"), Word("gocodePackageLookupMode")], "0.40", SERVER),
    go(&[Word("go"), Word("gotoSymbol"), Word("ignoreFolders")], "0.40", SERVER),
    go(&[Word("go"), Word("gotoSymbol"), Word("includeGoroot")], "0.40", SERVER),
    go(&[Word("go"), Word("gotoSymbol"), Word("includeImports")], "0.40", SERVER),
    go(&[Word("go"), Word("languageServerExperimentalFeatures")], "0.39", Successor::None),
    go(&[Word("go"), Word("liveErrors")], "0.40", SERVER),
    go(&[Word("go"), Word("overwriteGoplsMiddleware")], "0.24", Successor::None),
    go(&[Word("go"), Word("useCodeSnippetsOnFunctionSuggest")], "0.40", PLACEHOLDERS),
    go(&[Word("go"), Word("useCodeSnippetsOnFunctionSuggestWithoutType")], "0.40", PLACEHOLDERS),
    go(
        &[Word("go"), Word("useGoProxyToCheckForToolUpdates")],
        "0.40",
        Successor::Setting("go.toolsManagement.checkForUpdates"),
    ),
];
