// Opens every screen in a browser, with the stand-in for the program, dark and light and in windows of several
// sizes, and takes a picture of each into `look/`. Fails on errors of the page, on what a strict content security
// policy would stop, on findings of axe, and on controls that cannot be reached in a small window. Needs Chromium:
// CHROMIUM names it if it is not /usr/bin/chromium.
//
// `npm run look -- trust settings --size 640x480` takes only these screens, only so.
//
// What is looked at is built as for shipping, with the stand-in added (`--mode look`). `npm run edits` comes before
// it, once and after changes of the edits.

import { createReadStream, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { chromium } from "playwright-core";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const look = join(root, "look");
const built = join(look, "built");

/** As in the program, with the address of the stand-in's photo, and leave to compile the stand-in's edits. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'";
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

function serve() {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, "http://localhost").pathname);
    // Chromium asks for it by itself.
    if (path === "/favicon.ico") return void response.writeHead(204).end();
    const file = join(built, path === "/" ? "index.html" : path);
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "",
      "content-security-policy": POLICY,
    });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

const problems = [];
const axe = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");

/** Has the program keep house rules, and leaves the settings open. */
async function chooseRules(page) {
  await page.keyboard.press("Control+,");
  await page.getByRole("button", { name: "Choose a rules file…" }).click();
  await page.getByText("Edits are judged by the rules of").waitFor();
}

/** Chooses German in the settings, which are open. */
async function speakGerman(page) {
  await page.getByRole("button", { name: "Deutsch" }).click();
}

/** Edits that break the rules which are kept, each and together. */
async function breakRules(page) {
  await chooseRules(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("k");
  await page.getByRole("spinbutton", { name: "Contrast" }).fill("1.4");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Flip", exact: true }).click();
  await page.getByText("Not within the rules of").waitFor();
}

/** The screens: how each is reached. */
const SCREENS = {
  start: { open: "" },
  "start-address": {
    open: "",
    steps: async (page) => {
      await page.evaluate(() => window.emit("file-dropped", []));
      await page.getByRole("heading", { name: "Save the picture first" }).waitFor();
    },
  },
  "start-other": { open: "other" },
  "start-changed": { open: "changed" },
  "start-machine": { open: "machine" },
  "editor-empty": { open: "original" },
  "editor-crop": {
    open: "original",
    steps: async (page) => {
      await page.keyboard.press("c");
      await page.getByRole("button", { name: "4:3" }).click();
      const crop = page.getByRole("group", { name: /^Crop: / });
      await crop.focus();
      for (let i = 0; i < 10; i++) await page.keyboard.press("Alt+Shift+ArrowLeft");
      for (let i = 0; i < 12; i++) await page.keyboard.press("Shift+ArrowRight");
    },
  },
  "editor-turning": { open: "original", steps: turning },
  "editor-turning-de": { open: "original", language: "de", steps: turning },
  "editor-horizon": {
    open: "original",
    steps: async (page) => {
      await page.keyboard.press("c");
      await page.getByRole("button", { name: "Draw the horizon" }).click();
      const photo = await page.getByRole("group", { name: "Photo" }).boundingBox();
      await page.mouse.move(photo.x + photo.width * 0.3, photo.y + photo.height * 0.5);
      await page.mouse.down();
      await page.mouse.move(photo.x + photo.width * 0.7, photo.y + photo.height * 0.55, { steps: 4 });
    },
  },
  "editor-hidden-crop": { open: "original", steps: hideCrop },
  "editor-hidden-width": {
    open: "original",
    steps: async (page) => {
      await page.keyboard.press("c");
      await page.getByRole("checkbox", { name: "Hide where in the photo the crop was taken" }).check();
      await page.getByRole("spinbutton", { name: "Height" }).fill("400");
      await page.keyboard.press("Enter");
    },
  },
  "editor-hidden-forgotten": {
    open: "forgotten",
    steps: async (page) => {
      await page.getByRole("listitem").filter({ hasText: "Crop" }).getByRole("button").first().click();
      await page.getByRole("button", { name: "Keep it in the middle" }).waitFor();
    },
  },
  "export-hidden": {
    open: "original",
    steps: async (page) => {
      await hideCrop(page);
      await page.keyboard.press("Control+e");
      await page.getByRole("region", { name: "Stays hidden" }).waitFor();
    },
  },
  "verify-hidden": { open: "hidden", steps: verdict },
  "editor-edits": { open: "original", steps: edit },
  "editor-tone": {
    open: "original",
    steps: async (page) => {
      await page.keyboard.press("w");
      await page.getByRole("slider", { name: "Red" }).focus();
      for (let i = 0; i < 5; i++) await page.keyboard.press("Shift+ArrowRight");
      await page.getByRole("slider", { name: "Blue" }).focus();
      for (let i = 0; i < 3; i++) await page.keyboard.press("Shift+ArrowLeft");
    },
  },
  "editor-redact": {
    open: "original",
    steps: async (page) => {
      await page.keyboard.press("x");
      const photo = await page.getByRole("group", { name: "Photo" }).boundingBox();
      const at = (x, y) => [photo.x + photo.width * x, photo.y + photo.height * y];
      for (const [x, y] of [
        [0.2, 0.4],
        [0.55, 0.35],
      ]) {
        await page.mouse.move(...at(x, y));
        await page.mouse.down();
        await page.mouse.move(...at(x + 0.05, y + 0.05));
        await page.mouse.move(...at(x + 0.12, y + 0.14));
        await page.mouse.up();
      }
    },
  },
  "editor-kernel": {
    open: "original",
    steps: async (page) => {
      await page.keyboard.press("d");
      await page.getByRole("button", { name: "Sharpen", exact: true }).click();
      await page.locator("summary", { hasText: "Own kernel" }).click();
      await page.getByRole("button", { name: "5 × 5" }).click();
    },
  },
  "editor-error": {
    open: "original",
    steps: async (page) => {
      await edit(page);
      await page
        .getByRole("button", { name: /^Resize/, exact: false })
        .first()
        .focus();
      const row = page.getByRole("listitem").filter({ hasText: "Resize" }).getByRole("button").first();
      await row.focus();
      await page.keyboard.press("Alt+ArrowUp");
    },
  },
  "editor-zoomed": {
    open: "original",
    steps: async (page) => {
      await page.keyboard.press("1");
      for (let i = 0; i < 3; i++) await page.keyboard.press("+");
    },
  },
  "editor-before": {
    open: "original",
    steps: async (page) => {
      await edit(page);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Before" }).click();
    },
  },
  "hand-crop": {
    open: "original",
    steps: async (page) => {
      await page.keyboard.press("c");
      const frame = await page.getByRole("group", { name: /^Crop: / }).boundingBox();
      // The whole frame is no crop yet: a drag in it draws one.
      await drag(
        page,
        frame.x + frame.width / 4,
        frame.y + frame.height / 4,
        frame.width / 2,
        frame.height / 2,
      );
      for (const [name, wanted] of [
        ["X", 320],
        ["Y", 180],
        ["Width", 640],
        ["Height", 360],
      ]) {
        expect(Math.abs((await number(page, name)) - wanted) <= 2, true);
      }
      await page.keyboard.press("Control+z");
      await page.keyboard.press("c");
      await drag(page, frame.x + frame.width, frame.y + frame.height, -frame.width / 4, -frame.height / 4);
      expect(await number(page, "Width"), 960);
      expect(await number(page, "Height"), 540);
      await drag(page, frame.x + 100, frame.y + 100, frame.width / 8, 0);
      expect(await number(page, "X"), 160);
      // Drawn anew, outside the rectangle.
      await page.keyboard.down("Shift");
      await drag(page, frame.x + 5, frame.y + frame.height - 5, 40, -40);
      await page.keyboard.up("Shift");
      expect((await number(page, "Width")) < 100, true);
      expect(await page.getByRole("listitem").count(), 1);
      await page.keyboard.press("Control+z");
      expect(await number(page, "Width"), 960);
      await page.keyboard.press("Enter");
      await page.getByText("960 × 540", { exact: true }).waitFor();
    },
  },
  "hand-turn": {
    open: "original",
    steps: async (page) => {
      const photo = await page.getByRole("group", { name: "Photo" }).boundingBox();
      const [x, y] = [photo.x + photo.width / 2, photo.y + photo.height / 2];
      const angle = () => number(page, "Straighten, as a number");
      const crop = page.getByRole("group", { name: /^Crop: / });
      await page.keyboard.press("c");
      // Beside the photo, down by as much as is seen under three degrees from its middle.
      const [way, radius] = [Math.tan(Math.PI / 60), photo.width / 2 - 10];
      await drag(page, x + radius, y, 0, radius * way);
      expect(await angle(), 3);
      expect(await page.getByRole("listitem").count(), 2);
      const { width } = await crop.boundingBox();
      await drag(page, x + radius, y, 0, -4 * radius * way);
      expect((await angle()) < -8.5, true);
      expect((await crop.boundingBox()).width < width, true);
      await page.keyboard.press("Control+z");
      expect(await angle(), 3);
      await page.keyboard.press("Control+z");
      expect(await page.getByRole("listitem").count(), 0);
      await page.keyboard.press("c");
      // A horizon that sinks, in two ways to draw it; then back.
      await page.keyboard.down("Control");
      await drag(page, x - 200, y, 400, 400 * way);
      await page.keyboard.up("Control");
      expect(await angle(), -3);
      await page.mouse.dblclick(photo.x + 6, photo.y + 6);
      expect(await angle(), 0);
      await page.getByRole("button", { name: "Draw the horizon" }).click();
      await drag(page, x + 20, y - 100, 200 * way, 200);
      expect(await angle(), 3);
      await page.getByRole("slider", { name: "Straighten" }).focus();
      await page.keyboard.press("ArrowRight");
      expect(await angle(), 3.1);
      await page.getByRole("button", { name: "Back to 0°" }).click();
      expect(await angle(), 0);
      // Fingers and pens drag like a mouse.
      const above = photo.height / 2 - 40;
      await touch(page, [x, y - above], [x + above * way, y - above]);
      expect(await angle(), 3);
    },
  },
  "hand-slider": {
    open: "original",
    steps: async (page) => {
      await page.keyboard.press("l");
      const slider = await page.getByRole("slider", { name: "Brightness" }).boundingBox();
      await drag(page, slider.x + slider.width / 2, slider.y + slider.height / 2, 60, 0);
      expect((await number(page, "Brightness, as a number")) > 30, true);
      await drag(page, slider.x + slider.width / 2 + 60, slider.y + slider.height / 2, -120, 0);
      expect((await number(page, "Brightness, as a number")) < -30, true);
      await page.keyboard.press("Control+z");
      expect((await number(page, "Brightness, as a number")) > 30, true);
      await page.getByRole("slider", { name: "Brightness" }).dblclick();
      expect(await number(page, "Brightness, as a number"), 0);
    },
  },
  "hand-zoom": {
    open: "original",
    steps: async (page) => {
      const photo = await page.getByRole("group", { name: "Photo" }).boundingBox();
      const percent = async () => parseInt(await page.locator("output").textContent());
      await page.mouse.move(photo.x + photo.width / 4, photo.y + photo.height / 2);
      const fitted = await percent();
      for (let i = 0; i < 5; i++) await page.mouse.wheel(0, -240);
      await page.waitForTimeout(200);
      expect((await percent()) > 3 * fitted, true);
      await drag(page, photo.x + 300, photo.y + 300, -150, -100);
      await page.keyboard.press("x");
      await page.keyboard.down("Space");
      await drag(page, photo.x + 300, photo.y + 300, 100, 50);
      await page.keyboard.up("Space");
      expect(await page.getByRole("listitem").count(), 0);
      await drag(page, photo.x + 300, photo.y + 300, 100, 50);
      expect(await page.getByRole("listitem").count(), 1);
    },
  },
  "hand-picker": {
    open: "original",
    steps: async (page) => {
      await page.keyboard.press("w");
      await page.getByRole("button", { name: "Pick a neutral point" }).click();
      const photo = await page.getByRole("group", { name: "Photo" }).boundingBox();
      await page.mouse.click(photo.x + photo.width * 0.25, photo.y + photo.height * 0.36);
      await page.getByRole("listitem").filter({ hasText: "White balance" }).waitFor();
      expect(
        await page.getByRole("button", { name: "Pick a neutral point" }).getAttribute("aria-pressed"),
        "false",
      );
    },
  },
  "hand-order": {
    open: "original",
    steps: async (page) => {
      for (const key of ["m", "f", "t"]) await page.keyboard.press(key);
      const grip = await page.getByRole("listitem").nth(2).locator(".grip").boundingBox();
      await drag(page, grip.x + 7, grip.y + 18, 0, -95);
      const names = await page.getByRole("listitem").locator(".name").allTextContents();
      expect(names.join(), "Rotate,Grayscale,Flip");
    },
  },
  "export-plan": {
    open: "original",
    steps: plan,
  },
  "export-captions": {
    open: "original",
    steps: async (page) => {
      await edit(page);
      await page.keyboard.press("Control+e");
      await page.locator("summary", { hasText: /^Captions/ }).click();
      await page.getByRole("button", { name: "Gazette", exact: true }).click();
      await page.getByLabel("Headline").fill("Market day");
      await page.getByRole("button", { name: "Copy from a photo…" }).click();
      await page.getByRole("button", { name: "Copy Byline" }).click();
      await page.getByText("© 2025 Harbour Gazette").scrollIntoViewIfNeeded();
    },
  },
  "photos-pasting": {
    open: "original",
    steps: async (page) => {
      await drop(page);
      await page.getByRole("button", { name: /^Sign all/ }).click();
      await page.getByRole("button", { name: "Make the camera and sign" }).click();
      await page.getByRole("button", { name: "Start editing" }).click();
      await edit(page);
      await page.keyboard.press("Control+Shift+c");
      await page.getByRole("option", { name: /^photo-102/ }).click({ modifiers: ["Control"] });
      await page.getByRole("option", { name: /^photo-104/ }).click({ modifiers: ["Shift"] });
      await page.getByRole("button", { name: "Paste edits into 3 photos" }).click();
      await page.getByRole("heading", { name: "Paste edits into 3 photos?" }).waitFor();
    },
  },
  "export-renditions": {
    open: "original",
    steps: several,
  },
  "export-whole": {
    open: "original",
    steps: async (page) => {
      await page.keyboard.press("Control+e");
      await page.getByRole("checkbox", { name: /Publish the whole original/ }).waitFor();
      await page.keyboard.press("Enter");
      await page.getByText("Planning").waitFor({ state: "detached" });
      expect(await page.getByRole("button", { name: "Export", exact: true }).isDisabled(), true);
    },
  },
  "export-sooner": {
    open: "original",
    steps: async (page) => {
      await late(page);
      await page.keyboard.press("Control+e");
      await page.getByRole("button", { name: "1600 px" }).waitFor();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^Resize first/ })
        .waitFor();
    },
  },
  "editor-sooner": {
    open: "original",
    steps: async (page) => {
      await late(page);
      await page.getByRole("button", { name: /^Resize first/ }).waitFor();
    },
  },
  "editor-pasted": {
    open: "original",
    steps: async (page) => {
      await edit(page);
      await page.keyboard.press("Control+Shift+c");
      await page.getByRole("button", { name: "Paste edits" }).click();
      expect(await page.getByRole("listitem").count(), 3);
    },
  },
  "photos-dropped": {
    open: "original",
    steps: async (page) => {
      await drop(page);
      await page.getByRole("button", { name: "Next photo" }).click();
      await verdict(page);
      await page.getByText(/^2 of 9/).waitFor();
    },
  },
  "photos-signing": {
    open: "original",
    steps: async (page) => {
      await drop(page);
      await page.getByRole("button", { name: /^Sign all/ }).click();
      await page.getByRole("button", { name: "Make the camera and sign" }).click();
      await page.getByRole("button", { name: "Cancel signing" }).waitFor();
    },
  },
  "photos-signed": {
    open: "original",
    steps: async (page) => {
      await drop(page);
      await page.getByRole("button", { name: /^Sign all/ }).click();
      await page.getByRole("button", { name: "Make the camera and sign" }).click();
      await page.getByRole("button", { name: "Start editing" }).click();
      await page.getByText(/^3 of 9/).waitFor();
      await page.getByRole("option", { name: /^photo-102/ }).click({ modifiers: ["Control"] });
      await page.getByRole("option", { name: /^photo-104/ }).click({ modifiers: ["Shift"] });
    },
  },
  "queue-running": {
    open: "original",
    steps: async (page) => {
      await exporting(page);
      for (const name of ["market-detail", "market-full"]) await order(page, name);
      await page.getByRole("button", { name: /^Exports/ }).click();
      await page.getByText(/left$/).first().waitFor();
    },
  },
  "queue-several": { open: "original", steps: queueSeveral },
  ...inLanguages("export-plan", plan),
  ...inLanguages("export-renditions", several),
  ...inLanguages("export-captions", describe),
  ...inLanguages("queue-several", queueSeveral),
  "queue-bar": {
    open: "original",
    steps: async (page) => {
      await exporting(page);
      await order(page, "market-detail");
      await page.getByText("1 more is waiting").waitFor();
    },
  },
  "queue-ended": {
    open: "original",
    steps: async (page) => {
      await edit(page);
      for (const name of ["market", "market-full", "market-gone"]) await order(page, name);
      await page.keyboard.press("Control+Shift+e");
      await page.getByRole("button", { name: "Cancel: market-gone.jpg" }).waitFor();
      await page.getByRole("button", { name: "Try again: market-full.jpg" }).waitFor({ timeout: 60000 });
      await page.getByRole("button", { name: "Try again: market-gone.jpg" }).waitFor({ timeout: 60000 });
    },
  },
  "close-asked": {
    open: "original",
    steps: async (page) => {
      await exporting(page);
      await page.evaluate(() => window.emit("close-asked"));
      await page.getByRole("heading", { name: "An export is in progress" }).waitFor();
    },
  },
  "verify-empty": { open: "", steps: (page) => page.getByRole("button", { name: "Verify" }).click() },
  "verify-verified": { open: "published", steps: verdict },
  "verify-rejected": { open: "rejected", steps: verdict },
  "verify-unknown": { open: "unknown", steps: verdict },
  "verify-unchecked": { open: "unchecked", steps: verdict },
  "verify-photo": { open: "photo", steps: verdict },
  "verify-several": {
    open: "",
    steps: async (page) => {
      await page.getByRole("button", { name: "Verify" }).click();
      await page.evaluate(() =>
        window.emit("file-dropped", [FILES.published, FILES.rejected, FILES.unknown, FILES.photo]),
      );
      await page.getByText("4 of 4 pictures checked").waitFor();
      await verdict(page);
    },
  },
  "verify-attested": { open: "attested", steps: verdict },
  credentials: { open: "leica", steps: credentials },
  "credentials-broken": { open: "changedCredentials", steps: verdict },
  "notary-new": { open: "leica", steps: setUp },
  "notary-signed": {
    open: "leica",
    steps: async (page) => {
      await setUp(page);
      await page.getByLabel("Name of the notary").fill("Photo desk");
      await page.getByRole("button", { name: "Make the notary" }).click();
      await page.getByRole("button", { name: "Sign as notary “Photo desk”" }).click();
      await page.getByRole("button", { name: "Trust my notary on this machine" }).waitFor();
    },
  },
  "export-credentials": {
    open: "original",
    steps: async (page) => {
      await edit(page);
      await page.keyboard.press("Control+e");
      await page.getByRole("checkbox", { name: /Add Content Credentials/ }).check();
      await page.getByRole("button", { name: "Choose certificates…" }).click();
      await page.getByRole("button", { name: "Choose the key…" }).click();
      await page.getByText("Harbour Gazette").waitFor();
    },
  },
  "sign-name": { open: "photo", steps: beginSigning },
  "sign-done": { open: "photo", steps: sign },
  "sign-card": {
    open: "photo",
    steps: async (page) => {
      await sign(page);
      await page.getByRole("button", { name: "Start editing" }).click();
      await page.getByRole("button", { name: "Trust it on this machine" }).waitFor();
    },
  },
  trust: {
    open: "",
    steps: async (page) => {
      await page.getByRole("button", { name: "Trust list" }).click();
      await page.getByLabel("Key (64").fill("12ab");
      await page.getByRole("button", { name: "Add", exact: true }).click();
    },
  },
  "trust-remove": {
    open: "",
    steps: async (page) => {
      await page.getByRole("button", { name: "Trust list" }).click();
      await page.getByRole("button", { name: /^Remove/ }).click();
    },
  },
  "trust-import": {
    open: "list",
    steps: (page) => page.getByRole("heading", { name: "Import trust.json?" }).waitFor(),
  },
  "trust-camera": {
    open: "",
    steps: async (page) => {
      await page.getByRole("button", { name: "Trust list" }).click();
      await page.getByRole("button", { name: "Make one…" }).click();
      await page.getByRole("button", { name: "Make the camera" }).click();
      await page.getByRole("button", { name: "Trust it on this machine" }).waitFor();
      await page.getByRole("button", { name: "Rename…" }).scrollIntoViewIfNeeded();
    },
  },
  shortcuts: { open: "original", steps: (page) => page.keyboard.press("?") },
  settings: { open: "original", steps: (page) => page.keyboard.press("Control+,") },
  "settings-rules": {
    open: "original",
    steps: async (page) => {
      await chooseRules(page);
      const rules = page.getByRole("dialog").getByRole("region", { name: "House rules" });
      await rules.locator("summary").click();
      await rules.scrollIntoViewIfNeeded();
    },
  },
  "settings-rules-german": {
    open: "original",
    steps: async (page) => {
      await chooseRules(page);
      await speakGerman(page);
      const rules = page.getByRole("dialog").getByRole("region", { name: "Hausregeln" });
      await rules.locator("summary").click();
      await rules.scrollIntoViewIfNeeded();
    },
  },
  "rules-offer": { open: "rules", steps: (page) => page.getByRole("dialog").waitFor() },
  "editor-rules": { open: "original", steps: breakRules },
  "export-rules": {
    open: "original",
    steps: async (page) => {
      await breakRules(page);
      await page.keyboard.press("Control+e");
      await page.getByRole("checkbox", { name: /^Publish outside of the rules/ }).waitFor();
    },
  },
  "export-rules-german": {
    open: "original",
    steps: async (page) => {
      await breakRules(page);
      await page.keyboard.press("Control+,");
      await speakGerman(page);
      await page.keyboard.press("Escape");
      await page.getByText("Nicht im Rahmen der Regeln von").waitFor();
      await page.keyboard.press("Control+e");
      await page.getByRole("checkbox", { name: /^Außerhalb der Regeln/ }).waitFor();
    },
  },
  "verify-rules": {
    open: "published",
    steps: async (page) => {
      await verdict(page);
      await chooseRules(page);
      await page.keyboard.press("Escape");
      await page.getByRole("region", { name: "House rules" }).waitFor();
    },
  },
  dropping: {
    open: "original",
    steps: (page) => page.evaluate(() => window.emit("file-hovering", true)),
  },
};

