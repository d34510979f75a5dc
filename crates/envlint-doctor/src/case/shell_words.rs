//! Words at the start of a command line that a shell runs itself, so no folder on PATH needs to contain them.

use super::Case;
use crate::machine::Os;
use crate::project::{NamedBy, ProjectCommand};
use crate::startup::shell_name;

/// The shells with similar syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ShellFamily {
    /// bash, zsh, dash, ksh, fish and csh.
    Unix,
    /// PowerShell, and cmd if it is not known which of the two runs the line.
    PowerShell,
    /// cmd.
    Cmd,
    /// A shell whose words are not in the tables.
    Other,
}

/// The special built-in utilities, intrinsic utilities and reserved words of POSIX.
///
/// Source: POSIX.1-2024, Shell Command Language, "Reserved Words" and "Special Built-In Utilities"; "Intrinsic Utilities".
const POSIX: &str = "! . : { } alias bg break case cd command continue do done elif else esac eval exec exit export fc \
    fg fi for function getopts hash if in jobs kill namespace read readonly return select set shift then time times \
    trap type ulimit umask unalias unset until wait while [[ ]]";

/// Built-in commands and reserved words of bash.
///
/// Source: the manual of bash, "Shell Builtin Commands" and "Reserved Words"; `compgen -b` and `compgen -k`.
const BASH: &str = "[ bind builtin caller compgen complete compopt coproc declare dirs disown echo enable false help \
    history let local logout mapfile popd printf pushd pwd readarray shopt source suspend test true typeset";

/// Built-in commands, reserved words, precommand modifiers and supplied functions of zsh.
///
/// Source: zshbuiltins(1), zshmodules(1), zshmisc(1), "Reserved Words", and zshcontrib(1).
const ZSH: &str = "- add-zsh-hook add-zle-hook-widget age alias autoload bashcompinit bindkey builtin bye cap chdir clone \
    colors comparguments compcall compctl compdef compdescribe compfiles compgroups compinit compquote compset comptags \
    comptry compvalues coproc declare dirs disable disown echo echotc echoti emulate enable end false float foreach \
    functions getcap getln history integer is-at-least let limit local log logout nameref nocorrect noglob popd print \
    printf private promptinit pushd pushln pwd r rehash repeat run-help sched setcap setopt source strftime suspend \
    syserror sysopen sysread sysseek syswrite test true ttyctl typeset unfunction unhash unlimit unsetopt vared vcs_info \
    whence where which zargs zcalc zcompile zformat zftp zle zmodload zmv zparseopts zprof zpty zregexparse zselect \
    zsocket zstyle zsystem ztcp";

/// Built-in commands of dash and ksh that the lists above lack.
///
/// Source: dash(1), "Builtins"; ksh(1), "Built-in Commands" and the predefined aliases.
const KSH: &str = "compound chdir enum getconf hist nameref newgrp redirect stop";

/// Built-in commands and supplied functions of fish.
///
/// Source: fish(1), "Commands"; `builtin --names` and `functions --names`.
const FISH: &str = "_ abbr and argparse begin block breakpoint cdh commandline contains count dirh emit end fish_add_path \
    fish_config fish_default_key_bindings fish_delta fish_greeting fish_indent fish_key_reader fish_opt fish_prompt \
    fish_update_completions fish_vi_key_bindings funced funcsave functions isatty math nextd not open or path prevd \
    prompt_pwd psub random realpath set_color setenv status string switch vared";

/// Built-in commands of csh and tcsh.
///
/// Source: tcsh(1), "Builtin commands".
const CSH: &str = "@ alloc bindkey breaksw builtins default endif endsw filetest foreach glob goto hashstat hup inlib \
    limit login ls-F notify onintr printenv rehash repeat sched settc setty stop telltc termname uncomplete unhash \
    unlimit unsetenv where which";

