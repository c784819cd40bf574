// The page verify.html as readers use it: in Chromium, from disk and from servers, with everything that people drop on it.
//
// PROOFROOM   the command line, which writes the page, and to which it is compared
// PICTURES    the folder for pictures of what it shows, to be looked at
// CHROMIUM    the browser, if it is not /usr/bin/chromium

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, describe, test } from "node:test";

import { launch, onDisk, policyOf, Reader, root, serve, variable } from "./browser.mjs";

const commandLine = variable("PROOFROOM");
const pictures = variable("PICTURES");
const samples = join(root, "samples");
const golden = join(root, "tests", "golden");
const list = join(samples, "trust.json");
/** Photos with Content Credentials. */
const credentials = join(root, "c2pa", "tests", "samples");

/** Everything that this test writes. */
const folder = mkdtempSync(join(tmpdir(), "proofroom-page-"));
const empty = join(folder, "verify.html");
const trusting = join(folder, "trusting.html");

/** Runs the command line with folders of its own. */
function run(...args) {
  const env = {
    PATH: process.env.PATH,
    LANG: "C.UTF-8",
    PROOFROOM_CONFIG_DIR: join(folder, "config"),
    PROOFROOM_STATE_DIR: folder,
  };
  const ran = spawnSync(commandLine, args, { env, encoding: "utf8" });
  if (ran.error) throw ran.error;
  return ran;
}

/** Has the command line write a page; gives its text. */
function written(page, ...args) {
  const { status, stderr } = run("page", "--out", page, ...args);
  assert.equal(status, 0, stderr);
  return readFileSync(page, "utf8");
}

const built = written(empty);
const builtTrusting = written(trusting, "--trust", list);

const market = join(samples, "market.published.png");
const tampered = (name) => join(samples, "tampered", `${name}.png`);

let browser;
let reader;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  mkdirSync(join(folder, "config"));
  copyFileSync(list, join(folder, "config", "trust.json"));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a page, and closes it after the work; nothing may have gone wrong in it, nor have left it. */
async function reading(address, work, { options, errors = [], allowed = [] } = {}) {
  reader = await Reader.open(browser, address, options);
  try {
    await work(reader);
    assert.deepEqual(reader.errors.filter((said) => !errors.some((wanted) => wanted.test(said))), []);
    const left = reader.requests.filter((asked) => !/^(data|blob):/.test(asked) && ![address, ...allowed].includes(asked));
    assert.deepEqual(left, []);
  } catch (error) {
    await reader.page.screenshot({ path: join(pictures, "failed.png") }).catch(() => {});
    throw error;
  } finally {
    await reader.close();
  }
}

/** A picture of the page, which axe finds nothing in, and nothing is wider than its place. */
async function look(name) {
  await reader.page.waitForTimeout(100);
  await reader.page.screenshot({ path: join(pictures, `${name}.png`) });
  assert.deepEqual(await reader.findings(), [], name);
  assert.deepEqual(await reader.tooWide(), [], name);
}

/** What the command line prints of a file; of one that could not be checked, as an error. */
function printed(file, ...args) {
  const { stdout, stderr } = run("verify", file, ...args);
  return stdout || stderr;
}

/** Its report. */
const judged = (file, ...args) => printed(file, "--json", ...args);

/** What the page says of a file beside labels and details. */
const told = () =>
  reader.page
    .locator(".verdict h2, .verdict .sentence, .findings section li")
    .evaluateAll((elements) =>
      elements
        .filter((element) => !element.closest("section[aria-labelledby=pictures]"))
        .map((element) => element.firstChild?.nodeType === 3 ? element.firstChild.data.trim() : element.textContent.trim()),
    );

const seen = () => reader.page.locator("main").textContent();

