import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { original, program, settle } from "../../tests/program";
import type { HistoryItem } from "../ipc/generated";
import EditorScreen from "./EditorScreen.svelte";
import { editor } from "./editor.svelte";

let asked: ReturnType<typeof program>["asked"];

async function open(history: HistoryItem[] = []) {
  ({ asked } = program());
  editor.open({ ...original, history });
  render(EditorScreen);
  await settle();
}

afterEach(() => editor.close());

const tool = (name: string) =>
  within(screen.getByRole("region", { name: "Tools" })).getByRole("button", { name });
const rows = () =>
  within(screen.getByRole("region", { name: "Edits to be proved" }))
    .queryAllByRole("listitem")
    .map((row) => within(row).getAllByRole("button")[0]!);

test("warns of the camera by the list as it is now", async () => {
  await open();
  program({
    originalSigner: () => ({
      camera: { ...original.camera, standing: "revoked" },
      attested: [],
      cameraWarning: "It was revoked.",
    }),
  });
  await editor.learnSigner();
  await settle();
  const card = screen.getByRole("region", { name: "Photo" });
  expect(card.textContent).toContain("key revoked");
  expect(card.textContent).toContain("It was revoked.");
});

test("says whose camera signed the photo", async () => {
  await open();
  const card = screen.getByRole("region", { name: "Photo" });
  expect(card.textContent).toContain("harbour.original.png");
  expect(card.textContent).toContain("Desk camera");
  expect(card.textContent).toContain("trusted maker: Acme");
  expect(card.textContent).toContain("2 of 100 on this machine");
});

test("a hidden crop without its place offers the middle", async () => {
  const size = { width: 300, height: 200 };
  await open([{ id: 1, edit: { cropHidden: size }, enabled: true }]);
  editor.viewport.resize({ width: 640, height: 440 });
  await settle();
  expect(screen.getByRole("alert").textContent).toContain("Set its rectangle again");
  await fireEvent.click(rows()[0]!);
  await settle();
  screen.getByRole("group", { name: /^Crop: 300 by 200 pixels at 450, 300/ });
  await fireEvent.click(screen.getByRole("button", { name: "Keep it in the middle" }));
  await settle();
  expect(editor.history.chain).toEqual([{ cropHidden: { size, place: { x: 450, y: 300 } } }]);
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.queryByRole("button", { name: "Keep it in the middle" })).toBeNull();
});

