import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { original, program, settle } from "../../tests/program";
import { grouped } from "../edits/edits";
import { editor } from "../editor/editor.svelte";
import { app } from "./app.svelte";
import { BeforeKey, nameOfPress, ON_CONTROLS, press, printed, SHORTCUTS } from "./shortcuts";

beforeEach(async () => {
  program();
  editor.open(original);
  editor.viewport.resize({ width: 640, height: 440 });
  app.screen = "editor";
  await settle();
});

afterEach(() => {
  editor.close();
  app.dialog = null;
  document.body.replaceChildren();
});

/** A key pressed on an element, or on nothing in particular. */
function key(name: string, init: KeyboardEventInit = {}, on: HTMLElement = document.body): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...init });
  on.dispatchEvent(event);
  press(event);
  return event;
}

function field(html: string): HTMLElement {
  document.body.innerHTML = html;
  return document.body.firstElementChild as HTMLElement;
}

test("no key means two things", () => {
  const all = SHORTCUTS.flatMap(({ shortcuts }) => shortcuts.flatMap(({ keys }) => keys));
  expect(new Set([...all, "b"]).size).toBe(all.length + 1);
});

test("every tool with a key is on the sheet", () => {
  const tools = SHORTCUTS.find(({ name }) => name === "Tools")!.shortcuts.map(({ words }) => words);
  expect(tools).toEqual(
    grouped()
      .flat()
      .filter(({ key }) => key)
      .map(({ name }) => name),
  );
});

test.each([
  ["z", { ctrlKey: true }, "ctrl+z"],
  ["Z", { ctrlKey: true, shiftKey: true }, "ctrl+shift+z"],
  ["z", { metaKey: true }, "ctrl+z"],
  ["?", { shiftKey: true }, "?"],
  ["+", { shiftKey: true }, "+"],
  ["Delete", {}, "delete"],
  ["ArrowUp", { altKey: true }, "alt+arrowup"],
])("%s %o is %s", (name, init, expected) =>
  expect(nameOfPress(new KeyboardEvent("keydown", { key: name, ...init }))).toBe(expected),
);

test.each([
  ["с", "KeyC", {}, "c", "Russian"],
  ["С", "KeyC", { shiftKey: true }, "shift+c", "Russian"],
  ["я", "KeyZ", { ctrlKey: true }, "ctrl+z", "Russian"],
  ["Я", "KeyZ", { ctrlKey: true, shiftKey: true }, "ctrl+shift+z", "Russian"],
  ["б", "Comma", { ctrlKey: true }, "ctrl+,", "Russian"],
  ["ζ", "KeyZ", { ctrlKey: true }, "ctrl+z", "Greek"],
  ["ο", "KeyO", {}, "o", "Greek"],
  ["ז", "KeyZ", { ctrlKey: true }, "ctrl+z", "Hebrew"],
  ["ئ", "KeyZ", { ctrlKey: true }, "ctrl+z", "Arabic"],
  ["لا", "KeyB", {}, "b", "Arabic"],
  ["٢", "Digit2", { ctrlKey: true }, "ctrl+2", "Arabic"],
  ["é", "Digit2", { ctrlKey: true }, "ctrl+2", "French"],
  ["&", "Digit1", { ctrlKey: true }, "ctrl+1", "French"],
  // A Latin layout means the letters that it shows, wherever they lie.
  ["z", "KeyY", { ctrlKey: true }, "ctrl+z", "German"],
  ["a", "KeyQ", {}, "a", "French"],
  ["é", "Digit2", {}, "é", "French"],
  ["ö", "Semicolon", {}, "ö", "Swedish"],
  ["Dead", "BracketLeft", {}, "dead", "French"],
])("%s on %s %o is %s (%s)", (key, code, init, expected, _layout) =>
  expect(nameOfPress(new KeyboardEvent("keydown", { key, code, ...init }))).toBe(expected),
);

test("what AltGr or an input method writes is no shortcut of the key below it", () => {
  for (const init of [{ modifierAltGraph: true }, { isComposing: true }]) {
    const press = new KeyboardEvent("keydown", { key: "ћ", code: "KeyC", ...init });
    expect(nameOfPress(press)).toBe("ћ");
  }
  expect(nameOfPress(new KeyboardEvent("keydown", { key: "€", code: "KeyE", modifierAltGraph: true }))).toBe(
    "€",
  );
});

