import { fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";

import { file, original, program, settle } from "../../tests/program";
import { editor } from "../editor/editor.svelte";
import type { HistoryItem } from "../ipc/generated";
import { app } from "./app.svelte";
import PasteDialog from "./PasteDialog.svelte";
import { pasting } from "./pasting.svelte";
import { photos } from "./photos.svelte";

const contrast = { contrast: { permille: 1300 } };
const crop = { crop: { x: 120, y: 80, width: 600, height: 400 } };

let asked: ReturnType<typeof program>["asked"];

/** Opens the first of four photos with these edits, copies them and selects all. */
async function copied(history: HistoryItem["edit"][], edited = false) {
  const size = (width: number, height: number) => ({ width, height });
  const state = { kind: "original", publications: 0, edited } as const;
  ({ asked } = program({
    fileStates: ({ ids }) => ids.map((id) => ({ ...state, hash: `${id}`, size: size(1200, 800) })),
    keepEdits: ({ id }) => {
      if (id === 3) throw "the disk is full";
    },
  }));
  const files = [1, 2, 3, 4].map((id) => file(id, `photo-${id}.png`));
  photos.replace(files, [
    { ...state, hash: original.hash, size: size(1200, 800) },
    { ...state, hash: "2", size: size(2400, 1600) },
    { ...state, hash: "3", size: size(1200, 800) },
    { kind: "photo", hash: null, size: null, edited: false, publications: 0 },
  ]);
  editor.open({ ...original, history: history.map((edit, id) => ({ id: id + 1, edit, enabled: true })) });
  editor.viewport.resize({ width: 640, height: 440 });
  await settle();
  editor.copyEdits();
  photos.selectAll();
  photos.toggle(0);
}

afterEach(() => {
  photos.clear();
  editor.close();
  editor.clipboard.edits = [];
  app.dialog = null;
  app.remark = "";
});

test("edits are kept for the selected originals, and what fails is told", async () => {
  await copied([contrast]);
  expect(pasting.targets.map(({ file }) => file.id)).toEqual([2, 3]);
  await pasting.begin();
  const items = [{ id: 1, edit: contrast, enabled: true }];
  expect(asked("keepEdits")).toEqual([
    { id: 2, items },
    { id: 3, items },
  ]);
  expect(app.remark).toBe("Edits were pasted into 1 photos. photo-3.png: the disk is full");
  expect(app.busy).toBe("");
});

test("whether crops are scaled or left out is asked", async () => {
  await copied([crop, contrast]);
  await pasting.begin();
  expect([app.dialog, asked("keepEdits").length]).toEqual(["paste", 0]);
  render(PasteDialog);
  await fireEvent.click(screen.getByRole("button", { name: "With crops and rectangles, scaled" }));
  await vi.waitFor(() => expect(asked("keepEdits")).toHaveLength(2));
  expect(asked("keepEdits")[0]!.items.map(({ edit }) => edit)).toEqual([
    { crop: { x: 240, y: 160, width: 1200, height: 800 } },
    contrast,
  ]);
  app.dialog = "paste";
  await settle();
  const before = asked("keepEdits").length;
  await fireEvent.click(screen.getByRole("button", { name: "Without crops and rectangles" }));
  await vi.waitFor(() => expect(asked("keepEdits")).toHaveLength(before + 2));
  expect(
    asked("keepEdits")
      .at(-1)!
      .items.map(({ edit }) => edit),
  ).toEqual([contrast]);
});

test("that edits are replaced is said before", async () => {
  await copied([contrast], true);
  await pasting.begin();
  render(PasteDialog);
  expect(screen.getByRole("dialog").textContent).toContain("2 of them have edits, which are replaced.");
  await fireEvent.click(screen.getByRole("button", { name: "Paste" }));
  await settle();
  expect(asked("keepEdits")).toHaveLength(2);
});
