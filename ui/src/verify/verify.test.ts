import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, test } from "vitest";

import {
  type Answers,
  camera,
  file,
  HASH,
  KEY,
  MAKER,
  program,
  report,
  settle,
  verification,
} from "../../tests/program";
import type { Reason, Report, Verdict, Verification } from "../ipc/generated";
import { app } from "../shell/app.svelte";
import { recent } from "../start/recent.svelte";
import { trustList } from "../trust/trustList.svelte";
import VerifyScreen from "./VerifyScreen.svelte";
import { verifier } from "./verifier.svelte";
import { paired } from "./pairs";
import { failedCheck, REASONS } from "./wording";

const published = file(2, "published.png");
let asked: ReturnType<typeof program>["asked"];

const TITLES: Record<Verdict, string> = {
  verified: "Verified",
  unknown_camera: "Proof valid, camera maker unknown",
  rejected: "Rejected",
  not_checked: "Not checked",
};

/** The screen with a file that was found to be so. */
async function show(found: Partial<Verification> = {}, answers: Answers = {}) {
  ({ asked } = program({
    verify: () => ({ ...verification, title: TITLES[(found.report ?? report).verdict], ...found }),
    verifiedPicture: () => {
      throw "no pixels";
    },
    ...answers,
  }));
  render(VerifyScreen);
  await verifier.check(published);
  await settle();
}

const rejected = (reason: Reason, step: number | null = null): Report => ({
  ...report,
  verdict: "rejected",
  reason,
  step,
  published: null,
});
const text = () => screen.getByRole("main").textContent!.replace(/\s+/g, " ");

beforeEach(() => {
  verifier.file = verifier.verification = verifier.sidecar = null;
  verifier.expect = "";
});

describe("a verified photo", () => {
  test("the verdict comes first: a word, a sign of its own, and the sentence", async () => {
    await show();
    expect(screen.getByTestId("verdict").textContent).toBe("Verified");
    const verdict = screen.getByRole("region", { name: "Verdict" });
    expect(verdict.querySelector("svg")).not.toBeNull();
    expect(verdict.textContent).toContain("Signed by camera key abababab… of Acme.");
    expect(screen.queryByText(/are not proved/)).toBeNull();
  });

  test("then edits, the crop in the frame of the original, the signer, hashes, proof and time", async () => {
    await show();
    const edits = within(screen.getByRole("region", { name: "3 edits proved" })).getAllByRole("listitem");
    expect(edits.map((edit) => edit.textContent!.trim())).toEqual(verification.editsInWords);
    const diagram = screen.getByRole("img", { name: /frame of the original/ });
    expect(diagram.getAttribute("aria-label")).toContain(
      "300 × 200 pixels at 10, 20 of the original's 1200 × 800, 6 % of its area",
    );
    const [frame, crop] = diagram.querySelectorAll("rect");
    expect(["width", "height"].map((side) => frame!.getAttribute(side))).toEqual(["1200", "800"]);
    expect(["x", "y", "width", "height"].map((side) => crop!.getAttribute(side))).toEqual([
      "10",
      "20",
      "300",
      "200",
    ]);
    for (const part of [
      "Desk camera",
      "trusted maker: Acme",
      "1200 × 800, hidden",
      "85 kB",
      "1.8 s",
      "2025-11-05 14:02:33 UTC",
    ]) {
      expect(text()).toContain(part);
    }
  });

  test("keys and hashes are copied whole", async () => {
    await show();
    const copied: string[] = [];
    Object.defineProperty(navigator, "clipboard", {
      value: { writeText: async (text: string) => void copied.push(text) },
      configurable: true,
    });
    for (const what of ["camera key", "maker key", "hash of the original", "hash of the published picture"]) {
      await fireEvent.click(screen.getByRole("button", { name: `Copy the ${what}` }));
    }
    expect(copied).toEqual([KEY, MAKER, HASH, KEY]);
  });

  test("without edits", async () => {
    await show({ report: { ...report, edits: [] }, editsInWords: [], crop: null });
    expect(screen.getByRole("region", { name: "0 edits proved" }).textContent).toContain(
      "those of the original",
    );
    expect(screen.queryByRole("img", { name: /frame of the original/ })).toBeNull();
    expect(text()).not.toContain("hidden");
  });
});

