// What keys do; the sheet of shortcuts is this list.

import type { EditWord } from "../edits/edit";
import { definition, grouped } from "../edits/edits";
import { editor } from "../editor/editor.svelte";
import { settle } from "../parts/typed";
import { app } from "./app.svelte";
import { settings } from "../settings/settings.svelte";
import { notices } from "../parts/notices.svelte";
import * as opening from "./opening";
import { pasting } from "./pasting.svelte";

export interface Shortcut {
  /** Modifiers in the order ctrl, alt, shift, then the key: "ctrl+shift+z". The first one is shown. */
  keys: string[];
  words: string;
  run: () => void;
}

export interface ShortcutGroup {
  name: string;
  /** Whether the keys do something now. */
  active: () => boolean;
  shortcuts: Shortcut[];
}

/** Takes up a tool by its key: the keyboard goes to its control, or leaves all to the rectangle on the photo. */
function begin(word: EditWord): void {
  if (definition(word).rectangle === "keep") (document.activeElement as HTMLElement | null)?.blur();
  editor.beginByKey(word);
}

const editing = () => app.screen === "editor" && editor.original !== null;

export const SHORTCUTS: ShortcutGroup[] = [
  {
    name: "Everywhere",
    active: () => true,
    shortcuts: [
      { keys: ["ctrl+o"], words: "Open files", run: () => void opening.choose() },
      { keys: ["ctrl+w"], words: "Close the photo", run: () => void opening.closeOriginal() },
      { keys: ["ctrl+e"], words: "Export with a proof", run: () => app.openExport() },
      { keys: ["ctrl+shift+e"], words: "Exports", run: () => (app.dialog = "queue") },
      {
        keys: ["ctrl+alt+v"],
        words: "Paste edits into the selected photos",
        run: () => void pasting.begin(),
      },
      { keys: ["ctrl+pagedown"], words: "Next photo in the list", run: () => void opening.step(1) },
      { keys: ["ctrl+pageup"], words: "Previous photo in the list", run: () => void opening.step(-1) },
      { keys: ["ctrl+1"], words: "Editor", run: () => app.go("editor") },
      { keys: ["ctrl+2"], words: "Verify", run: () => app.go("verify") },
      { keys: ["ctrl+3"], words: "Trust list", run: () => app.go("trust") },
      { keys: ["ctrl+,"], words: "Settings", run: () => (app.dialog = "settings") },
      { keys: ["?", "f1"], words: "Keyboard shortcuts", run: () => (app.dialog = "shortcuts") },
    ],
  },
  {
    name: "History",
    active: editing,
    shortcuts: [
      { keys: ["ctrl+z"], words: "Undo", run: () => editor.history.undo() },
      { keys: ["ctrl+shift+z", "ctrl+y"], words: "Redo", run: () => editor.history.redo() },
      { keys: ["ctrl+shift+c"], words: "Copy edits", run: () => editor.copyEdits() },
      { keys: ["ctrl+shift+v"], words: "Paste edits", run: () => void editor.pasteEdits() },
      {
        keys: ["delete"],
        words: "Delete the selected edit",
        run: () => editor.selection?.kind === "item" && editor.history.remove(editor.selection.id),
      },
      {
        keys: ["o"],
        words: "Switch the selected edit on or off",
        run: () => editor.selection?.kind === "item" && editor.history.toggle(editor.selection.id),
      },
      { keys: ["enter", "escape"], words: "Done with the selected edit", run: () => editor.done() },
    ],
  },
  {
    name: "View",
    active: editing,
    shortcuts: [
      { keys: ["+", "="], words: "Zoom in", run: () => editor.viewport.zoomStep(1) },
      { keys: ["-"], words: "Zoom out", run: () => editor.viewport.zoomStep(-1) },
      { keys: ["0"], words: "The whole photo", run: () => editor.viewport.fit() },
      { keys: ["1"], words: "Actual pixels (100 %)", run: () => editor.viewport.zoomTo(1) },
      {
        keys: ["h"],
        words: "Histogram",
        run: () => void settings.change({ histogram: !settings.current.histogram }),
      },
    ],
  },
  {
    name: "Tools",
    active: editing,
    shortcuts: grouped()
      .flat()
      .flatMap(({ key, name, word }) => (key ? [{ keys: [key], words: name, run: () => begin(word) }] : [])),
  },
];