describe("tools", () => {
  beforeEach(() => open());

  test("a slider that is moved adds its edit, and the control stays the same", async () => {
    await fireEvent.click(tool("Contrast"));
    const slider = screen.getByRole("slider", { name: "Contrast" });
    expect(rows()).toHaveLength(0);
    await fireEvent.keyDown(slider, { key: "ArrowRight" });
    expect(editor.history.chain).toEqual([{ contrast: { permille: 1010 } }]);
    expect(rows()).toHaveLength(1);
    expect(screen.getByRole("slider", { name: "Contrast" })).toBe(slider);
  });

  test("contrast is typed as a factor", async () => {
    await fireEvent.click(tool("Contrast"));
    const number = screen.getByRole("spinbutton", { name: "Contrast, as a number" });
    await fireEvent.input(number, { target: { value: "1.3" } });
    await fireEvent.keyDown(number, { key: "Enter" });
    expect(editor.history.chain).toEqual([{ contrast: { permille: 1300 } }]);
    expect(rows()[0]!.textContent).toContain("× 1.300");
  });

  test("resize keeps the ratio until it is unlocked", async () => {
    await fireEvent.click(tool("Resize"));
    const set = async (name: string, value: string) => {
      const number = screen.getByRole("spinbutton", { name });
      await fireEvent.input(number, { target: { value } });
      await fireEvent.keyDown(number, { key: "Enter" });
    };
    await set("Width", "300");
    expect(editor.history.chain).toEqual([{ resize: { width: 300, height: 200 } }]);
    await fireEvent.click(screen.getByRole("checkbox", { name: "Keep the ratio" }));
    await set("Height", "100");
    expect(editor.history.chain).toEqual([{ resize: { width: 300, height: 100 } }]);
  });

  test("a checkbox hides where a crop is taken", async () => {
    await fireEvent.click(tool("Crop"));
    const checkbox = screen.getByRole<HTMLInputElement>("checkbox", {
      name: "Hide where in the photo the crop was taken",
    });
    const what = () => checkbox.getAttribute("aria-describedby");
    expect([checkbox.checked, what()]).toEqual([false, null]);
    checkbox.focus();
    await fireEvent.click(checkbox);
    // It is the same control, so that the keyboard stays where it is.
    expect(document.activeElement).toBe(checkbox);
    const said = () => document.getElementById(what()!)!.textContent!;
    expect(said()).toContain("no other picture of this scene");
    expect(said()).toContain("keeps the whole picture");
    const rectangle = screen.getByRole("group", { name: /^Crop: / });
    await fireEvent.keyDown(rectangle, { key: "ArrowUp", altKey: true });
    expect(said()).toContain("distance from the left edge is therefore not hidden");
    await fireEvent.keyDown(rectangle, { key: "ArrowLeft", altKey: true });
    expect(said()).not.toContain("therefore");
    await fireEvent.keyDown(rectangle, { key: "ArrowDown" });
    const size = { width: 1199, height: 799 };
    expect(editor.history.chain).toEqual([{ cropHidden: { size, place: { x: 0, y: 1 } } }]);
    expect(rows()[0]!.textContent).toContain("1199 × 799 at 0, 1, place hidden");
    expect(tool("Crop").getAttribute("aria-pressed")).toBe("true");
    await fireEvent.click(checkbox);
    expect(editor.history.chain).toEqual([{ crop: { x: 0, y: 1, ...size } }]);
  });

  test("a crop is made by keyboard alone", async () => {
    await fireEvent.click(tool("Crop"));
    await settle();
    const rectangle = screen.getByRole("group", { name: /^Crop: 1200 by 800 pixels at 0, 0/ });
    const key = (key: string, modifiers = {}) => fireEvent.keyDown(rectangle, { key, ...modifiers });
    await key("ArrowLeft", { altKey: true, shiftKey: true });
    await key("ArrowUp", { altKey: true });
    await key("ArrowRight");
    await key("ArrowDown", { shiftKey: true });
    expect(editor.history.chain).toEqual([{ crop: { x: 1, y: 1, width: 1190, height: 799 } }]);
  });

  test("ratios: an ID photo of 35 x 45, turned", async () => {
    await fireEvent.click(tool("Crop"));
    await fireEvent.click(screen.getByRole("button", { name: /ID photo/ }));
    expect(editor.history.chain).toEqual([{ crop: { x: 289, y: 0, width: 622, height: 800 } }]);
    await fireEvent.click(screen.getByRole("button", { name: "Turn ratio" }));
    const crop = editor.selected as { crop: { width: number; height: number } };
    expect(crop.crop.width / crop.crop.height).toBeCloseTo(45 / 35, 2);
    expect(screen.getByRole("button", { name: /ID photo/ }).getAttribute("aria-pressed")).toBe("true");
  });

  test("an own kernel", async () => {
    await fireEvent.click(tool("Blur / sharpen"));
    const cell = screen.getByRole("spinbutton", { name: "Row 1, column 2" });
    await fireEvent.input(cell, { target: { value: "-1" } });
    await fireEvent.keyDown(cell, { key: "Enter" });
    expect(editor.history.chain).toEqual([
      {
        convolve: {
          kernel: [
            [0, -1, 0],
            [0, 1, 0],
            [0, 0, 0],
          ],
          divisor: 1,
        },
      },
    ]);
  });

  test("a redaction can be put in the middle without a pointer", async () => {
    await fireEvent.click(tool("Redact"));
    expect(rows()).toHaveLength(0);
    expect(screen.getByRole("region", { name: "Redact" }).textContent).not.toContain("another");
    await fireEvent.click(screen.getByRole("button", { name: "Put one in the middle" }));
    expect(editor.history.chain).toEqual([{ redact: { x: 450, y: 300, width: 300, height: 200 } }]);
  });

  test("the neutral point is picked with the keyboard too", async () => {
    ({ asked } = program({
      neutralGains: () => ({ redPermille: 900, greenPermille: 1000, bluePermille: 1100 }),
    }));
    await fireEvent.click(tool("White balance"));
    await fireEvent.click(screen.getByRole("button", { name: "Pick a neutral point" }));
    const photo = screen.getByRole("group", { name: "Photo" });
    await fireEvent.keyDown(photo, { key: "ArrowRight", shiftKey: true });
    await fireEvent.keyDown(photo, { key: "Enter" });
    await settle();
    expect(asked("neutralGains")).toEqual([{ edits: { recipe: [], places: [] }, x: 610, y: 400 }]);
    expect(editor.history.chain).toHaveLength(1);
  });
});

