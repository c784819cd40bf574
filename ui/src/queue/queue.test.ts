import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";

import { account, type Answers, file, original, program, report, settle } from "../../tests/program";
import type { ExportResult, Queued } from "../ipc/generated";
import { app } from "../shell/app.svelte";
import { closeAsked } from "../shell/life";
import { words } from "../words.svelte";
import { queue } from "./queue.svelte";
import QueueBar from "./QueueBar.svelte";
import QueueDialog from "./QueueDialog.svelte";

type State = Queued["state"];

const progress = { done: 0.42, stage: "proving", step: 2, steps: 3, secondsLeft: 31 } as const;
const running: State = { kind: "running", progress, stopping: false };
const unsaved: State = { kind: "unsaved", picture: 0, problem: "there is no space left on the disk" };
const failed: State = { kind: "failed", picture: null, problem: "the file of the original is gone" };
const done: State = { kind: "done" };
const written: ExportResult = {
  file: file(9, "harbour-published.png"),
  sidecar: null,
  pictureBytes: 284_000,
  proofBytes: 84_000,
  seconds: 12.3,
  publications: 3,
  alreadyThere: false,
  report,
  account,
};

const queued = (
  id: number,
  state: State,
  result: ExportResult | null = state.kind === "done" ? written : null,
): Queued => ({
  id,
  original: original.file,
  pictures: [{ target: file(100 + id, `picture-${id}.png`), written: result }],
  bound: null,
  state,
});

/** An export of three pictures, of which some are written. */
const several = (state: State, count: number): Queued => ({
  ...queued(1, state),
  pictures: ["web", "social", "print"].map((name, place) => ({
    target: file(100 + place, `harbour.${name}.jpg`),
    written:
      place < count
        ? { ...written, file: file(200 + place, `harbour.${name}.jpg`), publications: 3 + place }
        : null,
  })),
});

let asked: ReturnType<typeof program>["asked"];
/** What the program tells of an export. */
let tell: (queued: Queued) => void;
let verified: ExportResult[];

async function open(list: Queued[], answers: Answers = {}) {
  ({ asked } = program({
    watchQueue: (_, told) => {
      tell = told;
      return list;
    },
    cancelQueued: () => {},
    retryQueued: () => {},
    removeQueued: () => {},
    ...answers,
  }));
  await queue.watch();
  verified = [];
  render(QueueDialog, { close: () => {}, verify: (written: ExportResult) => verified.push(written) });
  await settle();
}

const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>("button", { name });
const rows = () => within(screen.getByRole("dialog")).queryAllByRole("listitem");

beforeEach(() => {
  app.dialog = "queue";
  queue.list = [];
  queue.problems = {};
});
afterEach(() => {
  app.dialog = null;
  words.language = "en";
});

test("each export has its place, its progress and its time", async () => {
  await open([queued(1, running), queued(2, { kind: "waiting" })]);
  expect(rows().map((row) => row.querySelector("strong")!.textContent)).toEqual([
    "picture-1.png",
    "picture-2.png",
  ]);
  expect(rows()[0]!.textContent).toContain("from harbour.original.png");
  expect(screen.getByRole("progressbar", { name: "Progress of picture-1.png" }).ariaValueNow).toBe("42");
  expect(rows()[0]!.textContent).toContain("42 % · proving, step 2 of 3 · about 31 s left");
  expect(rows()[1]!.textContent).toContain("waiting");
  words.language = "de";
  await settle();
  expect(rows()[0]!.textContent).toContain("42 % · beweist, Schritt 2 von 3 · noch etwa 31 s");
});

test("what the program tells of an export takes the place of what it was, and a new one the last", async () => {
  await open([queued(1, running)]);
  tell(queued(1, done));
  tell(queued(2, running));
  await settle();
  expect(queue.list.map(({ id, state }) => [id, state.kind])).toEqual([
    [1, "done"],
    [2, "running"],
  ]);
});

test("an export that runs before the program has answered that it waits is not taken back", async () => {
  await open([], {
    enqueue: () => {
      tell(queued(1, running));
      return queued(1, { kind: "waiting" });
    },
  });
  await queue.add({} as never);
  expect(queue.list.map(({ state }) => state.kind)).toEqual(["running"]);
});

