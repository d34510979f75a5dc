//! The words in GOOS, GOARCH and GOPROXY.

/// The operating systems of Go. Source: Go 1.27, internal/syslist, `KnownOS`.
const SYSTEMS: &[&str] = &[
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "wasip1",
    "windows",
    "zos",
];

/// The architectures of Go. Source: Go 1.27, internal/syslist, `KnownArch`.
const ARCHITECTURES: &[&str] = &[
    "386",
    "amd64",
    "amd64p32",
    "arm",
    "armbe",
    "arm64",
    "arm64be",
    "loong64",
    "mips",
    "mipsle",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "ppc",
    "ppc64",
    "ppc64le",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "sparc",
    "sparc64",
    "wasm",
];

/// Names that other programs use, with Go's name.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("aarch64", "arm64"),
    ("i386", "386"),
    ("i686", "386"),
    ("mac", "darwin"),
    ("macos", "darwin"),
    ("osx", "darwin"),
    ("ppc64el", "ppc64le"),
    ("win32", "windows"),
    ("win64", "windows"),
    ("x64", "amd64"),
    ("x86", "386"),
    ("x86_64", "amd64"),
    ("x86-64", "amd64"),
];

/// Go's name of the operating system that `value` means; `None` if `value` is that name already, or is not known.
pub(super) fn right_system(value: &str) -> Option<&'static str> {
    right(value, SYSTEMS)
}

/// Go's name of the architecture that `value` means; `None` if `value` is that name already, or is not known.
pub(super) fn right_architecture(value: &str) -> Option<&'static str> {
    right(value, ARCHITECTURES)
}

fn right(value: &str, known: &[&'static str]) -> Option<&'static str> {
    let lowercase = value.to_ascii_lowercase();
    let other = OTHER_NAMES.iter().find(|(other, _)| *other == lowercase).map_or(&*lowercase, |(_, name)| name);
    known.iter().copied().find(|name| *name == other && *name != value)
}

/// Returns `true` if the go command rejects a part of GOPROXY: a word that is neither `direct` nor `off`, or a folder without
/// `file://`. It puts `https://` in front of a host name.
///
/// Source: Go 1.27, cmd/go/internal/modfetch/proxy.go, `proxyList`.
pub(super) fn is_wrong_proxy(value: &str) -> bool {
    let parts = value.split([',', '|']).map(str::trim).filter(|part| !part.is_empty());
    parts
        .take_while(|part| !["direct", "off"].contains(part))
        .any(|part| part.starts_with('/') || !part.contains(['.', ':', '/']))
}
