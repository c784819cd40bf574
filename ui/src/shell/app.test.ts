import { emit } from "@tauri-apps/api/event";
import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { type Answers, file, original, program, settle, verification } from "../../tests/program";
import { editor } from "../editor/editor.svelte";
import { exporter } from "../export/exporter.svelte";
import { verifier } from "../verify/verifier.svelte";
import App from "./App.svelte";
import { app } from "./app.svelte";
import { photos } from "./photos.svelte";

const photo = file(1, "harbour.original.png");
let asked: ReturnType<typeof program>["asked"];
let commands: () => string[];

async function start(answers: Answers = {}) {
  ({ asked, commands } = program({
    open_file: () => ({ kind: "original", original }),
    verify: () => verification,
    verified_picture: () => {
      throw "no pixels";
    },
    ...answers,
  }));
  render(App);
  await settle();
}

const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>("button", { name });

beforeEach(() => {
  app.screen = "start";
  app.dialog = app.notice = null;
  verifier.file = null;
  exporter.phase = "plan";
});
afterEach(() => editor.close());

const settings = { export_folder: null, sidecar: false, histogram: true, long_edge: null };
const begin = { version: "1", file: null, settings, recent: [], processor_problem: null, warnings: [] };

describe("the beginning", () => {
  test("offers to open, and recent files", async () => {
    await start({ start: () => ({ ...begin, recent: [photo] }) });
    await fireEvent.click(button(/harbour.original.png/));
    await settle();
    expect(asked("open_file")).toEqual([{ id: 1 }]);
    expect(screen.getByRole("main", { name: "Editor" })).toBeTruthy();
  });

  test("opens the file of the command line", async () => {
    await start({ start: () => ({ ...begin, file: photo }) });
    expect(app.screen).toBe("editor");
  });

  test("says what this machine cannot do, and what could not be read", async () => {
    await start({
      start: () => ({ ...begin, processor_problem: "no ADX here", warnings: ["settings are broken"] }),
    });
    expect(screen.getAllByRole("alert").map((alert) => alert.textContent!.trim())).toEqual([
      "no ADX here",
      "settings are broken",
    ]);
  });
});

