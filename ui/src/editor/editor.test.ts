import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { check, file, original, program, settle } from "../../tests/program";
import type { Edit } from "../edits/edit";
import { largestCrop, straightened } from "../edits/straightened";
import type { Rect } from "../ipc/generated";
import { Editor } from "./editor.svelte";

/** The same in a recipe. */
type Plain = Exclude<Edit, { cropHidden: unknown }>;
const contrast = (permille: number): Plain => ({ contrast: { permille } });
const crop = (x: number, y: number, width: number, height: number): Plain => ({
  crop: { x, y, width, height },
});

const hidden = (x: number, y: number, width: number, height: number): Edit => ({
  cropHidden: { size: { width, height }, place: { x, y } },
});
/** Edits without hidden crops, as they cross to the program. */
const recipe = (...edits: Plain[]) => ({ recipe: edits, places: [] });

let editor: Editor;

// Its timer would write into the next test.
afterEach(() => editor.close());

/** An editor with a photo in a view of 640 x 440, so that the photo fits at a half. */
async function open(answers: Parameters<typeof program>[0] = {}, history = original.history) {
  const { asked } = program(answers);
  editor = new Editor();
  editor.open({ ...original, history });
  editor.viewport.resize({ width: 640, height: 440 });
  await settle();
  return asked;
}

const words = () => editor.history.items.map(({ edit }) => Object.keys(edit)[0]);

describe("the chain", () => {
  beforeEach(() => open().then(() => {}));

  test("a draft joins it with its first change, and not before", () => {
    editor.begin("contrast");
    expect([editor.history.items.length, editor.selected]).toEqual([0, contrast(1000)]);
    editor.adjust(contrast(1000));
    expect(editor.history.items).toHaveLength(0);
    editor.adjust(contrast(1300));
    expect(editor.history.chain).toEqual([contrast(1300)]);
    expect(editor.selection).toEqual({ kind: "item", id: 1 });
  });

  test("an edit that is there already is taken up again", () => {
    editor.begin("contrast");
    editor.adjust(contrast(1300));
    editor.begin("brightness");
    editor.adjust({ brightness: { offset: 5 } });
    editor.begin("contrast");
    expect(editor.selection).toEqual({ kind: "item", id: 1 });
  });

  test("a control stays while its draft joins", () => {
    editor.begin("contrast");
    const takenUp = editor.takenUp;
    editor.adjust(contrast(1300));
    expect(editor.takenUp).toBe(takenUp);
    editor.begin("gamma");
    expect(editor.takenUp).toBeGreaterThan(takenUp);
  });

  test("each redaction is a new rectangle", () => {
    editor.begin("redact");
    editor.addAnother({ redact: { x: 0, y: 0, width: 10, height: 10 } });
    editor.begin("redact");
    expect(editor.selection?.kind).toBe("draft");
    expect(words()).toEqual(["redact"]);
  });

  test("pressed again, a rotation goes on and a flip is taken back", () => {
    editor.begin("rotate90");
    editor.begin("rotate90");
    editor.begin("rotate90");
    expect(editor.history.chain).toEqual([{ rotate90: { turns: 3 } }]);
    editor.begin("rotate90");
    expect(editor.history.chain).toEqual([]);
    editor.begin("flip");
    editor.begin("flip");
    expect(editor.history.chain).toEqual([]);
  });

  test("what is switched off is not proved", () => {
    editor.begin("grayscale");
    editor.begin("flip");
    editor.history.toggle(1);
    expect(editor.history.chain).toEqual([{ flip: { axis: "horizontal" } }]);
  });

  test("order is order", () => {
    for (const word of ["grayscale", "flip", "rotate90"] as const) editor.begin(word);
    editor.history.move(3, 0);
    expect(words()).toEqual(["rotate90", "grayscale", "flip"]);
    editor.history.move(3, -7);
    expect(words()).toEqual(["rotate90", "grayscale", "flip"]);
  });

  test("deleting the selected edit leaves nothing selected", () => {
    editor.begin("grayscale");
    editor.history.remove(1);
    expect(editor.selection).toBeNull();
  });

  test("reset goes back to where the edit began", () => {
    editor.begin("contrast");
    editor.adjust(contrast(1300));
    editor.reset();
    expect(editor.history.chain).toEqual([contrast(1000)]);
  });
});

