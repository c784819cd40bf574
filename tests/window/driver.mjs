// Drives the real window: a display without a screen (Xvfb), WebKitGTK's driver, and the few words of
// the WebDriver protocol that a test needs.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Keys by the names that the window uses, as WebDriver writes them. */
const KEYS = {
  Enter: "\uE007",
  Escape: "\uE00C",
  Tab: "\uE004",
  Shift: "\uE008",
  Control: "\uE009",
  Alt: "\uE00A",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
};

/** The name under which WebDriver passes elements. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Asks again and again until `ask` answers something true; `what` says what is waited for. */
export async function until(what, ask, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`after ${seconds} s still not so: ${what}`);
    await sleep(100);
  }
}

/** Starts a program; `stop` ends it and waits for that. */
function start(program, parameters, options) {
  const child = spawn(program, parameters, options);
  const ended = once(child, "exit").catch((error) => {
    throw new Error(`${program} cannot be started: ${error.message}`);
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    await ended;
  };
  return { child, stop, ended };
}

/** A display without a screen: its name for DISPLAY, and how to end it. */
export async function openDisplay() {
  const screen = ["-screen", "0", "1440x960x24", "-nolisten", "tcp"];
  const { child, stop, ended } = start("Xvfb", ["-displayfd", "3", ...screen], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const died = ended.then(() => Promise.reject(new Error("Xvfb ended at once")));
  died.catch(() => {});
  const [number] = await Promise.race([once(child.stdio[3], "data"), died]);
  return { name: `:${String(number).trim()}`, stop };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** A window that is open. */
export class Window {
  #driver;
  #address;
  #session;

  /** Starts `program` with one argument, the file to open. */
  static async open(program, file, environment) {
    const window = new Window();
    const port = await freePort();
    window.#address = `http://127.0.0.1:${port}`;
    window.#driver = start("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...environment,
        // The window lets itself be driven only if it is told so.
        TAURI_AUTOMATION: "true",
        TAURI_WEBVIEW_AUTOMATION: "true",
        LIBGL_ALWAYS_SOFTWARE: "1",
      },
    });
    try {
      await until("the driver listens", () =>
        fetch(`${window.#address}/status`).then((answer) => answer.ok, () => false),
      );
      const capabilities = {
        alwaysMatch: { "webkitgtk:browserOptions": { binary: program, args: [file] } },
      };
      const { sessionId } = await window.#call("POST", "/session", { capabilities });
      window.#session = `/session/${sessionId}`;
    } catch (error) {
      await window.#driver.stop();
      throw error;
    }
    return window;
  }

  /** Waits until the program has ended by itself. */
  async ended() {
    await until("the program ends", () => this.run(() => true).then(() => false, () => true));
    this.#session = undefined;
    await this.close();
  }

  async close() {
    try {
      if (this.#session) await this.#call("DELETE", this.#session);
    } finally {
      await this.#driver.stop();
    }
  }

  async #call(method, path, body) {
    const answer = await fetch(this.#address + path, {
      method,
      body: body && JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`WebDriver: ${value.error}: ${value.message}`);
    return value;
  }

  /** Runs a function in the window. Elements can be passed both ways. */
  run(code, ...args) {
    const script = `return (${code})(...arguments)`;
    return this.#call("POST", `${this.#session}/execute/sync`, { script, args });
  }

  /** The first visible element that a selector finds, waiting for it; with `words`, one that begins so. In
   * an open dialog nothing else can be reached. */
  async find(selector, words = "", seconds = 60) {
    const search = (selector, words) =>
      [...(document.querySelector("dialog[open]") ?? document).querySelectorAll(selector)].find(
        (element) =>
          element.getClientRects().length > 0 &&
          (element.getAttribute("aria-label") ?? element.textContent).trim().startsWith(words),
      ) ?? null;
    const what = `there is ${selector}${words && ` saying "${words}"`}`;
    return until(what, () => this.run(search, selector, words), seconds);
  }

  /** What an element says. */
  async text(selector, words, seconds) {
    const element = await this.find(selector, words, seconds);
    return this.run((element) => element.textContent.replace(/\s+/g, " ").trim(), element);
  }

  /** Clicks a button once it can be clicked. */
  async click(words) {
    await this.#click(await this.find("button:not(:disabled)", words));
  }

  /** The same for a button that ends the program. It may be gone before the driver can tell of the click. */
  async clickLast(words) {
    const button = await this.find("button:not(:disabled)", words);
    await this.#click(button).catch(() => {});
  }

  #click(button) {
    return this.#call("POST", `${this.#session}/element/${button[ELEMENT]}/click`, {});
  }

  /** Ticks the checkbox whose label begins so, or takes the tick away. */
  async tick(words) {
    const label = await this.find("label", words);
    await this.#click(await this.run((label) => label.querySelector("input[type=checkbox]"), label));
  }

  /** Drags within an element, between places that are shares of its width and height. `meanwhile` is done before the
   * pointer lets go. */
  async dragWithin(selector, from, to, meanwhile = async () => {}) {
    const box = await this.run((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    }, await this.find(selector));
    const at = ([across, down]) => ({
      type: "pointerMove",
      duration: 50,
      x: Math.round(box.x + across * box.width),
      y: Math.round(box.y + down * box.height),
    });
    const middle = [0, 1].map((axis) => (from[axis] + to[axis]) / 2);
    await this.#point([
      at(from),
      { type: "pointerDown", button: 0 },
      at(middle),
      at(to),
    ]);
    await meanwhile();
    await this.#point([{ type: "pointerUp", button: 0 }]);
  }

  /** Double-clicks in the middle of an element. */
  async doubleClick(selector) {
    const down = { type: "pointerDown", button: 0 };
    const up = { type: "pointerUp", button: 0 };
    await this.#point([await this.#at(selector), down, up, down, up]);
  }

  /** Takes an element with the pointer, and lets it go over another, a little above its middle. */
  async drag(selector, target) {
    const there = await this.#at(target);
    await this.#point([
      await this.#at(selector),
      { type: "pointerDown", button: 0 },
      { ...there, y: there.y + 1 },
      { ...there, y: there.y - 6 },
      { type: "pointerUp", button: 0 },
    ]);
  }

  /** The movement of the pointer to the middle of an element. */
  async #at(selector) {
    const middle = (element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
    };
    return { type: "pointerMove", duration: 50, ...(await this.run(middle, await this.find(selector))) };
  }

  async #point(actions) {
    await this.#call("POST", `${this.#session}/actions`, {
      actions: [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }],
    });
  }

  /** Presses keys: `press("Alt+Shift+ArrowLeft", 20)` presses the last one twenty times, the others held. */
  async press(chord, times = 1) {
    const keys = chord.split("+").map((name) => KEYS[name] ?? name);
    const last = keys.pop();
    const down = (value) => ({ type: "keyDown", value });
    const up = (value) => ({ type: "keyUp", value });
    const presses = Array.from({ length: times }, () => [down(last), up(last)]).flat();
    const actions = [...keys.map(down), ...presses, ...keys.reverse().map(up)];
    await this.#call("POST", `${this.#session}/actions`, {
      actions: [{ type: "key", id: "keyboard", actions }],
    });
  }

  /** Types into the field of this label, and passes it on with Enter. */
  async type(label, text) {
    const field = await this.run(
      (words) => [...document.querySelectorAll("label")].find((label) => label.textContent === words).htmlFor,
      label,
    );
    await this.tabTo(`#${field}`);
    for (const key of text) await this.press(key);
    await this.press("Enter");
  }

  /** Goes on with Tab until a selector matches what has the keyboard. */
  async tabTo(selector) {
    await this.find(selector);
    for (let presses = 0; presses < 60; presses++) {
      if (await this.run((selector) => document.activeElement.matches(selector), selector)) return;
      await this.press("Tab");
    }
    throw new Error(`Tab does not lead to ${selector}`);
  }

  /** Writes what the window shows to a PNG file. */
  async picture(file) {
    // The driver waits for the next frame, and WebKitGTK draws none while nothing changes.
    await this.run(() => {
      const style = document.documentElement.style;
      window.repainting = setInterval(() => (style.opacity = style.opacity === "1" ? "0.999" : "1"), 50);
    });
    const png = await this.#call("GET", `${this.#session}/screenshot`);
    await this.run(() => {
      clearInterval(window.repainting);
      document.documentElement.style.opacity = "";
    });
    writeFileSync(file, Buffer.from(png, "base64"));
  }
}
