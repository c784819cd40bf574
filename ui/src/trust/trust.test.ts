import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import {
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
import type { Role, TrustList, TrustNews } from "../ipc/generated";
import { verifier } from "../shell/verifying";
import ImportDialog from "./ImportDialog.svelte";
import TrustScreen from "./TrustScreen.svelte";
import { keyProblem, nameProblem, trustList } from "./trustList.svelte";

const NOTARY = "9a".repeat(32);

/** The screen before a list that changes as it is told. */
async function show(answers: Parameters<typeof program>[0] = {}) {
  const list: TrustList = {
    makers: [{ name: "Acme", key: MAKER }],
    notaries: [{ name: "Gazette desk", key: NOTARY }],
    revoked: [{ key: KEY, since: "2025-09-05", reason: "stolen" }],
  };
  const entries = (role: Role) => (role === "maker" ? list.makers : list.notaries);
  const { asked } = program({
    trust: () => structuredClone(list),
    addTrusted: ({ role, name, key }) => void entries(role).push({ name, key }),
    renameTrusted: ({ role, name }) => void (entries(role)[0]!.name = name),
    removeTrusted: ({ role }) => void entries(role).shift(),
    ...answers,
  });
  trustList.offered = trustList.own = null;
  render(TrustScreen);
  await settle();
  return asked;
}

const button = (name: string | RegExp) => screen.getByRole("button", { name });
const named = (region: string) =>
  within(screen.getByRole("region", { name: region }))
    .queryAllByRole("listitem")
    .map((item) => item.querySelector("strong")?.textContent);
const makers = () => named("Makers you trust");
const notaries = () => named("Notaries you trust");

test("lists makers and notaries apart, and revoked keys with their dates", async () => {
  await show();
  expect([makers(), notaries()]).toEqual([["Acme"], ["Gazette desk"]]);
  const [, row] = screen.getAllByRole("row");
  expect(
    within(row!)
      .getAllByRole("cell")
      .map((cell) => cell.textContent!.trim()),
  ).toEqual(["2025-09-05", "abababab…ababab", "stolen"]);
});

test("a maker is added, its key however it is spaced", async () => {
  const asked = await show();
  await fireEvent.input(screen.getByLabelText("Name"), { target: { value: " Bolt " } });
  const key = "12".repeat(32);
  await fireEvent.input(screen.getByLabelText(/^Key/), {
    target: { value: key.replace(/(.{4})/g, "$1 ").toUpperCase() },
  });
  await fireEvent.click(button("Add"));
  await settle();
  expect(asked("addTrusted")).toEqual([{ role: "maker", name: "Bolt", key }]);
  expect(makers()).toEqual(["Acme", "Bolt"]);
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Name" }).value).toBe("");
});

test("a notary is added, renamed and removed as such", async () => {
  const asked = await show();
  await fireEvent.click(button("A notary"));
  await fireEvent.input(screen.getByLabelText("Name"), { target: { value: "Bolt" } });
  await fireEvent.input(screen.getByLabelText(/^Key/), { target: { value: MAKER } });
  await fireEvent.click(button("Add"));
  await settle();
  expect([makers(), notaries()]).toEqual([["Acme"], ["Gazette desk", "Bolt"]]);
  await fireEvent.click(button("Rename Gazette desk"));
  await fireEvent.input(screen.getByLabelText("New name"), { target: { value: "Gazette" } });
  await fireEvent.click(button("Save"));
  await settle();
  await fireEvent.click(button("Remove Gazette"));
  await fireEvent.click(button("Remove"));
  await settle();
  expect(asked("renameTrusted")).toEqual([{ role: "notary", key: NOTARY, name: "Gazette" }]);
  expect(asked("removeTrusted")).toEqual([{ role: "notary", key: NOTARY }]);
  expect(notaries()).toEqual(["Bolt"]);
});

test("a key that is none is not sent", async () => {
  const asked = await show();
  await fireEvent.input(screen.getByLabelText("Name"), { target: { value: "Bolt" } });
  await fireEvent.input(screen.getByLabelText(/^Key/), { target: { value: "12ab" } });
  await fireEvent.click(button("Add"));
  expect(asked("addTrusted")).toHaveLength(0);
  expect(screen.getByText("A key has 64 hexadecimal digits; these are 4.")).toBeTruthy();
});

test("what the program refuses is told, and what was typed stays", async () => {
  await show({
    addTrusted: () => {
      throw "no signature can be checked under this key";
    },
  });
  await fireEvent.input(screen.getByLabelText("Name"), { target: { value: "Bolt" } });
  await fireEvent.input(screen.getByLabelText(/^Key/), { target: { value: "0".repeat(64) } });
  await fireEvent.click(button("Add"));
  await settle();
  expect(screen.getByRole("alert").textContent).toBe("No signature can be checked under this key.");
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Name" }).value).toBe("Bolt");
});

test("a maker is renamed", async () => {
  const asked = await show();
  await fireEvent.click(button("Rename Acme"));
  await fireEvent.input(screen.getByLabelText("New name"), { target: { value: "Acme Cameras" } });
  await fireEvent.click(button("Save"));
  await settle();
  expect(asked("renameTrusted")).toEqual([{ role: "maker", key: MAKER, name: "Acme Cameras" }]);
  expect(makers()).toEqual(["Acme Cameras"]);
});

describe("removing", () => {
  test("asks first", async () => {
    const asked = await show();
    await fireEvent.click(button("Remove Acme"));
    await fireEvent.click(button("Keep it"));
    expect(asked("removeTrusted")).toHaveLength(0);
    await fireEvent.click(button("Remove Acme"));
    await fireEvent.click(button("Remove"));
    await settle();
    expect(asked("removeTrusted")).toEqual([{ role: "maker", key: MAKER }]);
    expect(screen.getByText(/You do not trust any maker yet/)).toBeTruthy();
  });
});

describe("importing a list", () => {
  const GAZETTE = "12".repeat(32);
  const NORTHERN = "78".repeat(32);
  const news = {
    makers: [
      { name: "Gazette", key: GAZETTE },
      { name: "Stranger", key: "34".repeat(32) },
    ],
    notaries: [{ name: "Northern desk", key: NORTHERN }],
    revoked: [{ key: "56".repeat(32), since: "2025-11-18", reason: "recalled" }],
    known: [{ name: "Acme", key: MAKER }],
  };

  async function choose(found: TrustNews = news) {
    const asked = await show({
      chooseTrustList: () => file(4, "trust.json"),
      readTrustList: () => found,
      importTrustList: ({ makers, notaries }) => ({
        makers: found.makers.filter(({ key }) => makers.includes(key)),
        notaries: found.notaries.filter(({ key }) => notaries.includes(key)),
        revoked: found.revoked,
      }),
    });
    await fireEvent.click(button("Import a list…"));
    await settle();
    render(ImportDialog, { offer: trustList.offered! });
    return asked;
  }

  test("shows makers with whole keys, what is new and what is known, and the risk", async () => {
    const asked = await choose();
    expect(asked("readTrustList")).toEqual([{ id: 4 }]);
    const dialog = screen.getByRole("dialog").textContent!;
    for (const words of [
      "2 new makers",
      "1 new notary",
      "Northern desk",
      "Gazette",
      "1212 ".repeat(15) + "1212",
      "1 newly revoked key",
      "5656 ".repeat(15) + "5656",
      "since 2025-11-18: recalled",
      "Already in your list: Acme. It stays as it is.",
      "comes from somebody you trust",
    ])
      expect(dialog).toContain(words);
    expect(asked("importTrustList")).toHaveLength(0);
  });

  test("adds the makers and notaries that were accepted, and all revoked keys", async () => {
    const asked = await choose();
    await fireEvent.click(screen.getByRole("checkbox", { name: "Stranger" }));
    await fireEvent.click(button("Trust and import"));
    await settle();
    expect(asked("importTrustList")).toEqual([{ makers: [GAZETTE], notaries: [NORTHERN] }]);
    expect(trustList.offered).toBeNull();
    expect(screen.getByRole("main").textContent).toContain("Added 1 maker, 1 notary and 1 revoked key.");
  });

  test("says if a new maker has the name of one that is trusted", async () => {
    await choose({ ...news, makers: [...news.makers, { name: "ACME", key: "78".repeat(32) }] });
    expect(screen.getAllByText(/You trust another key under this name/)).toHaveLength(1);
  });

  test("is not what Enter does while makers are trusted by it", async () => {
    await choose();
    expect(screen.getByRole("dialog").querySelector("footer .primary")).toBeNull();
  });

  test("says so if it brings nothing", async () => {
    await choose({ makers: [], notaries: [], revoked: [], known: news.known });
    expect(screen.getByRole("dialog").textContent).toContain("Everything in this list is already in yours.");
  });

  test("without a file does nothing", async () => {
    const asked = await show({ chooseTrustList: () => null });
    await fireEvent.click(button("Import a list…"));
    await settle();
    expect(asked("readTrustList")).toHaveLength(0);
    expect(trustList.offered).toBeNull();
  });

  test("of a file that is none says why", async () => {
    await show({
      chooseTrustList: () => file(4, "trust.json"),
      readTrustList: () => {
        throw "nothing can be imported from trust.json: the trust list is empty";
      },
    });
    await fireEvent.click(button("Import a list…"));
    await settle();
    expect(screen.getByRole("alert").textContent).toBe(
      "Nothing can be imported from trust.json: the trust list is empty.",
    );
  });
});

test("one's own list can be given to others", async () => {
  const asked = await show({
    chooseTarget: ({ suggestedName }) => file(9, suggestedName),
    writeTrustList: () => {},
  });
  await fireEvent.click(button("Save my list to share…"));
  await settle();
  expect(asked("chooseTarget")).toEqual([{ suggestedName: "trust.json", purpose: "trust_list" }]);
  expect(asked("writeTrustList")).toEqual([{ target: 9, which: "own" }]);
});

describe("the user's own camera", () => {
  const unknown = { ...camera, standing: "unknown" as const, makerName: null, simulated: true };
  const keyFile = { id: 90, name: "device.key", folder: "/config/camera" };
  const region = () => within(screen.getByRole("region", { name: "Your simulated camera" }));

  test("is made with a neutral name unless another is given", async () => {
    const asked = await show({
      ownCamera: () => null,
      nameCamera: () => ({ camera: unknown, keyFile }),
    });
    await fireEvent.click(region().getByRole("button", { name: "Make one…" }));
    expect(region().getByLabelText<HTMLInputElement>("Name of the camera").value).toBe("Simulated camera");
    await fireEvent.click(region().getByRole("button", { name: "Make the camera" }));
    await settle();
    expect(asked("nameCamera")).toEqual([{ name: "Simulated camera" }]);
    expect(region().getByText(/^in \/config\/camera\./)).toBeTruthy();
  });

  test("is trusted and renamed, and its list saved", async () => {
    const asked = await show({
      ownCamera: () => ({ camera: unknown, keyFile }),
      trustOwnCamera: () => ({ camera, keyFile }),
      nameCamera: ({ name }) => ({ camera: { ...unknown, name }, keyFile }),
      chooseTarget: ({ suggestedName }) => file(9, suggestedName),
      writeTrustList: () => {},
    });
    await fireEvent.click(region().getByRole("button", { name: "Trust it on this machine" }));
    await settle();
    expect(asked("trustOwnCamera")).toHaveLength(1);
    await fireEvent.click(region().getByRole("button", { name: "Rename…" }));
    const name = region().getByLabelText("Name of the camera");
    await fireEvent.input(name, { target: { value: "é".repeat(33) } });
    expect(region().getByText("The name is too long.")).toBeTruthy();
    await fireEvent.input(name, { target: { value: "Studio" } });
    await fireEvent.click(region().getByRole("button", { name: "Rename" }));
    await settle();
    expect(asked("nameCamera")).toEqual([{ name: "Studio" }]);
    await fireEvent.click(region().getByRole("button", { name: "Save trust list for readers…" }));
    await settle();
    expect(asked("writeTrustList")).toEqual([{ target: 9, which: "camera" }]);
  });
});

test("a maker whose key is revoked is marked, in words", async () => {
  const list = {
    makers: [
      { name: "Acme", key: MAKER },
      { name: "Bolt", key: KEY },
    ],
    notaries: [],
    revoked: [{ key: KEY, since: "2025-09-05", reason: "stolen" }],
  };
  await show({ trust: () => list });
  const mark = screen.getByText(/revoked: every photo from its cameras is rejected/);
  expect(mark.querySelector("svg")).not.toBeNull();
  expect(mark.closest("li")!.querySelector("strong")!.textContent).toBe("Bolt");
});

describe("after a change of the list", () => {
  const revoked = { key: "56".repeat(32), since: "2025-11-18", reason: "" };
  const unknown = {
    camera: { ...camera, standing: "unknown" as const, makerName: null },
    attested: [],
    cameraWarning: "not trusted",
  };
  let asked: Awaited<ReturnType<typeof show>>;

  beforeEach(async () => {
    asked = await show({
      verify: () => verification,
      verifiedPicture: () => {
        throw "no pixels";
      },
      recent: () => [],
      originalSigner: () => unknown,
      chooseTrustList: () => file(4, "trust.json"),
      readTrustList: () => ({ makers: [], notaries: [], revoked: [revoked], known: [] }),
      importTrustList: () => ({ makers: [], notaries: [], revoked: [revoked] }),
    });
    await verifier.check(file(2, "published.png"), { sidecar: file(5, "published.proof"), expect: "7391" });
    editor.open({ ...original, history: [{ id: 1, edit: { grayscale: {} }, enabled: true }] });
    editor.select(1);
    await settle();
  });
  afterEach(() => {
    editor.close();
    verifier.file = null;
  });

  async function add() {
    await fireEvent.input(screen.getByLabelText("Name"), { target: { value: "Bolt" } });
    await fireEvent.input(screen.getByLabelText(/^Key/), { target: { value: "12".repeat(32) } });
    await fireEvent.click(button("Add"));
  }
  async function rename() {
    await fireEvent.click(button("Rename Acme"));
    await fireEvent.input(screen.getByLabelText("New name"), { target: { value: "Acme Cameras" } });
    await fireEvent.click(button("Save"));
  }
  async function remove() {
    await fireEvent.click(button("Remove Acme"));
    await fireEvent.click(button("Remove"));
  }
  async function importList() {
    await fireEvent.click(button("Import a list…"));
    await settle();
    await trustList.import([], []);
  }

  test.each([
    ["added", add],
    ["renamed", rename],
    ["removed", remove],
    ["imported", importList],
  ])("%s: the verdict and the camera of the original are asked anew", async (_, change) => {
    await change();
    await settle();
    expect(asked("verify")).toEqual(Array(2).fill({ id: 2, sidecar: 5, expect: "7391", language: "en" }));
    expect(editor.original?.camera).toEqual(unknown.camera);
    expect(editor.original?.cameraWarning).toBe("not trusted");
    expect([editor.history.items.length, editor.selection]).toEqual([1, { kind: "item", id: 1 }]);
  });
});

test("a list that brings nothing new asks nothing anew", async () => {
  const asked = await show({
    verify: () => ({ ...verification, report }),
    verifiedPicture: () => new ArrayBuffer(0),
    chooseTrustList: () => file(4, "trust.json"),
    readTrustList: () => ({ makers: [], notaries: [], revoked: [], known: [] }),
    importTrustList: () => ({ makers: [], notaries: [], revoked: [] }),
  });
  await verifier.check(file(2, "published.png"));
  await fireEvent.click(button("Import a list…"));
  await settle();
  await trustList.import([], []);
  await settle();
  expect(asked("verify")).toHaveLength(1);
  verifier.file = null;
});

test("names and keys", () => {
  expect([
    nameProblem("Acme"),
    nameProblem("  "),
    nameProblem(" ", "notary"),
    nameProblem("é".repeat(129)),
  ]).toEqual(["", "Give the maker a name.", "Give the notary a name.", "The name is too long."]);
  expect(keyProblem(KEY)).toBe("");
  expect(keyProblem(`${KEY}00`)).toContain("these are 66");
  expect(keyProblem("xyz")).toContain("0 to 9 and a to f");
});