describe("straightening", () => {
  beforeEach(() => open().then(() => {}));
  const frame = { width: 1200, height: 800 };
  const turn = (millidegrees: number): Plain => ({ straighten: { millidegrees } });

  test("the crop tool turns the picture before it crops it", () => {
    editor.begin("crop");
    editor.straighten(2000);
    const largest = largestCrop(frame, 2000, null);
    expect(editor.history.chain).toEqual([turn(2000), { crop: largest }]);
    expect([editor.selectedWord, editor.angle]).toEqual(["crop", 2000]);
    editor.straighten(-500);
    expect(editor.history.chain).toEqual([turn(-500), { crop: largestCrop(frame, -500, null) }]);
    editor.straighten(0);
    expect(editor.history.chain).toEqual([crop(0, 0, 1200, 800)]);
    editor.history.undo();
    expect(editor.history.chain).toEqual([]);
  });

  test("a crop that was drawn keeps its size while there is room", () => {
    editor.begin("crop");
    editor.adjust(crop(400, 300, 200, 100));
    editor.straighten(3000);
    const [first, second] = editor.history.chain;
    expect(first).toEqual(turn(3000));
    expect((second as { crop: object }).crop).toMatchObject({ width: 200, height: 100 });
    editor.cropMost();
    expect(editor.history.chain[1]).toEqual({ crop: largestCrop(frame, 3000, null) });
  });

  test("its own tool adds a crop behind it, and reset takes the angle back", () => {
    editor.begin("straighten");
    editor.adjust(turn(1500));
    expect(editor.history.chain).toEqual([turn(1500), { crop: largestCrop(frame, 1500, null) }]);
    expect(editor.selectedWord).toBe("straighten");
    editor.reset();
    expect(editor.history.chain).toEqual([turn(0), crop(0, 0, 1200, 800)]);
  });

  test("a hand that turns there and back leaves the crop as it was, in one step of undo", () => {
    editor.begin("crop");
    editor.adjust(crop(900, 20, 280, 700));
    editor.hold();
    for (const angle of [500, 9000, -15_000]) editor.straighten(angle);
    const [, small] = editor.history.chain as [Plain, { crop: { width: number } }];
    expect(small.crop.width).toBeLessThan(280);
    for (const angle of [700, -10, 0]) editor.straighten(angle);
    expect(editor.history.chain).toEqual([crop(900, 20, 280, 700)]);
    editor.straighten(3000);
    editor.release();
    expect(words()).toEqual(["straighten", "crop"]);
    editor.history.undo();
    expect(editor.history.chain).toEqual([crop(900, 20, 280, 700)]);
  });

  test("the photo stays under the hand until it is let go", async () => {
    editor.begin("crop");
    await settle();
    const rect = () => (editor.selected as { crop: Rect }).crop;
    const middle = () => {
      const { x, y, width, height } = rect();
      const { scale, ...place } = editor.place!;
      return [place.x + (x + width / 2) * scale, place.y + (y + height / 2) * scale];
    };
    const before = { middle: middle(), scale: editor.place!.scale };
    editor.hold();
    for (const angle of [100, 2500, -8000]) {
      editor.straighten(angle);
      expect([editor.turning, editor.place!.scale]).toEqual([true, before.scale]);
      // The crop is of whole pixels.
      middle().forEach((at, axis) => expect(Math.abs(at - before.middle[axis]!)).toBeLessThan(1));
      // What the program has not computed yet is known already.
      expect(editor.inputSize).toEqual(straightened(frame, angle).frame);
      expect(editor.photoSize).toEqual(editor.inputSize);
      expect(editor.turn).toMatchObject({ size: frame, angle });
    }
    editor.release();
    expect(editor.turning).toBe(false);
    expect(editor.place!.scale).toBeLessThan(before.scale);
  });

  test("a first turn asks for the picture before its crop, and for nothing else", async () => {
    const asked = await open();
    editor.begin("crop");
    await settle();
    const before = asked("preview").length;
    editor.straighten(2000);
    await settle();
    const requests = asked("preview").slice(before);
    expect(requests.length).toBeGreaterThan(0);
    for (const { request } of requests) expect(request.edits).toEqual([turn(2000)]);
  });

  test("the line of a horizon is drawn until it is done or the tool is put away", () => {
    editor.begin("crop");
    editor.drawHorizon(true);
    editor.done();
    expect([editor.horizon, editor.selectedWord]).toEqual([false, "crop"]);
    editor.drawHorizon(true);
    editor.begin("contrast");
    expect(editor.horizon).toBe(false);
  });

  test("other edits keep their places", () => {
    editor.begin("grayscale");
    editor.begin("crop");
    editor.adjust(crop(0, 0, 600, 400));
    editor.begin("flip");
    editor.select(editor.history.items[1]!.id);
    editor.straighten(1000);
    expect(words()).toEqual(["grayscale", "straighten", "crop", "flip"]);
    editor.straighten(0);
    expect(words()).toEqual(["grayscale", "crop", "flip"]);
  });
});

