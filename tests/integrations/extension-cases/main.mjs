// What a user can do with the extension. Each step is a line of the transcript. Run by ../extension.

import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Computer, LOST_PATH, FIXED_PATH, SECRET } from "./computer.mjs";
import { Editor } from "./editor.mjs";

const { RECORD_ROOT: root, CHROMIUM: executablePath, PICTURES: pictures, VSIX: vsix } = process.env;
const SETTINGS = "home/app/.vscode/settings.json";

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(2));

fs.rmSync(path.join(root, "tmp"), { recursive: true, force: true });
for (const folder of ["tmp", "browser"]) fs.mkdirSync(path.join(root, folder), { recursive: true });
process.env.TMPDIR = path.join(root, "tmp");
const { chromium } = createRequire(path.join(root, "tools/package.json"))("playwright-core");
const browser = await chromium.launch({
  executablePath,
  chromiumSandbox: process.getuid() !== 0,
  env: { ...process.env, HOME: path.join(root, "browser") },
  args: ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
/** The line that doctor gives to paste. */
let cure = "";
let passed = 0;
let failed = 0;

const computer = new Computer(root, "extension");
await computer.install(vsix);
await inWindow("window", {}, trustedWindow);
computer.write("home/.bash_profile", `${computer.read("home/.bash_profile")}${cure}\n`);
await inWindow("cured", {}, afterTheCure);
await inWindow("restricted", { asksForTrust: true }, restrictedWindow);
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** Opens the folder in a new server and calls `use` with the editor. */
async function inWindow(name, options, use) {
  console.log(`== ${name}`);
  const permissions = ["clipboard-read", "clipboard-write"];
  const context = await browser.newContext({ viewport: { width: 1200, height: 780 }, colorScheme: "light", permissions });
  context.setDefaultTimeout(60_000); // much more than it takes on a computer that does nothing else
  const editor = new Editor(await context.newPage(), pictures);
  try {
    await editor.open(await computer.start(options));
    await use(editor);
  } finally {
    await context.close();
    await computer.stop();
  }
}

async function step(editor, name, act) {
  try {
    await act();
    passed += 1;
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}: ${error.message.split("\n").slice(0, 6).join("\n        ")}`);
    await editor.page.screenshot({ path: path.join(pictures, `failed-${failed}.png`) }).catch(() => {});
    await editor.page.keyboard.press("Escape");
  }
}

async function trustedWindow(editor) {
  const { page } = editor;
  await step(editor, "a squiggle appears under a PATH that replaces the inherited one", async () => {
    await editor.file(".vscode/settings.json");
    await editor.squiggle.waitFor();
    await editor.picture("squiggle");
  });
  await step(editor, "hover tells the problem, and what the processes see", async () => {
    const hover = await editor.hover("workspaceFolder");
    await editor.picture("hover", 340);
    const text = await hover.innerText();
    assert.match(text, /replaces the inherited PATH/);
    assert.match(text, /Linux, terminal[^:]*: \S*\/tools/);
  });
  await step(editor, "the language status says that envlint checks the file", async () => {
    await page.locator("#status\\.languageStatus").hover();
    await page.locator(".hover-language-status", { hasText: "envlint" }).filter({ hasText: "checks this file" }).waitFor();
  });
  await step(editor, "no hover shows a secret", async () => {
    await editor.file(".vscode/tasks.json");
    const text = await (await editor.hover(SECRET)).innerText();
    assert.match(text, /API_TOKEN/);
    assert.ok(!text.includes(SECRET), text);
  });
  await step(editor, "a quick fix restores the inherited PATH", async () => {
    await editor.file(".vscode/settings.json");
    await editor.squiggle.waitFor();
    await editor.click("workspaceFolder");
    await page.locator('.editor-instance [class*="lightbulb"]').first().waitFor();
    await page.keyboard.press("Control+.");
    const actions = page.locator(".action-widget .monaco-list-row.action");
    await actions.first().waitFor();
    await editor.picture("quick-fix");
    await actions.first().click();
    await page.locator(".editor-instance .view-lines", { hasText: "${env:PATH}" }).waitFor();
    await page.keyboard.press("Control+S");
    await saved(FIXED_PATH);
    await page.locator(".editor-instance .squiggly-error").waitFor({ state: "detached" });
  });
  await step(editor, "saving fixes the file if the user wants that", async () => {
    await editor.command("View: Close All Editors");
    computer.write(SETTINGS, LOST_PATH);
    await editor.file(".vscode/settings.json");
    await editor.squiggle.waitFor();
    await editor.click("The tools");
    await page.keyboard.press("End");
    await page.keyboard.type(" They come first.");
    await page.keyboard.press("Control+S");
    await saved(FIXED_PATH.replace("project.", "project. They come first."));
  });
  await step(editor, "the user's own settings are checked, too", async () => {
    await editor.command("View: Close All Editors");
    await editor.command("Preferences: Open User Settings (JSON)");
    // code-server knows this file by two addresses, so its problems are only in the list.
    await page.locator("#status\\.problems", { hasText: /0\s*1/ }).click();
    await page.locator(".markers-panel", { hasText: "MY_TOOLS" }).waitFor();
    await editor.picture("user-settings");
    await page.locator("#status\\.problems").click();
  });
  await step(editor, "the matrix shows each process", async () => {
    await editor.command("envlint: Show Environment Matrix");
    await editor.webview.getByRole("heading", { name: "Environment of each process" }).waitFor();
    const cell = editor.webview.locator("td[tabindex]", { hasText: "/tools" }).first();
    await cell.click();
    await cell.locator(".chain").waitFor();
    await editor.picture("matrix", 670);
    const html = await editor.webview.locator("html").innerHTML();
    assert.ok(!html.includes(SECRET));
    assert.match(html, /default-src 'none'/);
  });
  await step(editor, "its colors have enough contrast, in light and dark", async () => {
    for (const colorScheme of ["light", "dark"]) {
      await editor.scheme(colorScheme);
      const weak = await editor.webview.locator("main").evaluate(weakTexts);
      assert.deepEqual(weak, [], colorScheme);
    }
  });
  await step(editor, "a place in the matrix opens the file there", async () => {
    await editor.webview.locator("td[tabindex]", { hasText: "/tools" }).first().click();
    await editor.webview.locator(".chain a:visible", { hasText: "settings.json:" }).first().click();
    await page.locator(".tab.active", { hasText: "settings.json" }).waitFor();
    await page.locator(".statusbar-item", { hasText: /Ln 4, Col/ }).waitFor();
  });
  await step(editor, "doctor says why go is not found, and what to paste", async () => {
    await editor.command("View: Close All Editors");
    await why(editor, "go");
    const main = editor.webview.locator("main");
    await main.getByText(/does not find go/).first().waitFor();
    await editor.picture("why", 440);
    const text = await main.innerText();
    for (const part of ["set-in-unread-startup-file", "~/.bashrc:2", "~/.bash_profile"]) {
      assert.ok(text.includes(part), `${part} is not in\n${text}`);
    }
    assert.ok(!text.includes(SECRET));
  });
  await step(editor, "the line to paste is copied, and the startup file opened", async () => {
    await editor.webview.locator("button.copy").first().click();
    await editor.webview.getByText("Copied").waitFor();
    cure = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(cure, "[ -f ~/.bashrc ] && . ~/.bashrc");
    await editor.webview.locator("details summary").first().click();
    await editor.webview.locator("details a", { hasText: ".bashrc" }).first().click();
    await page.locator(".tab.active", { hasText: ".bashrc" }).waitFor();
  });
  await step(editor, "without consent, nothing is started", async () => {
    await editor.command("envlint: Compare with This Window");
    const dialog = page.locator(".monaco-dialog-box");
    await dialog.waitFor();
    await editor.picture("consent");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    assert.equal(await page.locator(".terminal-wrapper").count(), 0);
  });
  await step(editor, "the comparison also works without a terminal and a task", async () => {
    await compare(editor, "Only the Extension Host");
    assert.equal(await page.locator(".terminal-wrapper").count(), 0);
  });
  await step(editor, "the comparison reads the extension host, a terminal and a task", async () => {
    const text = await compare(editor, "Open a Terminal and a Task");
    await editor.picture("compare");
    assert.match(text, /extension host/);
    assert.match(text, /tasks\s+asked/);
    assert.ok(!text.includes("did not answer"), text);
    assert.ok(!text.includes(SECRET));
  });
  await step(editor, "nothing is left in the temporary folder", async () => {
    const left = fs.readdirSync(path.join(root, "tmp")).filter((name) => name.startsWith("envlint-"));
    assert.deepEqual(left, []);
  });
}

/** The user pastes the line and starts VS Code again. */
async function afterTheCure(editor) {
  await step(editor, "after the cure, VS Code finds go", async () => {
    await why(editor, "go");
    const main = editor.webview.locator("main");
    await main.getByText("What this page is based on").waitFor();
    const text = await main.innerText();
    assert.ok(!text.includes("does not find go"), text);
    assert.ok(text.includes("sdk/go/bin/go"), text);
    await editor.picture("cured");
  });
}

async function restrictedWindow(editor) {
  const { page } = editor;
  await step(editor, "a folder that is not trusted is checked, too", async () => {
    computer.write(SETTINGS, LOST_PATH);
    await editor.file(".vscode/settings.json");
    await editor.squiggle.waitFor();
  });
  await step(editor, "the server can be restarted", async () => {
    await editor.command("View: Close All Editors");
    await editor.command("envlint: Restart Server");
    await editor.file(".vscode/settings.json");
    await editor.squiggle.waitFor();
  });
  await step(editor, "there, no terminal or task can be opened", async () => {
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input").first().fill(">envlint: ");
    const rows = page.locator(".quick-input-list .monaco-list-row");
    await rows.filter({ hasText: "Why Is a Program Not Found" }).waitFor();
    assert.equal(await rows.filter({ hasText: "Compare with This Window" }).count(), 0);
    await page.keyboard.press("Escape");
  });
}

/** The texts in `main` whose contrast with their paper is below 4.5. Runs in the page. */
function weakTexts(main) {
  const context = document.createElement("canvas").getContext("2d");
  const numbers = (color) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const light = ([red, green, blue]) => {
    const linear = [red, green, blue].map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const paper = (element) => {
    const own = numbers(getComputedStyle(element).backgroundColor);
    return own[3] === 255 || element === document.body ? own : paper(element.parentElement);
  };
  const isText = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
  return [...main.querySelectorAll("*")].filter(isText).flatMap((element) => {
    const [low, high] = [light(numbers(getComputedStyle(element).color)), light(paper(element))].sort((a, b) => a - b);
    const contrast = (high + 0.05) / (low + 0.05);
    return contrast < 4.5 ? [`${element.textContent.trim().slice(0, 40)}: ${contrast.toFixed(1)}`] : [];
  });
}

async function why(editor, name) {
  await editor.command("envlint: Why Is a Program Not Found?");
  const input = editor.page.locator(".quick-input-widget input").first();
  await editor.page.locator(".quick-input-widget", { hasText: "Why is a program not found?" }).waitFor();
  await input.fill(name);
  await editor.page.keyboard.press("Enter");
}

/** Compares with this window and returns the text of the page. */
async function compare(editor, consent) {
  await editor.command("View: Close All Editors");
  await editor.command("envlint: Compare with This Window");
  await editor.page.locator(".monaco-dialog-box").getByRole("button", { name: consent }).click();
  const main = editor.webview.locator("main");
  await main.getByText("What this page is based on").waitFor({ timeout: 90_000 });
  return main.innerText();
}

/** Waits until the settings file has this text. */
async function saved(text) {
  const limit = AbortSignal.timeout(15_000);
  const changes = fs.promises.watch(path.dirname(path.join(computer.run, SETTINGS)), { signal: limit });
  try {
    if (computer.read(SETTINGS) === text) return;
    for await (const _ of changes) {
      if (computer.read(SETTINGS) === text) return;
    }
  } catch (error) {
    if (!limit.aborted) throw error;
  }
  assert.equal(computer.read(SETTINGS), text);
}
