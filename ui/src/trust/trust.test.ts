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
import type { TrustList } from "../ipc/generated/TrustList";
import { verifier } from "../verify/verifier.svelte";
import TrustScreen from "./TrustScreen.svelte";
import { keyProblem, nameProblem } from "./trustList.svelte";

/** The screen before a list that changes as it is told. */
async function show(answers: Parameters<typeof program>[0] = {}) {
  const list: TrustList = {
    makers: [{ name: "Acme", key: MAKER }],
    revoked: [{ key: KEY, since: "2025-09-05", reason: "stolen" }],
  };
  const { asked } = program({
    trust: () => structuredClone(list),
    add_maker: ({ name, key }) => void list.makers.push({ name, key }),
    rename_maker: ({ name }) => void (list.makers[0]!.name = name),
    remove_maker: () => void list.makers.shift(),
    ...answers,
  });
  render(TrustScreen);
  await settle();
  return asked;
}

const button = (name: string | RegExp) => screen.getByRole("button", { name });
const makers = () =>
  within(screen.getByRole("region", { name: "Makers that you trust" }))
    .queryAllByRole("listitem")
    .map((item) => item.querySelector("strong")?.textContent);

test("lists makers, and revoked keys with their dates", async () => {
  await show();
  expect(makers()).toEqual(["Acme"]);
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
  expect(asked("add_maker")).toEqual([{ name: "Bolt", key }]);
  expect(makers()).toEqual(["Acme", "Bolt"]);
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Name" }).value).toBe("");
});

test("a key that is none is not sent", async () => {
  const asked = await show();
  await fireEvent.input(screen.getByLabelText("Name"), { target: { value: "Bolt" } });
  await fireEvent.input(screen.getByLabelText(/^Key/), { target: { value: "12ab" } });
  await fireEvent.click(button("Add"));
  expect(asked("add_maker")).toHaveLength(0);
  expect(screen.getByText("A key has 64 hexadecimal digits; these are 4.")).toBeTruthy();
});

test("what the program refuses is told, and what was typed stays", async () => {
  await show({
    add_maker: () => {
      throw "no signature can be checked under this key";
    },
  });
  await fireEvent.input(screen.getByLabelText("Name"), { target: { value: "Bolt" } });
  await fireEvent.input(screen.getByLabelText(/^Key/), { target: { value: "0".repeat(64) } });
  await fireEvent.click(button("Add"));
  await settle();
  expect(screen.getByRole("alert").textContent).toBe("no signature can be checked under this key");
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Name" }).value).toBe("Bolt");
});

test("a maker is renamed", async () => {
  const asked = await show();
  await fireEvent.click(button("Rename Acme"));
  await fireEvent.input(screen.getByLabelText("New name"), { target: { value: "Acme Cameras" } });
  await fireEvent.click(button("Save"));
  await settle();
  expect(asked("rename_maker")).toEqual([{ key: MAKER, name: "Acme Cameras" }]);
  expect(makers()).toEqual(["Acme Cameras"]);
});

describe("removing", () => {
  test("asks first", async () => {
    const asked = await show();
    await fireEvent.click(button("Remove Acme"));
    await fireEvent.click(button("Keep it"));
    expect(asked("remove_maker")).toHaveLength(0);
    await fireEvent.click(button("Remove Acme"));
    await fireEvent.click(button("Remove"));
    await settle();
    expect(asked("remove_maker")).toEqual([{ key: MAKER }]);
    expect(screen.getByText(/You trust no maker yet/)).toBeTruthy();
  });
});

describe("importing revocations", () => {
  test("says how many keys were added", async () => {
    const asked = await show({
      choose_revocations: () => file(4, "revoked.json"),
      import_revocations: () => 3,
    });
    await fireEvent.click(button("Import a list…"));
    await settle();
    expect(asked("import_revocations")).toEqual([{ id: 4 }]);
    expect(screen.getByText("3 revoked keys were added.")).toBeTruthy();
  });

  test("without a file does nothing", async () => {
    const asked = await show({ choose_revocations: () => null });
    await fireEvent.click(button("Import a list…"));
    await settle();
    expect(asked("import_revocations")).toHaveLength(0);
  });
});

test("a maker whose key is revoked is marked, in words", async () => {
  const list = {
    makers: [
      { name: "Acme", key: MAKER },
      { name: "Bolt", key: KEY },
    ],
    revoked: [{ key: KEY, since: "2025-09-05", reason: "stolen" }],
  };
  await show({ trust: () => list });
  const mark = screen.getByText(/revoked: every photo of its cameras is rejected/);
  expect(mark.querySelector("svg")).not.toBeNull();
  expect(mark.closest("li")!.querySelector("strong")!.textContent).toBe("Bolt");
});

describe("after a change of the list", () => {
  const unknown = {
    camera: { ...camera, standing: "unknown" as const, maker_name: null },
    camera_warning: "not trusted",
  };
  let asked: Awaited<ReturnType<typeof show>>;

  beforeEach(async () => {
    asked = await show({
      verify: () => verification,
      verified_picture: () => {
        throw "no pixels";
      },
      recent: () => [],
      original_signer: () => unknown,
      choose_revocations: () => file(4, "revoked.json"),
      import_revocations: () => 1,
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
  const import_list = () => fireEvent.click(button("Import a list…"));

  test.each([
    ["added", add],
    ["renamed", rename],
    ["removed", remove],
    ["imported", import_list],
  ])("%s: the verdict and the camera of the original are asked anew", async (_, change) => {
    await change();
    await settle();
    expect(asked("verify")).toEqual(Array(2).fill({ id: 2, sidecar: 5, expect: "7391" }));
    expect(editor.original?.camera).toEqual(unknown.camera);
    expect(editor.original?.camera_warning).toBe("not trusted");
    expect([editor.items.length, editor.selection]).toEqual([1, { kind: "item", id: 1 }]);
  });
});

test("a list that brings nothing new asks nothing anew", async () => {
  const asked = await show({
    verify: () => ({ ...verification, report }),
    verified_picture: () => new ArrayBuffer(0),
    choose_revocations: () => file(4, "revoked.json"),
    import_revocations: () => 0,
  });
  await verifier.check(file(2, "published.png"));
  await fireEvent.click(button("Import a list…"));
  await settle();
  expect(asked("verify")).toHaveLength(1);
  verifier.file = null;
});

test("names and keys", () => {
  expect([nameProblem("Acme"), nameProblem("  "), nameProblem("é".repeat(129))]).toEqual([
    "",
    "Give the maker a name.",
    "The name is too long.",
  ]);
  expect(keyProblem(KEY)).toBe("");
  expect(keyProblem(`${KEY}00`)).toContain("these are 66");
  expect(keyProblem("xyz")).toContain("0 to 9 and a to f");
});
