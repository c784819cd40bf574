import { beforeEach, describe, expect, test, vi } from "vitest";

import { answer, checker } from "../../tests/checker";
import { settle } from "../../tests/program";
import type { ChosenFile } from "../ipc/generated";
import { words } from "../words.svelte";
import type { Answer, Checker, Question, Trust } from "./checker";
import * as files from "./files";
import { looksLikeRules } from "./rules.svelte";
import { Visit } from "./visit.svelte";

/** Waits until something is so, on slow machines, too. */
const until = <T>(isSo: () => T) => vi.waitUntil(isSo, { timeout: 30_000 });

/** A file of the reader; jsdom's blobs cannot be read. */
function given(name: string, text = ""): ChosenFile {
  const bytes = new TextEncoder().encode(text).buffer;
  return files.take(
    Object.assign(new Blob(), { arrayBuffer: async () => bytes, text: async () => text }),
    name,
  );
}

const unfinished = {
  ...answer,
  report: { ...answer.report, verdict: "not_checked", reason: "unfinished" },
} satisfies Answer;

let made: Checker[];
let questions: Question[];
async function visiting(answers: Partial<Checker> = {}, own = "", rules = ""): Promise<Visit> {
  made = [];
  questions = [];
  const visit = new Visit(
    async () => {
      made.push(
        checker({ end: vi.fn(), begin: async (question) => (questions.push(question), answer), ...answers }),
      );
      return made.at(-1)!;
    },
    own,
    rules,
  );
  await visit.begin();
  return visit;
}

beforeEach(() => {
  words.language = "en";
  localStorage.clear();
  history.replaceState(null, "", "/verify.html");
});

describe("the engine", () => {
  test("tells what the file claims, then what was found", async () => {
    const asked: Question[] = [];
    let finish: ((answer: Answer) => void) | undefined;
    const visit = await visiting({
      begin: async (question) => (asked.push(question), unfinished),
      finish: () => new Promise((resolve) => (finish = resolve)),
    });
    const checked = visit.verifier.check(given("a.png", "pixels"), {
      sidecar: given("a.proof"),
      expect: "7",
    });
    await until(() => visit.verifier.claims);
    expect(visit.verifier.verification).toBeNull();
    expect(visit.verifier.claims!.report.camera!.makerName).toBe("Acme");
    await until(() => finish);
    finish!(answer);
    await checked;
    expect(visit.verifier.verification!.file.name).toBe("a.png");
    expect(asked.map((question) => ({ ...question, picture: [...question.picture] }))).toEqual([
      {
        picture: [...new TextEncoder().encode("pixels")],
        sidecar: new Uint8Array(),
        trust: undefined,
        expect: "7",
        language: "en",
      },
    ]);
  });

  test("is ended when another file is to be checked, and another one is made", async () => {
    const ends: ((answer: Answer) => void)[] = [];
    const visit = await visiting({ begin: () => new Promise((resolve) => ends.push(resolve)) });
    const first = visit.verifier.check(given("a.png"));
    await until(() => ends.length === 1);
    void visit.verifier.check(given("b.png"));
    await until(() => ends.length === 2);
    expect(made).toHaveLength(2);
    expect(made[0]!.end).toHaveBeenCalled();
    ends[0]!(answer);
    await first;
    expect(visit.verifier.verification).toBeNull();
    ends[1]!(answer);
    await until(() => visit.verifier.verification);
    expect(visit.verifier.verification!.file.name).toBe("b.png");
  });

  test.each([
    [new Error("unreachable"), /stopped unexpectedly: unreachable/],
    [new RangeError("out of memory"), /not enough memory/],
  ])("that fails is not used again: %s", async (error, said) => {
    let failing = true;
    const visit = await visiting({
      begin: () => (failing ? Promise.reject(error) : Promise.resolve(answer)),
    });
    await visit.verifier.check(given("a.png"));
    expect(visit.verifier.problem).toMatch(said);
    failing = false;
    await visit.verifier.again();
    expect(visit.verifier.verification).not.toBeNull();
    expect(made).toHaveLength(2);
  });

  test("that cannot be made is said to be missing", async () => {
    const visit = new Visit(() => Promise.reject(new Error("no WebAssembly")), "");
    await visit.begin();
    expect(visit.unable).toBe(true);
  });
});

describe("a file", () => {
  test("cannot be named so that its name reads like something else", async () => {
    const visit = await visiting();
    await visit.verifier.check(given("a\u202egnp.exe"));
    expect(visit.verifier.file!.name).toBe("a\\u202egnp.exe");
  });

  test("that is too long to be checked is read no further than needed to know that", async () => {
    const size = 5 * 2 ** 30;
    const slice = vi.fn(() => ({ arrayBuffer: async () => new ArrayBuffer(1), text: async () => "{" }));
    const visit = await visiting();
    await visit.verifier.check(files.take({ size, slice } as unknown as Blob, "film.mkv"));
    expect(slice).toHaveBeenLastCalledWith(0, 512 * 2 ** 20 + 1);
    await visit.trust.offer(files.take({ size, slice } as unknown as Blob, "film.json"));
    expect(slice).toHaveBeenLastCalledWith(0, 4 * 2 ** 20 + 1);
  });
});