describe("opening", () => {
  test("a published photo goes to the verifier", async () => {
    await start({ open_file: () => ({ kind: "published" }) });
    await app.open(file(2, "published.png"));
    await settle();
    expect(screen.getByTestId("verdict").textContent).toBe("Verified");
  });

  test("an original that was changed after signing does not open, with the reason", async () => {
    await start({
      open_file: () => {
        throw "the pixels are not those that the camera signed";
      },
    });
    await app.open(photo);
    await settle();
    expect(screen.getByRole("heading", { name: "harbour.original.png is not opened" })).toBeTruthy();
    expect(screen.getByRole("alert").textContent!.trim()).toBe(
      "The pixels are not those that the camera signed.",
    );
    expect(editor.original).toBeNull();
  });

  test("a picture whose proof is a file of its own is verified with it", async () => {
    const picture = file(6, "plain.png");
    await start({
      open_file: () => ({ kind: "photo", width: 40, height: 30, advice: "Nobody signed it." }),
      choose_sidecar: () => file(7, "plain.proof"),
    });
    await app.open(picture);
    await settle();
    await fireEvent.click(button("It has a proof of its own…"));
    await settle();
    expect(asked("verify")).toEqual([{ id: 6, sidecar: 7, expect: null }]);
    expect(app.screen).toBe("verify");
  });

  test("an unsigned photo can be signed with a simulated camera", async () => {
    const opened: number[] = [];
    await start({
      open_file: ({ id }) => {
        opened.push(id);
        return id === 6
          ? { kind: "photo", width: 40, height: 30, advice: "Nobody signed it." }
          : { kind: "original", original };
      },
      choose_target: ({ suggested_name }) => file(7, suggested_name),
      sign_photo: () => photo,
    });
    await app.open(file(6, "holiday.jpeg"));
    await settle();
    expect(screen.getByText("40 × 30 pixels.")).toBeTruthy();
    await fireEvent.click(button(/Sign with a simulated camera/));
    await settle();
    expect(asked("choose_target")).toEqual([{ suggested_name: "holiday.original.png", purpose: "original" }]);
    expect(asked("sign_photo")).toMatchObject([{ photo: 6, target: 7 }]);
    expect(opened).toEqual([6, 1]);
    expect(app.screen).toBe("editor");
  });

  test("a signing shows how far it is, and can be stopped", async () => {
    let end!: (signed: null) => void;
    await start({
      open_file: () => ({ kind: "photo", width: 40, height: 30, advice: "Nobody signed it." }),
      choose_target: ({ suggested_name }) => file(7, suggested_name),
      sign_photo: ({ on_progress }) => {
        on_progress.onmessage(0.42);
        return new Promise<null>((resolve) => (end = resolve));
      },
      cancel_signing: () => end(null),
    });
    await app.open(file(6, "holiday.jpeg"));
    await settle();
    await fireEvent.click(button(/Sign with a simulated camera/));
    await settle();
    const bar = screen.getByRole("progressbar", { name: "Progress of the signing" });
    expect(bar.getAttribute("aria-valuenow")).toBe("42");
    await fireEvent.click(button("Cancel the signing"));
    await settle();
    expect(asked("cancel_signing")).toHaveLength(1);
    expect(asked("open_file")).toHaveLength(1);
    expect([app.busy, app.signing, app.screen]).toEqual(["", null, "start"]);
    expect(screen.getByText("40 × 30 pixels.")).toBeTruthy();
  });

  test("anything else is told what it is", async () => {
    await start({ open_file: () => ({ kind: "other", message: "This is a text." }) });
    await app.open(file(8, "letter.txt"));
    await settle();
    expect(screen.getByText("This is a text.")).toBeTruthy();
  });

  test("what is not opened gives way to the photo that is open", async () => {
    await start();
    await app.open(photo);
    for (const [opened, dismiss] of [
      [{ kind: "photo", width: 40, height: 30, advice: "Nobody signed it." }, "Leave it"],
      [{ kind: "other", message: "This is a text." }, "Close"],
      [{ kind: "other", message: "This is a text." }, "Edit"],
    ] as const) {
      ({ asked } = program({ open_file: () => opened }));
      await app.open(file(8, "letter.txt"));
      await settle();
      expect(screen.getByRole("main", { name: "Start" })).toBeTruthy();
      await fireEvent.click(button(dismiss));
      await settle();
      expect(screen.getByRole("main", { name: "Editor" }), dismiss).toBeTruthy();
      expect(screen.queryByRole("dialog")).toBeNull();
      expect(app.notice).toBeNull();
    }
  });

  test("without one, it leads back to the beginning", async () => {
    await start({ open_file: () => ({ kind: "other", message: "This is a text." }) });
    await app.open(file(8, "letter.txt"));
    await settle();
    await fireEvent.click(button("Close"));
    expect([app.screen, app.notice]).toEqual(["start", null]);
  });

  test("keeps the history of the photo before it opens another", async () => {
    await start();
    await app.open(photo);
    editor.begin("grayscale");
    await app.open(file(2, "other.png"));
    expect(commands().filter((command) => ["save_history", "open_file"].includes(command))).toEqual([
      "open_file",
      "save_history",
      "open_file",
    ]);
  });

  test("what fails leaves the open photo open", async () => {
    await start();
    await app.open(photo);
    program({
      open_file: () => {
        throw "it is broken";
      },
    });
    await app.open(file(2, "other.png"));
    expect(editor.original).not.toBeNull();
    expect(app.screen).toBe("editor");
  });

  test("the window waits meanwhile", async () => {
    await start({ open_file: () => new Promise(() => {}) });
    void app.open(photo);
    await settle();
    expect(screen.getByText(/^Opening harbour.original.png.*…$/)).toBeTruthy();
    expect(document.querySelector<HTMLElement>(".content")!.inert).toBe(true);
  });
});

describe("dropping", () => {
  test("a file opens it", async () => {
    await start();
    await emit("file-hovering", true);
    await settle();
    expect(screen.getByText("Drop to open")).toBeTruthy();
    await emit("file-dropped", [photo]);
    await settle();
    expect(app.screen).toBe("editor");
    expect(screen.queryByText("Drop to open")).toBeNull();
  });

  test("a picture with its proof verifies the two", async () => {
    await start();
    await emit("file-dropped", [file(5, "a.proof"), file(4, "a.png")]);
    await settle();
    expect(asked("verify")).toEqual([{ id: 4, sidecar: 5, expect: null }]);
  });

  test("a proof alone is told what it is, from everywhere", async () => {
    await start({ open_file: () => ({ kind: "other", message: "This is a proof without its picture." }) });
    for (const screen_before of ["start", "trust"] as const) {
      app.go(screen_before);
      await emit("file-dropped", [file(5, "a.proof")]);
      await settle();
      expect(screen.getByText("This is a proof without its picture.")).toBeTruthy();
    }
    expect(asked("open_file")).toEqual([{ id: 5 }, { id: 5 }]);
  });

  test("on the verifier verifies", async () => {
    await start();
    app.go("verify");
    await emit("file-dropped", [photo]);
    await settle();
    expect(asked("open_file")).toHaveLength(0);
    expect(asked("verify")).toHaveLength(1);
  });
});

