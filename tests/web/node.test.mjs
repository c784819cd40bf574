// The package for Node: every sample and golden file gets the report of the command line, byte for byte.
//
// PROOFROOM   the command line, to which the package is compared

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { verify } from "../../web/package/index.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const proofroom = resolve(process.env.PROOFROOM ?? join(root, "target/release/proofroom"));
const list = join(root, "samples", "trust.json");
const trust = readFileSync(list, "utf8");

/** The user's folders of the command line, and whatever a test writes. */
const folder = mkdtempSync(join(tmpdir(), "proofroom-node-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What the command line prints of a file. */
function printed(file, ...args) {
  const env = { PATH: process.env.PATH, PROOFROOM_CONFIG_DIR: folder, PROOFROOM_STATE_DIR: folder };
  const { stdout, error } = spawnSync(proofroom, ["verify", "--json", ...args, file], { env, encoding: "utf8" });
  if (error) throw error;
  return stdout.trimEnd();
}

const folders = ["samples", "samples/tampered", "samples/appearance", "tests/golden"];
const files = folders.flatMap((name) => {
  const entries = readdirSync(join(root, name)).filter((entry) => /\.(png|jpg)$/.test(entry));
  return entries.map((entry) => join(root, name, entry));
});

test("every sample and golden file", async () => {
  assert.ok(files.length > 60, `${files.length} files`);
  for (const file of files) {
    const proof = file.replace(/\.\w+$/, ".proof");
    const sidecar = existsSync(proof) ? readFileSync(proof) : undefined;
    const { report, credentials } = await verify(readFileSync(file), { trust, sidecar });
    assert.equal(JSON.stringify({ ...report, credentials }), printed(file, "--trust", list, ...(sidecar ? ["--proof", proof] : [])), file);
  }
});

const golden = (name) => readFileSync(join(root, "tests/golden", name));

test("a text to which the proof must be bound", async () => {
  const expect = "the text that this file is bound to";
  const verdict = async (expect) => (await verify(golden("bound.png"), { trust, expect })).report.verdict;
  assert.equal(await verdict(expect), "verified");
  assert.equal(await verdict("another text"), "rejected");
});

test("house rules: judged as by the command line", async () => {
  const file = join(root, "samples", "rules", "agency.json");
  const rules = readFileSync(file, "utf8");
  const states = new Set();
  for (const name of ["market.published.png", "market.original.png", "tampered/pixel.png"]) {
    const picture = join(root, "samples", name);
    const { report, credentials, account, rules: judged } = await verify(readFileSync(picture), { trust, rules });
    const json = JSON.stringify({ ...report, credentials, rules: judged });
    assert.equal(json, printed(picture, "--trust", list, "--rules", file), name);
    assert.equal(account.rules.length, judged.breaches.length + 2);
    states.add(judged.state);
  }
  assert.deepEqual([...states], ["against", "original", "no_proof"]);
  assert.equal((await verify(golden("crop.png"), { trust })).rules, null);
  await assert.rejects(verify(golden("crop.png"), { trust, rules: "{}" }), /the file: there must be a member/);
});

test("whom to trust", async () => {
  const picture = golden("crop.png");
  assert.equal((await verify(picture)).report.verdict, "unknown_camera");
  assert.equal((await verify(picture, { trust: JSON.parse(trust) })).report.verdict, "verified");
  const broken = join(folder, "broken.json");
  writeFileSync(broken, "{");
  const { report } = await verify(picture, { trust: "{" });
  assert.deepEqual([report.verdict, report.reason], ["not_checked", "trust_file"]);
});

test("the account is in the language that is asked for", async () => {
  const accounts = ["en", "de", "fr", "es"].map((language) => verify(golden("crop.png"), { trust, language }));
  const titles = (await Promise.all(accounts)).map(({ account }) => account.title);
  assert.equal(new Set(titles).size, 4, titles.join(", "));
});

test("pictures that are checked at once do not mix", async () => {
  const names = ["crop.png", "contrast.png", "flip.png", "grayscale.png"];
  const answers = await Promise.all(names.map((name) => verify(golden(name), { trust })));
  for (const [index, { report }] of answers.entries()) {
    assert.equal(report.verdict, "verified", names[index]);
    assert.ok(JSON.stringify(report.edits).includes(basename(names[index], ".png")), names[index]);
  }
});

test("what is no picture is no error", async () => {
  const { report, unclaimed } = await verify(new TextEncoder().encode("no picture"));
  assert.deepEqual([report.verdict, report.reason], ["not_checked", "not_a_picture"]);
  assert.equal(unclaimed.kind, "other");
  assert.equal((await verify(new Uint8Array())).report.verdict, "not_checked");
});

test("without random numbers there is no verdict", async () => {
  const random = crypto.getRandomValues;
  const sources = {
    "that fails": () => {
      throw new Error("no random numbers");
    },
    "that writes nothing": (bytes) => bytes,
  };
  try {
    for (const [name, source] of Object.entries(sources)) {
      crypto.getRandomValues = source;
      // By factors of zero, every proof would hold.
      await assert.rejects(verify(readFileSync(join(root, "samples/tampered/pixel.png")), { trust }), Error, name);
      await assert.rejects(verify(golden("crop.png"), { trust }), Error, name);
    }
  } finally {
    crypto.getRandomValues = random;
  }
  assert.equal((await verify(golden("crop.png"), { trust })).report.verdict, "verified");
});