describe("undo", () => {
  beforeEach(async () => {
    await open();
    vi.useFakeTimers();
    return () => vi.useRealTimers();
  });

  test("a drag is one step", () => {
    editor.begin("contrast");
    editor.adjust(contrast(1100));
    editor.hold();
    for (let permille = 1110; permille <= 1300; permille += 10) {
      editor.adjust(contrast(permille));
      vi.advanceTimersByTime(2000);
    }
    editor.release();
    editor.history.undo();
    expect(editor.history.chain).toEqual([contrast(1100)]);
    editor.history.redo();
    expect(editor.history.chain).toEqual([contrast(1300)]);
  });

  test("two drags are two steps, however quick", () => {
    editor.begin("contrast");
    for (const permille of [1100, 1200]) {
      editor.hold();
      editor.adjust(contrast(permille - 1));
      editor.adjust(contrast(permille));
      editor.release();
    }
    editor.history.undo();
    expect(editor.history.chain).toEqual([contrast(1100)]);
    editor.history.undo();
    expect(editor.history.chain).toEqual([]);
  });

  test("key presses that follow closely are one step, others are not", () => {
    editor.begin("contrast");
    for (const permille of [1010, 1020, 1030]) editor.adjust(contrast(permille));
    vi.advanceTimersByTime(1500);
    editor.adjust(contrast(1040));
    editor.history.undo();
    expect(editor.history.chain).toEqual([contrast(1030)]);
    editor.history.undo();
    expect(editor.history.chain).toEqual([]);
  });

  test("undo and redo let go of the ratio that is held", () => {
    editor.begin("crop");
    editor.adjust(crop(0, 0, 300, 200));
    editor.holdRatio({ width: 3, height: 2 });
    editor.adjust(crop(0, 0, 150, 100));
    editor.history.undo();
    expect(editor.ratio).toBeNull();
    editor.holdRatio({ width: 3, height: 2 });
    editor.history.redo();
    expect(editor.ratio).toBeNull();
  });

  test("what was undone is not selected any more", () => {
    editor.begin("grayscale");
    editor.history.undo();
    expect(editor.selection).toBeNull();
    expect(editor.history.canRedo).toBe(true);
  });
});