describe("files that come together", () => {
  test("are pictures with their proofs", async () => {
    const visit = await visiting();
    visit.take([given("a.png"), given("a.proof"), given("b.png"), given("c.proof")]);
    expect(visit.verifier.list.map((entry) => [entry.file.name, entry.sidecar?.name])).toEqual([
      ["a.png", "a.proof"],
      ["b.png", undefined],
    ]);
    expect(visit.remark).toBe("c.proof belongs to none of these pictures.");
  });

  test("are the proof of the picture that is shown", async () => {
    const visit = await visiting();
    visit.take([given("a.proof")]);
    expect(visit.remark).toBe("a.proof is a proof. Choose its picture as well.");
    visit.take([given("a.png")]);
    await settle();
    visit.take([given("other.proof")]);
    expect([visit.verifier.file!.name, visit.verifier.sidecar!.name]).toEqual(["a.png", "other.proof"]);
    expect(visit.remark).toBeNull();
  });

  test("are none", async () => {
    const visit = await visiting();
    visit.take([]);
    expect(visit.remark).toMatch(/^Only an address was dropped/);
    words.language = "de";
    expect(visit.remark).toMatch(/^Das war nur eine Adresse/);
    visit.closeRemark();
    expect(visit.remark).toBeNull();
  });
});

describe("a trust list", () => {
  /** By which list a picture is judged. */
  async function asked(visit: Visit): Promise<string | undefined> {
    await visit.verifier.check(given("a.png"));
    return questions.at(-1)!.trust;
  }

  test("that came with the page is used at once", async () => {
    const visit = await visiting({}, " [1]\n");
    expect(visit.trust.held.makers).toHaveLength(1);
    expect(await asked(visit)).toBe("[1]");
  });

  test("that came with the page is waited for by a picture that comes first", async () => {
    let read!: (list: Trust) => void;
    const begin = vi.fn(async () => answer);
    const readTrust = () => new Promise<Trust>((resolve) => (read = resolve));
    const visit = new Visit(async () => checker({ begin, readTrust }), "[1]");
    const begun = visit.begin();
    const checked = visit.verifier.check(given("a.png"));
    await settle();
    expect(begin).not.toHaveBeenCalled();
    read({ version: 1, makers: [], revoked: [] });
    await Promise.all([begun, checked]);
    expect(begin).toHaveBeenCalledWith(expect.objectContaining({ trust: "[1]" }));
  });

  test("that is dropped is used once the reader accepts it, and files with it are judged without", async () => {
    const visit = await visiting();
    visit.take([given("trust.json", "[2]"), given("b.png")]);
    await until(() => visit.trust.offered);
    expect(await asked(visit)).toBeUndefined();
    visit.trust.accept();
    expect(await asked(visit)).toBe("[2]");
    expect(localStorage.length).toBe(0);
    await visit.trust.drop();
    expect(await asked(visit)).toBeUndefined();
  });

  test("is remembered only where the reader wants it", async () => {
    const first = await visiting({}, "[1]");
    await first.trust.offer(given("mine.json", "[3]"));
    first.trust.accept();
    first.trust.keep(true);
    expect(first.trust.isRemembered).toBe(true);
    const second = await visiting({}, "[1]");
    expect([second.trust.list!.name, second.trust.isRemembered]).toEqual(["mine.json", true]);
    expect(await asked(second)).toBe("[3]");
    await second.trust.drop();
    expect((await visiting({}, "[1]")).trust.list!.name).toBeNull();
  });

  test("that cannot be read trusts nobody", async () => {
    const bad = { readTrust: () => Promise.reject(new Error("it is not JSON")) };
    const visit = await visiting(bad);
    await visit.trust.offer(given("bad.json", "{"));
    expect([visit.trust.offered, visit.trust.problem]).toEqual([null, "it is not JSON"]);
    const own = await visiting(bad, "{");
    expect([own.trust.held.makers, own.trust.problem]).toEqual([[], "it is not JSON"]);
    expect(await asked(own)).toBe("{");
  });

  test("is named with its origin, which no other page of the website can hide", async () => {
    expect((await visiting()).trust.origin).toMatch(/^This page trusts no maker and no notary yet/);
    const visit = await visiting({}, "[1]");
    expect(visit.trust.origin).toBe("The trust list came with this page.");
    await visit.trust.offer(given("mine.json", "[3]"));
    visit.trust.accept();
    expect(visit.trust.origin).toBe("The trust list is from the file mine.json.");
    localStorage.setItem("proofroom-trust", JSON.stringify({ name: "\u202e", text: "[4]" }));
    expect((await visiting({}, "[1]")).trust.origin).toBe(
      "The trust list is \\u202e, which this browser remembers.",
    );
    localStorage.setItem("proofroom-trust", JSON.stringify({ name: "", text: "[4]" }));
    const planted = await visiting({}, "[1]");
    expect(planted.trust.origin).toMatch(/which this browser remembers/);
    await planted.trust.drop();
    expect(planted.trust.origin).toBe("The trust list came with this page.");
  });

  test("that was remembered and cannot be read is forgotten", async () => {
    localStorage.setItem("proofroom-trust", "{");
    const visit = await visiting({}, "[1]");
    expect(visit.trust.list!.name).toBeNull();
    expect(localStorage.length).toBe(0);
  });
});