describe("the same answers as the command line", () => {
  const files = [samples, join(samples, "tampered"), join(samples, "appearance"), golden]
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((name) => /\.(png|jpg)$/.test(name));

  test(`${files.length} samples and golden files`, async () => {
    assert.ok(files.length > 60);
    await reading(onDisk(trusting), async ({ page }) => {
      for (const file of files) {
        const proof = file.replace(/\.(png|jpg)$/, ".proof");
        const sidecar = existsSync(proof) ? proof : null;
        await reader.choose(sidecar ? [file, sidecar] : [file]);
        const { verdict, report } = await reader.found(basename(file));
        const named = sidecar ? ["--proof", sidecar] : [];
        const found = judged(file, ...named);
        assert.equal(`${report}\n`, found, file);
        assert.equal(verdict, JSON.parse(found).verdict);
        const account = printed(file, ...named);
        const sentences = await told();
        assert.ok(sentences.length >= 4, file);
        for (const sentence of sentences) assert.ok(account.includes(sentence), `${file}: ${sentence}`);
        assert.equal(await page.locator(`section.verdict.${verdict}`).count(), 1);
      }
    });
  });
});

describe("a reader", () => {
  test("is told what the rules say that came with the page", async () => {
    const judging = join(folder, "judging.html");
    const rules = join(samples, "rules", "agency.json");
    written(judging, "--trust", list, "--rules", rules);
    await reading(onDisk(judging), async ({ page }) => {
      await reader.choose([market]);
      await reader.found();
      await page.getByText("the rules of “Example agency”, which came with this page").waitFor();
      const { stdout } = run("verify", market, "--trust", list, "--rules", rules, "--json");
      const { state } = JSON.parse(stdout).rules;
      const kept = { within: "Within", against: "Not within" }[state];
      await page.getByText(`${kept} the rules of “Example agency”`).waitFor();
    });
  });

  test("sees nothing that looks like a verdict before the check has ended", async () => {
    await reading(onDisk(trusting), async ({ page }) => {
      await page.evaluate(() => {
        globalThis.shown = [];
        const states = () => {
          const classes = [...document.querySelectorAll("main section.checking, main section.verdict")];
          const green = document.querySelector("main .verified, main .trusted") !== null;
          const state = `${classes.map(({ className }) => className.replace(/ svelte-\S+/g, "")).join()}${green ? " green" : ""}`;
          if (state !== "" && globalThis.shown.at(-1) !== state) globalThis.shown.push(state);
        };
        new MutationObserver(states).observe(document.body, { childList: true, subtree: true, attributes: true });
      });
      await reader.drop([market]);
      await page.getByText("This is not a result yet.").waitFor();
      assert.equal((await reader.found()).verdict, "verified");
      assert.deepEqual(await page.evaluate(() => globalThis.shown), ["checking", "verdict verified green"]);
      await page.locator("canvas").waitFor();
      await look("verified");
      await page.getByText("Details", { exact: true }).click();
      await look("details");
    });
  });

  for (const [name, words] of [
    ["pixel", "Failed check"],
    ["revoked-camera", "Failed check"],
    ["unknown-camera", "unknown"],
    ["stripped-proof", "Choose the proof…"],
  ]) {
    test(`is told about tampered/${name}.png`, async () => {
      await reading(onDisk(trusting), async () => {
        await reader.drop([tampered(name)]);
        await reader.found();
        assert.ok((await seen()).includes(words));
        await look(name);
      });
    });
  }

  test("is told what is no picture, and what is damaged", async () => {
    await reading(onDisk(trusting), async ({ page }) => {
      const text = join(folder, "letter.txt");
      writeFileSync(text, "no picture");
      await reader.drop([text]);
      assert.equal((await reader.found("letter.txt")).verdict, "not_checked");
      await look("no-picture");
      const cut = join(folder, "cut.png");
      writeFileSync(cut, readFileSync(market).subarray(0, 40_000));
      await reader.drop([cut]);
      const { verdict, report } = await reader.found("cut.png");
      assert.notEqual(verdict, "verified");
      assert.equal(`${report}\n`, judged(cut));
      await reader.drop([]);
      await page.locator(".remark", { hasText: "Only an address was dropped" }).waitFor();
      await reader.button("Close this message").click();
    });
  });

  test("gives several files at once, proofs among them", async () => {
    await reading(onDisk(trusting), async ({ page }) => {
      const proof = join(golden, "sidecar.proof");
      await reader.drop([tampered("honest"), tampered("pixel"), join(golden, "sidecar.png"), proof]);
      await page.getByText("3 of 3 pictures checked").waitFor({ timeout: 60_000 });
      await reader.found("honest.png");
      const verdicts = await page.locator("li .mark").evaluateAll((marks) => marks.map(({ classList }) => classList[1]));
      assert.deepEqual(verdicts, ["verified", "rejected", "verified"]);
      await look("several");
    });
  });

  test("gives another file while the first is checked, and cancels", async () => {
    await reading(onDisk(trusting), async ({ page }) => {
      await reader.drop([join(samples, "dandelions.published.png")]);
      await page.getByText("Checking…").waitFor();
      await reader.drop([tampered("pixel")]);
      assert.equal((await reader.found("pixel.png")).verdict, "rejected");
      await reader.drop([join(samples, "dandelions.published.png")]);
      await reader.button("Cancel").click();
      await page.getByRole("heading", { name: "Check a picture", exact: true }).waitFor();
      await page.waitForTimeout(500);
      assert.equal(await page.getByTestId("verdict").count(), 0);
      await reader.drop([tampered("honest")]);
      assert.equal((await reader.found("honest.png")).verdict, "verified");
    });
  });

  test("asks for a code, and gives the proof afterwards", async () => {
    await reading(onDisk(trusting), async ({ page }) => {
      await reader.drop([join(golden, "bound.png")]);
      await reader.found("bound.png");
      const { bound } = JSON.parse((await reader.found()).report);
      await page.getByLabel("The code that you gave").fill("another");
      await page.getByText("This code has not been checked yet.").waitFor();
      await reader.button("Check with it").click();
      await page.locator("[data-verdict=rejected]").waitFor();
      await page.getByLabel("The code that you gave").fill(bound);
      await reader.button("Check with it").click();
      await page.locator("[data-verdict=verified]").waitFor();
      await reader.drop([join(golden, "sidecar.png")]);
      assert.equal((await reader.found("sidecar.png")).verdict, "not_checked");
      await reader.choose([join(golden, "sidecar.proof")], reader.button("Choose the proof…").first());
      await page.locator("[data-verdict=verified]").waitFor();
    });
  });

  test("pastes a picture, but text into a field", async () => {
    await reading(onDisk(trusting), async ({ page }) => {
      await reader.drop([], "paste");
      await page.locator(".remark", { hasText: "There is no picture to paste" }).waitFor();
      await reader.drop([tampered("honest")], "paste");
      assert.equal((await reader.found()).verdict, "verified");
    });
  });

  test("has only a keyboard", async () => {
    await reading(onDisk(trusting), async ({ page }) => {
      await reader.button("Choose pictures…").waitFor();
      // Asked for first: the browser hands its dialog over only some time after it was told to.
      const asked = page.waitForEvent("filechooser");
      const reached = () => page.evaluate(() => document.activeElement?.matches("main button.primary"));
      for (let tabs = 0; tabs < 8 && !(await reached()); tabs++) await page.keyboard.press("Tab");
      assert.ok(await reached(), "the Tab key leads to the button");
      await page.keyboard.press("Enter");
      await (await asked).setFiles([tampered("honest")]);
      await reader.found();
      const said = await page.locator("[aria-live=polite]").first().textContent();
      assert.match(said, /^Verified/);
      await page.getByText("Details", { exact: true }).focus();
      await page.keyboard.press("Enter");
      await page.getByTestId("report").waitFor();
    });
  });

  test("has a phone", async () => {
    const options = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: "light" };
    await reading(
      onDisk(trusting),
      async () => {
        await look("phone-empty");
        await reader.choose([market]);
        await reader.found();
        await look("phone-verified");
        await reader.button("Check another…").tap();
        await reader.page.locator("button.trust").tap();
        await look("phone-trust");
      },
      { options },
    );
  });

  test("speaks another language, and changes it", async () => {
    await reading(
      onDisk(trusting),
      async ({ page }) => {
        await page.getByRole("heading", { name: "Ein Bild prüfen", exact: true }).waitFor();
        assert.equal(await page.evaluate(() => document.documentElement.lang), "de");
        await reader.drop([tampered("honest")]);
        const german = (await reader.found()).title;
        const account = printed(tampered("honest"), "--language", "de");
        for (const sentence of await told()) assert.ok(account.includes(sentence), sentence);
        await look("german");
        await page.getByLabel("Sprache").selectOption("fr");
        await page.getByText("Ce qui a été vérifié").waitFor();
        await page.waitForFunction((german) => document.querySelector("[data-testid=verdict]").textContent !== german, german);
        await page.reload();
        await page.getByRole("heading", { name: "Vérifier une image", exact: true }).waitFor();
      },
      { options: { locale: "de-AT" } },
    );
  });
});