test("one is stopped, and what is being stopped is not stopped again", async () => {
  await open([queued(1, running), queued(2, { kind: "waiting" })]);
  await fireEvent.click(button("Cancel: picture-2.png"));
  await fireEvent.click(button("Cancel: picture-1.png"));
  expect(asked("cancelQueued")).toEqual([{ id: 2 }, { id: 1 }]);
  tell(queued(1, { ...running, stopping: true }));
  await settle();
  expect(button("Cancel: picture-1.png").disabled).toBe(true);
  expect(rows()[0]!.textContent).toContain("stopping");
  tell(queued(1, { kind: "cancelled" }));
  await settle();
  expect(rows()[0]!.textContent).toContain("Nothing was written.");
});

test("the verdict on the written file, the folder, and the reader's view", async () => {
  await open([queued(1, done)], { reveal: () => {} });
  expect(screen.getByTestId("verdict").textContent).toBe("Verified");
  const text = rows()[0]!.textContent!.replace(/\s+/g, " ");
  expect(text).toContain("284 kB, including 84 kB of proof, after 12 s");
  expect(text).toContain("In /photos. 3 pictures of this original have been published so far.");
  await fireEvent.click(button("Show in folder: picture-1.png"));
  expect(asked("reveal")).toEqual([{ id: 9 }]);
  await fireEvent.click(button("View as a reader: picture-1.png"));
  expect(verified.map(({ file }) => file.id)).toEqual([9]);
});

test("a file manager that does not answer is told beside the export", async () => {
  await open([queued(1, done)], {
    reveal: () => {
      throw "no file manager answered";
    },
  });
  await fireEvent.click(button(/^Show in folder/));
  await settle();
  expect(screen.getByRole("alert").textContent).toBe("No file manager answered.");
});

test("a proof beside the picture is not counted as a part of it", async () => {
  await open([queued(1, done, { ...written, sidecar: file(10, "harbour-published.proof") })]);
  expect(rows()[0]!.textContent).toContain("284 kB, and 84 kB of proof beside it");
});

test("a written file that is not verified is never shown as such", async () => {
  const rejected = {
    ...written,
    report: { ...report, verdict: "rejected", reason: "proof", step: 1 } as const,
    account: { ...account, title: "Rejected", sentence: "A proof does not hold." },
  };
  await open([queued(1, done, rejected)]);
  expect(screen.getByTestId("verdict").dataset.verdict).toBe("rejected");
  expect(screen.queryByText("Verified")).toBeNull();
});

test("an export that was there already says so", async () => {
  await open([queued(1, done, { ...written, alreadyThere: true })]);
  expect(rows()[0]!.textContent).toContain("already held the same export");
});

test("a finished picture that could not be written is written again, saved elsewhere, or given up", async () => {
  let answer = "full";
  await open([queued(1, unsaved)], {
    chooseTarget: () => (answer === "closed" ? null : file(11, "elsewhere.png")),
    saveQueued: () => {
      if (answer === "full") throw "this disk is full, too";
    },
  });
  expect(screen.getByRole("alert").textContent).toContain(
    "Finished, but not saved. There is no space left on the disk.",
  );
  expect(queue.unfinished).toBe(true);
  closeAsked();
  expect(app.dialog).toBe("quit");
  app.dialog = "queue";
  await fireEvent.click(button("Try again: picture-1.png"));
  expect(asked("retryQueued")).toEqual([{ id: 1 }]);
  await fireEvent.click(button("Save somewhere else…: picture-1.png"));
  await settle();
  expect(screen.getAllByRole("alert").at(-1)!.textContent).toBe("This disk is full, too.");
  answer = "closed";
  await fireEvent.click(button(/^Save somewhere else/));
  await settle();
  expect(asked("saveQueued")).toEqual([{ id: 1, target: 11 }]);
  await fireEvent.click(button("Discard it: picture-1.png"));
  await settle();
  expect(asked("removeQueued")).toEqual([{ id: 1 }]);
  expect([queue.list.length, queue.unfinished]).toEqual([0, false]);
});

