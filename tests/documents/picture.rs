//! The pictures in the README: a terminal in which envlint reports two findings and shows their fixes, and one in which doctor answers.

use std::fs;
use std::path::Path;
use std::process::Command;

use anstyle::RgbColor;
use anstyle_svg::{Palette, Term};

use crate::{path, same};

/// A picture: its file, and the text alternative, for screen readers and as a tooltip.
struct Picture {
    file: &'static str,
    title: &'static str,
}

const FINDINGS: Picture = Picture {
    file: "docs/output.svg",
    title: "envlint reports two settings that lose PATH, and `envlint --diff` shows the fix for each",
};

const DOCTOR: Picture = Picture {
    file: "docs/doctor.svg",
    title: "envlint doctor says that ~/.bashrc adds go, which bash does not read when VS Code asks it, and what to change",
};

/// Two common mistakes: a project's `bin` folder replaces PATH, and a `$PATH` that VS Code does not expand.
const SETTINGS: &str = r#"{
  "terminal.integrated.env.linux": {
    "PATH": "${workspaceFolder}/bin"
  },
  "terminal.integrated.env.osx": {
    "PATH": "$PATH:${workspaceFolder}/bin"
  }
}
"#;

/// Dimmed text. `anstyle-svg` would make it transparent instead, with too little contrast to read it.
const DIMMED: RgbColor = RgbColor(0x9d, 0xa7, 0xb3);

const BACKGROUND: RgbColor = RgbColor(0x0d, 0x11, 0x17);

/// The eight ANSI colors: black is the background, white the color of plain text.
const COLORS: [RgbColor; 8] = [
    BACKGROUND,
    RgbColor(0xff, 0x7b, 0x72),
    RgbColor(0x7e, 0xe7, 0x87),
    RgbColor(0xe3, 0xb3, 0x41),
    RgbColor(0x79, 0xc0, 0xff),
    RgbColor(0xd2, 0xa8, 0xff),
    RgbColor(0x76, 0xe3, 0xea),
    RgbColor(0xe6, 0xed, 0xf3),
];

#[test]
fn the_picture_is_real_output() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".vscode")).unwrap();
    fs::write(folder.path().join(".vscode/settings.json"), SETTINGS).unwrap();
    let session = [run(folder.path(), &[]), run(folder.path(), &["--diff"])].join("\n");
    same(FINDINGS.file, &svg(session.trim_end(), &FINDINGS));
}

/// doctor diagnoses a saved machine, so that the picture is the same everywhere.
#[test]
fn the_picture_of_doctor_is_real_output() {
    let machine = path("tests/machines/gvm-in-bashrc.json");
    let output = Command::new(env!("CARGO_BIN_EXE_envlint"))
        .current_dir(machine.with_extension("folder"))
        .args(["doctor", "go", "--machine"])
        .arg(&machine)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "there is a diagnosis");
    let text = String::from_utf8(output.stdout).unwrap();
    same(DOCTOR.file, &svg(format!("{}{text}", prompt("envlint doctor go")).trim_end(), &DOCTOR));
}

/// WCAG 2.2 asks for a contrast of 4.5 to 1 between text and its background.
#[test]
fn the_colors_of_the_picture_are_readable() {
    for color in COLORS.iter().skip(1).chain([&DIMMED]) {
        let contrast = (luminance(*color) + 0.05) / (luminance(BACKGROUND) + 0.05);
        assert!(contrast >= 4.5, "{color:?} has a contrast of {contrast:.1}");
    }
}

/// A command line as a terminal shows it, and below it what the command prints.
fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_envlint"))
        .current_dir(folder)
        .args(["--color", "always"])
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "there are findings");
    let line = [&["envlint"], arguments].concat().join(" ");
    prompt(&line) + &String::from_utf8(output.stdout).unwrap()
}

/// A command line as a terminal shows it.
fn prompt(line: &str) -> String {
    format!("\x1b[2m$\x1b[0m \x1b[1m{line}\x1b[0m\n")
}

/// Draws text with ANSI escapes.
fn svg(text: &str, picture: &Picture) -> String {
    let [black, red, green, yellow, blue, magenta, cyan, white] = COLORS;
    let palette = Palette([
        black, red, green, yellow, blue, magenta, cyan, white, black, red, green, yellow, blue, magenta, cyan, white,
    ]);
    let drawn = Term::new().palette(palette).render_svg(text);
    let RgbColor(red, green, blue) = DIMMED;
    let dimmed = drawn.replace("opacity: 0.4;", &format!("fill: #{red:02X}{green:02X}{blue:02X};"));
    assert!(!dimmed.contains("opacity"), "all text is opaque");
    let (svg, rest) = dimmed.split_once('\n').unwrap();
    format!("{svg}\n  <title>{}</title>\n{rest}", picture.title)
}

/// The relative luminance of a color, as WCAG defines it.
fn luminance(RgbColor(red, green, blue): RgbColor) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
