// The words of the labels: every language has the same, and nothing is said that is not among them.

import { FluentResource } from "@fluent/bundle";
import { render } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { afterEach, describe, expect, test } from "vitest";

import { backEnd, found } from "../tests/backEnd";
import { checker } from "../tests/checker";
import { account, camera, file, program, settle } from "../tests/program";
import { bundleOf, languageOf, LANGUAGES } from "./catalog";
import Page from "./page/Page.svelte";
import { take } from "./page/files";
import { Visit } from "./page/visit.svelte";
import type { Account, Verification } from "./ipc/generated";
import BreakRules from "./rules/BreakRules.svelte";
import { houseRules } from "./rules/houseRules.svelte";
import OfferDialog from "./rules/OfferDialog.svelte";
import RulesSettings from "./rules/RulesSettings.svelte";
import type { BackEnd } from "./verify/backEnd";
import { Verifier } from "./verify/verifier.svelte";
import VerifyScreen from "./verify/VerifyScreen.svelte";
import { words } from "./words.svelte";

const catalogs = import.meta.glob<string>("../../words/*/screen.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});
const sources = import.meta.glob<string>(
  ["./**/*.svelte", "./**/*.ts", "!./**/*.test.ts", "../../web/src/*.ts"],
  {
    query: "?raw",
    import: "default",
    eager: true,
  },
);
/** Read by the build of the page. */
const OF_THE_BUILD = ["page-needs-script"];

/** The messages of a language, each with the variables that it uses. */
function messages(catalog: string): Record<string, string[]> {
  return Object.fromEntries(
    new FluentResource(catalog).body.map((entry) => {
      const variables = JSON.stringify(entry).matchAll(/"type":"var","name":"(\w+)"/g);
      return [entry.id, [...new Set([...variables].map(([, name]) => name!))].sort()];
    }),
  );
}

describe("the catalogs", () => {
  const english = messages(catalogs["../../words/en/screen.ftl"]!);

  test.each([...LANGUAGES])("%s has the messages of English, with the same variables", (language) => {
    expect(messages(catalogs[`../../words/${language}/screen.ftl`]!)).toEqual(english);
    expect(bundleOf(language).hasMessage("verify")).toBe(true);
  });

  test("every message is said somewhere, and none is said that is not there", () => {
    const program = Object.values(sources).join("\n");
    const said = new Set([...program.matchAll(/"([a-z]+(?:-[a-z]+)*)"/g)].map(([, id]) => id!));
    const unsaid = Object.keys(english).filter((id) => !said.has(id) && !/^standing-/.test(id));
    expect(unsaid).toEqual(OF_THE_BUILD);
    const ids = [...program.matchAll(/\bsay\(\s*"([a-z-]+)"/g)].map(([, id]) => id!);
    expect(ids.length).toBeGreaterThan(50);
    expect(ids.filter((id) => !(id in english))).toEqual([]);
  });
});

test("the first language that there are words in is spoken", () => {
  expect(languageOf(["nl", "de-AT", "fr"])).toBe("de");
  expect(languageOf(["pt-BR"])).toBe("en");
});

/** Words without a Latin letter. What stands in them, such as names, is in Greek here. */
const foreign = () => bundleOf("en", (text) => text.replace(/[A-Za-z]/g, "ж"));

const greek: Account = {
  title: "Τίτλος",
  sentence: "Πρόταση.",
  checked: ["Ένα."],
  attested: ["Έντεκα."],
  unchecked: ["Δύο."],
  next: ["Τρία."],
  warnings: ["Τέσσερα."],
  edits: ["πέντε", "έξι"],
  signer: "Επτά",
  taken: "οκτώ",
  failed: "Εννέα",
  bound: "“δέκα”",
  crop: account.crop,
  detail: "English stays English.",
  captions: ["Ζήτα: δώδεκα"],
  credentials: [],
  rules: [],
};
const names = { ...camera, name: "Κάμερα", makerName: "Ω" };
const greekCamera = { camera: names };
const png = file(2, "φωτο");
png.folder = "";

/** Whatever is shown or read out with a Latin letter, without keys, units, names of languages and of the program. */
function latin(): string[] {
  const texts: string[] = [];
  const walk = (node: Node) => {
    if (node instanceof Element) {
      if (node.matches("code, option, script, style") || node.getAttribute("lang") === "en") return;
      for (const name of [
        "aria-label",
        "aria-description",
        "aria-valuetext",
        "title",
        "placeholder",
        "alt",
      ]) {
        const value = node.getAttribute(name);
        if (value) texts.push(value);
      }
    }
    if (node instanceof Text) texts.push(node.data);
    node.childNodes.forEach(walk);
  };
  walk(document.body);
  return texts
    .map((text) => text.replace(/\b\d[\d.,]*\s(kB|s|bytes)|\b[0-9a-f]{4}( [0-9a-f]{4}){15}/g, "").trim())
    .filter((text) => /[A-Za-z]/.test(text));
}

describe("in a language without Latin letters, no Latin letter is shown", () => {
  afterEach(() => (words.substitute = null));

  const nothing = { camera: null, captured: null, clock: null, original: null, edits: null, published: null };
  const claimed = { ...greekCamera, verdict: "rejected", reason: "proof", step: 2, published: null } as const;
  const states: Record<string, Partial<Verification>> = {
    verified: found({ ...greekCamera, convertedFrom: "Χ" }, { ...greek }),
    "a hidden place": found(greekCamera, { ...greek, crop: { ...account.crop!, x: null } }),
    unedited: found({ ...greekCamera, edits: [] }, { ...greek, edits: [], crop: null }),
    "unknown maker": found(
      {
        camera: { ...names, standing: "unknown", makerName: null, simulated: true },
        verdict: "unknown_camera",
      },
      greek,
    ),
    notary: found({ camera: { ...names, notary: true } }, greek),
    "unknown notary": found(
      { camera: { ...names, standing: "unknown", makerName: null, notary: true } },
      greek,
    ),
    revoked: found({ ...claimed, camera: { ...names, standing: "revoked" } }, greek),
    rejected: found(claimed, greek),
    "rejected, unedited": found({ ...claimed, edits: [] }, { ...greek, edits: [] }),
    "not checked": found(
      { ...nothing, verdict: "not_checked", reason: "version" },
      { ...greek, signer: null },
    ),
    "a photo": found(
      { ...nothing, verdict: "not_checked", reason: "no_proof" },
      { ...greek, signer: null, crop: null, edits: [] },
      { unclaimed: { kind: "photo" }, proofBytes: null },
    ),
  };
  const intro = createRawSnippet(() => ({ render: () => "<p></p>" }));
  async function show(answers: Partial<BackEnd>) {
    words.substitute = foreign();
    const verifier = new Verifier(backEnd(answers));
    render(VerifyScreen, { props: { verifier, intro } });
    await settle();
    return verifier;
  }

  test.each(Object.entries(states))("%s", async (_, state) => {
    const answer = async () => ({ ...(state as Verification), file: png });
    const picture = async () => new ArrayBuffer(4 * (4 + 768));
    const verifier = await show({ verify: answer, picture });
    expect(latin()).toEqual([]);
    await verifier.check(png, { sidecar: file(9, "απόδειξη"), expect: "κ" });
    verifier.expect = "λ";
    await settle();
    expect(document.body.textContent).toContain("Τίτλος");
    expect(latin()).toEqual([]);
  });

  test("several files, while they are checked", async () => {
    const verifier = await show({
      verify: (_, first) => (first(found({}, greek)), new Promise(() => {})),
    });
    void verifier.checkAll([
      { file: png, sidecar: null },
      { file: { ...png, id: 3 }, sidecar: null },
    ]);
    await settle();
    expect(document.body.textContent).toContain("Επτά");
    expect(latin()).toEqual([]);
  });

  test("a check that failed", async () => {
    const verifier = await show({ verify: () => Promise.reject(new Error("σφάλμα")) });
    await verifier.check(png);
    await settle();
    expect(document.body.textContent).toContain("σφάλμα");
    expect(latin()).toEqual([]);
  });

  test("the page, its remarks and its dialogs", async () => {
    words.substitute = foreign();
    const visit = new Visit(async () => checker(), "[]");
    render(Page, { props: { visit } });
    await visit.begin();
    for (const remark of ["page-drop-address", "page-paste-none", "page-src-disk", "page-src-elsewhere"]) {
      visit.say(remark);
      await settle();
      expect(latin()).toEqual([]);
    }
    visit.hovering = true;
    document.querySelector<HTMLButtonElement>("header button:last-child")!.click();
    await settle();
    expect(latin()).toEqual([]);
    await visit.trust.offer(take(Object.assign(new Blob(), { text: async () => "[]" }), "λίστα"));
    await settle();
    expect(document.querySelector("dialog[open]")!.textContent).toContain("Ω");
    expect(latin()).toEqual([]);
    visit.trust.accept();
    visit.trust.problem = "σφάλμα";
    await settle();
    expect(latin()).toEqual([]);
  });

  test("house rules in the settings, in the export, and opened", async () => {
    words.substitute = foreign();
    const rules = { name: "Ω", told: ["Ένα."] };
    const broken = { index: null, sentence: "Δύο.", breach: "Δύο." };
    program({ keptRules: () => rules, readRules: () => rules });
    render(RulesSettings);
    render(BreakRules, { props: { judged: { name: "Ω", breaches: [broken] }, breaks: false } });
    render(OfferDialog);
    await houseRules.offer(file(3, "κανόνες"));
    await settle();
    expect(document.querySelector("dialog[open]")!.textContent).toContain("κανόνες");
    expect(document.body.textContent).toContain("Δύο.");
    expect(latin()).toEqual([]);
    houseRules.offered = houseRules.kept = null;
    await settle();
    expect(latin()).toEqual([]);
  });

  test("the page where there is no engine", async () => {
    words.substitute = foreign();
    const visit = new Visit(() => Promise.reject(new Error("none")), "");
    render(Page, { props: { visit } });
    await visit.begin();
    await settle();
    expect(document.querySelector("[role=alert]")).not.toBeNull();
    expect(latin()).toEqual([]);
  });
});