describe("the history", () => {
  const history: HistoryItem[] = [
    { id: 1, edit: { resize: { width: 600, height: 400 } }, enabled: true },
    { id: 2, edit: { contrast: { permille: 1300 } }, enabled: true },
    { id: 3, edit: { grayscale: {} }, enabled: true },
  ];
  beforeEach(() => open(history));

  test("selecting an edit shows its control", async () => {
    await fireEvent.click(rows()[0]!);
    expect(screen.getByRole("region", { name: "Resize" }).textContent).toContain("From 1200 × 800");
    expect(rows()[0]!.getAttribute("aria-current")).toBe("true");
  });

  test("Alt and arrows move an edit, Delete deletes it", async () => {
    await fireEvent.keyDown(rows()[2]!, { key: "ArrowUp", altKey: true });
    expect(editor.history.items.map(({ id }) => id)).toEqual([1, 3, 2]);
    await fireEvent.keyDown(rows()[0]!, { key: "Delete" });
    expect(editor.history.items.map(({ id }) => id)).toEqual([3, 2]);
  });

  test("an edit is dragged to another place", async () => {
    const items = screen.getByRole("region", { name: "Edits to be proved" }).querySelectorAll("li");
    items.forEach((row, index) => {
      row.getBoundingClientRect = () => ({ top: 40 * index, height: 40 }) as DOMRect;
    });
    const grip = items[0]!.querySelector(".grip")!;
    await fireEvent.pointerDown(grip, { button: 0, pointerId: 1 });
    await fireEvent.pointerMove(grip, { clientY: 105, pointerId: 1 });
    await fireEvent.pointerUp(grip, { pointerId: 1 });
    expect(editor.history.items.map(({ id }) => id)).toEqual([2, 3, 1]);
  });

  test("an edit is switched off and deleted by its buttons", async () => {
    const off = screen.getByRole("button", { name: "Contrast, edit 2: switched on" });
    expect(off.getAttribute("aria-pressed")).toBe("true");
    await fireEvent.click(off);
    expect(editor.history.chain).toHaveLength(2);
    await fireEvent.click(screen.getByRole("button", { name: "Delete Grayscale, edit 3" }));
    await fireEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(editor.history.items).toHaveLength(3);
  });

  test("an edit that does not fit says so where it stands", async () => {
    editor.begin("crop");
    editor.adjust({ crop: { x: 500, y: 0, width: 200, height: 100 } });
    await settle();
    const row = rows()[3]!.closest("li")!;
    expect(within(row).getByRole("alert").textContent).toBe("The rectangle reaches outside the image.");
  });

  test("a black rectangle under which the pixels moved says so", async () => {
    editor.addAnother({ redact: { x: 1, y: 2, width: 30, height: 40 } });
    editor.history.toggle(1);
    await settle();
    const row = rows()[3]!.closest("li")!;
    const mark = within(row).getByText(/now lies elsewhere: check that it still covers what it should/);
    expect(mark.querySelector("svg")).not.toBeNull();
    await fireEvent.click(rows()[3]!);
    expect(row.textContent).not.toContain("lies elsewhere");
  });

  test("an edit without an effect is marked", async () => {
    editor.select(2);
    editor.reset();
    await settle();
    expect(rows()[1]!.textContent).toContain("changes nothing");
  });
});

test("the status bar says how long an export takes, and how it takes less", async () => {
  const sooner = { order: [1, 0], first: "resize" as const, seconds: 360, secondsNow: 5460 };
  ({ asked } = program({
    estimateExport: ({ edits }) => {
      const late = edits.length === 2 && "contrast" in edits[0]!;
      return { width: 600, height: 400, seconds: late ? 5460 : 360, sooner: late ? sooner : null };
    },
  }));
  editor.open({
    ...original,
    history: [
      { id: 1, edit: { contrast: { permille: 1300 } }, enabled: true },
      { id: 2, edit: { resize: { width: 600, height: 400 } }, enabled: true },
    ],
  });
  render(EditorScreen);
  const estimated = async () => {
    await new Promise((resolve) => setTimeout(resolve, 350));
    await settle();
    return screen.getByRole("main").textContent;
  };
  expect(await estimated()).toContain("Export: about 1 h 31 min");
  await fireEvent.click(screen.getByRole("button", { name: "Resize first: 6 min instead of 1 h 31 min" }));
  expect(await estimated()).toContain("Export: about 6 min");
  expect(editor.history.chain.map((edit) => Object.keys(edit)[0])).toEqual(["resize", "contrast"]);
  editor.history.undo();
  expect(await estimated()).toContain("1 h 31 min");
  // A chain that does not fit has no cost.
  editor.addAnother({ crop: { x: 500, y: 0, width: 200, height: 100 } });
  expect(await estimated()).not.toContain("Export: about");
});
