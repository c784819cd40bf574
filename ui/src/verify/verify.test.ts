import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { beforeEach, describe, expect, test, vi } from "vitest";

import { backEnd, found } from "../../tests/backEnd";
import { account, file, HASH, KEY, MAKER, settle, verification } from "../../tests/program";
import type { Judgement, Verdict, Verification } from "../ipc/generated";
import { words } from "../words.svelte";
import type { BackEnd, Question } from "./backEnd";
import { paired } from "./pairs";
import { Verifier } from "./verifier.svelte";
import VerifyScreen from "./VerifyScreen.svelte";

const published = file(2, "published.png");
const intro = createRawSnippet(() => ({ render: () => "<p>Drop a picture here.</p>" }));
let verifier: Verifier;
let asked: Question[];

/** The screen with an answer to every question. */
async function show(answer: Partial<Verification> = {}, answers: Partial<BackEnd> = {}) {
  asked = [];
  verifier = new Verifier(
    backEnd({
      verify: async (question) => {
        asked.push(question);
        return { ...verification, file: question.file, ...answer };
      },
      ...answers,
    }),
  );
  render(VerifyScreen, { props: { verifier, intro } });
  await verifier.check(published);
  await settle();
}

const rejected = (reason: "proof" | "signature" | "published_pixels", step: number | null = null) =>
  found({ verdict: "rejected", reason, step, published: null }, { title: "Rejected", failed: reason });
const text = () => screen.getByRole("main").textContent!.replace(/\s+/g, " ");
const region = (name: string | RegExp) => screen.getByRole("region", { name });

beforeEach(() => {
  words.language = "en";
});

describe("house rules", () => {
  const beside = "Rules are about the list of edits.";
  const judged = (state: Judgement["state"], ...sentences: string[]) => ({
    ...verification,
    account: { ...account, rules: [...sentences, beside] },
    rules: { name: "Gazette", state, breaches: [] },
  });

  test("are not spoken of where there are none", async () => {
    await show();
    expect(screen.queryByRole("region", { name: "House rules" })).toBeNull();
  });

  test("stand beside the verdict, which stays as it is", async () => {
    await show(judged("against", "Not within the rules of “Gazette”: one rule is broken.", "Edit 2: no."));
    expect(screen.getByTestId("verdict").textContent).toBe("Verified");
    const rules = region("House rules");
    expect(rules.className).toContain("against");
    expect(rules.textContent).toContain("Not within the rules of “Gazette”");
    expect(
      within(rules)
        .getAllByRole("listitem")
        .map((item) => item.textContent),
    ).toEqual(["Edit 2: no."]);
    expect(rules.textContent).toContain(beside);
  });

  test.each(["within", "no_proof", "original"] as const)("have another sign: %s", async (state) => {
    await show(judged(state, "A sentence."));
    const rules = region("House rules");
    expect(rules.className).not.toContain("against");
    expect(within(rules).queryAllByRole("listitem")).toEqual([]);
    expect(rules.textContent).toContain("A sentence.");
  });

  test("that cannot be read are said to be so", async () => {
    await show({ account: { ...account, rules: ["rules.json: the file: “edits” is missing"] } });
    expect(region("House rules").textContent).toContain("“edits” is missing");
    expect(screen.getByTestId("verdict").textContent).toBe("Verified");
  });

  test("are in the report as the command line prints it", async () => {
    await show(judged("within", "Within."));
    expect(screen.getByTestId("report").textContent).toContain('"rules":{"name":"Gazette","state":"within"');
  });
});

