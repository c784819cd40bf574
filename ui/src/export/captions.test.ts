import { fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, expect, test } from "vitest";

import { type Answers, program, settle } from "../../tests/program";
import { NO_CAPTIONS as none, SOURCE_TYPE_TERMS, SOURCE_TYPES } from "../ipc/generated/exports";
import { words } from "../words.svelte";
import CaptionFields from "./CaptionFields.svelte";
import { captions } from "./captions.svelte";

const gazette = { ...none, credit: "Harbour Gazette", copyright: "© {year} Harbour Gazette" };

let asked: ReturnType<typeof program>["asked"];

async function open(answers: Answers = {}) {
  ({ asked } = program({
    captionTemplates: () => ["Gazette"],
    loadCaptions: () => gazette,
    fillCaptions: ({ captions }) => ({ ...captions, copyright: "© 2025 Harbour Gazette" }),
    ...answers,
  }));
  await captions.begin(1);
  render(CaptionFields);
  screen.getByText(/^Captions: /).click();
  await settle();
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const filled = () => new Promise((resolve) => setTimeout(resolve, 350));

afterEach(() => {
  captions.template = "";
});

test("a picture says nothing about itself unless something is written", async () => {
  await open();
  expect(screen.getByText("Captions: none")).toBeTruthy();
  expect(captions.ordered).toBeNull();
  expect(asked("captionsOfOriginal")).toHaveLength(0);
  await fireEvent.input(field("Headline"), { target: { value: "Market day" } });
  expect(captions.ordered).toEqual({ ...none, headline: "Market day" });
  await fireEvent.input(field("Headline"), { target: { value: "" } });
  expect(captions.ordered).toBeNull();
});

test("a template fills the fields, its placeholders those of the photo, and again for the next photo", async () => {
  await open();
  await fireEvent.click(button("Gazette"));
  await filled();
  await settle();
  expect(field("Copyright notice").value).toBe("© {year} Harbour Gazette");
  expect(screen.getByText("© 2025 Harbour Gazette")).toBeTruthy();
  expect(asked("fillCaptions").at(-1)).toEqual({ original: 1, captions: gazette });
  await captions.begin(2);
  expect(captions.fields).toEqual(gazette);
});

test("templates are saved and forgotten", async () => {
  await open({ saveCaptions: () => {}, removeCaptions: () => {} });
  expect(button("Save as template").disabled).toBe(true);
  await fireEvent.input(field("City"), { target: { value: "Lisbon" } });
  await fireEvent.input(field("Name of a template"), { target: { value: "Lisbon desk" } });
  await fireEvent.click(button("Save as template"));
  await fireEvent.click(button("Forget the template Gazette"));
  await settle();
  expect(asked("saveCaptions")).toEqual([{ name: "Lisbon desk", captions: { ...none, city: "Lisbon" } }]);
  expect(asked("removeCaptions")).toEqual([{ name: "Gazette" }]);
});

test("what a photo says is copied field by field, braces as they are", async () => {
  await open({ captionsOfPhoto: () => ({ ...none, byline: "Ana {A}", city: "Lisbon" }) });
  await fireEvent.click(button("Copy from a photo…"));
  await settle();
  expect(captions.ordered).toBeNull();
  await fireEvent.click(button("Copy Byline"));
  expect(captions.ordered).toEqual({ ...none, byline: "Ana {{A}}" });
});

test("the digital source type is one of a list, in words", async () => {
  await open({ captionsOfPhoto: () => ({ ...none, sourceType: `${SOURCE_TYPES}digitalCapture` }) });
  const list = () => document.querySelector<HTMLSelectElement>("#caption-sourceType")!;
  expect(list()).toBe(screen.getByLabelText("Digital source type"));
  expect([...list().options].map(({ value }) => value)).toEqual(["", ...SOURCE_TYPE_TERMS]);
  expect(list().selectedOptions[0]!.textContent).toBe("not stated");
  await fireEvent.change(list(), { target: { value: "screenCapture" } });
  expect(captions.ordered).toEqual({ ...none, sourceType: "screenCapture" });
  await fireEvent.change(list(), { target: { value: "" } });
  expect(captions.ordered).toBeNull();
  await fireEvent.click(button("Copy from a photo…"));
  await settle();
  await fireEvent.click(button("Copy Digital source type"));
  await settle();
  expect(list().value).toBe("digitalCapture");
  for (const [language, label] of [
    ["de", "Mit einer Digitalkamera aufgenommen"],
    ["fr", "Prise avec un appareil numérique"],
  ] as const) {
    words.language = language;
    await settle();
    expect(list().selectedOptions[0]!.textContent).toBe(label);
  }
  words.language = "en";
});

test("what cannot be written is told", async () => {
  await open({
    fillCaptions: () => {
      throw "the headline has the placeholder {day}";
    },
  });
  await fireEvent.input(field("Headline"), { target: { value: "{day}" } });
  await filled();
  await settle();
  expect(screen.getByRole("alert").textContent).toBe("The headline has the placeholder {day}.");
});
