// The verifier in the window: what only the window offers beside what was found.

import { fireEvent, render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";

import { found } from "../../tests/backEnd";
import { type Answers, camera, file, program, settle } from "../../tests/program";
import { settings } from "../settings/settings.svelte";
import { recent } from "../start/recent.svelte";
import { trustList } from "../trust/trustList.svelte";
import type { Verification } from "../ipc/generated";
import { words } from "../words.svelte";
import { app } from "./app.svelte";
import VerifierScreen from "./VerifierScreen.svelte";
import { verifier } from "./verifying";

const published = file(2, "published.png");
const unknown = { ...camera, standing: "unknown" as const, makerName: null };
const ofUnknown = found({ verdict: "unknown_camera", reason: "unknown_maker", camera: unknown });
const original = found({ published: null, edits: null }, { edits: [], crop: null });
let asked: ReturnType<typeof program>["asked"];

async function show(answer: Verification, answers: Answers = {}) {
  ({ asked } = program({
    verify: () => answer,
    verifiedPicture: () => {
      throw "no pixels";
    },
    ...answers,
  }));
  render(VerifierScreen);
  await verifier.check(published);
  await settle();
}

beforeEach(() => {
  words.language = "en";
  verifier.stop();
});

test("an unknown maker leads to the list of makers", async () => {
  await show(ofUnknown);
  await fireEvent.click(screen.getByRole("button", { name: "Trust list…" }));
  expect(app.screen).toBe("trust");
});

test("a picture of the user's own camera can be trusted at once", async () => {
  const keyFile = file(90, "device.key");
  await show(ofUnknown, {
    ownCamera: () => ({ camera: unknown, keyFile }),
    trustOwnCamera: () => ({ camera, keyFile }),
  });
  expect(screen.queryByRole("button", { name: "Trust it on this machine" })).toBeNull();
  await trustList.learnOwn();
  await settle();
  await fireEvent.click(screen.getByRole("button", { name: "Trust it on this machine" }));
  await settle();
  expect(asked("trustOwnCamera")).toHaveLength(1);
  expect(asked("verify")).toHaveLength(2);
  trustList.own = null;
});

test("an original can be opened in the editor", async () => {
  await show(original, { openFile: () => ({ kind: "published" }) });
  await fireEvent.click(screen.getByRole("button", { name: "Open in the editor" }));
  await settle();
  expect(asked("openFile")).toEqual([{ id: published.id }]);
});

test("a false one cannot", async () => {
  await show(found({ ...original.report, verdict: "rejected", reason: "signature" }, { edits: [] }));
  expect(screen.queryByRole("button", { name: "Open in the editor" })).toBeNull();
});

test("what was verified is among the recent files", async () => {
  await show(found({}), { recent: () => [published] });
  expect(recent.files).toEqual([published]);
});

test("the program is asked in the language of the verifier, and for its words in another one", async () => {
  words.language = "fr";
  const { account } = found({}, { title: "Geprüft" });
  await show(found({}), { inWords: () => account });
  expect(asked("verify")[0]).toEqual({ id: 2, sidecar: null, expect: null, language: "fr" });
  words.language = "de";
  await settle();
  expect(screen.getByTestId("verdict").textContent).toBe("Geprüft");
  expect(asked("inWords").map(({ language }) => language)).toEqual(["de"]);
});

test("the language is the one of the settings, or else the system's", () => {
  settings.take({ ...settings.current, language: "fr" });
  expect(words.language).toBe("fr");
  settings.take({ ...settings.current, language: null });
  expect(words.language).toBe("en");
});