/// Aliases and functions of Windows PowerShell and PowerShell 7.
///
/// Source: about_Aliases and `Get-Alias` of both; the functions `cd..`, `help`, `mkdir`, `more`, `oss`, `pause` and `prompt`.
const POWERSHELL: &str = "% ? ac asnp cat cd cd.. cd\\ cfs chdir clc clear clhy cli clp cls clv cnsn compare copy cp cpi \
    cpp curl cvpa dbp del diff dir dnsn ebp echo epal epcsv epsn erase etsn exsn fc fhx fl foreach ft fw gal gbp gc gcai \
    gcb gci gcim gcls gcm gcms gcs gdr gerr ghy gi gin gip gjb gl gm gmo gp gps gpv group gsn gsnp gsv gtz gu gv gwmi h \
    help history icim icm iex ihy ii ipal ipcsv ipmo ipsn irm ise iwmi iwr kill lp ls man md measure mi mkdir more mount \
    move mp mv nal ncim ncms ncso ndr ni nmo npssc nsn nv ogv oh oss pause popd prompt ps pumo pushd pwd r rbp \
    rcie rcim rcjb rcms rcsn rd rdr ren ri rjb rm rmdir rmo rni rnp rp rsn rsnp rujb rv rvpa rwmi sajb sal saps sasv sbp \
    sc scb scim select set shcm si sl sleep sls sort sp spjb spps spsv start stz sujb sv swmi tabexpansion2 tee tnc trcm \
    type wget where wjb write";

/// Keywords of PowerShell.
///
/// Source: about_Language_Keywords and about_Reserved_Words.
const POWERSHELL_KEYWORDS: &str = "assembly base begin break catch class clean command configuration continue data \
    default define do dynamicparam else elseif end enum exit filter finally for foreach from function hidden if in \
    inlinescript interface module namespace parallel param private process public return sequence static switch throw \
    trap try type until using var while workflow";

/// Internal commands of cmd.
///
/// Source: "Windows Commands" of Microsoft, and `help` of cmd.
const CMD: &str = "assoc break call cd chdir cls color copy date del dir dpath echo else endlocal erase exit exist for \
    ftype goto if keys md mkdir mklink move not path pause popd prompt pushd rd rem ren rename rmdir set setlocal shift \
    start time title type ver verify vol where which";

/// Returns `true` if the shell that runs the line of `command` runs `word` itself, or finds it in a way that the observed PATH does not
/// show.
pub(super) fn is_of_shell(case: &Case<'_>, command: &ProjectCommand, word: &str) -> bool {
    if command.by != NamedBy::ShellTask {
        return false;
    }
    let is_windows = case.machine.os == Os::Windows;
    match family(case, command) {
        // Git Bash, MSYS2 and Cygwin put their own folders in front of PATH, and WSL has another one.
        ShellFamily::Unix if is_windows => !word.contains(':'),
        ShellFamily::Unix => is_in(&[POSIX, BASH, ZSH, KSH, FISH, CSH], word),
        ShellFamily::PowerShell => {
            let word = word.to_ascii_lowercase();
            is_cmdlet(&word) || is_in(&[POWERSHELL, POWERSHELL_KEYWORDS, CMD], &word)
        }
        ShellFamily::Cmd => is_in(&[CMD], &word.to_ascii_lowercase()),
        ShellFamily::Other => true,
    }
}

fn is_in(lists: &[&str], word: &str) -> bool {
    lists.iter().any(|list| list.split_ascii_whitespace().any(|known| known == word))
}

/// Returns `true` if `word` has the form of a cmdlet: `Verb-Noun`. Modules can also use verbs that are not on the list of approved ones.
///
/// Source: "Strongly Encouraged Development Guidelines" of PowerShell.
fn is_cmdlet(word: &str) -> bool {
    // A module can precede the name: `Microsoft.PowerShell.Utility\Write-Host`.
    let name = word.rsplit('\\').next().unwrap_or(word);
    let is_part = |part: &str, is_more: fn(&char) -> bool| {
        part.starts_with(|letter: char| letter.is_ascii_alphabetic()) && part.chars().all(|letter| is_more(&letter))
    };
    name.split_once('-').is_some_and(|(verb, noun)| {
        is_part(verb, char::is_ascii_alphabetic) && is_part(noun, char::is_ascii_alphanumeric)
    })
}