async function credentials(page) {
  await page.getByRole("heading", { name: "Content Credentials of this photo" }).waitFor();
  await page.getByRole("button", { name: "Set up a notary…" }).waitFor();
}

async function setUp(page) {
  await credentials(page);
  await page.getByRole("button", { name: "Set up a notary…" }).click();
  await page.getByText("keep the key like a seal").waitFor();
}

function expect(found, wanted) {
  if (found !== wanted) throw new Error(`found ${found}, wanted ${wanted}`);
}

const number = async (page, name) =>
  Number(await page.getByRole("spinbutton", { name, exact: true }).inputValue());

async function drag(page, x, y, byX, byY) {
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 8; step++) {
    await page.mouse.move(x + (byX * step) / 8, y + (byY * step) / 8);
    await page.waitForTimeout(15);
  }
  await page.mouse.up();
  await page.waitForTimeout(150);
}

/** A drag by one finger. */
async function touch(page, from, to) {
  const session = await page.context().newCDPSession(page);
  const send = (type, point) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: point ? [{ x: point[0], y: point[1] }] : [],
    });
  await session.send("Emulation.setTouchEmulationEnabled", { enabled: true });
  await send("touchStart", from);
  for (let step = 1; step <= 8; step++)
    await send(
      "touchMove",
      [0, 1].map((axis) => from[axis] + ((to[axis] - from[axis]) * step) / 8),
    );
  await send("touchEnd", null);
  await page.waitForTimeout(150);
}

