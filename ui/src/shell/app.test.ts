import { emit } from "@tauri-apps/api/event";
import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import {
  account,
  type Answers,
  camera,
  file,
  KEY,
  MAKER,
  original,
  program,
  report,
  settle,
  verification,
} from "../../tests/program";
import { editor } from "../editor/editor.svelte";
import type { Gives } from "../ipc";
import type { FileState } from "../ipc/generated";
import { exporter } from "../export/exporter.svelte";
import { settings as store } from "../settings/settings.svelte";
import { trustList } from "../trust/trustList.svelte";
import { verifier } from "./verifying";
import App from "./App.svelte";
import { app } from "./app.svelte";
import { notices } from "../parts/notices.svelte";
import * as opening from "./opening";
import { signing } from "./signing.svelte";
import * as life from "./life";
import { photos } from "./photos.svelte";

const photo = file(1, "harbour.original.png");
let asked: ReturnType<typeof program>["asked"];
let commands: () => string[];

async function start(answers: Answers = {}) {
  ({ asked, commands } = program({
    openFile: () => ({ kind: "original", original }),
    verify: () => verification,
    verifiedPicture: () => {
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
  app.dialog = notices.current = signing.waitsForCamera = null;
  app.remark = "";
  trustList.offered = trustList.own = null;
  verifier.file = verifier.verification = null;
});
afterEach(() => editor.close());

const settings = {
  exportFolder: null,
  sidecar: false,
  histogram: true,
  longEdge: null,
  appearance: "dark" as const,
  language: null,
  notaryFolder: null,
  ownRoots: null,
  credentials: false,
  certificates: null,
  certificateKey: null,
  format: { kind: "png" } as const,
  renditions: [],
};
const begin = { version: "1", files: [], settings, recent: [], processorProblem: null, warnings: [] };

describe("the beginning", () => {
  test("offers to open, and recent files", async () => {
    await start({ start: () => ({ ...begin, recent: [photo] }) });
    await fireEvent.click(button(/harbour.original.png/));
    await settle();
    expect(asked("openFile")).toEqual([{ id: 1 }]);
    expect(screen.getByRole("main", { name: "Editor" })).toBeTruthy();
  });

  test("opens the file of the command line", async () => {
    await start({ start: () => ({ ...begin, files: [photo] }) });
    expect(app.screen).toBe("editor");
  });

  test("lists the files of the command line", async () => {
    await start({ start: () => ({ ...begin, files: [photo, file(2, "bridge.original.png")] }) });
    expect(photos.list.map(({ file }) => file.name)).toEqual(["harbour.original.png", "bridge.original.png"]);
    expect(asked("openFile")).toEqual([{ id: 1 }]);
    photos.clear();
  });

  test("says what this machine cannot do, and what could not be read", async () => {
    await start({
      start: () => ({ ...begin, processorProblem: "no ADX here", warnings: ["settings are broken"] }),
    });
    expect(screen.getAllByRole("alert").map((alert) => alert.textContent!.trim())).toEqual([
      "no ADX here",
      "settings are broken",
    ]);
  });
});

describe("opening", () => {
  test("a published photo goes to the verifier", async () => {
    await start({ openFile: () => ({ kind: "published" }) });
    await opening.open(file(2, "published.png"));
    await settle();
    expect(screen.getByTestId("verdict").textContent).toBe("Verified");
  });

  test("an original that was changed after signing does not open, with the reason", async () => {
    await start({
      openFile: () => {
        throw "the pixels are not those that the camera signed";
      },
    });
    await opening.open(photo);
    await settle();
    expect(screen.getByRole("heading", { name: "harbour.original.png could not be opened" })).toBeTruthy();
    expect(screen.getByRole("alert").textContent!.trim()).toBe(
      "The pixels are not those that the camera signed.",
    );
    expect(editor.original).toBeNull();
  });

  const unsigned = {
    openFile: ({ id }: { id: number }) =>
      id === 6 ? { kind: "photo" as const, width: 40, height: 30 } : { kind: "original" as const, original },
    verify: () => ({
      ...verification,
      file: file(6, "holiday.jpeg"),
      report: { ...report, verdict: "not_checked" as const, reason: "no_proof" as const },
      account: {
        ...account,
        title: "Nothing to check",
        sentence: "This picture carries no proof.",
      },
      unclaimed: { kind: "photo" as const },
    }),
    chooseTarget: ({ suggestedName }: { suggestedName: string }) => file(7, suggestedName),
    signPhoto: () => photo,
  } satisfies Answers;
  const mine = {
    camera: {
      ...camera,
      name: "Simulated camera",
      maker: MAKER,
      standing: "unknown" as const,
      makerName: null,
    },
    keyFile: { id: 90, name: "device.key", folder: "/config/camera" },
  };

  test.each([
    ["opened", () => opening.open(file(6, "holiday.jpeg"))],
    ["dropped", () => emit("file-dropped", [file(6, "holiday.jpeg")])],
    ["dropped on the verifier", () => (app.go("verify"), emit("file-dropped", [file(6, "holiday.jpeg")]))],
    ["chosen in the verifier", () => (app.go("verify"), verifier.choose())],
    ["recent", () => fireEvent.click(button(/holiday.jpeg/))],
    ["an argument", () => life.begin()],
  ])("a picture without a proof gets one answer: %s", async (way, come) => {
    const named = { ...begin, recent: [file(6, "holiday.jpeg")] };
    await start({
      ...unsigned,
      start: () => (way === "an argument" ? { ...named, files: [file(6, "holiday.jpeg")] } : named),
      choosePhotos: () => [file(6, "holiday.jpeg")],
    });
    await come();
    await settle();
    expect(screen.getByTestId("verdict").textContent).toBe("Nothing to check");
    expect(screen.getByText("This picture carries no proof.")).toBeTruthy();
    // Its proof may be a separate file.
    expect(button("Choose the proof…")).toBeTruthy();
    const sign = button(/I took this photo/);
    expect(sign.className).not.toContain("primary");
  });

  test("a trust list is shown before it is imported", async () => {
    const news = { makers: [{ name: "Gazette", key: KEY }], notaries: [], revoked: [], known: [] };
    await start({
      openFile: () => ({ kind: "trust_list" }),
      trust: () => ({ makers: [], notaries: [], revoked: [] }),
      readTrustList: () => news,
    });
    await opening.open(file(8, "trust.json"));
    await settle();
    expect(app.screen).toBe("trust");
    expect(screen.getByRole("heading", { name: "Import trust.json?" })).toBeTruthy();
    expect(asked("importTrustList")).toHaveLength(0);
  });

  describe("a photo with Content Credentials", () => {
    const desk = { ...camera, key: KEY, maker: KEY, name: "Desk", makerName: null, notary: true };
    const notary = {
      notary: { ...desk, standing: "unknown" as const },
      keyFile: file(91, "notary.key"),
      warning: null,
    };
    const attested = { ...original, camera: notary.notary, attested: ["Desk attests it."] };
    const valid = { kind: "valid" as const, found: ["Acme signed it.", "Acme is listed."], vouched: true };
    const credentials = () => screen.queryByRole("region", { name: "Content Credentials of this photo" });

    async function open(answers: Answers) {
      await start({
        ...unsigned,
        openFile: ({ id }) =>
          id === 6 ? { kind: "photo", width: 40, height: 30 } : { kind: "original", original: attested },
        examinePhoto: () => valid,
        defaultOriginal: () => file(8, "holiday.original.png"),
        ...answers,
      });
      await opening.open(file(6, "holiday.jpeg"));
      await settle();
    }

    test("is signed as the user's notary, beside the photo, and the notary can be trusted", async () => {
      let own: Gives<"ownNotary"> = notary;
      await open({
        ownNotary: () => own,
        trustOwnNotary: () => (own = { ...notary, notary: { ...desk, standing: "trusted" } }),
        originalSigner: () => ({ camera: desk, attested: attested.attested, cameraWarning: null }),
        writeTrustList: () => {},
      });
      expect(asked("examinePhoto")).toEqual([{ id: 6, language: "en" }]);
      for (const said of valid.found) expect(credentials()!.textContent).toContain(said);
      // The simulated camera is not what this photo wants, and says so.
      const simulated = screen.getByText("Try it with a simulated camera instead").closest("details")!;
      expect(simulated.open).toBe(false);
      expect(simulated.textContent).toContain("learn nothing of these Content Credentials");
      await fireEvent.click(button("Sign as notary “Desk”"));
      await settle();
      expect(asked("chooseTarget")).toHaveLength(0);
      const signed = { photo: 6, target: 8, by: "notary", ignoreProfile: false };
      expect(asked("signPhoto")).toMatchObject([signed]);
      expect(app.screen).toBe("editor");
      await fireEvent.click(button("Trust my notary on this machine"));
      await settle();
      expect(asked("trustOwnNotary")).toHaveLength(1);
      await fireEvent.click(button("Save trust list for readers…"));
      await settle();
      expect(asked("writeTrustList")).toEqual([{ target: 7, which: "notary" }]);
      await fireEvent.click(button("Start editing"));
      const card = screen.getByRole("region", { name: "Photo" }).textContent!;
      expect(card).toContain("Desk attests it.");
    });

    test("can be saved elsewhere", async () => {
      await open({ ownNotary: () => notary });
      await fireEvent.click(button("Sign, and save elsewhere…"));
      await settle();
      expect(asked("chooseTarget")).toEqual([{ suggestedName: "holiday.original.png", purpose: "original" }]);
      expect(asked("signPhoto")).toMatchObject([{ photo: 6, target: 7, by: "notary" }]);
    });

    test("says what is missing without a notary, which is made or chosen", async () => {
      await open({ makeNotary: () => notary, examinePhoto: () => ({ ...valid, vouched: false }) });
      expect(credentials()!.textContent).toContain("there is none on this machine yet");
      expect(credentials()!.textContent).toContain("choose a file with it in the settings");
      await fireEvent.click(button("Settings…"));
      expect(screen.getByRole("heading", { name: "Settings" })).toBeTruthy();
      await fireEvent.click(screen.getAllByRole("button", { name: "Close" })[0]!);
      await fireEvent.click(button("Set up a notary…"));
      await settle();
      const dialog = screen.getByRole("dialog");
      expect(dialog.textContent).toContain("in /config/notary");
      expect(dialog.textContent).toContain("a notary is worth as much as its care");
      const name = screen.getByLabelText("Name of the notary");
      await fireEvent.input(name, { target: { value: "é".repeat(33) } });
      expect(screen.getByText("The name is too long.")).toBeTruthy();
      expect(button("Make the notary")).toHaveProperty("disabled", true);
      await fireEvent.input(name, { target: { value: " Desk " } });
      await fireEvent.click(button("Make the notary"));
      await settle();
      expect(asked("makeNotary")).toEqual([{ name: "Desk" }]);
      expect(screen.queryByRole("dialog")).toBeNull();
      expect(button("Sign as notary “Desk”")).toBeTruthy();
    });

    test("says why a notary that was chosen cannot be used", async () => {
      await open({
        ownNotary: () => {
          throw "cannot read /usb/notary.key: No such file or directory";
        },
      });
      expect(credentials()!.textContent).toContain("Your notary cannot be used: Cannot read /usb/notary.key");
      expect(button("Set up a notary…")).toBeTruthy();
    });

    test("that do not hold says why, and what can be done", async () => {
      const message = "the photo was changed (assertion.dataHash.mismatch)";
      await open({ examinePhoto: () => ({ kind: "refused", reason: "changed", message }) });
      const said = credentials()!.textContent!;
      expect(said).toContain("They are not valid: the photo was changed after it was signed.");
      expect(said).toContain("ask for the file exactly as the camera wrote it");
      expect(said).toContain(message);
      expect(screen.queryByRole("button", { name: /notary/ })).toBeNull();
    });

    test("and one without says so beside the simulated camera", async () => {
      await open({ examinePhoto: () => ({ kind: "refused", reason: "missing", message: "none" }) });
      expect(credentials()!.textContent).toContain("This photo carries no Content Credentials (C2PA)");
      expect(button(/I took this photo/)).toBeTruthy();
    });

    test("is asked about anew when roots of one's own are named", async () => {
      await open({ chooseOwnRoots: () => ({ ...settings, ownRoots: "/roots.pem" }) });
      await store.chooseOwnRoots();
      await settle();
      expect(asked("examinePhoto")).toHaveLength(2);
    });
  });

  describe("signing", () => {
    async function ask(answers: Answers) {
      await start({ ...unsigned, ...answers });
      await opening.open(file(6, "holiday.jpeg"));
      await settle();
      await fireEvent.click(button(/I took this photo/));
      await settle();
    }

    test("asks how the camera is called before it is made", async () => {
      await ask({ ownCamera: () => null, nameCamera: () => mine });
      expect(screen.getByRole("heading", { name: "Your simulated camera" })).toBeTruthy();
      expect(asked("signPhoto")).toHaveLength(0);
      const name = screen.getByLabelText<HTMLInputElement>("Name of the camera");
      expect(name.value).toBe("Simulated camera");
      await fireEvent.input(name, { target: { value: " Desk " } });
      await fireEvent.click(button("Make the camera and sign"));
      await settle();
      expect(asked("nameCamera")).toEqual([{ name: "Desk" }]);
      expect(asked("chooseTarget")).toEqual([{ suggestedName: "holiday.original.png", purpose: "original" }]);
      expect(asked("signPhoto")).toMatchObject([{ photo: 6, target: 7, ignoreProfile: false }]);
      expect(app.screen).toBe("editor");
    });

    test("can be given up before the camera is made", async () => {
      await ask({ ownCamera: () => null });
      await fireEvent.click(button("Cancel"));
      await settle();
      expect(asked("signPhoto")).toHaveLength(0);
      expect(screen.queryByRole("dialog")).toBeNull();
    });

    test("offers to trust the camera, and the list for readers", async () => {
      let own: typeof mine | Gives<"trustOwnCamera"> = mine;
      await ask({
        ownCamera: () => own,
        trustOwnCamera: () => (own = { ...mine, camera: { ...mine.camera, standing: "trusted" } }),
        writeTrustList: () => {},
        trust: () => ({ makers: [], notaries: [], revoked: [] }),
        originalSigner: () => ({ camera, attested: [], cameraWarning: null }),
      });
      expect(screen.getByRole("heading", { name: "The photo is signed" })).toBeTruthy();
      await fireEvent.click(button("Trust my camera on this machine"));
      await settle();
      expect(screen.getByRole("region", { name: "On this machine" }).textContent).toContain(
        "Your simulated camera is trusted on this machine.",
      );
      await fireEvent.click(button("Save trust list for readers…"));
      await settle();
      expect(asked("chooseTarget").at(-1)).toEqual({ suggestedName: "trust.json", purpose: "trust_list" });
      expect(asked("writeTrustList")).toEqual([{ target: 7, which: "camera" }]);
    });

    test("ignores a profile that cannot be used only if the user says so", async () => {
      const message = "This cannot be opened: its colour profile is broken.";
      const opened = { ...original, clock: "exif_local" as const, convertedFrom: "Display P3" };
      const trusted = { ...mine, camera: { ...mine.camera, standing: "trusted" as const } };
      await ask({
        ownCamera: () => trusted,
        openFile: ({ id }) => (id === 6 ? { kind: "profile" } : { kind: "original", original: opened }),
        verify: () => ({ ...unsigned.verify(), unclaimed: { kind: "profile" as const, message } }),
      });
      expect(asked("signPhoto")).toMatchObject([{ photo: 6, target: 7, ignoreProfile: true }]);
      expect(screen.getByText(/by the photo's own EXIF, zone unknown/)).toBeTruthy();
      expect(screen.getByText("Colours converted from Display P3 before signing")).toBeTruthy();
    });

    test("with a trusted camera goes straight to the editor", async () => {
      const trusted = { ...mine, camera: { ...mine.camera, standing: "trusted" as const } };
      await ask({ ownCamera: () => trusted });
      expect([app.screen, app.dialog]).toEqual(["editor", null]);
    });

    test("shows how far it is, and can be stopped", async () => {
      let end!: (signed: null) => void;
      await ask({
        ownCamera: () => mine,
        signPhoto: (_, tell) => {
          tell(0.42);
          return new Promise<null>((resolve) => (end = resolve));
        },
        cancelSigning: () => end(null),
      });
      const bar = screen.getByRole("progressbar", { name: "Signing progress" });
      expect(bar.getAttribute("aria-valuenow")).toBe("42");
      expect(document.activeElement).toBe(button("Cancel signing"));
      // Nothing else can be started meanwhile, not even from the top bar or the list of photos.
      const parts = document.querySelectorAll<HTMLElement>(".window > div:first-child, .content");
      expect([...parts].map(({ inert }) => inert)).toEqual([true, true]);
      await fireEvent.click(button("Cancel signing"));
      await settle();
      expect(asked("cancelSigning")).toHaveLength(1);
      expect(asked("openFile")).toHaveLength(1);
      expect([app.busy, signing.done, app.screen]).toEqual(["", null, "verify"]);
      expect(screen.getByText("Nothing to check")).toBeTruthy();
    });
  });

  test("anything else is told what it is", async () => {
    await start({ openFile: () => ({ kind: "other", message: "This is a text." }) });
    await opening.open(file(8, "letter.txt"));
    await settle();
    expect(screen.getByText("This is a text.")).toBeTruthy();
  });

  test("what is not opened gives way to the photo that is open", async () => {
    await start();
    await opening.open(photo);
    for (const [opened, dismiss] of [
      [{ kind: "other", message: "This is a text." }, "Close"],
      [{ kind: "other", message: "This is a text." }, "Edit"],
    ] as const) {
      ({ asked } = program({ openFile: () => opened }));
      await opening.open(file(8, "letter.txt"));
      await settle();
      expect(screen.getByRole("main", { name: "Start" })).toBeTruthy();
      await fireEvent.click(button(dismiss));
      await settle();
      expect(screen.getByRole("main", { name: "Editor" }), dismiss).toBeTruthy();
      expect(screen.queryByRole("dialog")).toBeNull();
      expect(notices.current).toBeNull();
    }
  });

  test("without one, it leads back to the beginning", async () => {
    await start({ openFile: () => ({ kind: "other", message: "This is a text." }) });
    await opening.open(file(8, "letter.txt"));
    await settle();
    await fireEvent.click(button("Close"));
    expect([app.screen, notices.current]).toEqual(["start", null]);
  });

  test("keeps the history of the photo before it opens another", async () => {
    await start();
    await opening.open(photo);
    editor.begin("grayscale");
    await opening.open(file(2, "other.png"));
    expect(commands().filter((command) => ["saveHistory", "openFile"].includes(command))).toEqual([
      "openFile",
      "saveHistory",
      "openFile",
    ]);
  });

  test("what fails leaves the open photo open", async () => {
    await start();
    await opening.open(photo);
    program({
      openFile: () => {
        throw "it is broken";
      },
    });
    await opening.open(file(2, "other.png"));
    expect(editor.original).not.toBeNull();
    expect(app.screen).toBe("editor");
  });

  test("the window waits meanwhile", async () => {
    await start({ openFile: () => new Promise(() => {}) });
    void opening.open(photo);
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
    await emit("file-dropped", [file(5, "a.proof"), file(4, "b.png")]);
    await settle();
    expect(asked("verify")).toEqual([{ id: 4, sidecar: 5, expect: null, language: "en" }]);
  });

  test("several on the verifier are verified one after the other, each with its proof", async () => {
    await start();
    app.go("verify");
    await emit("file-dropped", [file(4, "a.png"), file(5, "b.proof"), file(6, "b.png"), file(7, "c.png")]);
    await settle();
    expect(asked("verify").map(({ id, sidecar }) => [id, sidecar])).toEqual([
      [4, null],
      [6, 5],
      [7, null],
      [4, null],
    ]);
    const list = within(screen.getByRole("region", { name: "3 of 3 pictures checked" }));
    expect(
      list.getAllByRole("button").map((entry) => entry.textContent!.replace(/\s+/g, " ").trim()),
    ).toEqual(["a.png Verified", "b.png Verified", "c.png Verified"]);
    await fireEvent.click(list.getByRole("button", { name: /b.png/ }));
    await settle();
    expect(asked("verify").at(-1)).toEqual({ id: 6, sidecar: 5, expect: null, language: "en" });
    await emit("file-dropped", [file(8, "d.png")]);
    await settle();
    expect(screen.queryByRole("region", { name: /pictures checked/ })).toBeNull();
  });

  test("what is not opened is named", async () => {
    await start({ openFile: () => ({ kind: "other", message: "This is a proof." }) });
    await emit("file-dropped", [file(3, "a.proof"), file(4, "b.proof"), file(5, "c.proof")]);
    await settle();
    const close = button("Close this message");
    expect(close.closest("p")!.textContent).toContain("Only a.proof was opened, not b.proof and c.proof.");
    await fireEvent.click(close);
    expect(app.remark).toBe("");
  });

  test("what is no file is told what to do", async () => {
    await start();
    await emit("file-dropped", []);
    await settle();
    expect(screen.getByRole("heading", { name: "Save the picture first" })).toBeTruthy();
    await fireEvent.click(within(screen.getByRole("dialog")).getAllByRole("button", { name: "Close" })[0]!);
    await fireEvent.drop(document.body);
    await settle();
    expect(screen.getByRole("heading", { name: "Save the picture first" })).toBeTruthy();
  });

  test("a proof alone is told what it is, from everywhere", async () => {
    await start({ openFile: () => ({ kind: "other", message: "This is a proof without its picture." }) });
    for (const screenBefore of ["start", "trust"] as const) {
      app.go(screenBefore);
      await emit("file-dropped", [file(5, "a.proof")]);
      await settle();
      expect(screen.getByText("This is a proof without its picture.")).toBeTruthy();
    }
    expect(asked("openFile")).toEqual([{ id: 5 }, { id: 5 }]);
  });

  test("on the verifier verifies", async () => {
    await start();
    app.go("verify");
    await emit("file-dropped", [photo]);
    await settle();
    expect(asked("openFile")).toHaveLength(0);
    expect(asked("verify")).toHaveLength(1);
  });
});

describe("a number that is typed and not passed on", () => {
  async function type(text: string): Promise<HTMLInputElement> {
    await start({ quit: () => {} });
    await opening.open(photo);
    editor.begin("resize");
    await settle();
    const width = screen.getByRole<HTMLInputElement>("spinbutton", { name: "Width" });
    width.focus();
    await fireEvent.input(width, { target: { value: text } });
    return width;
  }
  const resized = [{ resize: { width: 300, height: 200 } }];
  const plan = () => screen.getByRole("group", { name: /to be proved$/ });

  test("is in what Ctrl E exports, and the plan shows it", async () => {
    const width = await type("300");
    await fireEvent.keyDown(width, { key: "e", ctrlKey: true });
    await settle();
    expect(exporter.edits).toEqual(resized);
    expect(asked("planExport").at(-1)!.edits.recipe).toEqual(resized);
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
    await editor.history.flush();
    expect(
      asked("saveHistory")
        .at(-1)!
        .items.map(({ edit }) => edit),
    ).toEqual(resized);
  });

  test("is kept when the window is closed", async () => {
    await type("300");
    await emit("close-asked");
    await settle();
    expect(
      asked("saveHistory")
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
      expect([app.dialog, app.screen, editor.selectedWord], key).toEqual([null, "editor", "resize"]);
    }
    app.openExport();
    expect(app.dialog).toBeNull();
    expect(document.activeElement).toBe(width);
    expect(screen.getByRole("alert").textContent).toBe("A whole number from 1 to 16384");
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
    await opening.open(photo);
    await settle();
    await press(key);
    await settle();
    expect(document.activeElement).toBe(screen.getAllByRole(role, { name })[0]);
  });

  test("from control to control, and to the rectangle of a crop from the history, too", async () => {
    await start();
    await opening.open(photo);
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

test("the title names what is open", async () => {
  await start();
  expect(document.title).toBe("Proofroom");
  await opening.open(photo);
  await settle();
  expect(document.title).toBe("harbour.original.png – Proofroom");
  app.go("verify");
  await settle();
  expect(asked("showTitle").at(-1)).toEqual({ id: null });
  void verifier.check(file(2, "published.png"));
  await settle();
  expect(document.title).toBe("published.png – Proofroom");
  expect(asked("showTitle").at(-1)).toEqual({ id: 2 });
});

describe("closing", () => {
  test("the window asks while exports run, and closes when they need not be waited for", async () => {
    await start({ quit: () => {} });
    await opening.open(photo);
    app.openExport();
    await settle();
    await exporter.start();
    app.dialog = null;
    await emit("close-asked");
    await settle();
    expect(screen.getByRole("heading", { name: "An export is in progress" })).toBeTruthy();
    await fireEvent.click(button("Keep the window open"));
    expect(asked("quit")).toHaveLength(0);
    await emit("close-asked");
    await settle();
    await fireEvent.click(button("Stop and close"));
    await settle();
    expect(asked("quit")).toHaveLength(1);
  });

  test("the window asks while a photo is signed", async () => {
    let end: (signed: null) => void = () => {};
    await start({
      chooseTarget: () => file(6, "holiday.original.png"),
      signPhoto: () => new Promise((resolve) => (end = resolve)),
      quit: () => {},
    });
    void signing.sign(file(5, "holiday.jpg"));
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
    await opening.open(photo);
    editor.begin("grayscale");
    await emit("close-asked");
    await settle();
    expect(commands().filter((command) => ["saveHistory", "quit"].includes(command))).toEqual([
      "saveHistory",
      "quit",
    ]);
  });

  test("a photo keeps its history and leads to the beginning", async () => {
    await start();
    await opening.open(photo);
    editor.begin("grayscale");
    await fireEvent.click(button("Close the photo"));
    await settle();
    expect(commands().filter((command) => ["saveHistory", "closeOriginal"].includes(command))).toEqual([
      "saveHistory",
      "closeOriginal",
    ]);
    expect(screen.getByRole("main", { name: "Start" })).toBeTruthy();
  });
});

test("settings are kept", async () => {
  await start({
    saveSettings: () => {},
    chooseExportFolder: () => ({ ...settings, exportFolder: "/out" }),
  });
  await fireEvent.click(button("Settings"));
  await fireEvent.click(screen.getByRole("checkbox", { name: "Show the histogram" }));
  expect(asked("saveSettings")).toEqual([{ settings: { ...settings, histogram: false } }]);
  await fireEvent.click(button("Choose a folder…"));
  await settle();
  expect(screen.getByText("/out")).toBeTruthy();
});

test("the window is dark or light as the settings say", async () => {
  await start({ saveSettings: () => {} });
  expect(document.documentElement.dataset.theme).toBe("dark");
  await fireEvent.click(button("Settings"));
  await fireEvent.click(button("Light"));
  expect(document.documentElement.dataset.theme).toBe("light");
  expect(asked("saveSettings")).toEqual([{ settings: { ...settings, appearance: "light" } }]);
  await fireEvent.click(button("Like the desktop"));
  expect(document.documentElement.dataset.theme).toBe("dark");
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
  const states =
    (...kinds: FileState["kind"][]) =>
    () =>
      kinds.map((kind) => ({ kind, hash: null, size: null, edited: false, publications: 0 }));
  const kinds: Answers = { fileStates: states("original", "photo", "photo", "other") };
  const list = () => screen.getByRole("navigation", { name: "Photos that were opened together" });

  afterEach(() => photos.clear());

  test.each([
    ["dropped", () => emit("file-dropped", [...files, file(9, "photo-1.proof")])],
    ["chosen", () => opening.choose()],
  ])("that were %s are a list, opened one after another", async (_, come) => {
    await start({ ...kinds, choosePhotos: () => files });
    await come();
    await settle();
    expect(asked("fileStates")[0]).toEqual({ ids: [1, 2, 3, 4] });
    expect(list().textContent).toContain("1 of 4: photo-1.jpg");
    expect(screen.getAllByRole("option").map((option) => option.getAttribute("aria-label"))).toEqual([
      "photo-1.jpg, original",
      "photo-2.jpg, unsigned photo",
      "photo-3.jpg, unsigned photo",
      "photo-4.jpg, not a photo",
    ]);
    expect(button("Previous photo").disabled).toBe(true);
    await fireEvent.click(button("Next photo"));
    await settle();
    await fireEvent.keyDown(document.body, { key: "PageDown", ctrlKey: true });
    await settle();
    await fireEvent.click(screen.getByRole("option", { name: /photo-4.jpg/ }));
    await settle();
    expect(asked("openFile").map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect(button("Next photo").disabled).toBe(true);
    await fireEvent.click(button("Close the list"));
    expect(screen.queryByRole("navigation", { name: "Photos that were opened together" })).toBeNull();
  });

  test("of which some have proofs are verified, wherever they were dropped", async () => {
    await start({ fileStates: states("published", "photo", "other") });
    await emit("file-dropped", [...files.slice(0, 3), file(9, "b.proof")]);
    await settle();
    expect(app.screen).toBe("verify");
    expect(asked("verify").map(({ id }) => id)).toEqual([1, 2, 3, 1]);
    expect(photos.isShown).toBe(false);
    expect(screen.getByText("b.proof belongs to none of these pictures.")).toBeTruthy();
  });

  test("that are dropped beside a list are another list, though the verifier shows one of them", async () => {
    await start({ fileStates: states("photo", "photo") });
    await emit("file-dropped", files.slice(0, 2));
    await settle();
    app.go("verify");
    await emit("file-dropped", files.slice(2));
    await settle();
    expect(list().textContent).toContain("1 of 2: photo-3.jpg");
  });

  test("are signed all at once, and those that cannot be are told", async () => {
    await start({
      ...kinds,
      chooseOriginalFolder: () => file(20, "Originals"),
      signPhotos: ({ photos }, tell) => {
        tell(0.5);
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
    expect(asked("signPhotos")[0]).toMatchObject({ photos: [2, 3], folder: 20 });
    expect(list().textContent).toContain("2 of 4: photo-2.original.png");
    expect(screen.getByRole("option", { name: /the photo has 16 bits per channel/ })).toBeTruthy();
    expect(asked("openFile").at(-1)).toEqual({ id: 12 });
    expect(button("Sign 1 photo…")).toBeTruthy();
  });

  test("with Content Credentials are signed as the notary, all at once", async () => {
    const notary = { notary: { ...camera, notary: true }, keyFile: file(91, "notary.key"), warning: null };
    let made: typeof notary | null = null;
    await start({
      ...kinds,
      fileStates: states("original", "credentials", "credentials", "photo"),
      ownNotary: () => made,
      chooseOriginalFolder: () => file(20, "Originals"),
      signPhotos: ({ photos }) =>
        photos.map((photo) => ({ photo, original: null, problem: "the photo was changed" })),
    });
    await emit("file-dropped", files);
    await settle();
    expect(button("Sign 1 other photo with a simulated camera…")).toBeTruthy();
    await fireEvent.click(button("Sign 2 photos as notary…"));
    await settle();
    expect(screen.getByRole("heading", { name: "Set up a notary" })).toBeTruthy();
    await fireEvent.click(button("Cancel"));
    made = notary;
    await fireEvent.click(button("Sign 2 photos as notary…"));
    await settle();
    expect(asked("signPhotos")).toMatchObject([{ photos: [2, 3], folder: 20, by: "notary" }]);
    expect(screen.getAllByRole("option", { name: /the photo was changed/ })).toHaveLength(2);
  });
});