describe("house rules", () => {
  const RULES = '{"version": 1, "edits": {}}';
  /** By which rules a picture is judged. */
  async function asked(visit: Visit): Promise<string | undefined> {
    await visit.verifier.check(given("a.png"));
    return questions.at(-1)!.rules;
  }

  test("that come with a picture are used once the reader accepts them", async () => {
    const visit = await visiting();
    visit.take([given("rules.json", RULES), given("b.png")]);
    await until(() => visit.rules.offered);
    expect(visit.rules.offered).toMatchObject({ name: "Gazette", file: "rules.json" });
    expect(visit.trust.offered).toBeNull();
    expect(await asked(visit)).toBeUndefined();
    visit.rules.accept();
    expect(visit.rules.offered).toBeNull();
    expect(await asked(visit)).toBe(RULES);
    expect(localStorage.length).toBe(0);
    visit.rules.drop();
    expect(await asked(visit)).toBeUndefined();
  });

  test("that came with the page are used at once, until the reader wants none", async () => {
    const visit = await visiting({}, "", RULES);
    expect(visit.rules.used).toMatchObject({ name: "Gazette", file: null });
    expect(await asked(visit)).toBe(RULES);
    visit.rules.drop();
    expect(await asked(visit)).toBeUndefined();
    const readRules = () => Promise.reject(new Error("frame: “kept_permille” is missing"));
    const broken = await visiting({ readRules }, "", RULES);
    expect([broken.rules.used, broken.rules.problem]).toEqual([null, "frame: “kept_permille” is missing"]);
  });

  test("that the reader does not want change nothing", async () => {
    const visit = await visiting();
    await visit.rules.offer(given("rules.json", RULES));
    visit.rules.close();
    expect([visit.rules.offered, visit.rules.used]).toEqual([null, null]);
    expect(await asked(visit)).toBeUndefined();
  });

  test("that cannot be read leave those that are used", async () => {
    let bad = false;
    const readRules = async () => {
      if (bad) throw new Error("frame: “kept_permille” is missing");
      return { name: "Gazette", told: [] };
    };
    const visit = await visiting({ readRules });
    await visit.rules.offer(given("rules.json", RULES));
    visit.rules.accept();
    bad = true;
    await visit.rules.offer(given("bad.json", RULES));
    expect(visit.rules.problem).toBe("frame: “kept_permille” is missing");
    expect([visit.rules.offered, visit.rules.used!.file]).toEqual([null, "rules.json"]);
    expect(await asked(visit)).toBe(RULES);
  });

  test("are told in the language that is spoken", async () => {
    const readRules = async (_: string, language: string) => ({ name: "Gazette", told: [language] });
    const visit = await visiting({ readRules });
    await visit.rules.offer(given("rules.json", RULES));
    words.language = "fr";
    await visit.rules.translate();
    expect(visit.rules.offered!.told).toEqual(["fr"]);
  });

  test.each([
    [RULES, true],
    ['{"version": 1, "makers": []}', false],
    ["[]", false],
    ["3", false],
    ["{", false],
  ])("are told from a trust list: %s", (text, rules) => {
    expect(looksLikeRules(text)).toBe(rules);
  });
});

describe("a picture in the address", () => {
  test("is loaded only from the page's own website", async () => {
    const fetched = vi.spyOn(globalThis, "fetch").mockResolvedValue({ ok: false, status: 404 } as Response);
    history.replaceState(null, "", "/verify.html?src=https://other.example/a.png");
    expect((await visiting()).remark).toMatch(/only from its own website/);
    history.replaceState(null, "", "/verify.html?src=https://");
    expect((await visiting()).remark).toMatch(/only from its own website/);
    expect(fetched).not.toHaveBeenCalled();
    history.replaceState(null, "", "/verify.html?src=a.png");
    expect((await visiting()).remark).toBe("The picture could not be loaded (404).");
    fetched.mockRejectedValue(new Error("offline"));
    expect((await visiting()).remark).toBe("The picture could not be loaded (–).");
    const blob = Object.assign(new Blob(), { arrayBuffer: async () => new ArrayBuffer(1) });
    fetched.mockResolvedValue({ ok: true, blob: async () => blob as Blob } as Response);
    for (const [source, name] of [
      ["a.png", "a.png"],
      ["photos/a%2520b.png", "a b.png"],
      ["100%25.png", "100%.png"],
      ["%25E2%2580%25AEgnp.exe", "\\u202egnp.exe"],
    ]) {
      history.replaceState(null, "", `/verify.html?src=${source}`);
      expect((await visiting()).verifier.file).toMatchObject({ name });
    }
    fetched.mockRestore();
  });
});