/** The photo in the middle of a turn. */
async function turning(page) {
  await page.keyboard.press("c");
  const photo = await page.locator(".photo").boundingBox();
  await page.mouse.move(photo.x + photo.width - 10, photo.y + photo.height / 2);
  await page.mouse.down();
  await page.mouse.move(photo.x + photo.width - 10, photo.y + photo.height * 0.6, { steps: 6 });
}

async function hideCrop(page) {
  await page.keyboard.press("c");
  await page.getByRole("button", { name: "4:3" }).click();
  const crop = page.getByRole("group", { name: /^Crop: / });
  await crop.focus();
  for (let i = 0; i < 40; i++) await page.keyboard.press("Alt+Shift+ArrowLeft");
  for (let i = 0; i < 20; i++) await page.keyboard.press("Shift+ArrowRight");
  await page.getByRole("checkbox", { name: "Hide where in the photo the crop was taken" }).check();
}

async function edit(page) {
  await page.keyboard.press("c");
  await page.getByRole("button", { name: "ID photo" }).click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("r");
  await page.getByRole("button", { name: "50 %" }).click();
  await page.keyboard.press("k");
  await page.getByRole("spinbutton", { name: "Contrast" }).fill("1.3");
  await page.keyboard.press("Enter");
  await page.keyboard.press("m");
  await page.getByRole("button", { name: "Grayscale, edit 4: switched on" }).click();
  await page.getByRole("listitem").filter({ hasText: "Contrast" }).getByRole("button").first().click();
}