describe("a number that is typed and not passed on", () => {
  async function type(text: string): Promise<HTMLInputElement> {
    await start({ quit: () => {} });
    await app.open(photo);
    editor.begin("resize");
    await settle();
    const width = screen.getByRole<HTMLInputElement>("spinbutton", { name: "Width" });
    width.focus();
    await fireEvent.input(width, { target: { value: text } });
    return width;
  }
  const resized = [{ resize: { width: 300, height: 200 } }];
  const plan = () => screen.getByRole("group", { name: /to be proved, in this order/ });

  test("is in what Ctrl E exports, and the plan shows it", async () => {
    const width = await type("300");
    await fireEvent.keyDown(width, { key: "e", ctrlKey: true });
    await settle();
    expect(exporter.edits).toEqual(resized);
    expect(asked("plan_export").at(-1)!.edits).toEqual(resized);
    expect(within(plan()).getByRole("listitem").textContent).toBe("Resize 300 × 200");
  });

  test.each([
    ["2", { ctrlKey: true }],
    ["k", {}],
    ["w", { ctrlKey: true }],
  ])("is kept by %s %o", async (key, modifiers) => {
    const width = await type("300");
    await fireEvent.keyDown(width, { key, ...modifiers });
    await settle();
    await editor.flush();
    expect(
      asked("save_history")
        .at(-1)!
        .items.map(({ edit }) => edit),
    ).toEqual(resized);
  });

  test("is kept when the window is closed", async () => {
    await type("300");
    await emit("close-asked");
    await settle();
    expect(
      asked("save_history")
        .at(-1)!
        .items.map(({ edit }) => edit),
    ).toEqual(resized);
    expect(asked("quit")).toHaveLength(1);
  });

  test("and is none stops what would go on without it", async () => {
    const width = await type("0");
    for (const [key, modifiers] of [
      ["e", { ctrlKey: true }],
      ["2", { ctrlKey: true }],
      ["k", {}],
    ] as const) {
      await fireEvent.keyDown(width, { key, ...modifiers });
      await settle();
      expect([app.dialog, app.screen, editor.selected_word], key).toEqual([null, "editor", "resize"]);
    }
    app.open_export();
    expect(app.dialog).toBeNull();
    expect(document.activeElement).toBe(width);
    expect(screen.getByRole("alert").textContent).toBe("A whole number from 1 to 8192");
  });
});

describe("the letter of a tool brings the keyboard along", () => {
  const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });

  test.each([
    ["k", "slider", "Contrast"],
    ["w", "slider", "Red"],
    ["r", "spinbutton", "Width"],
    ["f", "button", "Left and right"],
  ] as const)("%s, to a %s", async (key, role, name) => {
    await start();
    await app.open(photo);
    await settle();
    await press(key);
    await settle();
    expect(document.activeElement).toBe(screen.getAllByRole(role, { name })[0]);
  });

  test("from control to control, and to the rectangle of a crop from the history, too", async () => {
    await start();
    await app.open(photo);
    await settle();
    for (const key of ["k", "r", "k", "c"]) {
      await press(key);
      await settle();
    }
    const rectangle = () => screen.getByRole("group", { name: /^Crop: / });
    expect(document.activeElement).toBe(rectangle());
    screen.getByRole("spinbutton", { name: "Width" }).focus();
    await press("c");
    await settle();
    expect(document.activeElement).toBe(rectangle());
    await press("m");
    await settle();
    expect(document.activeElement?.textContent?.trim()).toBe("Done");
    screen.getByRole("button", { name: /^Grayscale$/, current: true }).focus();
    await press("c");
    await settle();
    expect(document.activeElement).toBe(rectangle());
  });
});