describe("the order", () => {
  test("another order is one step of undo; what is switched off keeps its place", async () => {
    await open({}, [
      { id: 1, edit: contrast(1300), enabled: true },
      { id: 2, edit: { grayscale: {} }, enabled: false },
      { id: 3, edit: { convolve: { kernel: [[1]], divisor: 1 } }, enabled: true },
      { id: 4, edit: { resize: { width: 600, height: 400 } }, enabled: true },
    ]);
    editor.reorder([2, 0, 1]);
    expect(words()).toEqual(["resize", "grayscale", "contrast", "convolve"]);
    expect(editor.history.items.map(({ enabled }) => enabled)).toEqual([true, false, true, true]);
    editor.history.undo();
    expect(words()).toEqual(["contrast", "grayscale", "convolve", "resize"]);
  });
});

describe("copied edits", () => {
  /** Another photo, of another shape. */
  const tall = { ...original, hash: "12".repeat(32), width: 400, height: 800, history: [] };

  test("take the place of those of another photo, in one step of undo", async () => {
    await open({}, [
      { id: 1, edit: contrast(1300), enabled: true },
      { id: 2, edit: { grayscale: {} }, enabled: false },
    ]);
    editor.copyEdits();
    editor.open({ ...tall, history: [{ id: 7, edit: { flip: { axis: "horizontal" } }, enabled: true }] });
    await settle();
    await editor.pasteEdits();
    expect(editor.history.chain).toEqual([contrast(1300)]);
    expect(editor.pasteNote).toBe("");
    editor.history.undo();
    expect(words()).toEqual(["flip"]);
  });

  test("that do not fit are switched off and named, until something is changed", async () => {
    await open(
      {
        checkRecipe: ({ edits }) => check(edits, editor.original!),
        checkForSize: ({ size, edits }) => check(edits, size),
      },
      [
        { id: 1, edit: crop(300, 0, 600, 700), enabled: true },
        { id: 2, edit: contrast(1300), enabled: true },
      ],
    );
    editor.copyEdits();
    editor.open(tall);
    await settle();
    await editor.pasteEdits();
    expect(editor.history.items.map(({ enabled }) => enabled)).toEqual([false, true]);
    expect(editor.pasteNote).toBe("Crop 600 × 700 at 300, 0 does not fit this photo and is switched off.");
    editor.history.undo();
    expect(editor.pasteNote).toBe("");
  });

  test("a resize that kept the ratio keeps that of the other photo", async () => {
    await open(
      {
        checkRecipe: ({ edits }) => check(edits, editor.original!),
        checkForSize: ({ size, edits }) => check(edits, size),
      },
      [
        { id: 1, edit: { resize: { width: 600, height: 400 } }, enabled: true },
        { id: 2, edit: { resize: { width: 50, height: 50 } }, enabled: true },
      ],
    );
    editor.copyEdits();
    editor.open(tall);
    await settle();
    await editor.pasteEdits();
    expect(editor.history.chain).toEqual([
      { resize: { width: 300, height: 600 } },
      { resize: { width: 50, height: 50 } },
    ]);
  });

  test("that are about places are scaled with the photo, or left out", async () => {
    await open({ checkForSize: ({ size, edits }) => check(edits, size) }, [
      { id: 1, edit: crop(120, 80, 600, 400), enabled: true },
      { id: 2, edit: { redact: { x: 60, y: 40, width: 30, height: 40 } }, enabled: true },
      { id: 3, edit: contrast(1300), enabled: true },
    ]);
    editor.copyEdits();
    editor.open({ ...tall, width: 2400, height: 1600 });
    await settle();
    await editor.pasteEdits("scaled");
    expect(editor.history.chain).toEqual([
      crop(240, 160, 1200, 800),
      { redact: { x: 120, y: 80, width: 60, height: 80 } },
      contrast(1300),
    ]);
    await editor.pasteEdits("without");
    expect(editor.history.chain).toEqual([contrast(1300)]);
  });

  test("nothing copied pastes nothing", async () => {
    await open({}, [{ id: 1, edit: contrast(1300), enabled: true }]);
    await editor.pasteEdits();
    editor.history.toggle(1);
    editor.copyEdits();
    await editor.pasteEdits();
    expect(editor.history.items).toHaveLength(1);
  });
});

