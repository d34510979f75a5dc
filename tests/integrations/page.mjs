// What the pages of `envlint matrix` and `envlint doctor --format html` must do in a browser. Run by ./page.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [, , executablePath, file, doctorFile, pictures] = process.argv;
const matrix = pathToFileURL(file).href;
const doctor = pathToFileURL(doctorFile).href;
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"],
});
let checks = 0;

async function open(options, use, url = matrix) {
  const context = await browser.newContext({ javaScriptEnabled: false, ...options });
  const page = await context.newPage();
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(url);
  await use(page);
  assert.deepEqual(requests, [url], "the page requests only itself");
  await context.close();
  checks += 1;
}

const cell = (page, value) => page.locator("td[tabindex]", { hasText: value }).first();
const chainOf = (page, value) => cell(page, value).locator(".chain");

for (const colorScheme of ["light", "dark"]) {
  for (const [name, width, height] of [["desk", 1280, 900], ["phone", 390, 844]]) {
    await open({ colorScheme, viewport: { width, height }, javaScriptEnabled: true }, async (page) => {
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `${name}: the page overflows the width by ${overflow} pixels`);
      const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(paper === "rgb(255, 255, 255)", colorScheme === "light", `${name}: ${colorScheme} paper is ${paper}`);
      await page.screenshot({ path: `${pictures}/${name}-${colorScheme}.png`, fullPage: true });
    });
  }
}

// Doctor's page at each width and in each scheme. Evidence opens without scripts.
for (const colorScheme of ["light", "dark"]) {
  for (const [name, width, height] of [["desk", 1280, 900], ["phone", 390, 844]]) {
    await open({ colorScheme, viewport: { width, height }, javaScriptEnabled: true }, async (page) => {
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(overflow <= 0, `doctor, ${name}: the page overflows the width by ${overflow} pixels`);
      await page.screenshot({ path: `${pictures}/doctor-${name}-${colorScheme}.png`, fullPage: true });
    }, doctor);
  }
}
await open({ viewport: { width: 1280, height: 900 } }, async (page) => {
  const evidence = page.locator("details").first();
  assert.equal(await evidence.locator("li").first().isVisible(), false, "evidence is closed at first");
  await evidence.locator("summary").click();
  assert.equal(await evidence.locator("li").first().isVisible(), true, "a click shows the evidence");
  const boxes = await page.locator(".diagnosis, table, .path").evaluateAll((all) => all.map((box) => box.className || box.tagName));
  assert.match(boxes[0], /diagnosis/, "the diagnosis comes first");
  assert.ok((await page.locator(".path").count()) >= 3, "the lists are next to each other");
  assert.ok((await page.locator("td.replaced").count()) >= 1, "a difference is marked");
}, doctor);

// By mouse and by keyboard, without scripts.
await open({ viewport: { width: 1280, height: 900 } }, async (page) => {
  const chain = chainOf(page, "/opt/build/bin");
  assert.equal(await chain.isVisible(), false, "a chain is closed at first");
  await cell(page, "/opt/build/bin").click();
  assert.equal(await chain.isVisible(), true, "a click shows the chain");
  const text = await chain.innerText();
  assert.match(text, /from the login shell/);
  assert.match(text, /settings\.json:3:13.*has no effect/s, "it shows the overridden value");
  await page.screenshot({ path: `${pictures}/chain.png` });
});
await open({ viewport: { width: 1280, height: 900 } }, async (page) => {
  // The links to the tables come before the cells.
  const links = await page.locator("nav a").count();
  for (let presses = 0; presses <= links; presses += 1) await page.keyboard.press("Tab");
  const first = page.locator("td[tabindex] .chain").first();
  assert.equal(await first.isVisible(), true, "the first Tab behind the links shows the first chain");
  await page.keyboard.press("Tab");
  assert.equal(await first.isVisible(), false, "the next one shows the next");
});

// The contents lead to each table, a cell says what is wrong with it, and the names of the variables stay in view.
await open({ viewport: { width: 800, height: 500 } }, async (page) => {
  const tables = await page.locator("section").count();
  assert.equal(await page.locator("nav a").count(), tables, "each table has a link");
  await page.locator("nav a").last().click();
  await page.waitForURL(/#table-\d+$/);
  const last = await page.locator("section").last().boundingBox();
  assert.ok(last.y < 500, `the last table is in view, not ${last.y} pixels below`);
  const mark = page.locator("td .mark").first();
  assert.match(await mark.innerText(), /^(error|warning|info)$/);
  const name = page.locator("tbody th").first();
  const left = await name.evaluate((header) => header.getBoundingClientRect().left);
  await page.locator(".wide").first().evaluate((box) => { box.scrollLeft = 150; });
  const moved = Math.abs((await name.evaluate((header) => header.getBoundingClientRect().left)) - left);
  assert.ok(moved <= 1, `the first column moves by ${moved} pixels`);
  assert.match(await page.locator("footer").innerText(), /envlint \d+\.\d+/);
  await page.screenshot({ path: `${pictures}/contents.png` });
});

// On paper every chain is shown.
await open({ viewport: { width: 800, height: 1000 } }, async (page) => {
  await page.emulateMedia({ media: "print" });
  const chains = page.locator(".chain");
  assert.ok((await chains.count()) > 5);
  for (const chain of await chains.all()) {
    assert.equal(await chain.isVisible(), true, "on paper all chains are shown");
  }
  await page.screenshot({ path: `${pictures}/print.png`, fullPage: true });
});

assert.ok(!(await (await import("node:fs/promises")).readFile(file, "utf8")).includes("abc-123"), "no secret is in the page");
await browser.close();
console.log(`${checks} passed, 0 failed`);
