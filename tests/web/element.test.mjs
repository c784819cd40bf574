// The element <proofroom-photo> on the page of examples, in Chromium.
//
// CHROMIUM   the browser, if it is not /usr/bin/chromium

import assert from "node:assert/strict";
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { after, before, test } from "node:test";

import { launch, root } from "../page/browser.mjs";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};
/** What publishers may allow at most for the element to work. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; img-src blob:; " +
  "connect-src 'self'; worker-src blob:";

let server;
let browser;
let address;

before(async () => {
  server = createServer((request, response) => {
    const path = join(root, normalize(new URL(request.url, "http://localhost").pathname));
    if (!existsSync(path)) return void response.writeHead(404).end();
    response.writeHead(200, {
      "content-type": TYPES[extname(path)] ?? "application/octet-stream",
      "content-security-policy": POLICY,
    });
    createReadStream(path).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  address = `http://127.0.0.1:${server.address().port}/web/examples/index.html`;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** Opens the examples, does the work, and sees that nothing went wrong in the page. */
async function examples(work) {
  const page = await browser.newPage({ locale: "en-US" });
  page.setDefaultTimeout(60_000);
  const errors = [];
  const asked = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(address);
  await page.waitForFunction(() => document.querySelector("#verified").shadowRoot.querySelector("img").naturalWidth > 0);
  await work(page, asked);
  await page.close();
  assert.deepEqual(errors, []);
}

const button = (page, id) => page.locator(`#${id} button`);

/** Presses the button, and waits for the report. */
async function check(page, id) {
  await button(page, id).click();
  await page.waitForFunction((id) => document.getElementById(id).report, id);
  return page.evaluate((id) => document.getElementById(id).report, id);
}

test("nothing of the verifier is loaded, and no mark shown, before somebody asks", () =>
  examples(async (page, asked) => {
    for (const id of ["verified", "unknown", "rejected", "unclaimed"]) {
      assert.equal(await page.locator(`#${id} .mark`).isVisible(), false, id);
    }
    assert.ok(asked.some((url) => url.endsWith("/market.published.png")));
    assert.deepEqual(asked.filter((url) => /wasm|parameters|trust/.test(url)), []);
  }));

test("each picture gets its verdict", () =>
  examples(async (page) => {
    const verdicts = { verified: "✓", unknown: "?", rejected: "✗", unclaimed: "–" };
    for (const [id, mark] of Object.entries(verdicts)) {
      const { verdict } = await check(page, id);
      const expected = { unknown: "unknown_camera", unclaimed: "not_checked" }[id] ?? id;
      assert.equal(verdict, expected, id);
      assert.equal(await page.locator(`#${id} .mark`).textContent(), mark);
      assert.equal(await page.locator(`#${id} section`).isVisible(), true);
    }
    // The language is that of the place where the element stands.
    const titles = await Promise.all(["verified", "rejected"].map((id) => page.locator(`#${id} h3`).first().textContent()));
    assert.notEqual(titles[0], titles[1]);
  }));

test("the keyboard opens and closes the panel", () =>
  examples(async (page) => {
    await check(page, "verified");
    const panel = page.locator("#verified section");
    await page.keyboard.press("Escape");
    assert.equal(await panel.isVisible(), false);
    assert.equal(await button(page, "verified").getAttribute("aria-expanded"), "false");
    await page.keyboard.press("Enter");
    assert.equal(await panel.isVisible(), true);
  }));

test("another picture takes the verdict away", () =>
  examples(async (page) => {
    await check(page, "verified");
    await page.evaluate(() => document.getElementById("verified").setAttribute("src", "../../samples/forest.published.png"));
    assert.equal(await page.locator("#verified .mark").isVisible(), false);
    assert.equal(await page.evaluate(() => document.getElementById("verified").report), null);
  }));

test("another trust list takes the verdict away, and a picture exchanged during the check gets none", () =>
  examples(async (page) => {
    const set = (name, value) =>
      page.evaluate(([name, value]) => document.getElementById("verified").setAttribute(name, value), [name, value]);
    const seen = () =>
      page.evaluate(() => {
        const { report, shadowRoot } = document.getElementById("verified");
        return [report, shadowRoot.querySelector("button").dataset.verdict ?? null];
      });
    await check(page, "verified");
    await set("trust", "");
    assert.deepEqual(await seen(), [null, null]);
    await set("trust", "../../samples/trust.json");
    await page.waitForFunction(() => document.querySelector("#verified").shadowRoot.querySelector("img").naturalWidth > 0);
    await button(page, "verified").click();
    await set("src", "../../samples/tampered/pixel.png");
    // The checks run one after the other: once this one has ended, that one has.
    await check(page, "unknown");
    assert.deepEqual(await seen(), [null, null]);
  }));

test("the publisher's part in the verdict is said", () =>
  examples(async (page) => {
    await check(page, "verified");
    assert.match(await page.locator("#verified section").textContent(), /publisher of this page chose the list/);
  }));

test("a verifier that cannot be loaded is no verdict", () =>
  examples(async (page) => {
    await page.route("**/verifier.wasm", (route) => route.abort());
    await button(page, "verified").click();
    await page.locator("#verified section").waitFor();
    assert.equal(await page.locator("#verified .mark").isVisible(), false);
    assert.equal(await page.evaluate(() => document.getElementById("verified").report), null);
  }));