test("keys are printed as they are labelled", () => {
  expect(printed("ctrl+shift+z")).toEqual(["Ctrl", "Shift", "Z"]);
  expect([printed("+"), printed("-"), printed("escape")]).toEqual([["+"], ["−"], ["Esc"]]);
  expect(ON_CONTROLS.every(({ keys }) => keys.every((key) => printed(key).length > 0))).toBe(true);
});

describe("in the editor", () => {
  test("a letter takes up a tool", () => {
    expect(key("c").defaultPrevented).toBe(true);
    expect(editor.selectedWord).toBe("crop");
    key("m");
    expect(editor.history.chain).toEqual([{ grayscale: {} }]);
    key("z", { ctrlKey: true });
    expect(editor.history.chain).toEqual([]);
    key("Z", { ctrlKey: true, shiftKey: true });
    expect(editor.history.chain).toHaveLength(1);
  });

  test("delete and o concern the selected edit, Escape lets it go", () => {
    key("m");
    key("o");
    expect(editor.history.items[0]!.enabled).toBe(false);
    key("Delete");
    expect(editor.history.items).toHaveLength(0);
    key("c");
    key("Escape");
    expect(editor.selection).toBeNull();
  });

  test("zoom", () => {
    key("1");
    expect(editor.viewport.scale).toBe(1);
    key("+");
    expect(editor.viewport.scale).toBe(1.5);
    key("-");
    key("-");
    expect(editor.viewport.scale).toBeCloseTo(2 / 3);
    key("0");
    expect(editor.viewport.view).toBe("fit");
  });

  test("what is typed into a field is no shortcut", () => {
    const text = field('<input type="text">');
    for (const [name, init] of [
      ["c", {}],
      ["?", {}],
      ["Enter", {}],
      ["Delete", {}],
      ["z", { ctrlKey: true }],
    ] as const) {
      expect(key(name, init, text).defaultPrevented, name).toBe(false);
    }
  });

  test("a letter of another script takes up the tool of its key, and is typed into fields", () => {
    expect(key("с", { code: "KeyC" }).defaultPrevented).toBe(true);
    expect(editor.selectedWord).toBe("crop");
    key("ь", { code: "KeyM" });
    key("я", { code: "KeyZ", ctrlKey: true });
    expect(editor.history.chain).toEqual([]);
    const text = field('<input type="text">');
    expect(key("с", { code: "KeyC" }, text).defaultPrevented).toBe(false);
    expect(key("я", { code: "KeyZ", ctrlKey: true }, text).defaultPrevented).toBe(false);
    const number = field('<input type="text" role="spinbutton">');
    expect(key("л", { code: "KeyK" }, number).defaultPrevented).toBe(true);
  });

  test("a field of a number gives up letters and undo, and keeps digits", () => {
    const number = field('<input type="text" role="spinbutton">');
    expect(key("1", {}, number).defaultPrevented).toBe(false);
    expect(key("-", {}, number).defaultPrevented).toBe(false);
    expect(key("k", {}, number).defaultPrevented).toBe(true);
    expect(key("z", { ctrlKey: true }, number).defaultPrevented).toBe(true);
  });

  test("Enter on a button presses the button", () => {
    key("c");
    expect(key("Enter", {}, field("<button>x</button>")).defaultPrevented).toBe(false);
    expect(editor.selectedWord).toBe("crop");
  });

  test("an open dialog has the keyboard to itself", () => {
    key("?");
    expect(app.dialog).toBe("shortcuts");
    key("c");
    expect(editor.selection).toBeNull();
  });
});

test("outside the editor its keys mean nothing", () => {
  key("2", { ctrlKey: true });
  expect(app.screen).toBe("verify");
  key("c");
  expect(editor.selection).toBeNull();
  key("1", { ctrlKey: true });
  expect(app.screen).toBe("editor");
});

describe("before and after", () => {
  const before = new BeforeKey();
  const event = (type: "keydown" | "keyup", at: number) => {
    const event = new KeyboardEvent(type, { key: "b", bubbles: true });
    Object.defineProperty(event, "timeStamp", { value: at });
    document.body.dispatchEvent(event);
    before.handle(event);
  };

  test("held, it shows before until it is let go", () => {
    event("keydown", 0);
    event("keydown", 40);
    expect(editor.before).toBe(true);
    event("keyup", 900);
    expect(editor.before).toBe(false);
  });

  test("pressed briefly, it stays until it is pressed again", () => {
    event("keydown", 0);
    event("keyup", 100);
    expect(editor.before).toBe(true);
    event("keydown", 2000);
    event("keyup", 2100);
    expect(editor.before).toBe(false);
  });
});