describe("a verified photo", () => {
  test("the verdict comes first: a word, a sign of its own, and the sentence", async () => {
    await show();
    expect(screen.getByTestId("verdict").textContent).toBe("Verified");
    expect(region("Result").querySelector("svg")).not.toBeNull();
    expect(region("Result").textContent).toContain(account.sentence);
    expect(screen.queryByText(/did not confirm/)).toBeNull();
  });

  test("then what was checked, what was not, what to do, the signer, the edits and the crop", async () => {
    await show();
    const sentences = (name: string) =>
      within(region(name))
        .getAllByRole("listitem")
        .map((item) => item.textContent!.trim());
    expect(sentences("What was checked")).toEqual(account.checked);
    expect(sentences("What this does not tell you")).toEqual(account.unchecked);
    expect(sentences("What you can do")).toEqual(account.next);
    expect(sentences("3 edits, confirmed")).toEqual(account.edits);
    for (const part of [account.signer!, "trusted maker: Acme", account.taken!])
      expect(region("Who signed the original").textContent).toContain(part);
    const diagram = screen.getByRole("img", { name: /frame of the original/ });
    expect(diagram.getAttribute("aria-label")).toContain("300 × 200 of 1200 × 800 pixels, 6% of the area");
    const [frame, crop] = diagram.querySelectorAll("rect");
    expect(["width", "height"].map((side) => frame!.getAttribute(side))).toEqual(["1200", "800"]);
    expect(["x", "y", "width", "height"].map((side) => crop!.getAttribute(side))).toEqual([
      "10",
      "20",
      "300",
      "200",
    ]);
  });

  test.each([
    [{ x: null, y: null }, "Where in the original the crop was taken is not disclosed."],
    [{ x: null, y: 0 }, "The crop’s distance from the left edge is not disclosed."],
    [{ x: 0, y: null }, "The crop’s distance from the top edge is not disclosed."],
  ])("a crop at a hidden place, %o, is drawn beside the frame", async (place, sentence) => {
    await show(found({}, { crop: { ...place, width: 300, height: 200 } }));
    const diagram = screen.getByRole("img", { name: /beside the empty frame/ });
    expect(diagram.getAttribute("aria-label")).toContain(
      `6% of the area. The rest stays hidden. ${sentence}`,
    );
    expect(diagram.parentElement!.textContent).toContain(sentence);
    const crop = diagram.querySelectorAll("rect")[1]!;
    expect(Number(crop.getAttribute("x"))).toBeGreaterThan(1200);
    expect(["width", "height"].map((side) => crop.getAttribute(side))).toEqual(["300", "200"]);
  });

  test("keys, hashes, sizes and the technical message are folded away", async () => {
    await show();
    const details = screen.getByText("Details").closest("details")!;
    expect(details.open).toBe(false);
    for (const part of ["1200 × 800 pixels", "85 kB", "1.8 s", account.detail!])
      expect(details.textContent).toContain(part);
    expect(within(details).getByText(account.detail!).lang).toBe("en");
    expect(JSON.parse(screen.getByTestId("report").textContent!).camera.maker_name).toBe("Acme");
  });

  test("keys and hashes are copied whole", async () => {
    await show();
    const copied: string[] = [];
    Object.defineProperty(navigator, "clipboard", {
      value: { writeText: async (text: string) => void copied.push(text) },
      configurable: true,
    });
    for (const what of ["Camera key", "Maker key", "Hash of the original", "Hash of this picture"]) {
      await fireEvent.click(screen.getByLabelText(`Copy: ${what}`));
    }
    expect(copied).toEqual([KEY, MAKER, HASH, KEY]);
  });

  test("without edits", async () => {
    await show(found({ edits: [] }, { edits: [], crop: null }));
    expect(region("No edits").textContent).toContain("exactly the original");
    expect(screen.queryByRole("img", { name: /frame of the original/ })).toBeNull();
  });

  test("that shows all of the original has no frame", async () => {
    const { width, height } = verification.report.original!;
    await show(found({}, { crop: { x: 0, y: 0, width, height } }));
    expect(screen.queryByRole("img", { name: /frame of the original/ })).toBeNull();
  });
});

describe("a rejected photo", () => {
  test("says which check failed, at which edit", async () => {
    await show(rejected("proof", 2));
    expect(screen.getByTestId("verdict").textContent).toBe("Rejected");
    expect(region("Result").textContent).toContain("Failed check: proof");
    const edits = within(region("3 edits, not confirmed")).getAllByRole("listitem");
    expect(edits.map((edit) => edit.textContent!.includes("fails from here on"))).toEqual([
      false,
      true,
      false,
    ]);
  });

  test("its pixels are shown with a warning", async () => {
    await show(rejected("published_pixels"), { picture: async () => new ArrayBuffer(4 * (4 + 768)) });
    expect(screen.getByRole("img", { name: /^The picture in published.png/ })).toBeTruthy();
    expect(text()).toContain("did not confirm these pixels");
  });

  test("its signature is a claim, without the colour of a good one", async () => {
    await show(rejected("published_pixels"));
    const signer = region("Who is said to have signed");
    expect(signer.textContent).toContain("Nothing connects it with this picture");
    expect(signer.querySelector(".trusted")).toBeNull();
    expect(signer.querySelector(".claimed")!.textContent).toContain("trusted maker: Acme");
    expect(screen.queryByRole("region", { name: "Who signed the original" })).toBeNull();
  });
});

