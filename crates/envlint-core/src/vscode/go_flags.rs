//! Flags of the go command that GOFLAGS can contain.

/// The flags that require a value.
///
/// Source: Go 1.27.3, run with each of them in GOFLAGS: with an unknown flag it fails immediately.
const VALUED: &[&str] = &[
    "C",
    "asmflags",
    "bench",
    "benchtime",
    "blockprofile",
    "blockprofilerate",
    "buildmode",
    "compat",
    "compiler",
    "count",
    "covermode",
    "coverpkg",
    "coverprofile",
    "cpu",
    "cpuprofile",
    "dropexclude",
    "dropgodebug",
    "dropignore",
    "dropreplace",
    "droprequire",
    "dropretract",
    "droptool",
    "dropuse",
    "exclude",
    "exec",
    "f",
    "fix",
    "fixtool",
    "fuzz",
    "fuzzminimizetime",
    "fuzztime",
    "gccgoflags",
    "gcflags",
    "go",
    "godebug",
    "ignore",
    "installsuffix",
    "ldflags",
    "list",
    "memprofile",
    "memprofilerate",
    "mod",
    "modfile",
    "module",
    "mutexprofile",
    "mutexprofilefraction",
    "o",
    "outputdir",
    "overlay",
    "p",
    "parallel",
    "pgo",
    "pkgdir",
    "replace",
    "require",
    "retract",
    "reuse",
    "run",
    "shuffle",
    "skip",
    "tags",
    "timeout",
    "tool",
    "toolchain",
    "toolexec",
    "trace",
    "use",
    "vet",
    "vettool",
];

/// The flags without a value, or with an optional one. Source: as for [`VALUED`].
const SWITCHES: &[&str] = &[
    "a",
    "artifacts",
    "asan",
    "benchmem",
    "buildvcs",
    "c",
    "cache",
    "changed",
    "compiled",
    "cover",
    "deps",
    "diff",
    "e",
    "export",
    "failfast",
    "find",
    "fmt",
    "fullpath",
    "fuzzcache",
    "i",
    "json",
    "linkshared",
    "m",
    "modcache",
    "modcacherw",
    "msan",
    "n",
    "print",
    "r",
    "race",
    "retracted",
    "short",
    "t",
    "test",
    "testcache",
    "trimpath",
    "u",
    "v",
    "vendor",
    "versions",
    "w",
    "work",
    "x",
];

/// Flags of TinyGo that no version of the go command has had.
///
/// Source: tinygo main.go (0.33), and those of 0.16 for `-heap-size` and of 0.23 for `-wasm-abi`, compared with Go 1.27.3.
const OF_TINYGO: &[&str] = &[
    "baudrate",
    "dumpssa",
    "gc",
    "heap-size",
    "interp-timeout",
    "llvm-features",
    "monitor",
    "no-debug",
    "ocd-output",
    "opt",
    "panic",
    "print-allocs",
    "print-stacks",
    "printir",
    "programmer",
    "scheduler",
    "serial",
    "stack-size",
    "target",
    "verifyir",
    "wasm-abi",
    "wit-package",
    "wit-world",
];

/// Returns `true` if the flag called `name` belongs to TinyGo, and no go command has it.
#[must_use]
pub fn is_tinygo_flag(name: &str) -> bool {
    OF_TINYGO.contains(&name)
}

/// Returns `true` if the flag called `name` requires a value.
#[must_use]
pub fn go_flag_needs_value(name: &str) -> bool {
    VALUED.contains(&name)
}

/// Returns `true` if some go command has the flag called `name`.
#[must_use]
pub fn is_go_flag(name: &str) -> bool {
    VALUED.contains(&name) || SWITCHES.contains(&name)
}

/// The flag that `name`, an unknown flag, was meant to be: the only one that is one typo away. An added letter does
/// not count as a typo, since it may be another name.
#[must_use]
pub fn nearly_go_flag(name: &str) -> Option<&'static str> {
    let is_word = name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    let known = || VALUED.iter().chain(SWITCHES).copied();
    if !is_word || known().any(|flag| flag == name) {
        return None;
    }
    let mut near = known().filter(|flag| flag.len() >= name.len() && strsim::osa_distance(name, flag) == 1);
    let found = near.next()?;
    near.next().is_none().then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinguishes_typos_from_flags() {
        for (name, intended) in [
            ("tag", Some("tags")),
            ("trimpaht", Some("trimpath")),
            ("gcflag", Some("gcflags")),
            ("mdo", Some("mod")),
            ("tags", None),
            ("race", None),
            ("d", None),
            ("insecure", None),
            ("printf", None),
            ("test.v", None),
            ("", None),
        ] {
            assert_eq!(nearly_go_flag(name), intended, "{name}");
        }
        assert!(go_flag_needs_value("tags") && !go_flag_needs_value("race"));
        assert!(is_go_flag("tags") && is_go_flag("race") && !is_go_flag("race "));
    }
}
