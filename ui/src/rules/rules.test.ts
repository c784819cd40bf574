import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { type Answers, file, original, plan, program, settle } from "../../tests/program";
import EditorScreen from "../editor/EditorScreen.svelte";
import { editor } from "../editor/editor.svelte";
import ExportDialog from "../export/ExportDialog.svelte";
import { exporter } from "../export/exporter.svelte";
import type { JudgedEdits } from "../ipc/generated";
import { notices } from "../parts/notices.svelte";
import { app } from "../shell/app.svelte";
import * as opening from "../shell/opening";
import { verifier } from "../shell/verifying";
import { houseRules } from "./houseRules.svelte";
import OfferDialog from "./OfferDialog.svelte";
import RulesSettings from "./RulesSettings.svelte";
import { judgedTogether } from "./together";
import { words } from "../words.svelte";

let asked: ReturnType<typeof program>["asked"];

const kept = { name: "Gazette", told: ["Allowed once: “contrast”."] };
/** Rules that allow a contrast of 1.2 at most, and no edits that come to more than one. */
const judge = (edits: readonly object[]): JudgedEdits => {
  const breaches: JudgedEdits["breaches"] = edits.flatMap((edit, index) =>
    JSON.stringify(edit).includes("1300")
      ? [{ index, sentence: `Edit ${index + 1} (contrast × 1.3): too much.`, breach: "too much." }]
      : [],
  );
  if (edits.length > 1) breaches.push({ index: null, sentence: "Too many.", breach: "Too many." });
  return { name: "Gazette", breaches };
};

beforeEach(() => {
  houseRules.kept = houseRules.judged = null;
  houseRules.problem = "";
  houseRules.offered = null;
});
afterEach(() => {
  editor.close();
  app.dialog = null;
});

/** The edits have rested for as long as it takes to judge them. */
async function judged() {
  await new Promise((resolve) => setTimeout(resolve, 200));
  await settle();
}

const CONTRAST = { id: 7, edit: { contrast: { permille: 1300 } }, enabled: true };
const GRAY = { id: 9, edit: { grayscale: {} }, enabled: true };

describe("the editor", () => {
  async function open(answers: Answers, history = [GRAY, CONTRAST]) {
    ({ asked } = program(answers));
    editor.open({ ...original, history });
    render(EditorScreen);
    await judged();
  }
  const rows = () =>
    within(screen.getByRole("region", { name: "Edits to be proved" })).getAllByRole("listitem");

  test("says beside each edit which rule it breaks, and below what all come to", async () => {
    await open({ judgeEdits: ({ edits }) => judge(edits) });
    expect(asked("judgeEdits")).toEqual([{ edits: [GRAY.edit, CONTRAST.edit], language: "en" }]);
    expect(rows().map((row) => row.textContent!.includes("Too much."))).toEqual([false, true]);
    const all = screen.getByRole("region", { name: "House rules" });
    expect(all.textContent).toContain("Not within the rules of “Gazette”.");
    expect(all.textContent).toContain("Too many.");
    expect(all.textContent).not.toContain("Too much.");
  });

  test("judges anew once the edits have changed, and what is switched off not at all", async () => {
    await open({ judgeEdits: ({ edits }) => judge(edits) });
    editor.history.toggle(7);
    await judged();
    expect(asked("judgeEdits").at(-1)).toEqual({ edits: [GRAY.edit], language: "en" });
    expect(screen.getByRole("region", { name: "House rules" }).textContent).toContain("Within the rules of");
    expect(rows().some((row) => row.textContent!.includes("Too much."))).toBe(false);
  });

  test("asks once for many changes, and passes over an answer that was overtaken", async () => {
    const answers: (() => void)[] = [];
    ({ asked } = program({
      judgeEdits: ({ edits }) => new Promise((resolve) => answers.push(() => resolve(judge(edits)))),
    }));
    houseRules.judgeSoon([CONTRAST]);
    houseRules.judgeSoon([CONTRAST, GRAY]);
    await judged();
    houseRules.judgeSoon([GRAY]);
    await judged();
    expect(asked("judgeEdits").map(({ edits }) => edits.length)).toEqual([2, 1]);
    answers[1]!();
    await settle();
    answers[0]!();
    await settle();
    expect(houseRules.judged!.breaches).toEqual([]);
    houseRules.stop();
    expect(houseRules.judged).toBeNull();
  });

  test("says nothing where no rules are kept, and what is wrong where they cannot be read", async () => {
    await open({});
    expect(screen.queryByRole("region", { name: "House rules" })).toBeNull();
    expect(houseRules.judged).toBeNull();
    program({ judgeEdits: () => Promise.reject("rules.json: version is missing") });
    editor.history.toggle(7);
    await judged();
    expect(screen.getByRole("alert").textContent).toContain("version is missing");
  });
});

describe("the export", () => {
  async function open(breaches: JudgedEdits["breaches"]) {
    const rules = { name: "Gazette", breaches };
    ({ asked } = program({ planExport: ({ edits }) => [{ ...plan, edits: edits.recipe, rules }] }));
    editor.open({ ...original, history: [CONTRAST] });
    await settle();
    render(ExportDialog);
    app.openExport();
    await settle();
  }
  const button = () => screen.getByRole<HTMLButtonElement>("button", { name: "Export" });

  test("asks for a second step where rules are broken, and again after a new plan", async () => {
    await open(judge([CONTRAST.edit]).breaches);
    expect(button().disabled).toBe(true);
    expect(screen.getByRole("dialog").textContent).toContain("Edit 1 (contrast × 1.3): too much.");
    const step = () =>
      screen.getByRole<HTMLInputElement>("checkbox", { name: /^Publish outside of the rules/ });
    await fireEvent.click(step());
    expect(button().disabled).toBe(false);
    exporter.resizeTo(null);
    await settle();
    expect([step().checked, button().disabled]).toEqual([false, true]);
  });

  test("asks for none within the rules", async () => {
    await open([]);
    expect(button().disabled).toBe(false);
    expect(screen.queryByRole("checkbox", { name: /rules/ })).toBeNull();
  });
});