describe("a rectangle that covers", () => {
  const redact = (x: number): Plain => ({ redact: { x, y: 20, width: 30, height: 40 } });
  const history = [
    { id: 1, edit: crop(0, 0, 600, 400), enabled: true },
    { id: 2, edit: contrast(1300), enabled: true },
    { id: 3, edit: redact(10), enabled: true },
    { id: 4, edit: { flip: { axis: "vertical" } } as Plain, enabled: true },
  ];
  const displaced = () => editor.displaced.map(({ id }) => id);
  beforeEach(() => open({}, history).then(() => {}));

  test("lies elsewhere once pixels move before it, until it is seen", () => {
    expect(displaced()).toEqual([]);
    editor.select(1);
    editor.adjust(crop(50, 0, 600, 400));
    expect(displaced()).toEqual([3]);
    editor.select(3);
    expect(displaced()).toEqual([]);
  });

  test.each<[string, () => void]>([
    ["switched off", () => editor.history.toggle(1)],
    ["removed", () => editor.history.remove(1)],
    ["moved before it", () => editor.history.move(4, 0)],
    ["moved behind it", () => editor.history.move(3, 0)],
  ])("what moves pixels is %s", (_, change) => {
    change();
    expect(displaced()).toEqual([3]);
    editor.history.undo();
    expect(displaced()).toEqual([]);
  });

  test("stays where it is under tones, and under what comes later", () => {
    editor.history.toggle(2);
    editor.history.toggle(4);
    editor.begin("rotate90");
    expect(displaced()).toEqual([]);
  });

  test("counts from when it is drawn or adjusted", () => {
    editor.addAnother(redact(50));
    editor.history.toggle(1);
    expect(displaced()).toEqual([3, 5]);
    editor.adjust(redact(60));
    expect(displaced()).toEqual([3]);
  });

  test("that is switched off needs no look", () => {
    editor.history.toggle(1);
    editor.history.toggle(3);
    expect(displaced()).toEqual([]);
    editor.history.toggle(3);
    expect(displaced()).toEqual([3]);
  });
});

describe("the history", () => {
  test("is kept with the photo, a moment after the last change", async () => {
    const asked = await open();
    vi.useFakeTimers();
    editor.begin("grayscale");
    editor.begin("flip");
    expect(asked("saveHistory")).toHaveLength(0);
    vi.advanceTimersByTime(1000);
    vi.useRealTimers();
    await settle();
    expect(asked("saveHistory").map(({ items }) => items.length)).toEqual([2]);
  });

  test("can be kept at once, and then not again", async () => {
    const asked = await open();
    editor.begin("grayscale");
    await editor.history.flush();
    await editor.history.flush();
    expect(asked("saveHistory")).toHaveLength(1);
  });

  test("opening does not write it", async () => {
    const asked = await open({}, [{ id: 7, edit: contrast(1300), enabled: true }]);
    await editor.history.flush();
    expect(editor.history.chain).toEqual([contrast(1300)]);
    expect(asked("saveHistory")).toHaveLength(0);
  });

  test("of one photo never reaches another", async () => {
    const asked = await open();
    editor.begin("grayscale");
    editor.open({ ...original, file: file(2, "other.png") });
    await editor.history.flush();
    expect(asked("saveHistory")).toHaveLength(0);
    expect(editor.history.items).toHaveLength(0);
  });
});

