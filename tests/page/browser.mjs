// A browser with the page in it, and small servers from which it comes.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { basename, extname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ui = createRequire(new URL("../../ui/package.json", import.meta.url));
const { chromium } = ui("playwright-core");
const axe = readFileSync(ui.resolve("axe-core/axe.min.js"), "utf8");

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** A path that the environment names. */
export function variable(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; ./check shows how this test is run`);
  return resolve(value);
}

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-background-networking"],
  });

/** The policy that a page names in itself. */
export function policyOf(html) {
  return /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)[1];
}

const TYPES = { ".html": "text/html; charset=utf-8", ".png": "image/png", ".json": "application/json" };

/** Serves files, by their paths on the server, each with these headers. */
export async function serve(files, headers = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (!(pathname in files)) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(pathname)] ?? "", ...headers });
    response.end(files[pathname]);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { address: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

export const onDisk = (path) => pathToFileURL(path).href;

/** The page in a browser, as a reader uses it. */
export class Reader {
  /** What went wrong in the page by itself. */
  errors = [];
  /** The addresses that were asked for. */
  requests = [];

  static async open(browser, address, options = {}) {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      colorScheme: "dark",
      locale: "en-US",
      ...options,
    });
    const reader = new Reader();
    reader.context = context;
    context.on("request", (request) => reader.requests.push(request.url()));
    context.setDefaultTimeout(60_000);
    reader.page = await context.newPage();
    reader.page.on("pageerror", (error) => reader.errors.push(String(error)));
    reader.page.on("console", (said) => said.type() === "error" && reader.errors.push(said.text()));
    await reader.page.goto(address);
    return reader;
  }

  close() {
    return this.context.close();
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** Chooses files as the page's dialog would. */
  async choose(files, button = this.page.locator("main button").filter({ hasText: "…" }).first()) {
    const asked = this.page.waitForEvent("filechooser");
    await button.click();
    await (await asked).setFiles(files);
  }

  /** Drops files, or what else a transfer can hold, on the page. */
  async drop(files, type = "drop") {
    const given = files.map((file) => ({
      name: basename(file),
      bytes: readFileSync(file).toString("base64"),
    }));
    await this.page.evaluate(
      ([given, type]) => {
        const transfer = new DataTransfer();
        for (const { name, bytes } of given) {
          transfer.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name));
        }
        const event =
          type === "paste"
            ? new ClipboardEvent(type, { clipboardData: transfer, bubbles: true })
            : new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
      },
      [given, type],
    );
  }

  /** The verdict on the file that is shown, with the report as text. */
  async found(name) {
    if (name) await this.page.locator(".file", { hasText: name }).waitFor();
    const verdict = this.page.getByTestId("verdict");
    await verdict.waitFor({ timeout: 120_000 });
    const report = this.page.getByTestId("report");
    return {
      verdict: await verdict.getAttribute("data-verdict"),
      title: await verdict.textContent(),
      report: (await report.count()) > 0 ? await report.textContent() : null,
    };
  }

  /** Findings of axe. */
  async findings() {
    await this.page.evaluate(axe);
    const { violations } = await this.page.evaluate(() => globalThis.axe.run());
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`);
  }

  /** What is wider than the screen. */
  tooWide() {
    return this.page.evaluate(() =>
      [...document.querySelectorAll("html, main, .findings, dialog .body")]
        .filter((element) => element.scrollWidth > element.clientWidth + 1)
        .map((element) => element.className || element.tagName),
    );
  }
}