describe("a rejected photo", () => {
  test("says which check failed, at which edit, and what that means", async () => {
    await show({
      report: rejected("proof", 2),
      sentence: "At edit 2 (contrast × 1.300): a proof does not hold.",
      meaning: "The pixels are not what these edits make.",
    });
    expect(screen.getByTestId("verdict").textContent).toBe("Rejected");
    expect(text()).toContain("Failed check: the proof of the edits, at edit 2");
    expect(screen.getByRole("region", { name: "What this means" }).textContent).toContain(
      "not what these edits make",
    );
    const edits = within(screen.getByRole("region", { name: "3 edits claimed" })).getAllByRole("listitem");
    expect(edits.map((edit) => edit.textContent!.includes("invalid proof begins"))).toEqual([
      false,
      true,
      false,
    ]);
  });

  test("its pixels are shown with a warning", async () => {
    await show(
      { report: rejected("published_pixels") },
      { verifiedPicture: () => new ArrayBuffer(4 * (4 + 768)) },
    );
    expect(screen.getByRole("img", { name: /^The pixels of published.png/ })).toBeTruthy();
    expect(text()).toContain("These pixels are not proved");
  });
});

describe("a signature of what does not hold", () => {
  test("is a claim, without the colour of a good one", async () => {
    await show({ report: rejected("published_pixels") });
    const signer = screen.getByRole("region", { name: "Claimed to be signed by" });
    expect(text()).toContain("belongs to an original that nothing connects with these pixels");
    expect(signer.querySelector(".trusted")).toBeNull();
    expect(signer.querySelector(".claimed")!.textContent).toContain("trusted maker: Acme");
    expect(screen.queryByRole("region", { name: "Signed by" })).toBeNull();
  });

  test("of what holds is none", async () => {
    await show();
    const signer = screen.getByRole("region", { name: "Signed by" });
    expect(signer.querySelector(".trusted")).not.toBeNull();
    expect(text()).not.toContain("nothing connects");
  });
});

test("a bound text is shown as the program quotes it, never as the file has it", async () => {
  await show({ report: { ...report, bound: "\u202egnp" }, boundQuoted: "“\\u{202e}gnp”" });
  expect(text()).toContain("“\\u{202e}gnp”");
  expect(text()).not.toContain("\u202e");
  expect(screen.getByRole("region", { name: "Text bound to the proof" }).textContent).toContain(
    "this must be exactly that code",
  );
});

test("a text that a false file claims is not given as bound", async () => {
  await show({ report: { ...rejected("proof"), bound: "a" }, boundQuoted: "“a”" });
  const claimed = screen.getByRole("region", { name: "Text claimed to be bound to the proof" });
  expect(claimed.textContent).not.toContain("code");
});

test("what was verified is among the recent files", async () => {
  await show({}, { recent: () => [published] });
  expect(recent.files).toEqual([published]);
});

test("an unknown maker leads to the list of makers", async () => {
  await show({
    report: {
      ...report,
      verdict: "unknown_camera",
      reason: "unknown_maker",
      camera: { ...camera, standing: "unknown", makerName: null },
    },
  });
  expect(screen.getByTestId("verdict").textContent).toContain("unknown");
  await fireEvent.click(screen.getByRole("button", { name: "Trusted makers…" }));
  expect(app.screen).toBe("trust");
});

test("a picture of the user's own camera can be trusted at once", async () => {
  const unknown = { ...camera, standing: "unknown" as const, makerName: null };
  const keyFile = file(90, "device.key");
  await show(
    { report: { ...report, verdict: "unknown_camera", reason: "unknown_maker", camera: unknown } },
    {
      ownCamera: () => ({ camera: unknown, keyFile }),
      trustOwnCamera: () => ({ camera, keyFile }),
      trust: () => ({ makers: [], revoked: [] }),
    },
  );
  expect(screen.queryByRole("button", { name: "Trust it on this machine" })).toBeNull();
  await trustList.learnOwn();
  await settle();
  await fireEvent.click(screen.getByRole("button", { name: "Trust it on this machine" }));
  await settle();
  expect(asked("trustOwnCamera")).toHaveLength(1);
  expect(asked("verify")).toHaveLength(2);
  trustList.own = null;
});

