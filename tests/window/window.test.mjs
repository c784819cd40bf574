// The window as people use it: the installed program, opened on a sample original, driven by keys.
// What it shows at each station is kept as pictures, to be looked at.
//
// PROOFROOM_APP   the program with the window
// PROOFROOM       the command line, to which the window is compared
// PICTURES        the folder for the pictures

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { crc32, deflateSync, inflateSync } from "node:zlib";

import { openDisplay, until, Window } from "./driver.mjs";
import { closeWindows } from "./x11.mjs";

function variable(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; ./check shows how this test is run`);
  return resolve(value);
}

/** Photos with Content Credentials, and the roots of those that were signed for tests. */
const credentials = fileURLToPath(new URL("../../c2pa/tests/samples/", import.meta.url));
const samples = fileURLToPath(new URL("../../samples/", import.meta.url));
const program = variable("PROOFROOM_APP");
const commandLine = variable("PROOFROOM");
const pictures = variable("PICTURES");

/** An export takes seconds; on a machine with much else to do, minutes. */
const PATIENCE = 240;

/** Everything that is written by this test, of itself and of the window. */
const folder = mkdtempSync(join(tmpdir(), "proofroom-window-"));
const original = join(folder, "photos", "market.original.png");
const published = join(folder, "photos", "market-published.png");

let display;
let environment;
let window;

before(async () => {
  rmSync(pictures, { recursive: true, force: true });
  for (const made of [pictures, join(folder, "photos"), join(folder, "config"), join(folder, "home")]) {
    mkdirSync(made, { recursive: true });
  }
  copyFileSync(join(samples, "market.original.png"), original);
  chmodSync(original, 0o600);
  copyFileSync(join(samples, "trust.json"), join(folder, "config", "trust.json"));
  display = await openDisplay();
  environment = {
    PATH: process.env.PATH,
    LANG: "C.UTF-8",
    DISPLAY: display.name,
    HOME: join(folder, "home"),
    PROOFROOM_CONFIG_DIR: join(folder, "config"),
    PROOFROOM_STATE_DIR: join(folder, "state"),
  };
});

after(async () => {
  await window?.close();
  await display?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function open(file) {
  await window?.close();
  window = undefined;
  window = await Window.open(program, file, environment);
}

const picture = (name) => window.picture(join(pictures, `${name}.png`));

/** The command line in the window's surroundings. */
function run(...args) {
  const { status, stdout, stderr, error } = spawnSync(commandLine, args, { env: environment, encoding: "utf8" });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** What the command line finds in a file. */
const judged = (file) => JSON.parse(run("verify", "--json", file).stdout);

/** The chunks of a PNG, those of its pixels as one. */
function chunks(file) {
  const bytes = readFileSync(file);
  const chunks = new Map();
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const type = bytes.toString("latin1", at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
    chunks.set(type, Buffer.concat([chunks.get(type) ?? Buffer.alloc(0), data]));
  }
  return chunks;
}

/** Dimensions, kind and filtered rows of a PNG: those of one encoder are equal only for equal pixels. */
function pixels(file) {
  const found = chunks(file);
  return Buffer.concat([found.get("IHDR"), inflateSync(found.get("IDAT"))]);
}

/** Writes a PNG whose last pixel is another, and everything else the same. */
function alterPixel(from, to) {
  const found = chunks(from);
  const rows = inflateSync(found.get("IDAT"));
  rows[rows.length - 1] ^= 1;
  found.set("IDAT", deflateSync(rows));
  const parts = [readFileSync(from).subarray(0, 8)];
  for (const [type, data] of found) {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    parts.push(length, body, sum);
  }
  writeFileSync(to, Buffer.concat(parts), { mode: 0o600 });
}

/** Asks the window to close, as its cross does. */
async function closeByCross() {
  assert.ok((await closeWindows(display.name)) > 0);
}

async function hasEnded() {
  await window.ended();
  window = undefined;
}

/** What the list says of the edits, in their order. */
const history = () =>
  window.run(() =>
    [...document.querySelectorAll("[aria-label='Edits to be proved'] li .words")].map((words) =>
      words.textContent.replace(/\s+/g, " ").trim(),
    ),
  );

/** The verdict that the window shows. */
async function shownVerdict() {
  await window.find("[data-testid=verdict]", "", PATIENCE);
  return window.run(() => {
    const section = document.querySelector("section.verdict");
    return {
      verdict: section.querySelector("[data-testid=verdict]").dataset.verdict,
      check: section.querySelector(".check")?.textContent ?? null,
      sentence: section.querySelector(".sentence").textContent,
    };
  });
}

/** What is wider than its place, in an element and all in it. */
const overflowing = (selector) =>
  window.run(
    (selector) =>
      [document.querySelector(selector), ...document.querySelectorAll(`${selector} *:not(input)`)]
        .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
        .filter((element) => !element.matches(".visually-hidden"))
        .map((element) => element.outerHTML.slice(0, 80)),
    selector,
  );

const dialogSays = (title) => window.find("h2", title, PATIENCE);

/** Asks for an export, and waits for its plan. Enter begins it. */
async function planExport() {
  await window.press("Control+e");
  await dialogSays("Export with a proof");
  await window.find("dialog .facts");
}

/** The same for edits that hide nothing, which need a second step. */
async function planWhole() {
  await planExport();
  await window.tick("Publish the whole original");
  await window.find("dialog footer button.primary:not(:disabled)");
}

/** Puts what is planned into the queue. Enter presses the button that has the keyboard, if one has it. */
async function order(press = () => window.press("Enter")) {
  await press();
  await until("the plan is closed", () => window.run(() => document.querySelector("dialog[open]") === null));
}

/** Waits until the last export of the queue is written, and says what its verdict is. */
async function exported() {
  await window.press("Control+Shift+e");
  await dialogSays("Exports");
  await window.find("ol > li:last-child [data-testid=verdict]", "", PATIENCE);
  return window.run(() => document.querySelector("ol > li:last-child [data-testid=verdict]").dataset.verdict);
}

// Each test goes on where the one before it ended; after a failure the others would only wait.
let failed = false;
function station(name, run) {
  test(name, async (context) => {
    if (failed) return context.skip("an earlier station failed");
    try {
      await run();
    } catch (error) {
      failed = true;
      await window?.picture(join(pictures, "failed.png")).catch(() => {});
      throw error;
    }
  });
}

describe("the window", () => {
  station("opens no larger than the screen, although it was larger when it was closed", async () => {
    const saved = { width: 3000, height: 2000, x: 700, y: 500, prev_x: 0, prev_y: 0 };
    const flags = { maximized: false, visible: true, decorated: true, fullscreen: false };
    mkdirSync(join(folder, "state"));
    const file = join(folder, "state", "window-state.json");
    writeFileSync(file, JSON.stringify({ main: { ...saved, ...flags } }));
    await open(join(samples, "tampered", "stripped-proof.png"));
    await window.find("main");
    await until("the window fits the screen", () =>
      window.run(() => innerWidth <= screen.width && innerHeight <= screen.height && innerWidth > 600),
    );
  });

  station("answers a picture without a proof, before it offers to sign it", async () => {
    await window.find("h2", "Nothing to check: the picture carries no proof", PATIENCE);
    await window.find("button.primary", "Choose the proof…");
    await window.find("button:not(.primary)", "I took this photo");
    await window.find("canvas");
    assert.equal(await window.run(() => document.title), "stripped-proof.png – Proofroom");
    await picture("unsigned");
    await window.press("Control+1");
    await window.find("main[aria-label=Start]");
  });

  station("opens the original that was named, and says who signed it", async () => {
    await open(original);
    await window.find("main[aria-label=Editor]");
    const photo = await window.text("section[aria-label=Photo]");
    assert.match(photo, /market\.original\.png/);
    assert.match(photo, /1280 × 720/);
    assert.deepEqual(await history(), []);
    const wide = await window.run(() => {
      const photo = document.querySelector("section[aria-label=Photo]");
      const name = photo.querySelector("h2");
      const before = name.textContent;
      name.textContent = "W".repeat(255);
      const { scrollWidth, clientWidth } = photo;
      name.textContent = before;
      return scrollWidth > clientWidth;
    });
    assert.ok(!wide, "a long name makes the panel wider than its place");
  });

  station("changes the contrast by keys", async () => {
    await window.press("k");
    await window.tabTo("input[type=range][aria-label=Contrast]");
    await window.press("Shift+ArrowRight", 3);
    await until("contrast 1.3 is in the history", async () => /1\.3/.test((await history())[0] ?? ""));
    await picture("contrast");
  });

  station("plans with the width that was typed, though Enter was not pressed", async () => {
    await window.press("r");
    const width = "input[role=spinbutton]";
    await until("the width has the keyboard", () => window.run((width) => document.activeElement.matches(width), width));
    await window.press("Control+a");
    await window.press("0");
    await window.press("Enter");
    await window.find("[role=alert]", "A whole number from 1");
    const tops = (fields) => [...document.querySelectorAll(fields)].map((field) => field.getBoundingClientRect().top);
    const [top, beside] = await window.run(tops, width);
    assert.equal(top, beside, "what is wrong with one field moves the one beside it");
    await window.press("Control+a");
    for (const key of "1000") await window.press(key);
    await planExport();
    // JPEG is offered first. What is chosen instead is remembered.
    await window.click("PNG");
    await window.find("dialog .facts");
    assert.match(await window.text(".edits"), /^contrast × 1\.3\s*resize to 1000 × 563 pixels$/);
  });

  station("says in the plan why it cannot be exported, however long the text", async () => {
    const bind = (text) =>
      window.run((text) => {
        const field = document.querySelector("#bound");
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }, text);
    await bind("W".repeat(4096));
    await window.find("li", "The text “WWW");
    assert.deepEqual(await overflowing("dialog[open]"), []);
    await picture("long-text");
    await bind("W".repeat(4097));
    await window.find("[role=alert]", "The text to bind has 4097 bytes");
    await window.find("dialog footer button.primary:disabled");
    await window.press("Escape");
    await until("the dialog is closed", () => window.run(() => document.querySelector("dialog[open]") === null));
    await window.press("Control+z");
    await until("only the contrast is left", async () => (await history()).length === 1);
    await window.press("Escape");
  });

  station("publishes the whole original only after a second step", async () => {
    await planExport();
    await window.find("dialog footer button.primary:disabled", "Export");
    await window.press("Enter");
    await window.find("dialog footer button.primary:disabled", "Export");
    await picture("whole");
    await window.press("Escape");
  });

  station("stops an export that is under way, and writes nothing", async () => {
    await planWhole();
    const plan = await window.text(".body");
    assert.match(plan, /Becomes public/);
    assert.match(plan, /Stays hidden/);
    await order();
    await window.press("Control+Shift+e");
    await dialogSays("Exports");
    const progress = await window.find("[role=progressbar]");
    await until("the progress is more than nothing", () =>
      window.run((bar) => Number(bar.getAttribute("aria-valuenow")) > 0, progress), PATIENCE);
    await picture("progress");
    await window.click("Cancel: market-published.png");
    await window.find("li p", "Stopped. Nothing was written.", PATIENCE);
    assert.deepEqual(readdirSync(join(folder, "photos")), ["market.original.png"]);
    await window.click("Close");
  });

  station("asks before it closes while an export runs", async () => {
    await planWhole();
    await order();
    await closeByCross();
    await dialogSays("An export is in progress");
    await picture("closing");
    await window.clickLast("Stop and close");
    await hasEnded();
    assert.deepEqual(readdirSync(join(folder, "photos")), ["market.original.png"]);
    await open(original);
    await window.find("main[aria-label=Editor]");
    await window.press("k");
  });

  station("draws a crop by a drag in a photo that is not cropped yet", async () => {
    await window.press("Escape");
    await window.press("c");
    await window.find("[aria-roledescription=rectangle]");
    await window.dragWithin("[aria-roledescription=rectangle]", [0.25, 0.25], [0.75, 0.75]);
    const crop = await until("the crop is in the history", async () =>
      /^Crop (\d+) × (\d+) at (\d+), (\d+)/.exec((await history())[1] ?? ""),
    );
    [640, 360, 320, 180].forEach((wanted, index) => {
      assert.ok(Math.abs(Number(crop[index + 1]) - wanted) <= 4, crop[0]);
    });
    await picture("drawn");
    // Inside a crop a drag moves it.
    await window.dragWithin("[aria-roledescription=rectangle]", [0.5, 0.5], [0.6, 0.5]);
    await until("it was moved", async () => {
      const [, width, , x] = /^Crop (\d+) × (\d+) at (\d+)/.exec((await history())[1]);
      return width === crop[1] && Number(x) > Number(crop[3]) + 40;
    });
    await window.press("Control+z");
    await window.press("Control+z");
    await until("only the contrast is left", async () => (await history()).length === 1);
  });

  station("turns the photo by a drag beside it, and the crop leaves out the corners", async () => {
    await window.press("Escape");
    await window.press("c");
    await window.find("[aria-roledescription=rectangle]");
    const { width, height } = await window.run(() => document.querySelector(".photo").getBoundingClientRect().toJSON());
    await window.dragWithin(".photo", [0.99, 0.5], [0.99, 0.56], async () => {
      await window.find(".photo .angle");
      await picture("turning");
    });
    const turn = async () => Number(/^Straighten (.*)° clockwise$/.exec((await history())[1] ?? "")?.[1]);
    const angle = await until("the photo is turned", turn);
    // What was seen from the middle of the photo.
    const exact = (Math.atan((0.06 * height) / (0.49 * width)) * 180) / Math.PI;
    assert.ok(Math.abs(angle - exact) < 0.2, `${angle} is not ${exact}`);
    const [, across, down] = /^Crop (\d+) × (\d+) at/.exec((await history())[2]);
    assert.ok(across < 1280 && down < 720 && across * down > (1280 * 720) / 2, `${across} × ${down}`);
    await picture("turned");
    // The whole drag is one step of undo, a press of a key another.
    await window.tabTo("input[type=range][aria-label=Straighten]");
    await window.press("ArrowRight");
    await until("a key turns it further", async () => Math.abs((await turn()) - angle - 0.1) < 1e-6);
    await window.press("Control+z");
    await until("the key is undone", async () => (await turn()) === angle);
    await window.click("Back to 0°");
    await until("it is level again", async () => /^Crop 1280 × 720/.test((await history())[1]));
    await window.press("Control+z");
    await until("that is undone", async () => (await turn()) === angle);
    await window.press("Control+z");
    await until("only the contrast is left", async () => (await history()).length === 1);
  });

  station("crops by keys, and puts the crop before the contrast", async () => {
    await window.press("Escape");
    await window.press("c");
    await window.find("[aria-roledescription=rectangle]");
    await window.tabTo("[aria-roledescription=rectangle]");
    await window.press("Alt+Shift+ArrowLeft", 4);
    await window.press("Shift+ArrowRight", 3);
    await window.type("Width", "640");
    await window.type("Height", "480");
    await window.tabTo("[aria-roledescription=rectangle]");
    await window.press("Shift+ArrowRight", 30);
    await window.press("Shift+ArrowDown", 12);
    await window.press("ArrowRight", 4);
    await until("the crop is in the history", async () => (await history()).length === 2);
    await until("the crop is where the keys put it", async () => /640 × 480 at 334, 120/.test((await history())[1]));
    await picture("crop");
    await window.press("Enter");
    await window.tabTo("ol > li:nth-child(2) > button:nth-of-type(1)");
    await window.press("Alt+ArrowUp");
    await until("the crop comes first", async () => /^Crop/.test((await history())[0]));
  });

  station("exports at a size, which enters the chain after the crop and is remembered", async () => {
    await window.find(".estimate", "Export: about");
    await planExport();
    const edits = (wanted) =>
      until(`the plan is ${wanted}`, async () => wanted.test(await window.text(".edits")));
    await window.tabTo("input[role=spinbutton]");
    await window.press("Control+a");
    for (const key of "320") await window.press(key);
    await window.press("Enter");
    await edits(/^crop to 640 × 480 .*120 from the top\s*resize to 320 × 240 pixels\s*contrast × 1\.3$/);
    await picture("size");
    // The first one is the field's.
    await window.press("Escape");
    await window.press("Escape");
    await window.find(".estimate", "Export at 320 × 240: about");
    await planExport();
    await edits(/resize to 320 × 240/);
    await window.click("Full size");
    await edits(/^crop to 640 × 480 pixels, 334 from the left, 120 from the top\s*contrast × 1\.3$/);
    await window.press("Escape");
    await window.find(".estimate", "Export: about");
  });

  station("publishes the picture, verified", async () => {
    await planExport();
    await window.find("dialog footer button.primary:not(:disabled)");
    await picture("plan");
    await order();
    assert.equal(await exported(), "verified");
    await picture("published");
    assert.deepEqual(readdirSync(join(folder, "photos")).sort(), [
      "market-published.png",
      "market.original.png",
    ]);
  });

  station("shows it as a reader sees it, with the verdict of the command line", async () => {
    await window.click("View as a reader");
    await window.find("main[aria-label=Verify]");
    const { verdict, sentence } = await shownVerdict();
    const report = judged(published);
    assert.equal(verdict, report.verdict);
    assert.equal(verdict, "verified");
    assert.match(sentence, /the 2 edits/);
    await window.find("canvas");
    await picture("verified");
    await window.run(() => {
      document.querySelector(".findings details").open = true;
      document.querySelector(".facts dd").textContent = "W".repeat(4096);
    });
    assert.deepEqual(await overflowing(".findings"), []);
    const { recent } = JSON.parse(readFileSync(join(folder, "state", "window.json")));
    assert.equal(recent[0], published);
  });

  station("makes the pixels and the verdict that the command line makes", () => {
    const file = join(folder, "command-line.png");
    const edits = ["--crop", "334,120,640,480", "--contrast", "1300"];
    const edited = run("edit", original, ...edits, "--out", file);
    assert.equal(edited.status, 0, edited.stderr);
    assert.deepEqual(pixels(published), pixels(file));
    assert.deepEqual(judged(published), judged(file));
  });

  station("exports a JPEG and three sizes in the background, each verified by the command line", async () => {
    await window.press("Control+1");
    await window.find("main[aria-label=Editor]");
    await planExport();
    await window.click("JPEG");
    await window.find(".hint", "about");
    await window.run(() => {
      document.querySelector("details.captions").open = true;
      const list = document.querySelector("#caption-sourceType");
      list.value = "digitalCapture";
      list.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await window.find("dialog footer button.primary:not(:disabled)");
    await picture("jpeg");
    await order(() => window.click("Export"));
    await planExport();
    assert.match(await window.text("dialog .body"), /1 more in the queue/);
    await window.click("Several sizes");
    await window.find("dialog footer button.primary:not(:disabled)", "Export 3 pictures");
    await picture("sizes");
    await order(() => window.click("Export"));
    // The queue works while the photo is edited.
    await window.press("k");
    await window.press("Escape");
    await window.press("Control+Shift+e");
    await dialogSays("Exports");
    const verdicts = () =>
      window.run(() => [...document.querySelectorAll("[data-testid=verdict]")].map(({ dataset }) => dataset.verdict));
    await until("everything is written", async () => (await verdicts()).length === 5, PATIENCE);
    assert.deepEqual(await verdicts(), Array(5).fill("verified"));
    await picture("queue");
    for (const name of ["market-published.jpg", "market.web.jpg", "market.social.jpg", "market.print.jpg"]) {
      const { verdict, edits } = judged(join(folder, "photos", name));
      assert.deepEqual([name, verdict, edits.length > 1], [name, "verified", true]);
    }
    const { captions } = judged(join(folder, "photos", "market-published.jpg"));
    assert.match(captions.source_type, /digitalsourcetype\/digitalCapture$/);
    await window.press("Escape");
  });

  station("stops an export of three sizes: what is written stays, and the others are not made", async () => {
    const last = "ol > li:last-child";
    await planExport();
    await window.find("dialog footer button.primary:not(:disabled)", "Export 3 pictures");
    await order(() => window.click("Export 3 pictures"));
    await window.press("Control+Shift+e");
    await window.find(`${last} [data-testid=verdict]`, "", PATIENCE);
    await window.run((last) => document.querySelector(`${last} .actions button`).click(), last);
    await window.find(`${last} p`, "Stopped. The pictures that were written before stay", PATIENCE);
    await picture("stopped-sizes");
    const states = await window.run(
      (last) => [...document.querySelectorAll(`${last} ul li`)].map((picture) => picture.textContent.trim()),
      last,
    );
    assert.match(states[0], /Verified/);
    assert.match(states.at(-1), /market\.print-2\.jpg\s*not made/);
    const made = readdirSync(join(folder, "photos"));
    assert.deepEqual([made.includes("market.web-2.jpg"), made.includes("market.print-2.jpg")], [true, false]);
    await window.press("Escape");
  });

  station("counts all pictures of an export before the first is made", async () => {
    const { hash } = judged(published).original;
    const count = join(folder, "state", "openings", hash);
    const used = readFileSync(count);
    writeFileSync(count, "98\n");
    await planExport();
    await window.find("dialog [role=alert]", "3 publications of this original are needed, one for each picture, but only 2 are");
    await window.find("dialog footer button.primary:disabled");
    await picture("too-few-publications");
    await window.click("One picture");
    await window.find("dialog footer button.primary:not(:disabled)");
    writeFileSync(count, used);
    await window.click("PNG");
    await window.find("dialog .facts");
    await window.press("Escape");
  });

  station("keeps the history with the photo", async () => {
    await open(original);
    await window.find("main[aria-label=Editor]");
    const kept = await history();
    assert.equal(kept.length, 2);
    assert.match(kept[0], /^Crop.*640 × 480 at 334, 120/);
    assert.match(kept[1], /^Contrast.*1\.3/);
    await picture("editor");
  });

  station("keeps it when it is closed at once, too", async () => {
    await window.press("m");
    await closeByCross();
    await hasEnded();
    await open(original);
    await window.find("main[aria-label=Editor]");
    const kept = await history();
    assert.equal(kept.length, 3);
    assert.match(kept[2], /^Grayscale/);
  });

  station("says when a crop has moved a black rectangle, until it was looked at", async () => {
    await window.press("x");
    await window.click("Put one in the middle");
    await until("the rectangle is in the history", async () => /^Redact/.test((await history())[3] ?? ""));
    await window.click("Crop");
    await window.tabTo("[aria-roledescription=rectangle][aria-label^=Crop]");
    await window.press("ArrowRight");
    await window.find(".displaced", "now lies elsewhere");
    await planExport();
    await window.find(".warning", "A black rectangle now lies elsewhere");
    await picture("moved");
    await window.press("Escape");
    await window.click("Redact");
    await until("the mark is gone", () => window.run(() => document.querySelector(".displaced") === null));
    await window.click("Delete this edit");
    await until("the rectangle is gone", async () => (await history()).length === 3);
  });

  station("undoes, redoes, drags, switches off and deletes edits", async () => {
    const becomes = (...names) =>
      until(`the history is ${names}`, async () => {
        const edits = await history();
        return edits.length === names.length && names.every((name, index) => edits[index].startsWith(name));
      });
    await window.drag("li:nth-child(3) .grip", "li:nth-child(1) .grip");
    await becomes("Grayscale", "Crop", "Contrast");
    await window.press("Control+z");
    await becomes("Crop", "Contrast", "Grayscale");
    await window.press("Control+Shift+z");
    await becomes("Grayscale", "Crop", "Contrast");
    await window.click("Delete Grayscale, edit 1");
    await becomes("Crop", "Contrast");
    await window.click("Contrast, edit 2: switched on");
    await until("the contrast is off", async () => /off$/.test((await history())[1]));
    await window.press("Control+z");
    await until("the contrast is on again", async () => /1\.300$/.test((await history())[1]));
    await window.click("Contrast");
    await window.doubleClick("input[type=range][aria-label=Contrast]");
    await until("the slider is back", async () => /changes nothing$/.test((await history())[1]));
    await picture("history");
    // The cross, unlike the driver, lets the program keep what was done last.
    await closeByCross();
    await hasEnded();
  });

  station("does not open an original that was changed after signing", async () => {
    const altered = join(folder, "photos", "altered.original.png");
    alterPixel(original, altered);
    await open(altered);
    await dialogSays("altered.original.png could not be opened");
    assert.match(await window.text("[role=alert]"), /changed after the camera signed it/);
    await picture("altered");
    await window.click("Close");
    await window.find("main[aria-label=Start]");
  });

  station("opens a recent photo", async () => {
    await window.click("market.original.png");
    await window.find("main[aria-label=Editor]");
    assert.equal((await history()).length, 2);
  });

  for (const [name, check] of [
    ["parameter", /the proof of the edits/],
    ["pixel", /the pixels of the picture/],
    ["capture-time", /the signature of the camera/],
  ]) {
    station(`says why tampered/${name}.png is rejected`, async () => {
      const file = join(samples, "tampered", `${name}.png`);
      await open(file);
      const shown = await shownVerdict();
      const report = judged(file);
      assert.equal(shown.verdict, "rejected");
      assert.equal(report.verdict, "rejected");
      assert.match(shown.check, check);
      const message = await window.run(() => document.querySelector("details dd[lang=en]").textContent);
      assert.equal(message, report.message);
      await window.find("h3", "What you can do");
      await picture(`rejected-${name}`);
    });
  }

  const harbour = join(folder, "photos", "harbour.original.png");
  const detail = join(folder, "photos", "harbour-published.png");

  station("hides where a crop was taken, and publishes what it shows", async () => {
    copyFileSync(join(samples, "harbour.original.png"), harbour);
    await open(harbour);
    await window.find("main[aria-label=Editor]");
    await window.press("c");
    await window.find("[aria-roledescription=rectangle]");
    await window.type("Width", "240");
    await window.type("Height", "160");
    await window.tabTo("[aria-roledescription=rectangle]");
    await window.press("Shift+ArrowRight", 8);
    await window.press("Shift+ArrowDown", 5);
    await window.press("ArrowRight", 3);
    await window.tick("Hide where in the photo the crop was taken");
    await until("the crop hides its place", async () => /240 × 160 at 83, 50, place hidden/.test((await history())[0]));
    await window.find(".what", "The size of the crop becomes public, its place does not.");
    await picture("hidden-crop");
    await planExport();
    await window.click("PNG");
    assert.equal(await window.text(".edits"), "crop to 240 × 160 pixels, at a place that stays hidden");
    await window.find("section[aria-labelledby=stays-hidden] li", "Everything outside the crop, and where in the photo it was taken.");
    await window.find("dialog footer button.primary:not(:disabled)");
    await picture("hidden-plan");
    await order(() => window.click("Export"));
    assert.equal(await exported(), "verified");
    await window.click("View as a reader");
    await window.find("main[aria-label=Verify]");
    await window.find("figcaption", "240 × 160 of 1280 × 720 pixels");
    assert.match(await window.text("figcaption"), /Where in the original the crop was taken is not disclosed\.$/);
    await picture("hidden-verified");
    const report = judged(detail);
    assert.equal(report.verdict, "verified");
    assert.deepEqual(report.edits, [{ crop_hidden: { width: 240, height: 160 } }]);
    const file = join(folder, "visible.png");
    const edited = run("edit", harbour, "--crop", "83,50,240,160", "--out", file);
    assert.equal(edited.status, 0, edited.stderr);
    assert.deepEqual(pixels(detail), pixels(file));
  });

  station("stores nothing of the place, and asks for it when the photo is opened again", async () => {
    await closeByCross();
    await hasEnded();
    const histories = join(folder, "state", "projects");
    const stored = readdirSync(histories).map((name) => readFileSync(join(histories, name), "utf8"));
    const [hidden] = stored.filter((text) => text.includes("crop_hidden"));
    assert.deepEqual(JSON.parse(hidden).history, [
      { id: 1, edit: { crop_hidden: { width: 240, height: 160 } }, enabled: true },
    ]);
    await open(harbour);
    await window.find("li [role=alert]", "The place of a hidden crop is never stored.");
    await window.find("button:disabled", "Export");
    await window.press("c");
    await window.find("button", "Keep it in the middle");
    await picture("hidden-again");
    await window.tabTo("[aria-roledescription=rectangle]");
    await window.press("ArrowLeft");
    await window.find("button:not(:disabled)", "Export");
    assert.match((await history())[0], /^Crop ?240 × 160 at \d+, \d+, place hidden$/);
  });

  station("renames and removes a maker, which its photos show", async () => {
    await open(published);
    assert.equal((await shownVerdict()).verdict, "verified");
    const trusted = () => JSON.parse(readFileSync(join(folder, "config", "trust.json"))).makers;
    const [{ name }] = trusted();
    await window.press("Control+3");
    await window.click(`Rename ${name}`);
    await window.find("input[aria-label='New name']:focus");
    await window.press("Control+a");
    for (const key of "Friends") await window.press(key);
    await window.press("Enter");
    await until("the maker has another name", () => trusted()[0].name === "Friends");
    await window.click("Remove Friends");
    await dialogSays("Remove Friends?");
    await picture("makers");
    await window.click("Remove");
    await until("the maker is gone", () => trusted().every((maker) => maker.name !== "Friends"));
    await window.press("Control+2");
    await until("the verdict is another", async () => (await shownVerdict()).verdict !== "verified");
    const { verdict } = await shownVerdict();
    assert.equal(verdict, judged(published).verdict);
    assert.notEqual(verdict, "verified");
    await picture("unknown");
  });

  const list = () => JSON.parse(readFileSync(join(folder, "config", "trust.json")));

  station("shows a trust list that is named, and imports it", async () => {
    const keys = join(folder, "friends");
    assert.equal(run("camera", "new", "Friends", "--out", keys).status, 0);
    const { makers } = JSON.parse(readFileSync(join(keys, "trust.json")));
    const revoked = [{ key: "12".repeat(32), since: "2026-03-02", reason: "camera stolen" }];
    const named = join(folder, "photos", "friends.JSON");
    writeFileSync(named, JSON.stringify({ version: 1, makers, revoked }));
    const before = list();
    await open(named);
    await dialogSays("Import friends.JSON?");
    const shown = await window.text("dialog .body");
    assert.match(shown, /comes from somebody you trust/);
    assert.ok(shown.replaceAll(" ", "").includes(makers[0].key));
    await picture("import");
    assert.deepEqual(list(), before);
    await window.click("Trust and import");
    await until("the maker is in the list", () => list().makers.some(({ key }) => key === makers[0].key));
    assert.deepEqual(list().revoked, [...before.revoked, ...revoked]);
  });

  station("makes a camera of its own, names it, trusts it and names it anew", async () => {
    const keys = join(folder, "config", "camera");
    await window.click("Make one…");
    await window.find("label", "Name of the camera");
    await window.click("Make the camera");
    await window.find("button", "Trust it on this machine");
    assert.deepEqual(readdirSync(keys).sort(), ["device.key", "maker.key", "trust.json"]);
    const [maker] = JSON.parse(readFileSync(join(keys, "trust.json"))).makers;
    await window.click("Trust it on this machine");
    await until("its maker is trusted", () => list().makers.some(({ key }) => key === maker.key));
    await window.click("Rename…");
    await window.tabTo("section[aria-labelledby=own-camera] input");
    await window.press("Control+a");
    for (const key of "Desk") await window.press(key);
    await window.press("Enter");
    await window.find("dd", "Desk");
    const [renamed] = JSON.parse(readFileSync(join(keys, "trust.json"))).makers;
    assert.deepEqual(renamed, { name: "Maker of Desk", key: maker.key });
    await picture("own-camera");
  });

  /** A copy of a photo with Content Credentials, in a folder in which originals can be written. */
  function credentialed(name) {
    const copy = join(folder, "photos", name);
    copyFileSync(join(credentials, name), copy);
    return copy;
  }
  const found = () => window.text("section.credentials");
  const attested = join(folder, "photos", "test-signed-edited.original.png");

  station("says what a photo's Content Credentials say, and makes a notary", async () => {
    await open(credentialed("test-signed-edited.jpg"));
    await window.find("section.credentials li", "The signature covers this file", PATIENCE);
    assert.match(await found(), /“C2PA Signer” \(“C2PA Test Signing Cert”\).*Nobody vouches for “C2PA Signer”/);
    assert.match(await found(), /the photo was edited before it was signed.*there is none on this machine yet/);
    await window.find("summary", "Try it with a simulated camera instead");
    assert.deepEqual(await overflowing(".findings"), []);
    await picture("credentials");
    await window.click("Set up a notary…");
    await dialogSays("Set up a notary");
    assert.ok((await window.text("dialog .body")).includes(join(folder, "config", "notary")));
    await picture("notary-new");
    await window.type("Name of the notary", "Desk X");
    await window.find("button.primary", "Sign as notary “Desk X”");
    const key = join(folder, "config", "notary", "notary.key");
    assert.equal(statSync(key).mode & 0o777, 0o600);
    await picture("credentials-notary");
  });

  station("vouches for a photo by roots of one's own, once they are named", async () => {
    const file = join(folder, "state", "window.json");
    const remembered = JSON.parse(readFileSync(file));
    remembered.settings.own_roots = join(credentials, "test-roots.pem");
    await closeByCross();
    await hasEnded();
    writeFileSync(file, JSON.stringify(remembered), { mode: 0o600 });
    await open(join(folder, "photos", "test-signed-edited.jpg"));
    await window.find("section.credentials li", "The certificate leads to “Root CA” on your own list", PATIENCE);
    await window.press("Control+,");
    await window.find(".folder", "The lists of the C2PA, and your own in");
    await picture("settings");
    await window.press("Escape");
  });

  station("signs it as the notary, beside the photo, and opens it", async () => {
    await window.click("Sign as notary “Desk X”");
    await dialogSays("The photo is signed");
    assert.equal(statSync(attested).mode & 0o777, 0o600);
    await picture("attested");
    await window.click("Trust my notary on this machine");
    await until("the notary is trusted", () => (list().notaries ?? []).some(({ name }) => name === "Desk X"));
    await window.click("Start editing");
    await window.find("main[aria-label=Editor]");
    await window.find(".standing", "trusted notary: Desk X");
    const { verdict, camera, evidence } = judged(attested);
    assert.deepEqual([verdict, camera.notary, evidence.signer, evidence.root.tier], ["verified", true, "C2PA Signer", "own"]);
    await picture("attested-editor");
  });

  station("shows both halves of a picture that was made of it", async () => {
    const file = join(folder, "photos", "attested-published.png");
    const edited = run("edit", attested, "--crop", "100,100,60,40", "--out", file);
    assert.equal(edited.status, 0, edited.stderr);
    await open(file);
    const { verdict, sentence } = await shownVerdict();
    assert.equal(verdict, "verified");
    assert.match(sentence, /the notary who signed it is on the list of trusted notaries/);
    const section = await window.text("section[aria-labelledby=attested]");
    assert.match(section, /What the notary “Desk X” attests.*notary’s word.*a list of the notary’s own \(Root CA\)/);
    await picture("attested-verified");
  });

  for (const [name, words, stands] of [
    ["test-broken-signature.jpg", "They are not valid: the signature does not match.", "above"],
    ["no-manifest.jpg", "This photo carries no Content Credentials (C2PA)", "below"],
  ]) {
    station(`says why no notary attests ${name}`, async () => {
      await open(credentialed(name));
      await window.find(".outcome strong", words, PATIENCE);
      await window.find("button", "I took this photo");
      const above = await window.run(() => {
        const [box, next] = [...document.querySelectorAll(".findings > section")].filter((section) =>
          section.matches(".credentials") || section.textContent.includes("What you can do"),
        );
        return box.matches(".credentials") && next !== undefined;
      });
      assert.equal(above, stands === "above");
      assert.equal(await window.run(() => [...document.querySelectorAll("button")].some((button) => button.textContent.includes("notary"))), false);
      await picture(`credentials-${name.split(".")[0]}`);
    });
  }

  station("lists notaries apart from makers, and the user's own", async () => {
    await window.press("Control+3");
    await window.find("section[aria-labelledby=notaries] strong", "Desk X");
    const own = await window.text("section[aria-labelledby=own-notary]");
    assert.match(own, /Desk X.*trusted notary.*config\/notary/);
    await picture("notaries");
  });

  station("becomes light, and stays so", async () => {
    const background = () => window.run(() => getComputedStyle(document.querySelector("main")).backgroundColor);
    await window.press("Control+,");
    await window.click("Light");
    await until("the window is light", async () => (await background()) === "rgb(214, 214, 214)");
    await picture("light-settings");
    await open(original);
    await window.find("main[aria-label=Editor]");
    assert.equal(await window.run(() => document.documentElement.dataset.theme), "light");
    await picture("light-editor");
  });
});