test("house rules are judged beside the verdict, once the reader accepts them", async () => {
  await reading(onDisk(trusting), async ({ page }) => {
    const rules = page.getByRole("region", { name: "House rules", exact: true });
    await reader.drop([market, join(samples, "rules", "agency.json")]);
    await page.getByRole("heading", { name: "Judge by these rules?" }).waitFor();
    await page.locator("[data-verdict]").waitFor();
    await look("rules-offer");
    assert.equal(await rules.count(), 0);
    await reader.button("Judge by these rules").click();
    await rules.getByText("Not within the rules of “Example agency”").waitFor();
    await look("rules-against");
    assert.equal((await reader.found()).verdict, "verified");
    await page.getByText("Judged by the rules of “Example agency”, from the file agency.json.").waitFor();
    const bad = join(folder, "bad-rules.json");
    writeFileSync(bad, '{"version": 1, "edits": {}}');
    await reader.choose([bad], reader.button("Choose a rules file…"));
    await page.getByText("These house rules cannot be used").waitFor();
    await look("rules-bad");
    await page.keyboard.press("Escape");
    await reader.button("Judge by no rules").click();
    await page.locator("[data-verdict=verified]").waitFor();
    assert.equal(await rules.count(), 0);
  });
});

describe("trusted makers", () => {
  test("come from a list that the reader accepts, and only then", async () => {
    await reading(onDisk(empty), async ({ page }) => {
      await look("empty");
      await reader.button("Nobody is trusted yet").click();
      await page.getByText("This page trusts no maker and no notary yet").waitFor();
      await look("trust-none");
      await page.keyboard.press("Escape");
      // A picture that brings its own list is not judged by it.
      await reader.drop([market, join(samples, "trust.json")]);
      await page.getByRole("heading", { name: "Trust this list?" }).waitFor();
      await page.locator("[data-verdict]").waitFor();
      await look("trust-offer");
      assert.equal((await reader.found()).verdict, "unknown_camera");
      await reader.button("Do not trust it").click();
      assert.equal((await reader.found()).verdict, "unknown_camera");
      await reader.button("Trust list…").click();
      await reader.choose([join(samples, "trust.json")], reader.button("Choose a trust list…"));
      await reader.button("Trust this list").click();
      await page.getByText("The trust list is from the file trust.json.").waitFor();
      await page.locator("[data-verdict=verified]").waitFor();
      // Pages on disk share what a browser remembers with every other page there.
      assert.equal(await page.getByLabel("Remember this list in this browser").count(), 0);
      await look("trust-chosen");
      await reader.button("Stop using this list").click();
      await page.locator("[data-verdict=unknown_camera]").waitFor();
      const bad = join(folder, "bad.json");
      writeFileSync(bad, "{");
      await reader.choose([bad], reader.button("Choose a trust list…"));
      await page.getByText("The trust list cannot be used").waitFor();
      await look("trust-bad");
    });
  });

  test("may be notaries, whose word is told apart", async () => {
    const desk = join(folder, "desk");
    const original = join(folder, "attested.original.png");
    const published = join(folder, "attested.png");
    const notaries = join(desk, "trust.json");
    for (const args of [
      ["notary", "new", "Desk X", "--out", desk],
      ["notary", "sign", join(credentials, "test-signed-edited.jpg"), "--notary", desk, "--out", original],
      ["edit", original, "--crop", "0,0,40,30", "--out", published],
    ]) {
      const { status, stderr } = run(...args);
      assert.equal(status, 0, stderr);
    }
    await reading(onDisk(empty), async ({ page }) => {
      await reader.drop([published]);
      assert.equal((await reader.found()).verdict, "unknown_camera");
      await reader.button("Trust list…").click();
      await reader.choose([notaries], reader.button("Choose a trust list…"));
      await page.getByText("Desk X (a notary)").waitFor();
      await look("notary-offer");
      await reader.button("Trust this list").click();
      await page.locator("[data-verdict=verified]").waitFor();
      await reader.button("Close").last().click();
      await page.locator("button.trust", { hasText: "1 trusted notary" }).waitFor();
      assert.equal(`${(await reader.found()).report}\n`, judged(published, "--trust", notaries));
      const section = page.locator("section[aria-labelledby=attested]");
      await section.getByText("What the notary “Desk X” attests").waitFor();
      assert.match(await section.textContent(), /nobody vouches for it.*No list has the root/);
      await look("notary-verified");
    });
    const page = join(folder, "notaries.html");
    const { stdout } = run("page", "--trust", notaries, "--out", page);
    assert.match(stdout, /It trusts 1 notary\./);
    await reading(onDisk(page), async ({ page }) => {
      await page.locator("button.trust", { hasText: "1 trusted notary" }).click();
      await page.getByText("The trust list came with this page.").waitFor();
      await look("notary-list");
    });
  });

  test("are remembered where the reader wants it, on a website", async () => {
    const server = await serve({ "/verify.html": built });
    await reading(`${server.address}/verify.html`, async ({ page }) => {
      await reader.drop([join(samples, "trust.json")]);
      await reader.button("Trust this list").click();
      await page.getByLabel("Remember this list in this browser").check();
      await page.reload();
      await page.locator("button.trust", { hasText: "2 trusted makers" }).click();
      await page.getByText("The trust list is trust.json, which this browser remembers.").waitFor();
      await look("trust-remembered");
      await reader.button("Stop using this list").click();
      await page.reload();
      await page.locator("button.trust", { hasText: "Nobody is trusted yet" }).waitFor();
    });
    server.stop();
  });
});