test("four verdicts have four signs and four classes", async () => {
  const verdicts: Verdict[] = ["verified", "unknown_camera", "rejected", "not_checked"];
  const signs = new Set();
  for (const verdict of verdicts) {
    await show(found({ verdict }));
    const result = region("Result");
    expect(result.classList.contains(verdict)).toBe(true);
    signs.add(result.querySelector("path")!.getAttribute("d"));
    document.body.innerHTML = "";
  }
  expect(signs.size).toBe(4);
});

test("a bound text is shown as the account quotes it, never as the file has it", async () => {
  await show(found({ bound: "\u202egnp" }, { bound: "“\\u{202e}gnp”" }));
  expect(text()).toContain("“\\u{202e}gnp”");
  expect(text()).not.toContain("\u202e");
  expect(region("Code in the picture’s proof").textContent).toContain("exactly that code");
});

test("a text that a false file claims is not given as bound", async () => {
  const { report, account } = rejected("proof");
  await show({ report: { ...report, bound: "a" }, account: { ...account, bound: "“a”" } });
  expect(region("Code that the file claims").textContent).not.toContain("exactly that code");
});

describe("several files", () => {
  const names = (files: ReturnType<typeof paired>) => ({
    pictures: files.pictures.map(({ file, sidecar }) => [file.name, sidecar?.name ?? null]),
    proofs: files.proofs.map(({ name }) => name),
  });
  const given = (...names: string[]) => names.map((name, id) => file(id, name));

  test("proofs go to the pictures of their names", () => {
    expect(names(paired(given("a.png.proof", "b.PNG", "a.png", "B.proof", "c.proof")))).toEqual({
      pictures: [
        ["b.PNG", "B.proof"],
        ["a.png", "a.png.proof"],
      ],
      proofs: ["c.proof"],
    });
  });

  test("one of each belong together, but no proof is of a trust list", () => {
    expect(names(paired(given("x.proof", "a.png"))).pictures).toEqual([["a.png", "x.proof"]]);
    expect(names(paired(given("x.proof", "trust.json")))).toEqual({
      pictures: [["trust.json", null]],
      proofs: ["x.proof"],
    });
  });

  test("a proof in another folder is another picture's", () => {
    const [picture, other, proof] = given("a.png", "b.png", "a.proof");
    expect(paired([picture!, other!, { ...proof!, folder: "/else" }]).proofs).toHaveLength(1);
  });
});

test("of a file without a proof it is said what can be done", async () => {
  const nothing = { camera: null, captured: null, clock: null, original: null, edits: null, published: null };
  await show(
    found(
      { ...nothing, verdict: "not_checked", reason: "no_proof" },
      { title: "Nothing to check", signer: null, crop: null, edits: [] },
      { unclaimed: { kind: "photo" }, proofBytes: null },
    ),
  );
  expect(screen.getByTestId("verdict").textContent).toBe("Nothing to check");
  expect(screen.getAllByRole("button", { name: "Choose the proof…" })).toHaveLength(1);
  expect(screen.queryByRole("region", { name: /signed/ })).toBeNull();
});