test("of several pictures, each says what has become of it, and those that are written can be seen", async () => {
  await open([several(running, 1)], { reveal: () => {} });
  const text = () => rows()[0]!.textContent!.replace(/\s+/g, " ");
  expect(rows()[0]!.querySelector("strong")!.textContent).toBe("harbour.web.jpg and 2 more");
  const pictures = () =>
    within(screen.getByRole("list", { name: /^Pictures of/ }))
      .getAllByRole("listitem")
      .map((picture) => picture.textContent!.replace(/\s+/g, " ").trim());
  expect(pictures()[0]).toContain("Verified 284 kB, including 84 kB of proof");
  expect(pictures().slice(1)).toEqual(["harbour.social.jpg being made", "harbour.print.jpg waiting"]);
  await fireEvent.click(button("Show in folder: harbour.web.jpg"));
  await fireEvent.click(button("View as a reader: harbour.web.jpg"));
  expect([asked("reveal"), verified.length]).toEqual([[{ id: 200 }], 1]);
  tell(several({ kind: "failed", picture: 1, problem: "there is no space left" }, 1));
  await settle();
  expect(screen.getByRole("alert").textContent!.trim()).toBe("harbour.social.jpg: there is no space left");
  expect(text()).toContain("The pictures that were written before stay");
  expect(pictures().slice(1)).toEqual(["harbour.social.jpg not made", "harbour.print.jpg not made"]);
  tell(several({ kind: "unsaved", picture: 1, problem: "there is no space left" }, 1));
  await settle();
  expect(text()).toContain("1 more picture is made once it is saved.");
  expect(pictures()[1]).toBe("harbour.social.jpg finished, not saved");
  tell(several({ kind: "cancelled" }, 2));
  await settle();
  expect(text()).toContain("Stopped. The pictures that were written before stay");
  tell(several(done, 3));
  await settle();
  expect(text()).toContain("5 pictures of this original have been published so far.");
});

test("an export that failed is tried again or removed", async () => {
  await open([queued(1, failed)]);
  expect(screen.getByRole("alert").textContent).toBe("The file of the original is gone.");
  expect(queue.unfinished).toBe(false);
  await fireEvent.click(button("Try again: picture-1.png"));
  expect(asked("retryQueued")).toEqual([{ id: 1 }]);
  await fireEvent.click(button("Remove from the list: picture-1.png"));
  await settle();
  expect(rows()).toHaveLength(0);
  expect(screen.getByText("No export is waiting or running.")).toBeTruthy();
});

test("what is over is cleared, and nothing else", async () => {
  const states: State[] = [done, { kind: "cancelled" }, failed, unsaved, running, { kind: "waiting" }];
  await open(states.map((state, place) => queued(place + 1, state)));
  await fireEvent.click(button("Clear finished exports"));
  await settle();
  expect(queue.list.map(({ state }) => state.kind)).toEqual(["failed", "unsaved", "running", "waiting"]);
});

test("while the list is closed, a line tells of it until it was looked at", async () => {
  await open([queued(1, running), queued(2, { kind: "waiting" })]);
  app.dialog = null;
  render(QueueBar);
  const bar = () => screen.queryByRole("group", { name: "Exports" });
  expect(bar()!.textContent).toContain("42 % · about 31 s left · 1 more is waiting");
  await fireEvent.click(within(bar()!).getByRole("button", { name: "Show" }));
  expect(app.dialog).toBe("queue");
  await settle();
  expect(bar()).toBeNull();
  app.dialog = null;
  tell(queued(1, failed));
  tell(queued(2, { kind: "cancelled" }));
  await settle();
  expect(bar()!.textContent).toContain("Not finished: picture-1.png");
});

test("that a picture is published is told until the list was opened", async () => {
  ({ asked } = program({ watchQueue: () => [queued(7, done)] }));
  app.dialog = null;
  await queue.watch();
  render(QueueBar);
  expect(screen.getByText("Published: picture-7.png")).toBeTruthy();
  queue.seen();
  await settle();
  expect(screen.queryByText(/^Published:/)).toBeNull();
});