describe("closing", () => {
  test("the window asks while an export runs", async () => {
    await start({ export: () => new Promise(() => {}), quit: () => {} });
    await app.open(photo);
    app.open_export();
    await settle();
    void exporter.start();
    await settle();
    app.dialog = null;
    await emit("close-asked");
    await settle();
    expect(screen.getByRole("heading", { name: "An export is under way" })).toBeTruthy();
    await fireEvent.click(button("Keep the window open"));
    expect(asked("quit")).toHaveLength(0);
    await emit("close-asked");
    await settle();
    await fireEvent.click(button("Stop the export and close"));
    await settle();
    expect(asked("quit")).toHaveLength(1);
  });

  test("the window asks while a photo is signed", async () => {
    let end: (signed: null) => void = () => {};
    await start({
      choose_target: () => file(6, "holiday.original.png"),
      sign_photo: () => new Promise((resolve) => (end = resolve)),
      quit: () => {},
    });
    void app.sign(file(5, "holiday.jpg"));
    await settle();
    await emit("close-asked");
    await settle();
    expect(screen.getByRole("heading", { name: "Photos are being signed" })).toBeTruthy();
    expect(asked("quit")).toHaveLength(0);
    await fireEvent.click(button("Stop the signing and close"));
    await settle();
    expect(asked("quit")).toHaveLength(1);
    end(null);
    await settle();
    expect(app.dialog).toBeNull();
    await emit("close-asked");
    await settle();
    expect(asked("quit")).toHaveLength(2);
  });

  test("the window keeps the history before it goes", async () => {
    await start({ quit: () => {} });
    await app.open(photo);
    editor.begin("grayscale");
    await emit("close-asked");
    await settle();
    expect(commands().filter((command) => ["save_history", "quit"].includes(command))).toEqual([
      "save_history",
      "quit",
    ]);
  });

  test("a photo keeps its history and leads to the beginning", async () => {
    await start();
    await app.open(photo);
    editor.begin("grayscale");
    await fireEvent.click(button("Close the photo"));
    await settle();
    expect(commands().filter((command) => ["save_history", "close_original"].includes(command))).toEqual([
      "save_history",
      "close_original",
    ]);
    expect(screen.getByRole("main", { name: "Start" })).toBeTruthy();
  });
});

test("settings are kept", async () => {
  await start({
    save_settings: () => {},
    choose_export_folder: () => ({ ...settings, export_folder: "/out" }),
  });
  await fireEvent.click(button("Settings"));
  await fireEvent.click(screen.getByRole("checkbox", { name: "Show the histogram" }));
  expect(asked("save_settings")).toEqual([{ settings: { ...settings, histogram: false } }]);
  await fireEvent.click(button("Choose a folder…"));
  await settle();
  expect(screen.getByText("/out")).toBeTruthy();
});

test("the sheet lists what keys do", async () => {
  await start();
  await fireEvent.click(button("Keyboard shortcuts"));
  const sheet = screen.getByRole("dialog").textContent!;
  for (const words of ["Undo", "White balance", "Zoom in", "Export with a proof"])
    expect(sheet).toContain(words);
});

describe("many photos", () => {
  const files = [1, 2, 3, 4].map((id) => file(id, `photo-${id}.jpg`));
  const kinds: Answers = { file_kinds: () => ["original", "photo", "photo", "other"] };
  const list = () => screen.getByRole("navigation", { name: "Photos that were dropped" });

  afterEach(() => photos.clear());

  test("are a list, opened one after another", async () => {
    await start(kinds);
    await emit("file-dropped", [...files, file(9, "photo-1.proof")]);
    await settle();
    expect(asked("file_kinds")).toEqual([{ ids: [1, 2, 3, 4] }]);
    expect(list().textContent).toContain("1 of 4: photo-1.jpg");
    for (const kind of ["original", "unsigned photo", "not a photo"])
      expect(list().textContent).toContain(kind);
    expect(button("Previous photo").disabled).toBe(true);
    await fireEvent.click(button("Next photo"));
    await settle();
    await fireEvent.keyDown(document.body, { key: "PageDown", ctrlKey: true });
    await settle();
    await fireEvent.click(within(list()).getByRole("button", { name: /photo-4.jpg/ }));
    await settle();
    expect(asked("open_file").map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect(button("Next photo").disabled).toBe(true);
    await fireEvent.click(button("Close the list"));
    expect(screen.queryByRole("navigation", { name: "Photos that were dropped" })).toBeNull();
  });

  test("are signed all at once, and those that cannot be are told", async () => {
    await start({
      ...kinds,
      choose_original_folder: () => file(20, "Originals"),
      sign_photos: ({ photos, on_progress }) => {
        on_progress.onmessage(0.5);
        return [
          { photo: photos[0]!, original: file(12, "photo-2.original.png"), problem: null },
          { photo: photos[1]!, original: null, problem: "the photo has 16 bits per channel" },
        ];
      },
    });
    await emit("file-dropped", files);
    await settle();
    await fireEvent.click(button("Sign all 2 photos…"));
    await settle();
    expect(asked("sign_photos")[0]).toMatchObject({ photos: [2, 3], folder: 20 });
    expect(list().textContent).toContain("2 of 4: photo-2.original.png");
    expect(list().textContent).toContain("the photo has 16 bits per channel");
    expect(asked("open_file").at(-1)).toEqual({ id: 12 });
    expect(button("Sign 1 photo…")).toBeTruthy();
  });
});