/** Edits in an order that takes long to prove. */
async function late(page) {
  await page.keyboard.press("k");
  await page.getByRole("spinbutton", { name: "Contrast" }).fill("1.3");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("r");
  await page.getByRole("button", { name: "50 %" }).click();
  await page.keyboard.press("Escape");
}

/** Drops an original, a picture and seven photos that no camera signed. */
async function drop(page) {
  await page.evaluate(() => {
    const photo = (id) => ({ id, name: `photo-${id}.jpg`, folder: "/home/ana/Photos" });
    const photos = Array.from({ length: 7 }, (_, index) => photo(100 + index));
    window.emit("file-dropped", [FILES.original, FILES.published, ...photos]);
  });
  await page.getByRole("button", { name: /^Sign all 7/ }).waitFor();
}

/** The same screen in the other languages. */
function inLanguages(name, steps) {
  const languages = ["de", "fr", "es"];
  return Object.fromEntries(
    languages.map((language) => [`${name}-${language}`, { open: "original", language, steps }]),
  );
}

async function plan(page) {
  await edit(page);
  await page.keyboard.press("Control+e");
  await page.locator("#bound").fill("7391-NOON");
  await page.locator("dialog .facts").waitFor();
}

/** Three sizes of what is edited. */
async function several(page) {
  await edit(page);
  await page.keyboard.press("Control+e");
  await page.locator(".plan > .row button").nth(1).click();
  await page.locator(".rendition .hint").nth(2).waitFor();
}