describe("asking again", () => {
  const field = () => screen.getByLabelText("The code that you gave");
  const again = () => screen.getByRole("button", { name: "Check with it" });

  test("with a text that should be bound; one that was typed since is said to be unchecked", async () => {
    await show();
    const stale = () => screen.queryByText(/has not been checked yet/);
    expect(asked).toEqual([{ file: published, sidecar: null, expect: null, language: "en" }]);
    expect(stale()).toBeNull();
    await fireEvent.input(field(), { target: { value: "7391" } });
    expect(stale()).not.toBeNull();
    await fireEvent.click(again());
    await settle();
    expect(asked.at(-1)!.expect).toBe("7391");
    expect(stale()).toBeNull();
  });

  test("with a separate proof, and back", async () => {
    await show({}, { chooseProof: async () => file(5, "published.proof") });
    await fireEvent.click(screen.getByRole("button", { name: "Choose the proof…" }));
    await settle();
    expect(asked.at(-1)!.sidecar!.id).toBe(5);
    expect(text()).toContain("The proof comes from published.proof");
    await fireEvent.click(screen.getByRole("button", { name: "Use the proof in the picture" }));
    await settle();
    expect(asked.at(-1)!.sidecar).toBeNull();
  });

  test("the newest question is answered", async () => {
    const answers: (() => void)[] = [];
    const verify = ({ file }: Question) =>
      new Promise<Verification>((resolve) => answers.push(() => resolve({ ...verification, file })));
    verifier = new Verifier(backEnd({ verify }));
    void verifier.check(file(30, "slow.png"));
    void verifier.check(file(31, "quick.png"));
    answers[1]!();
    await settle();
    answers[0]!();
    await settle();
    expect(verifier.verification?.file.name).toBe("quick.png");
  });
});

describe("while it is checked", () => {
  /** The screen while a check runs, and what ends it. */
  async function running() {
    let first!: (claims: Verification) => void;
    let end!: (found: Verification | null) => void;
    const cancel = vi.fn();
    verifier = new Verifier(
      backEnd({
        verify: (_, told) => {
          first = told;
          return new Promise((resolve) => (end = resolve));
        },
        cancel,
      }),
    );
    render(VerifyScreen, { props: { verifier, intro } });
    void verifier.check(published);
    await settle();
    return { first, end, cancel };
  }
  const claims = found({ verdict: "not_checked", reason: null, published: null }, { title: "Not checked" });

  test("nothing is a verdict, and nothing is green", async () => {
    const { first, end } = await running();
    expect(screen.queryByTestId("verdict")).toBeNull();
    expect(region("Result").textContent).toContain("Checking…");
    first(claims);
    await settle();
    expect(screen.queryByTestId("verdict")).toBeNull();
    expect(region("Result").textContent).toContain("This is not a result yet.");
    expect(region("Result").textContent).toContain(account.signer);
    expect(screen.getByRole("main").querySelector(".verified, .trusted")).toBeNull();
    end(verification);
    await settle();
    expect(screen.getByTestId("verdict").dataset.verdict).toBe("verified");
  });

  test("it can be cancelled, and an answer that comes later is passed over", async () => {
    const { first, end, cancel } = await running();
    await fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(cancel).toHaveBeenCalledOnce();
    first(claims);
    end(verification);
    await settle();
    expect(verifier.verification).toBeNull();
    expect(text()).toContain("Drop a picture here.");
  });
});

test("another language is spoken of what was found already", async () => {
  await show();
  words.language = "de";
  await settle();
  expect(screen.getByTestId("verdict").textContent).toBe("Verified (de)");
  expect(screen.getByRole("main", { name: "Prüfen" }).lang).toBe("de");
  expect(region("Was geprüft wurde")).toBeTruthy();
  expect(asked).toHaveLength(1);
});

test("what a file is that holds no picture is asked again in another language", async () => {
  await show(
    found(
      { verdict: "not_checked", reason: "no_proof" },
      {},
      { unclaimed: { kind: "other", message: "A text." } },
    ),
  );
  expect(text()).toContain("A text.");
  words.language = "es";
  await settle();
  expect(asked.map(({ language }) => language)).toEqual(["en", "es"]);
});

test.each([
  ["an answer", {}],
  ["no answer", { verify: () => Promise.reject(new Error("it stopped")) }],
])("with %s, no level of headings is left out", async (_, answers) => {
  await show({}, answers);
  const levels = screen.getAllByRole("heading").map((heading) => Number(heading.tagName.slice(1)));
  expect(levels[0]).toBe(2);
  for (const [index, level] of levels.slice(1).entries()) expect(level - levels[index]!).toBeLessThan(2);
});