/// The family of the shell that runs the line of `command`: the one that the task names, otherwise that of the settings, otherwise the
/// default of the system.
fn family(case: &Case<'_>, command: &ProjectCommand) -> ShellFamily {
    let mut own = case.project.task_shells.iter();
    let own = own.find(|shell| shell.task == command.owner && shell.at.path == command.at.path);
    let is_windows = case.machine.os == Os::Windows;
    let chosen = own.map(|shell| shell.program.clone()).or_else(|| of_settings(case));
    // On Windows, the observed shell is the one in which doctor runs.
    let chosen = chosen.or_else(|| case.machine.shell.clone().filter(|_| !is_windows));
    let known = chosen.as_deref().and_then(of_shell);
    known.unwrap_or(if is_windows { ShellFamily::PowerShell } else { ShellFamily::Unix })
}

/// The path or the name of the shell that the settings choose for tasks.
///
/// Source: `getDefaultProfile` of terminalProfileResolverService.ts: tasks use the automation profile, then the default profile.
fn of_settings(case: &Case<'_>) -> Option<String> {
    let platform = case.machine.os.setting_name();
    let text = |path: &[&str]| {
        let mut settings = case.project.settings.iter();
        let setting = settings.find(|setting| setting.path.iter().map(String::as_str).eq(path.iter().copied()))?;
        let first = setting.value.as_array().and_then(|paths| paths.first()).unwrap_or(&setting.value);
        first.as_str().map(str::to_owned)
    };
    let of = |profile: &[&str]| {
        let member = |name| {
            text(
                &["terminal", "integrated"]
                    .into_iter()
                    .chain(profile.iter().copied())
                    .chain([name])
                    .collect::<Vec<_>>(),
            )
        };
        member("path").or_else(|| member("source"))
    };
    let default = || case.project.text(&format!("terminal.integrated.defaultProfile.{platform}"));
    let of_default = || {
        let name = default()?;
        of(&["profiles", platform, name]).or_else(|| Some(name.to_owned()))
    };
    of(&["automationProfile", platform]).or_else(of_default)
}

/// The family of a shell with this path, or of a profile with this name.
fn of_shell(path: &str) -> Option<ShellFamily> {
    let path = path.to_lowercase();
    let name = shell_name(&path);
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    if has(&["pwsh", "powershell"]) {
        Some(ShellFamily::PowerShell)
    } else if name == "cmd" || name == "command prompt" {
        Some(ShellFamily::Cmd)
    } else if matches!(name, "nu" | "xonsh" | "elvish" | "osh" | "ysh" | "murex") {
        Some(ShellFamily::Other)
    } else if has(&["bash", "zsh", "fish", "wsl", "msys", "cygwin"])
        || matches!(name, "sh" | "dash" | "ksh" | "mksh" | "csh" | "tcsh")
    {
        Some(ShellFamily::Unix)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cmdlets_have_a_verb_and_a_noun() {
        for word in ["get-childitem", "foreach-object", "build-all", "invoke-x2", "microsoft.utility\\write-host"] {
            assert!(is_cmdlet(word), "{word}");
        }
        for word in ["node", "a-b.exe", "x86_64-gcc", "a-", "-a", "clang-format-15"] {
            assert!(!is_cmdlet(word), "{word}");
        }
    }

    #[test]
    fn shells_are_known_by_path_and_by_the_name_of_a_profile() {
        let all = [
            ("C:\\Program Files\\Git\\bin\\bash.exe", Some(ShellFamily::Unix)),
            ("Git Bash", Some(ShellFamily::Unix)),
            ("Windows PowerShell", Some(ShellFamily::PowerShell)),
            ("C:\\Windows\\System32\\CMD.EXE", Some(ShellFamily::Cmd)),
            ("Command Prompt", Some(ShellFamily::Cmd)),
            ("/usr/bin/nu", Some(ShellFamily::Other)),
            ("tmux", None),
        ];
        for (path, wanted) in all {
            assert_eq!(of_shell(path), wanted, "{path}");
        }
    }
}