async function describe(page) {
  await edit(page);
  await page.keyboard.press("Control+e");
  await page.locator("details.captions summary").click();
  await page.locator("details.captions .template button").first().click();
  await page.locator("#caption-sourceType").selectOption("digitalCapture");
  await page.locator("#caption-instructions").scrollIntoViewIfNeeded();
}

async function queueSeveral(page) {
  await several(page);
  await page.locator("dialog footer button.primary").click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("Control+Shift+e");
  await page.getByTestId("verdict").first().waitFor();
}

async function exporting(page) {
  await edit(page);
  await order(page, "market-published");
  await page.getByText(/left/).first().waitFor();
}

/** Orders an export of what is open; the stand-in calls the file as it is asked to. */
async function order(page, name) {
  await page.evaluate((name) => (window.standInName = name), name);
  await page.keyboard.press("Control+e");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

async function beginSigning(page) {
  await verdict(page);
  await page.getByRole("button", { name: /^I took this photo/ }).click();
  await page.getByRole("heading", { name: "Your simulated camera" }).waitFor();
}

async function sign(page) {
  await beginSigning(page);
  await page.getByRole("button", { name: "Make the camera and sign" }).click();
  await page.getByRole("heading", { name: "The photo is signed" }).waitFor();
}

/** Controls that neither scrolling nor the Tab key brings into the window. */
function unreachable() {
  const open = document.querySelector("dialog[open]") ?? document;
  const controls = [...open.querySelectorAll("button, input, summary, textarea, [tabindex='0']")];
  const hidden = (control) =>
    control.closest("[inert]") || !control.checkVisibility({ visibilityProperty: true });
  return controls
    .filter((control) => !hidden(control))
    .filter((control) => {
      control.scrollIntoView({ block: "nearest", inline: "nearest" });
      const { left, top, width, height } = control.getBoundingClientRect();
      // Large ones need not fit as a whole.
      const [x, y] = [left + Math.min(width, innerWidth) / 2, top + Math.min(height, innerHeight / 2) / 2];
      const found = document.elementFromPoint(x, y);
      return (
        !found ||
        !(control.contains(found) || found.contains(control) || found.closest("label, .photo, .row"))
      );
    })
    .map((control) => (control.getAttribute("aria-label") ?? control.textContent).trim().slice(0, 40));
}

/** Until nothing moves any more, however slow the machine is. Spinners move for ever. */
async function settled() {
  const ends = (animation) => animation.effect.getComputedTiming().endTime !== Infinity;
  const animations = document.getAnimations().filter(ends);
  await Promise.all(animations.map((animation) => animation.finished.catch(() => {})));
}

async function verdict(page) {
  await page.getByTestId("verdict").waitFor();
}

async function take(browser, name, { open, steps, language = "en" }, { size, appearance = "dark" }, address) {
  const page = await browser.newPage({ viewport: size, colorScheme: "dark", locale: language });
  const say = (what) => problems.push(`${name}: ${what}`);
  page.on("pageerror", (error) => say(error));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && say(message.text()));
  try {
    await page.goto(`${address}/?mock&open=${open}&appearance=${appearance}`);
    await page.waitForSelector(".window");
    if (open === "original") await page.locator("main.editor").waitFor();
    await page.waitForTimeout(500);
    await steps?.(page);
    await page.waitForTimeout(500);
    await page.evaluate(settled);
    await page.screenshot({ path: join(look, `${name}.png`) });
    // As a script of the page axe would be stopped by the policy; evaluated, it is not.
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    for (const { id, help, nodes } of violations)
      say(`axe ${id}: ${help}: ${nodes.map((node) => node.target).join(", ")}`);
    const overflowing = await page.evaluate(
      () =>
        document.documentElement.scrollWidth > innerWidth ||
        document.documentElement.scrollHeight > innerHeight,
    );
    if (overflowing) say("the page is larger than the window");
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll("aside, main, .body, .findings")]
        .filter((panel) => panel.scrollWidth > panel.clientWidth + 1)
        .map((panel) => panel.getAttribute("aria-label") ?? panel.className),
    );
    for (const panel of wide) say(`the content of “${panel}” is wider than its place`);
    for (const control of await page.evaluate(unreachable)) say(`“${control}” cannot be reached`);
  } catch (error) {
    say(error.message.split("\n")[0]);
    await page.screenshot({ path: join(look, `${name}.png`) });
  }
  await page.close();
}