describe("a crop at a hidden place", () => {
  const size = { width: 300, height: 200 };
  const inRecipe = { cropHidden: size };
  const place = { x: 10, y: 20 };

  test("crosses as the recipe has it, with its place beside", async () => {
    const asked = await open();
    editor.begin("crop");
    editor.adjust(hidden(10, 20, 300, 200));
    editor.select(null);
    await settle();
    const { chain, request } = asked("preview").at(-1)!;
    expect(chain).toEqual({ recipe: [inRecipe], places: [place] });
    expect(request).toMatchObject({ edits: [inRecipe], places: [place] });
    expect(editor.size).toEqual(size);
  });

  test("is stored without its place", async () => {
    const asked = await open();
    editor.begin("crop");
    editor.adjust(hidden(10, 20, 300, 200));
    await editor.history.flush();
    expect(asked("saveHistory").at(-1)).toEqual({ items: [{ id: 1, edit: inRecipe, enabled: true }] });
  });

  test("is taken up by the tool of the crop, and becomes a crop and back, each a step of undo", async () => {
    await open();
    editor.begin("crop");
    editor.adjust(hidden(0, 0, 1200, 800));
    expect(editor.history.items).toEqual([]);
    editor.adjust(hidden(10, 20, 300, 200));
    editor.begin("contrast");
    editor.begin("crop");
    expect(editor.selected).toEqual(hidden(10, 20, 300, 200));
    editor.adjust(crop(10, 20, 300, 200));
    expect(editor.history.chain).toEqual([crop(10, 20, 300, 200)]);
    editor.history.undo();
    expect(editor.history.chain).toEqual([hidden(10, 20, 300, 200)]);
  });

  test("moves what is covered after it", async () => {
    await open();
    editor.addAnother(hidden(10, 20, 300, 200));
    editor.addAnother({ redact: { x: 1, y: 2, width: 3, height: 4 } });
    editor.adjust({ redact: { x: 1, y: 2, width: 5, height: 4 } });
    editor.select(1);
    editor.adjust(hidden(11, 20, 300, 200));
    expect(editor.displaced.map(({ id }) => id)).toEqual([2]);
  });

  const stored = [
    { id: 1, edit: { cropHidden: size }, enabled: true },
    { id: 2, edit: { contrast: { permille: 1300 } }, enabled: true },
    { id: 3, edit: { cropHidden: { width: 30, height: 20 } }, enabled: true },
  ];

  test("has no place when it is opened again, and cannot be shown before it has one", async () => {
    program();
    editor = new Editor();
    editor.open({ ...original, history: stored });
    editor.viewport.resize({ width: 640, height: 440 });
    await settle();
    expect(editor.error).toEqual({ id: 1, message: expect.stringContaining("never stored") });
    // The middle is offered, and only that: what comes later stays as it is.
    editor.select(1);
    expect(editor.history.canUndo).toBe(false);
    editor.adjust(hidden(450, 300, 300, 200));
    await settle();
    expect(editor.error?.id).toBe(3);
    editor.select(3);
    await settle();
    editor.adjust(hidden(0, 0, 30, 20));
    await settle();
    expect(editor.error).toBeNull();
    expect(editor.size).toEqual({ width: 30, height: 20 });
  });

  test("a place that is known is not taken for one that is not", async () => {
    const asked = await open({}, [stored[2]!, stored[1]!]);
    editor.addAnother(hidden(1, 2, 3, 4));
    await settle();
    expect(asked("preview").at(-1)!.chain.places).toEqual([]);
    expect(editor.error?.id).toBe(3);
  });

  test("keeps its place while the window runs, if the photo is opened again as it was", async () => {
    await open();
    editor.begin("crop");
    editor.adjust(hidden(10, 20, 300, 200));
    editor.open({ ...original, hash: "12".repeat(32) });
    const again = (edit: (typeof stored)[number]["edit"]) => {
      editor.open({ ...original, history: [{ id: 1, edit, enabled: true }] });
      return editor.history.chain;
    };
    expect(again(inRecipe)).toEqual([hidden(10, 20, 300, 200)]);
    const other = { width: 301, height: 200 };
    expect(again({ cropHidden: other })).toEqual([{ cropHidden: { size: other, place: null } }]);
  });

  test("is copied without its place, which is set again on each photo", async () => {
    const tall = { ...original, hash: "12".repeat(32), width: 400, height: 800, history: [] };
    await open({
      checkRecipe: ({ edits }) => check(edits, editor.original!),
      checkForSize: ({ size, edits }) => check(edits, size),
    });
    editor.addAnother(hidden(10, 20, 300, 200));
    editor.addAnother({ cropHidden: { size: { width: 30, height: 20 }, place: null } });
    editor.copyEdits();
    editor.open(tall);
    await settle();
    await editor.pasteEdits();
    const size = { width: 300, height: 200 };
    expect(editor.history.chain[0]).toEqual({ cropHidden: { size, place: null } });
    // One whose place is not known fits, and waits for it.
    expect(editor.history.items.map(({ enabled }) => enabled)).toEqual([true, true]);
    expect(editor.pasteNote).toBe("");
  });
});

