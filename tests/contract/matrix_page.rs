//! The page of `envlint matrix --format html` leads to each table, and shows the findings in the cells.

use crate::workspace::Workspace;

#[test]
fn several_tables_have_contents_and_cells_have_their_findings() {
    let workspace = Workspace::new()
        .with("a/.vscode/settings.json", r#"{ "terminal.integrated.env.linux": { "PATH": "/opt/<x>" } }"#)
        .with("b/.vscode/settings.json", r#"{ "terminal.integrated.env.osx": { "MODE": "test" } }"#);
    let page = workspace.envlint(["matrix", "--format", "html", "."]).stdout;
    for part in [
        "<li><a href=\"#table-1\">Linux</a>, with <code>a/.vscode/settings.json</code></li>",
        "<section id=\"table-2\">\n<h2>macOS</h2>",
        "<code class=\"value\">/opt/&lt;x&gt;</code> <span class=\"mark error\">error</span>",
        "<li class=\"finding error\">error[path-overwrite]: PATH in terminal.integrated.env.linux",
        "<code class=\"value\">test</code><ol",
        "<footer>Written by envlint ",
    ] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    let one = workspace.envlint(["matrix", "--format", "html", "b"]).stdout;
    assert!(!one.contains("<nav"), "one table needs no contents:\n{one}");
}