/** Windows in which every screen is looked at: as the pictures are called, and how they are. */
const WINDOWS = {
  "1280x800": { size: { width: 1280, height: 800 } },
  light: { size: { width: 1280, height: 800 }, appearance: "light" },
  "640x480": { size: { width: 640, height: 480 } },
  "900x600": { size: { width: 900, height: 600 }, appearance: "light" },
  "2560x1440": { size: { width: 2560, height: 1440 } },
};

const { values, positionals: only } = parseArgs({
  allowPositionals: true,
  options: { size: { type: "string", multiple: true } },
});
const windows = Object.entries(WINDOWS).filter(([name]) => values.size?.includes(name) ?? true);
if (only.length === 0) rmSync(look, { recursive: true, force: true });
mkdirSync(look, { recursive: true });
await build({ root, mode: "look", logLevel: "error", build: { outDir: built, emptyOutDir: true } });
const server = await serve();
const address = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const chosen = Object.entries(SCREENS).filter(([name]) => only.length === 0 || only.includes(name));
for (const [label, window] of windows) {
  for (const [name, screen] of chosen) {
    // What hands do is tried once; it does not depend on how large the window is.
    if (name.startsWith("hand-") && label !== "1280x800") continue;
    await take(browser, label === "1280x800" ? name : `${name}-${label}`, screen, window, address);
  }
}
await browser.close();
server.close();
console.log(`${chosen.length} screens, each in ${windows.length} windows, are in ${look}`);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
