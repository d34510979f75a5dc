//! A terminal or Go setting in a language block has no effect: VS Code does not read it per language.
#![doc = include_str!("ignored_in_language_block.md")]

use std::borrow::Cow;
use std::cell::LazyCell;

use envlint_core::document::Document;
use envlint_core::env::{FileAnalysis, SettingEntry};
use envlint_core::finding::{Applicability, Change, Fix};
use envlint_core::jsonc::{Layout, comments, remove_member};
use envlint_core::rule::{Context, Rule};
use envlint_core::spelling::quoted;
use envlint_core::text::Edit;
use envlint_core::vscode::{Platforms, platform_in};
use rustc_hash::{FxHashMap, FxHashSet};

mod language_blocks;

use language_blocks::{LanguageBlock, language_blocks};

declare_rule! {
    IgnoredInLanguageBlock {
        name: "ignored-in-language-block",
        severity: Warning,
        fix: Unsafe,
        since: "0.1.0",
        page: "ignored_in_language_block.md",
    }
}

impl Rule for IgnoredInLanguageBlock {
    fn check_document(&self, analysis: &FileAnalysis<'_>, context: &mut Context<'_>) {
        let keys = LazyCell::new(|| SettingKeys::of(analysis.document));
        for block in language_blocks(analysis) {
            match block.platform {
                Some(platform) => {
                    let platforms = context.platforms(Platforms::only(platform));
                    let name = block.origin.member().name();
                    let message = format!(
                        "`{name}` has no effect: VS Code reads it as a block for a language, since there are no blocks for platforms"
                    );
                    if !platforms.is_empty() {
                        let help = format!(
                            "Use settings that end in `.{}`, or the user settings of that machine",
                            platform.name()
                        );
                        context.finding(block.origin.key(), message).platforms(platforms).help(help).report();
                    }
                }
                None => report_settings(&block, &keys, context),
            }
        }
    }
}

fn report_settings(block: &LanguageBlock<'_>, keys: &SettingKeys<'_>, context: &mut Context<'_>) {
    let ignored = block.ignored();
    for setting in &ignored {
        let platform = platform_in(&setting.key.split('.').collect::<Vec<_>>());
        let platforms = context.platforms(platform.map_or(Platforms::ALL, Platforms::only));
        if platforms.is_empty() {
            continue;
        }
        let (key, name) = (&setting.key, quoted(&block.origin.member().name()));
        let message = format!("`{key}` has no effect in {name}: VS Code does not read it per language");
        context
            .finding(setting.origin.key(), message)
            .platforms(platforms)
            .place(key)
            .fix(fix(block, &ignored, keys))
            .or_help("Move it out of the block")
            .report();
    }
}

/// Moves the settings out of the block. They replace the block if it contains no others; a single one of several
/// moves in front of it. `None` if several would have to be picked from among others, or if the file sets one of them
/// elsewhere, too.
fn fix(block: &LanguageBlock<'_>, ignored: &[SettingEntry<'_>], keys: &SettingKeys<'_>) -> Option<Fix> {
    let (settings, member) = (block.origin.object(), block.origin.member());
    let is_plain = |setting: &SettingEntry<'_>| {
        let inside = setting.origin.member();
        setting.origin.object().span() == block.object().span()
            && inside.name() == setting.key
            && comments(inside.key.source(), inside.span()).is_empty()
            && keys.in_blocks.get(&*setting.key) == Some(&1)
            && keys.has_room(&setting.key)
    };
    if keys.names.get(&*member.name()).is_some_and(|count| *count > 1) || !ignored.iter().all(is_plain) {
        return None;
    }
    let layout = Layout::around(member);
    let moved: Vec<(&str, String)> =
        ignored.iter().map(|setting| (setting.key.as_ref(), layout.fitted(setting.origin.member()))).collect();
    let changes =
        ignored.iter().map(|setting| Change::Moved(setting.origin.key(), settings.span(), setting.key.to_string()));
    let is_whole = block.object().members().count() == ignored.len();
    let has_comment = !comments(member.key.source(), member.span()).is_empty();
    let (edits, changes) = match ignored {
        _ if is_whole && !has_comment => {
            let edit = Edit::replace(member.span(), layout.members(&moved));
            (vec![edit], changes.chain([Change::Removed(member.key.span())]).collect())
        }
        [only] => {
            let text = format!("{}{}", layout.members(&moved), layout.separator());
            let mut edits = remove_member(block.object(), only.origin.key());
            edits.push(Edit::insert(member.span().start, text));
            (edits, changes.collect())
        }
        _ => return None,
    };
    let title = format!("Move it out of {}", quoted(&member.name()));
    Some(Fix::new(title, Applicability::Unsafe, edits, Change::All(changes)))
}

/// The keys of a file's settings, for look-ups that many blocks need.
struct SettingKeys<'d> {
    /// How often each key is set at the top.
    names: FxHashMap<Cow<'d, str>, usize>,
    /// How often each key is set in a block for a language.
    in_blocks: FxHashMap<Cow<'d, str>, usize>,
    /// The keys that another one continues, as `a.b.c` continues `a` and `a.b`.
    continued: FxHashSet<String>,
}

impl<'d> SettingKeys<'d> {
    fn of(document: &'d Document) -> Self {
        let mut keys =
            Self { names: FxHashMap::default(), in_blocks: FxHashMap::default(), continued: FxHashSet::default() };
        for (_, member) in document.settings_members() {
            let name = member.name();
            if name.starts_with('[') {
                for inner in member.value.members() {
                    *keys.in_blocks.entry(inner.name()).or_default() += 1;
                }
            }
            keys.continued.extend(prefixes(&name).map(ToOwned::to_owned));
            *keys.names.entry(name).or_default() += 1;
        }
        keys
    }

    /// Returns `true` if `key` can be added: neither it nor a key that it continues, or that continues it, is set.
    fn has_room(&self, key: &str) -> bool {
        !self.names.contains_key(key)
            && !self.continued.contains(key)
            && !prefixes(key).any(|short| self.names.contains_key(short))
    }
}

/// The most components of a name that are looked at; the names of settings have fewer.
const MOST_COMPONENTS: usize = 32;

/// The names that `name` continues: `a` and `a.b` for `a.b.c`.
fn prefixes(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('.').take(MOST_COMPONENTS).filter_map(|(dot, _)| name.get(..dot))
}