describe("previews", () => {
  test("come quickly while a slider is held, and in full when it is let go", async () => {
    const asked = await open();
    editor.begin("contrast");
    await settle();
    const before = asked("preview").length;
    editor.hold();
    editor.adjust(contrast(1100));
    await settle();
    editor.adjust(contrast(1200));
    await settle();
    expect(
      asked("preview")
        .slice(before)
        .map(({ request }) => request.quick),
    ).toEqual([true, true]);
    editor.release();
    await settle();
    expect(asked("preview").at(-1)!.request).toMatchObject({ quick: false, edits: [contrast(1200)] });
  });

  test("take one call for each move of a slider, zoomed or not", async () => {
    const { asked, commands } = program();
    editor = new Editor();
    editor.open(original);
    editor.viewport.resize({ width: 640, height: 440 });
    await settle();
    editor.begin("contrast");
    editor.hold();
    for (const scale of [null, 1]) {
      if (scale) editor.viewport.zoomTo(scale);
      await settle();
      const before = commands().length;
      for (let permille = 1100; permille <= 1500; permille += 100) {
        editor.adjust(contrast(permille));
        await settle();
      }
      expect(commands().slice(before)).toEqual(Array(5).fill("preview"));
    }
    expect(asked("preview").at(-1)).toMatchObject({
      chain: recipe(contrast(1500)),
      request: { edits: [contrast(1500)], quick: true },
    });
  });

  test("of another size than was expected are asked for once more", async () => {
    const asked = await open();
    const before = asked("preview").length;
    editor.begin("rotate90");
    await settle();
    const sizes = asked("preview").slice(before);
    expect(sizes.map(({ request: { quick, maxWidth, maxHeight } }) => [quick, maxWidth, maxHeight])).toEqual([
      [true, 600, 400],
      [true, 267, 400],
      [false, 267, 400],
    ]);
  });

  test("are as large as the view", async () => {
    const asked = await open();
    expect(asked("preview").at(-1)!.request).toMatchObject({ maxWidth: 600, maxHeight: 400, region: null });
  });

  test("of a zoomed photo are of the part that is seen", async () => {
    const asked = await open();
    editor.viewport.zoomTo(1);
    await settle();
    expect(asked("preview").at(-1)!.request).toMatchObject({
      region: { x: 280, y: 180, width: 640, height: 440 },
      maxWidth: 640,
      maxHeight: 440,
      quick: false,
    });
    expect(editor.previews.detail?.region).toEqual({ x: 280, y: 180, width: 640, height: 440 });
  });

  test("of a crop show the whole image that it receives, with later tones", async () => {
    const asked = await open({}, [
      { id: 1, edit: { flip: { axis: "vertical" } }, enabled: true },
      { id: 2, edit: crop(0, 0, 300, 200), enabled: true },
      { id: 3, edit: contrast(1300), enabled: true },
      { id: 4, edit: { resize: { width: 30, height: 20 } }, enabled: true },
    ]);
    expect(asked("preview").at(-1)!.request.edits).toHaveLength(4);
    editor.select(2);
    await settle();
    expect(asked("preview").at(-1)!.request.edits).toEqual([{ flip: { axis: "vertical" } }, contrast(1300)]);
    expect(editor.previews.shownSize).toEqual({ width: 1200, height: 800 });
    editor.done();
    await settle();
    expect(editor.previews.shownSize).toEqual({ width: 30, height: 20 });
  });

  test("are not asked for again while only the crop's rectangle moves", async () => {
    const asked = await open();
    editor.begin("crop");
    await settle();
    const before = asked("preview").length;
    editor.hold();
    for (let x = 1; x < 20; x++) {
      editor.adjust(crop(x, 0, 300, 200));
      await settle();
    }
    editor.release();
    await settle();
    expect(asked("preview")).toHaveLength(before);
    expect(editor.size).toEqual({ width: 300, height: 200 });
  });

  test("before leaves in only what moves pixels", async () => {
    const asked = await open({}, [
      { id: 1, edit: crop(0, 0, 300, 200), enabled: true },
      { id: 2, edit: contrast(1300), enabled: true },
      { id: 3, edit: { redact: { x: 0, y: 0, width: 9, height: 9 } }, enabled: true },
    ]);
    editor.showBefore(true);
    await settle();
    expect(asked("preview").at(-1)!.request.edits).toEqual([crop(0, 0, 300, 200)]);
    expect(editor.history.chain).toHaveLength(3);
  });

  test("of a chain that does not fit end before the edit that does not", async () => {
    const asked = await open({}, [
      { id: 1, edit: contrast(1300), enabled: true },
      { id: 2, edit: contrast(900), enabled: false },
      { id: 3, edit: crop(1000, 0, 900, 900), enabled: true },
      { id: 4, edit: { grayscale: {} }, enabled: true },
    ]);
    expect(editor.error).toEqual({ id: 3, message: "The rectangle reaches outside the image." });
    expect(asked("preview").at(-1)!.request.edits).toEqual([contrast(1300)]);
    editor.history.toggle(3);
    await settle();
    expect(editor.error).toBeNull();
  });

  test("that were overtaken are no problem, others are told", async () => {
    let failure = "overtaken";
    await open({
      preview: () => {
        throw failure;
      },
    });
    expect(editor.problem).toBe("");
    failure = "not enough memory";
    editor.begin("grayscale");
    await settle();
    expect(editor.problem).toBe("not enough memory");
  });

  test("of a photo that was closed are not shown", async () => {
    await open();
    editor.begin("grayscale");
    editor.close();
    await settle();
    expect([editor.previews.whole, editor.previews.shownSize]).toEqual([null, null]);
  });
});