test("several pictures break what any of them breaks", () => {
  const broken = (...sentences: string[]): JudgedEdits => ({
    name: "Gazette",
    breaches: sentences.map((sentence) => ({ index: null, sentence, breach: sentence })),
  });
  expect(judgedTogether(null, null)).toBeNull();
  expect(judgedTogether(null, broken("a"))).toEqual(broken("a"));
  expect(judgedTogether(broken("a", "b"), broken("b", "c"))).toEqual(broken("a", "b", "c"));
});

describe("the settings", () => {
  test("keep a rules file, show what it allows, and forget it", async () => {
    let kept_: typeof kept | null = null;
    const changed = vi.spyOn(verifier, "trustChanged").mockResolvedValue();
    ({ asked } = program({
      keptRules: () => kept_,
      chooseRules: () => (kept_ = kept),
      forgetRules: () => void (kept_ = null),
    }));
    render(RulesSettings);
    await settle();
    const choose = screen.getByRole("button", { name: "Choose a rules file…" });
    const forget = screen.getByRole<HTMLButtonElement>("button", { name: "Judge by no rules" });
    expect(forget.disabled).toBe(true);
    await fireEvent.click(choose);
    await settle();
    const section = screen.getByRole("region", { name: "House rules" });
    expect(section.textContent).toContain("by the rules of “Gazette”");
    expect(section.textContent).toContain("Allowed once: “contrast”.");
    expect(changed).toHaveBeenCalledTimes(1);
    await fireEvent.click(forget);
    await settle();
    expect(section.textContent).not.toContain("Gazette");
    expect(changed).toHaveBeenCalledTimes(2);
    changed.mockRestore();
  });

  test("say what is wrong with a file, and keep the one before", async () => {
    program({
      keptRules: () => kept,
      chooseRules: () => Promise.reject("a.json: edits: there is no edit “paint”"),
    });
    render(RulesSettings);
    await settle();
    await fireEvent.click(screen.getByRole("button", { name: "Choose a rules file…" }));
    await settle();
    expect(screen.getByRole("alert").textContent).toContain("there is no edit “paint”");
    expect(screen.getByRole("region", { name: "House rules" }).textContent).toContain("Gazette");
  });
});

describe("a rules file that is opened", () => {
  const source = file(3, "gazette.json");
  async function open(answers: Answers) {
    ({ asked } = program({ openFile: () => ({ kind: "rules" }), readRules: () => kept, ...answers }));
    render(OfferDialog);
    await opening.open(source);
    await settle();
  }

  test("is shown first, and kept if the user agrees", async () => {
    const changed = vi.spyOn(verifier, "trustChanged").mockResolvedValue();
    await open({ keptRules: () => ({ name: "Herald", told: [] }), keepRules: () => kept });
    const dialog = screen.getByRole("dialog");
    expect(dialog.textContent).toContain("gazette.json says that these are the rules of “Gazette”");
    expect(dialog.textContent).toContain("They take the place of the rules of “Herald”.");
    expect(dialog.textContent).toContain("Allowed once: “contrast”.");
    expect(asked("keepRules")).toEqual([]);
    await fireEvent.click(screen.getByRole("button", { name: "Judge by these rules" }));
    await settle();
    expect(asked("keepRules")).toEqual([{ id: 3, language: "en" }]);
    expect([houseRules.kept!.name, houseRules.offered]).toEqual(["Gazette", null]);
    expect(changed).toHaveBeenCalledTimes(1);
    changed.mockRestore();
  });

  test("is forgotten if not", async () => {
    await open({});
    expect(screen.getByRole("dialog").textContent).not.toContain("take the place");
    await fireEvent.click(screen.getByRole("button", { name: "Do not use them" }));
    await settle();
    expect(asked("keepRules")).toEqual([]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("that cannot be used says why", async () => {
    await open({ readRules: () => Promise.reject("gazette.json: edits: there is no edit “paint”") });
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(notices.current).toMatchObject({ kind: "error", file: source });
    expect(notices.current!.message).toContain("there is no edit “paint”");
    notices.current = null;
  });
});

test("everything is said in the language that is spoken", async () => {
  const german = { name: "Gazette", told: ["Einmal erlaubt: Kontrast."] };
  ({ asked } = program({ keptRules: () => german, judgeEdits: () => judge([CONTRAST.edit]) }));
  words.language = "de";
  render(RulesSettings);
  editor.open({ ...original, history: [CONTRAST] });
  render(EditorScreen);
  await judged();
  expect(asked("judgeEdits").at(-1)).toMatchObject({ language: "de" });
  const regions = screen.getAllByRole("region", { name: "Hausregeln" }).map((region) => region.textContent);
  expect(regions[0]).toContain("Bearbeitungen werden nach den Regeln von „Gazette“ beurteilt.");
  expect(regions[1]).toContain("Nicht im Rahmen der Regeln von „Gazette“.");
  words.language = "en";
});
