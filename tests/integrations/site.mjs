// What the site of the documentation must do in a browser. Run by ./site.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [, , executablePath, folder, pictures] = process.argv;
const at = (page) => pathToFileURL(`${folder}/${page}`).href;
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"],
});
let checks = 0;

async function open(address, options, use) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const outside = [];
  page.on("request", (request) => request.url().startsWith("file:") || request.url().startsWith("data:") || outside.push(request.url()));
  await page.goto(address);
  await use(page);
  assert.deepEqual(outside, [], "the site makes no requests to other hosts");
  await context.close();
  checks += 1;
}

// What people look for, and the page that must be among the first three that are found.
for (const [words, wanted] of [
  ["login shell macOS", "missing_login_shell.html"],
  ["PATH replaced", "path_overwrite.html"],
  ["which go is used", "myths.html"],
  ["userHome", "unresolvable_variable.html"],
  ["extension host", "environments.html"],
]) {
  await open(at("index.html"), {}, async (page) => {
    await page.keyboard.press("s");
    await page.locator("#mdbook-searchbar").pressSequentially(words);
    await page.locator("#mdbook-searchresults li a").first().waitFor();
    const found = await page.locator("#mdbook-searchresults li a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    const first = found.slice(0, 3).join(" ");
    assert.ok(first.includes(wanted), `"${words}" finds ${wanted}, not ${first}`);
    if (words === "login shell macOS") await page.screenshot({ path: `${pictures}/search.png` });
  });
}

for (const colorScheme of ["light", "dark"]) {
  for (const [name, width, height] of [["desk", 1280, 900], ["phone", 390, 844]]) {
    for (const path of ["index", "docs/environments", "docs/myths", "docs/rules", "rules/src/paths/path_overwrite"]) {
      await open(at(`${path}.html`), { colorScheme, viewport: { width, height } }, async (page) => {
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(overflow <= 0, `${path}, ${name}: the page overflows the width by ${overflow} pixels`);
        await page.screenshot({ path: `${pictures}/${path.replaceAll("/", "-")}-${name}-${colorScheme}.png` });
      });
    }
  }
}

// The links of the contents lead to every rule.
await open(at("index.html"), {}, async (page) => {
  await page.locator("nav a", { hasText: "Rules" }).first().click();
  await page.locator("main a", { hasText: "path-overwrite" }).first().click();
  assert.match(await page.locator("main h1").innerText(), /path-overwrite/);
  assert.match(await page.locator("main").innerText(), /After --fix/);
});

await browser.close();
console.log(`${checks} passed`);