describe("the white balance picker", () => {
  test("asks for no edit that comes after it, nor for itself", async () => {
    const gains = { redPermille: 900, greenPermille: 1000, bluePermille: 1200 };
    const asked = await open({ neutralGains: () => gains }, [
      { id: 1, edit: crop(0, 0, 300, 200), enabled: true },
      { id: 2, edit: { whiteBalance: { ...gains, redPermille: 500 } }, enabled: true },
      { id: 3, edit: contrast(1300), enabled: true },
    ]);
    editor.select(2);
    editor.pick(true);
    await editor.pickAt({ x: 5, y: 6 });
    expect(asked("neutralGains")).toEqual([{ edits: recipe(crop(0, 0, 300, 200)), x: 5, y: 6 }]);
    expect(editor.history.chain).toEqual([crop(0, 0, 300, 200), { whiteBalance: gains }, contrast(1300)]);
  });

  test("asks for the image that the edit receives, and sets the gains", async () => {
    const gains = { redPermille: 900, greenPermille: 1000, bluePermille: 1200 };
    const asked = await open({ neutralGains: () => gains }, [
      { id: 1, edit: crop(0, 0, 300, 200), enabled: true },
      { id: 2, edit: contrast(1300), enabled: true },
    ]);
    editor.begin("whiteBalance");
    editor.pick(true);
    await editor.pickAt({ x: 999, y: 12.7 });
    expect(asked("neutralGains")).toEqual([
      { edits: recipe(crop(0, 0, 300, 200), contrast(1300)), x: 299, y: 12 },
    ]);
    expect(editor.history.chain.at(-1)).toEqual({ whiteBalance: gains });
    expect(editor.picking).toBe(false);
  });
});