/** What belongs to a control, for the sheet only. */
export const ON_CONTROLS: { keys: string[]; words: string }[] = [
  { keys: ["b"], words: "Before and after: hold it, or tap it to switch" },
  { keys: ["space"], words: "Hold and drag to move the photo (or drag with the middle button)" },
  { keys: ["wheel"], words: "Zoom at the pointer" },
  { keys: ["arrows"], words: "Rectangle: move by one pixel. Zoomed photo: move it" },
  { keys: ["shift+arrows"], words: "Ten pixels at a time; sliders and numbers: ten steps" },
  { keys: ["alt+arrows"], words: "Rectangle: resize. History: move the edit" },
  { keys: ["backspace"], words: "Slider: back to neutral (or double-click it)" },
];

/** What is printed on a key of a Latin keyboard, by the key's place. */
function latinKey(code: string): string | null {
  const letter = /^(?:Key([A-Z])|Digit([0-9]))$/.exec(code);
  if (letter) return (letter[1] ?? letter[2]!).toLowerCase();
  return { Comma: ",", Minus: "-", Equal: "=" }[code] ?? null;
}

/** The key of a press, in small letters. Where the layout has another script, the key that lies there on a
 * Latin one: a shortcut is the same key to whoever writes Cyrillic, Greek, Hebrew or Arabic. With Ctrl, digits
 * of the upper row are digits, too, where they take Shift, as in France. */
export function keyOf(event: KeyboardEvent): string {
  const { key, code, isComposing } = event;
  // What AltGr writes is meant as it is written; names of keys such as "Enter" and "Dead" are Latin.
  if (isComposing || event.getModifierState("AltGraph")) return key.toLowerCase();
  const otherScript = /^(?:(?!\p{Script=Latin})[\p{L}\p{M}]|(?![0-9])\p{Nd})+$/u.test(key);
  const digitRow = (event.ctrlKey || event.metaKey) && !event.shiftKey && code.startsWith("Digit");
  return (otherScript || digitRow ? latinKey(code) : null) ?? key.toLowerCase();
}

/** The name of a key press, as in the list. */
export function nameOfPress(event: KeyboardEvent): string {
  const key = keyOf(event);
  // A sign such as "?" is itself, however it is typed.
  const sign = key.length === 1 && key.toUpperCase() === key;
  const modifiers = [
    event.ctrlKey || event.metaKey ? "ctrl" : "",
    event.altKey ? "alt" : "",
    event.shiftKey && !sign ? "shift" : "",
  ];
  return [...modifiers.filter(Boolean), key].join("+");
}

/** Whether a key press belongs to a field or a button, so that it is no shortcut. In a field of a number
 * letters are none of the field's. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  const number = target.getAttribute("role") === "spinbutton";
  if (event.ctrlKey || event.metaKey) {
    return !number && target.matches('input[type="text"], textarea') && /^[zy]$/.test(keyOf(event));
  }
  if (number && /^[a-z]$/.test(keyOf(event))) return false;
  if (target.closest('input:not([type="range"]):not([type="checkbox"]), textarea, select')) return true;
  return event.key === "Enter" && target.closest("button, summary, a, label") !== null;
}

/** Runs the shortcut of a key press, if it has one, with what was typed before it. */
export function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || app.dialog || notices.current?.kind === "error" || app.busy || isTaken(event))
    return;
  const name = nameOfPress(event);
  for (const { active, shortcuts } of SHORTCUTS) {
    const found = active() ? shortcuts.find(({ keys }) => keys.includes(name)) : undefined;
    if (found) {
      event.preventDefault();
      if (settle()) found.run();
      return;
    }
  }
}

/** A brief press switches, a longer one holds. */
const BRIEF = 300;

/** Before and after on one key. */
export class BeforeKey {
  #pressedAt: number | null = null;
  #wasOn = false;

  handle(event: KeyboardEvent): void {
    if (keyOf(event) !== "b" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.type === "keyup") {
      if (this.#pressedAt === null) return;
      const brief = event.timeStamp - this.#pressedAt < BRIEF;
      this.#pressedAt = null;
      editor.showBefore(brief && !this.#wasOn);
    } else if (this.#pressedAt === null && editing() && !app.dialog && !isTaken(event)) {
      this.#pressedAt = event.timeStamp;
      this.#wasOn = editor.before;
      editor.showBefore(true);
    }
  }
}

/** A key as it is printed on the sheet. */
export function printed(keys: string): string[] {
  const names: Record<string, string> = {
    ctrl: "Ctrl",
    alt: "Alt",
    shift: "Shift",
    arrows: "Arrows",
    escape: "Esc",
    pageup: "Page Up",
    pagedown: "Page Down",
    "-": "−",
  };
  return keys
    .split(/\+(?=.)/)
    .map(
      (key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key[0]!.toUpperCase() + key.slice(1)),
    );
}