describe("a website", () => {
  const strict = (policy = policyOf(built)) => ({
    "content-security-policy": `${policy}; frame-ancestors 'none'`,
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "referrer-policy": "no-referrer",
  });
  const files = { "/verify.html": builtTrusting, "/photos/a%20b.png": readFileSync(market) };

  for (const [name, headers, errors] of [
    ["with the strictest policy", strict(), []],
    ["that allows no workers", strict(policyOf(built).replace("worker-src blob:", "worker-src 'none'")), [/worker/i]],
    ["that allows nothing to be remembered", { "content-security-policy": "sandbox allow-scripts" }, [/sandbox/i]],
  ]) {
    test(name, async () => {
      const server = await serve(files, headers);
      await reading(
        `${server.address}/verify.html`,
        async () => {
          await reader.drop([tampered("honest")]);
          const { verdict, report } = await reader.found();
          assert.equal(verdict, "verified");
          assert.equal(`${report}\n`, judged(tampered("honest")));
        },
        { errors },
      );
      server.stop();
    });
  }

  test("that allows no WebAssembly is told so", async () => {
    const server = await serve(files, strict(policyOf(built).replace("'wasm-unsafe-eval'", "")));
    const work = async () => {
      await reader.page.getByText("does not allow WebAssembly").waitFor();
      await look("no-webassembly");
    };
    await reading(`${server.address}/verify.html`, work, { errors: [/wasm|WebAssembly|Content Security/i] });
    server.stop();
  });

  test("names a picture of its own in the address, and no other", async () => {
    const [server, other] = [await serve(files, strict()), await serve(files, strict())];
    const page = (source) => `${server.address}/verify.html?src=${encodeURIComponent(source)}`;
    const own = `${server.address}/photos/a%20b.png`;
    await reading(
      page("photos/a%20b.png"),
      async () => assert.equal((await reader.found("a b.png")).verdict, "verified"),
      { allowed: [own] },
    );
    await reading(page(`${other.address}/photos/a%20b.png`), () =>
      reader.page.locator(".remark", { hasText: "loads pictures only from its own website" }).waitFor(),
    );
    await reading(
      page("missing.png"),
      () => reader.page.locator(".remark", { hasText: "The picture could not be loaded (404)" }).waitFor(),
      { allowed: [`${server.address}/missing.png`], errors: [/404/] },
    );
    await reading(`${onDisk(trusting)}?src=${encodeURIComponent("market.png")}`, () =>
      reader.page.locator(".remark", { hasText: "A page on disk cannot load a picture by itself" }).waitFor(),
    );
    server.stop();
    other.stop();
  });
});