test("an original is not called hidden, and can be opened in the editor", async () => {
  await show(
    { report: { ...report, published: null, edits: null }, editsInWords: [], crop: null },
    { openFile: () => ({ kind: "published" }) },
  );
  expect(text()).toContain("1200 × 800");
  expect(text()).not.toContain("hidden");
  await fireEvent.click(screen.getByRole("button", { name: "Open in the editor" }));
  await settle();
  expect(asked("openFile")).toEqual([{ id: published.id }]);
});

test("a false one cannot", async () => {
  await show({ report: rejected("signature") });
  expect(screen.queryByRole("button", { name: "Open in the editor" })).toBeNull();
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

test("a file without a proof is neither verified nor rejected", async () => {
  const nothing = {
    camera: null,
    captured: null,
    clock: null,
    convertedFrom: null,
    original: null,
    edits: null,
    published: null,
  };
  await show({
    report: { ...report, ...nothing, verdict: "not_checked", reason: "no_proof" },
    sentence: "The picture carries no proof.",
    proofBytes: null,
    crop: null,
    editsInWords: [],
  });
  expect(screen.getByTestId("verdict").textContent).toBe("Not checked");
  expect(text()).not.toContain("Failed check");
  expect(screen.queryByRole("region", { name: "Signed by" })).toBeNull();
});

describe("asking again", () => {
  test("with a text that should be bound", async () => {
    await show();
    expect(asked("verify")).toEqual([{ id: 2, sidecar: null, expect: null }]);
    await fireEvent.input(screen.getByLabelText(/Text you asked to have bound/), {
      target: { value: "7391" },
    });
    await fireEvent.click(screen.getByRole("button", { name: "Check again" }));
    await settle();
    expect(asked("verify").at(-1)).toEqual({ id: 2, sidecar: null, expect: "7391" });
  });

  test("a text that was typed since is said to be unchecked", async () => {
    await show();
    const stale = () => screen.queryByText(/has not been checked yet/);
    expect(stale()).toBeNull();
    await fireEvent.input(screen.getByLabelText(/Text you asked to have bound/), {
      target: { value: "7391" },
    });
    expect(stale()).not.toBeNull();
    await fireEvent.click(screen.getByRole("button", { name: "Check again" }));
    await settle();
    expect(stale()).toBeNull();
  });

  test("with a separate proof, and back", async () => {
    await show({}, { chooseSidecar: () => file(5, "published.proof") });
    await fireEvent.click(screen.getByRole("button", { name: "Choose a proof…" }));
    await settle();
    expect(asked("verify").at(-1)!.sidecar).toBe(5);
    expect(text()).toContain("Proof from published.proof");
    await fireEvent.click(screen.getByRole("button", { name: "Use the proof in the picture" }));
    await settle();
    expect(asked("verify").at(-1)!.sidecar).toBeNull();
  });

  test("the newest question is answered", async () => {
    const answers: (() => void)[] = [];
    await show();
    program({
      verify: ({ id }) =>
        new Promise((resolve) => answers.push(() => resolve({ ...verification, sentence: `file ${id}` }))),
    });
    void verifier.check(file(30, "slow.png"));
    void verifier.check(file(31, "quick.png"));
    answers[1]!();
    await settle();
    answers[0]!();
    await settle();
    expect(verifier.verification?.sentence).toBe("file 31");
    expect(text()).toContain("quick.png");
  });

  test("while it is checked no old verdict is shown", async () => {
    await show();
    program({ verify: () => new Promise(() => {}) });
    void verifier.check(file(32, "next.png"));
    await settle();
    expect(screen.queryByTestId("verdict")).toBeNull();
    expect(text()).toContain("Verifying");
  });
});

test("each reason has some words", () => {
  expect(Object.values(REASONS).every((words) => words.length > 3)).toBe(true);
  expect(failedCheck(rejected("signature"))).toBe("Failed check: the camera's signature");
  expect(failedCheck(report)).toBeNull();
});
