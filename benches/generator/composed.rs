//! Composes settings files from the settings that VS Code, its bundled extensions and the Go extension have, with values of their
//! types. Other files of the benchmarks repeat a few shapes; these have thousands of different keys, comments of all lengths, and
//! nested objects as people write them.

use std::fmt::Write;

/// Every setting with its columns: see the comments at the start of the file.
const REGISTRY: &str = include_str!("../../crates/envlint-core/src/vscode/registry/settings.tsv");

/// The number of settings in one of the joined files: people's files have between ten and a hundred.
const FEWEST: usize = 12;
const MOST: usize = 70;

/// Settings files of people, joined as the members of one object, with about `size` bytes together.
pub(crate) fn joined(size: usize) -> String {
    let mut composer = Composer::new();
    let mut text = String::from("{\n");
    let mut number = 0;
    while text.len() < size {
        number += 1;
        let count = FEWEST + composer.below(MOST - FEWEST);
        let _ = writeln!(text, "  \"project-{number}\": {{\n{}  }},", composer.members(count, "    "));
    }
    text.push_str("}\n");
    text
}

/// One settings file with about `size` bytes and no key twice.
pub(crate) fn single(size: usize) -> String {
    let mut composer = Composer::new();
    let mut count = FEWEST;
    loop {
        let text = format!("{{\n{}}}\n", Composer::new().members(count, "    "));
        if text.len() >= size {
            return text;
        }
        count += 1 + composer.below(3);
    }
}

/// Chooses settings and values. The choices look random, and are the same on every run.
struct Composer {
    rows: Vec<Vec<&'static str>>,
    state: u64,
}

impl Composer {
    fn new() -> Self {
        let lines = REGISTRY.lines().filter(|line| !line.starts_with('#'));
        let rows: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
        Self { rows, state: 0 }
    }

    /// A number below `limit`.
    ///
    /// Source: the linear congruential generator of Knuth, MMIX.
    fn below(&mut self, limit: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % limit.max(1)
    }

    /// `count` different settings, each on a separate line.
    fn members(&mut self, count: usize, indent: &str) -> String {
        let mut text = String::new();
        let first = self.below(self.rows.len());
        let step = 1 + self.below(self.rows.len() / MOST / 4);
        for index in 0..count {
            let row = self.rows.get((first + index * step) % self.rows.len()).cloned().unwrap_or_default();
            let key = row.first().copied().unwrap_or_default();
            if self.below(9) == 0 {
                let _ = writeln!(text, "{indent}// {}", self.words(3, 14));
            }
            let value = self.value(&row, indent);
            let _ = write!(text, "{indent}\"{key}\": {value},");
            if self.below(12) == 0 {
                let _ = write!(text, " // {}", self.words(1, 5));
            }
            text.push('\n');
        }
        text
    }

    /// A value that the setting accepts.
    fn value(&mut self, row: &[&str], indent: &str) -> String {
        let column = |number: usize| row.get(number).copied().unwrap_or_default();
        let values: Vec<&str> = column(5).split('|').filter(|value| !value.is_empty()).collect();
        let is_environment = column(0).contains("integrated.env.") || column(0) == "go.toolsEnvVars";
        let below = format!("{indent}  ");
        match column(4).chars().next() {
            Some('b') => self.choose(&["true", "false"]).to_owned(),
            Some('n') => self.below(200).to_string(),
            Some('a') => {
                let count = self.below(5);
                let elements: Vec<String> = (0..count).map(|_| format!("\"{}\"", self.string())).collect();
                format!("[{}]", elements.join(", "))
            }
            Some('o') if is_environment => format!("{{\n{below}\"PATH\": \"${{env:PATH}}:/opt/tools/bin\"\n{indent}}}"),
            Some('o') => {
                let members: String = (0..1 + self.below(6))
                    .map(|index| {
                        format!(
                            "{below}\"{}{index}\": {},\n",
                            self.glob(),
                            self.choose(&["true", "false", "\"off\"", "80"])
                        )
                    })
                    .collect();
                format!("{{\n{}\n{indent}}}", members.trim_end_matches(",\n"))
            }
            _ if !values.is_empty() => format!("\"{}\"", self.choose(&values)),
            _ => format!("\"{}\"", self.string()),
        }
    }

    fn string(&mut self) -> String {
        match self.below(5) {
            0 => format!("${{workspaceFolder}}/{}/{}", self.word(), self.word()),
            1 => format!("{}.{}", self.word(), self.word()),
            2 => format!("C:\\\\{}\\\\{}.exe", self.word(), self.word()),
            3 => self.words(2, 9),
            _ => self.word().to_owned(),
        }
    }

    fn glob(&mut self) -> String {
        format!("{}{}", self.choose(&["**/", "*.", "", "src/**/"]), self.word())
    }

    fn words(&mut self, fewest: usize, most: usize) -> String {
        let count = fewest + self.below(most - fewest);
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    fn word(&mut self) -> &'static str {
        self.choose(&WORDS)
    }

    fn choose<'v>(&mut self, values: &[&'v str]) -> &'v str {
        values.get(self.below(values.len())).copied().unwrap_or_default()
    }
}

const WORDS: [&str; 40] = [
    "the",
    "formatter",
    "build",
    "node_modules",
    "use",
    "python",
    "tests",
    "clangd",
    "only",
    "vendor",
    "workspace",
    "default",
    "lint",
    "dist",
    "is",
    "generated",
    "rust-analyzer",
    "slow",
    "for",
    "everyone",
    "TODO",
    "esbenp.prettier-vscode",
    "cache",
    "of",
    "server",
    "debug",
    "a",
    "target",
    "see",
    "issue",
    "tabs",
    "we",
    "format",
    "JetBrains",
    "Mono",
    "config",
    "and",
    "path",
    "docs",
    "output",
];
