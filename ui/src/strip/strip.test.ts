import { fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";

import { type Answers, file, HASH, original, program, settle } from "../../tests/program";
import { editor } from "../editor/editor.svelte";
import type { FileState } from "../ipc/generated";
import { writeFrame } from "../parts/frame";
import { queue } from "../queue/queue.svelte";
import { photos } from "../shell/photos.svelte";
import { words } from "../words.svelte";
import Strip from "./Strip.svelte";
import { partsOf } from "./name";
import { KEPT, SIDE, thumbnails } from "./thumbnails.svelte";

const files = [1, 2, 3, 4, 5].map((id) => file(id, `photo-${id}.jpg`));
const state = (kind: FileState["kind"], some: Partial<FileState> = {}): FileState => ({
  kind,
  hash: null,
  size: null,
  edited: false,
  publications: 0,
  ...some,
});

function picture(): ArrayBuffer {
  const shown = { width: 2, height: 1 };
  const histogram = [0, 1, 2].map(() => new Uint32Array(256)) as [Uint32Array, Uint32Array, Uint32Array];
  return writeFrame({ full: shown, shown, histogram, pixels: new Uint8ClampedArray(8) });
}

let asked: ReturnType<typeof program>["asked"];

async function open(answers: Answers = {}) {
  ({ asked } = program({
    openFile: ({ id }) => ({
      kind: "original",
      original: { ...original, file: files[id - 1]!, hash: `${id}` },
    }),
    ...answers,
  }));
  photos.replace(files, [
    state("original", { hash: HASH }),
    state("original", { hash: "2", edited: true, publications: 2 }),
    state("photo"),
    state("credentials"),
    null,
  ]);
  render(Strip);
  await settle();
}

const options = () => screen.getAllByRole("option");
const names = () => options().map((option) => option.getAttribute("aria-label"));
const selected = () => options().flatMap((option, place) => (option.ariaSelected === "true" ? [place] : []));
const press = (key: string, more: object = {}) =>
  fireEvent.keyDown(document.activeElement!, { key, ...more });

beforeEach(() => (queue.list = []));
afterEach(() => {
  photos.clear();
  editor.close();
  words.language = "en";
});

test("each photo says its name and what has become of it", async () => {
  await open();
  expect(names()).toEqual([
    "photo-1.jpg, original",
    "photo-2.jpg, original, edited, published 2 times",
    "photo-3.jpg, unsigned photo",
    "photo-4.jpg, with Content Credentials",
    "photo-5.jpg",
  ]);
  expect(screen.getByRole("listbox", { name: "Photos that were opened together" })).toBeTruthy();
  editor.open({ ...original, history: [{ id: 1, edit: { grayscale: {} }, enabled: true }] });
  queue.list = [
    {
      id: 1,
      original: files[0]!,
      pictures: [{ target: file(9, "a.png"), written: null }],
      bound: null,
      state: { kind: "waiting" },
    },
  ];
  await settle();
  expect(names()[0]).toBe("photo-1.jpg, original, edited, export waiting");
  words.language = "de";
  await settle();
  expect(names()[1]).toBe("photo-2.jpg, Original, bearbeitet, 2-mal veröffentlicht");
});

test("arrows lead along the strip, and Enter opens", async () => {
  await open();
  options()[0]!.focus();
  await press("ArrowRight");
  await press("ArrowRight");
  expect(document.activeElement).toBe(options()[2]);
  expect(options().map((option) => option.tabIndex)).toEqual([-1, -1, 0, -1, -1]);
  await press("End");
  await press("ArrowRight");
  expect(document.activeElement).toBe(options()[4]);
  await press("Home");
  await press("ArrowRight");
  await press("Enter");
  await settle();
  expect(asked("openFile")).toEqual([{ id: 2 }]);
  expect(options()[1]!.ariaCurrent ?? options()[1]!.getAttribute("aria-current")).toBe("true");
  // What has become of the photo that was left is asked anew.
  expect(asked("fileStates").at(-1)).toEqual({ ids: [1] });
});

test("photos are selected by keys and by presses", async () => {
  await open();
  options()[1]!.focus();
  await fireEvent.click(options()[1]!, { ctrlKey: true });
  expect(selected()).toEqual([1]);
  await press("ArrowRight", { shiftKey: true });
  await press("ArrowRight", { shiftKey: true });
  expect(selected()).toEqual([1, 2, 3]);
  await press(" ");
  expect(selected()).toEqual([1, 2]);
  await press("a", { ctrlKey: true });
  expect(selected()).toEqual([0, 1, 2, 3, 4]);
  await press("Escape");
  expect(selected()).toEqual([]);
  await fireEvent.click(options()[3]!, { shiftKey: true });
  expect(selected()).toEqual([3]);
  expect(asked("openFile")).toHaveLength(0);
  await fireEvent.click(options()[2]!);
  await settle();
  expect([asked("openFile"), selected()]).toEqual([[{ id: 3 }], []]);
});

test("pictures are made one at a time, and none any more once the list is left", async () => {
  const made: ((picture: ArrayBuffer) => void)[] = [];
  await open({ thumbnail: () => new Promise((resolve) => made.push(resolve)) });
  expect(asked("thumbnail")).toEqual([{ id: 1, side: SIDE }]);
  made[0]!(picture());
  await settle();
  expect(asked("thumbnail").map(({ id }) => id)).toEqual([1, 2]);
  expect(thumbnails.of(1)?.shown).toEqual({ width: 2, height: 1 });
  photos.clear();
  made[1]!(picture());
  await settle();
  expect(asked("thumbnail")).toHaveLength(2);
  expect([thumbnails.of(1), thumbnails.of(2)]).toEqual([undefined, undefined]);
});

test("of hundreds of photos, those near what is in sight are there, and the one that has the keyboard", async () => {
  await open();
  const many = Array.from({ length: 500 }, (_, place) => file(place + 1, `photo-${place + 1}.jpg`));
  photos.replace(
    many,
    many.map(() => state("photo")),
  );
  await settle();
  expect(options().length).toBeLessThan(20);
  options()[0]!.focus();
  await press("End");
  await settle();
  expect(document.activeElement!.getAttribute("aria-posinset")).toBe("500");
  expect(document.activeElement!.getAttribute("aria-setsize")).toBe("500");
  await press("ArrowLeft");
  await settle();
  expect(document.activeElement!.getAttribute("aria-label")).toBe("photo-499.jpg, unsigned photo");
});

test("what is in sight is kept, however many pictures are made besides", async () => {
  program({ thumbnail: () => picture() });
  thumbnails.leave();
  thumbnails.want(1);
  for (let id = 2; id <= KEPT + 3; id++) {
    thumbnails.want(id);
    await settle();
    thumbnails.unwant(id);
  }
  expect([1, 2, 3, 4, 5].map((id) => thumbnails.of(id) !== undefined)).toEqual([
    true,
    false,
    false,
    false,
    true,
  ]);
  thumbnails.leave();
});

test("names are cut in the middle, without what those of all originals end with", () => {
  for (const [name, parts] of [
    ["DSC_0001.original.png", ["", "DSC_0001"]],
    ["harbour-2026-05-14-0017.original.png", ["harbour-2026-05", "-14-0017"]],
    ["holiday.jpg", ["", "holiday"]],
    ["original.png", ["", "original"]],
    [".hidden", ["", ".hidden"]],
    ["a.b.c.jpeg", ["", "a.b.c"]],
  ] as const) {
    expect(partsOf(name)).toEqual(parts);
  }
});

test("a photo without a picture is in the strip all the same", async () => {
  await open({
    thumbnail: ({ id }) => {
      if (id === 1) throw "damaged";
      return picture();
    },
  });
  expect([thumbnails.of(1), thumbnails.of(5)?.shown.width]).toEqual([null, 2]);
  expect(options()).toHaveLength(5);
});