test("without JavaScript, the page says what it needs, in every language", async () => {
  await reading(
    onDisk(trusting),
    async ({ page }) => {
      const sentences = await page.locator("main p").allTextContents();
      assert.equal(sentences.length, 4);
      for (const sentence of sentences) assert.match(sentence, /JavaScript/);
    },
    { options: { javaScriptEnabled: false } },
  );
});

test("an earlier page is replaced, and no other file", () => {
  const [page, other] = [join(folder, "replaced.html"), join(folder, "other.html")];
  written(page, "--trust", list);
  assert.equal(written(page), built);
  writeFileSync(other, "<p>mine</p>");
  const { status, stderr } = run("page", "--out", other);
  assert.equal(status, 2);
  assert.match(stderr, /other\.html is another file/);
  assert.equal(readFileSync(other, "utf8"), "<p>mine</p>");
  assert.equal(written(other, "--force"), built);
});

test("the page is smaller than 4 MB, and names no other place", () => {
  assert.ok(Buffer.byteLength(built) < 4_000_000, `${Buffer.byteLength(built)} bytes`);
  const code = built.replace(/<script type="text\/plain"[^<]*<\/script>/g, "");
  const places = [...code.matchAll(/https?:\/\/[\w.-]+/g)].map(([place]) => place);
  assert.deepEqual(places.filter((place) => !/^https?:\/\/(www\.w3\.org|svelte\.dev)$/.test(place)), []);
});

test("memory does not grow from picture to picture", async () => {
  await reading(onDisk(trusting), async ({ page }) => {
    const measure = async () => {
      const session = await reader.context.newCDPSession(page);
      await session.send("HeapProfiler.collectGarbage");
      const system = await browser.newBrowserCDPSession();
      const { processInfo } = await system.send("SystemInfo.getProcessInfo");
      const sizes = processInfo
        .filter(({ type }) => type === "renderer")
        .map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))[1]) / 1024);
      return Math.max(...sizes);
    };
    const rounds = async (count) => {
      for (let round = 0; round < count; round++) {
        for (const file of [tampered("honest"), market]) {
          await reader.drop([file]);
          await reader.found(basename(file));
        }
      }
    };
    await rounds(3);
    const first = await measure();
    await rounds(5);
    const last = await measure();
    assert.ok(last < first + 60, `${first.toFixed()} MB, then ${last.toFixed()} MB`);
    assert.ok(last < 450, `${last.toFixed()} MB`);
  });
});
