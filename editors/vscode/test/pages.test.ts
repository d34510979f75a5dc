import assert from "node:assert/strict";
import { test } from "node:test";
import { framed, type PageFrame } from "../src/pages.ts";

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
body { margin: 0; }
</style>
</head>
<body>
<main>
<h1>$& and $' stay</h1>
</main>
</body>
</html>`;

const FRAME: PageFrame = {
  nonce: "abc",
  source: "https://files.example",
  style: "https://files.example/page.css",
  script: "https://files.example/page.js",
  facts: ["a <b>"],
  actions: [{ id: "again", title: 'Ask "again"' }],
};

test("the policy allows only what has the nonce, and files of the extension", () => {
  const html = framed(PAGE, FRAME);
  assert.ok(!html.includes("unsafe-inline"));
  const policies = html.match(/Content-Security-Policy" content="[^"]*"/g);
  assert.equal(policies?.length, 1);
  assert.match(policies[0] ?? "", /default-src &#39;none&#39;/);
  assert.match(html, /<style nonce="abc">/);
  assert.match(html, /<script nonce="abc" src="https:\/\/files.example\/page.js" defer>/);
});

test("facts and titles are escaped, and the page itself stays as it is", () => {
  const html = framed(PAGE, FRAME);
  assert.match(html, /<li>a &lt;b&gt;<\/li>/);
  assert.match(html, /data-action="again">Ask &quot;again&quot;</);
  assert.ok(html.includes("<h1>$& and $' stay</h1>"));
});

test("what is not a page of envlint is refused", () => {
  for (const html of ["", "error: no such option", PAGE.replace("<main>", "<main><script>alert(1)</script>")]) {
    assert.throws(() => framed(html, FRAME), /not one of its pages/);
  }
});
