import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";

import { account, type Answers, file, original, plan, program, report, settle } from "../../tests/program";
import { editor } from "../editor/editor.svelte";
import type { ExportProgress, ExportResult } from "../ipc/generated";
import { app } from "../shell/app.svelte";
import { settings } from "../settings/settings.svelte";
import { closeAsked } from "../shell/life";
import { verifier } from "../shell/verifying";
import ExportBar from "./ExportBar.svelte";
import ExportDialog from "./ExportDialog.svelte";
import { exporter, publicationsUsed } from "./exporter.svelte";

const done: ExportResult = {
  kind: "done",
  file: file(9, "harbour-published.png"),
  sidecar: null,
  pictureBytes: 284_000,
  proofBytes: 84_000,
  seconds: 12.3,
  publications: 3,
  alreadyThere: false,
  report,
  account,
};

/** An export that ends and tells its progress when the test wants. */
function controlled() {
  let progress: (progress: ExportProgress) => void = () => {};
  let end: (result: ExportResult) => void = () => {};
  let fail: (reason: string) => void = () => {};
  const command: Answers["export"] = (_, tell) => {
    progress = (message) => tell(message);
    return new Promise((resolve, reject) => {
      end = resolve;
      fail = reject;
    });
  };
  return {
    command,
    tell: (message: ExportProgress) => progress(message),
    end: (result: ExportResult) => end(result),
    fail: (reason: string) => fail(reason),
  };
}

let asked: ReturnType<typeof program>["asked"];

async function open(answers: Answers = {}) {
  ({ asked } = program(answers));
  editor.open({
    ...original,
    history: [
      { id: 1, edit: { contrast: { permille: 1300 } }, enabled: true },
      { id: 2, edit: { grayscale: {} }, enabled: false },
    ],
  });
  editor.viewport.resize({ width: 640, height: 440 });
  await settle();
  render(ExportDialog);
  app.openExport();
  await settle();
}

const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>("button", { name });
const proving = { done: 0.42, stage: "proving", step: 2, steps: 3, secondsLeft: 31 } as const;

beforeEach(() => {
  exporter.phase = "plan";
  settings.current = {
    exportFolder: null,
    sidecar: false,
    histogram: true,
    longEdge: null,
    appearance: "dark",
    language: null,
    notaryFolder: null,
    ownRoots: null,
    credentials: false,
    certificates: null,
    certificateKey: null,
  };
});
afterEach(() => {
  editor.close();
  app.dialog = null;
});

test("the plan says what becomes public, what stays hidden, and the cost", async () => {
  await open();
  expect(asked("planExport")).toEqual([
    { edits: { recipe: [{ contrast: { permille: 1300 } }], places: [] }, longEdge: null, bound: null },
  ]);
  expect(screen.getByRole("region", { name: "Becomes public" }).textContent).toContain("the picture");
  expect(screen.getByRole("region", { name: "Stays hidden" }).textContent).toContain(
    "the rest of the original",
  );
  const text = screen.getByRole("dialog").textContent!;
  for (const part of [
    "300 × 200",
    "6 proofs in 2 steps",
    "84 kB",
    "about 42 s",
    "1.4 GB",
    "harbour-published.png",
    "2 of 100 publications of this original used",
  ]) {
    expect(text).toContain(part);
  }
});

test("Content Credentials are added once a certificate and its key can sign", async () => {
  const { command } = controlled();
  const chain = { ...settings.current, credentials: true, certificates: "/desk/chain.pem" };
  let problem = "";
  await open({
    export: command,
    saveSettings: () => {},
    chooseCertificates: () => chain,
    chooseCertificateKey: () => ({ ...chain, certificateKey: "/desk/key.pem" }),
    issuer: () => {
      if (problem) throw problem;
      return settings.current.certificateKey ? { name: "Harbour Gazette", warning: null } : null;
    },
  });
  expect(asked("issuer")).toHaveLength(0);
  await fireEvent.click(screen.getByRole("checkbox", { name: /Add Content Credentials/ }));
  await settle();
  expect(asked("saveSettings").at(-1)!.settings.credentials).toBe(true);
  expect(button("Export").disabled).toBe(true);
  await fireEvent.click(button("Choose certificates…"));
  await settle();
  expect(screen.getByText("/desk/chain.pem")).toBeTruthy();
  expect(button("Export").disabled).toBe(true);
  problem = "the key is protected by a password";
  await fireEvent.click(button("Choose the key…"));
  await settle();
  expect(screen.getByText("The key is protected by a password.")).toBeTruthy();
  expect(button("Export").disabled).toBe(true);
  // The reason may be out of sight, so that one stands beside the button.
  const beside = () => screen.queryByText(/^Content Credentials cannot be signed: see above/);
  expect(beside()).toBeTruthy();
  problem = "";
  await fireEvent.click(button("Choose the key…"));
  await settle();
  expect(beside()).toBeNull();
  expect(screen.getByText("Harbour Gazette")).toBeTruthy();
  await fireEvent.click(button("Export"));
  expect(asked("export")[0]).toMatchObject({ target: 9, credentials: true });
});

test("how many publications are used", () => {
  expect(publicationsUsed({ publications: 0, publicationsLimit: 100 })).toBe(
    "0 of 100 publications of this original used on this machine",
  );
});

test("a text that is bound is planned and exported; an empty one binds nothing", async () => {
  const { command } = controlled();
  await open({ export: command });
  const field = screen.getByLabelText(/Code or text that a verifier asked/);
  await fireEvent.input(field, { target: { value: "7391" } });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(asked("planExport").at(-1)!.bound).toBe("7391");
  await fireEvent.click(screen.getByRole("checkbox", { name: /separate file/ }));
  await fireEvent.click(button("Export"));
  expect(asked("export")[0]).toMatchObject({ bound: "7391", target: 9, sidecar: true });
});

test("Escape in the field of the size drops what is typed; with nothing typed it closes the dialog", async () => {
  await open();
  const field = screen.getByRole<HTMLInputElement>("spinbutton", { name: "Longer side" });
  // A key that is not prevented reaches the dialog.
  const escape = () => fireEvent.keyDown(field, { key: "Escape" });
  await fireEvent.input(field, { target: { value: "7" } });
  expect([await escape(), field.value]).toEqual([false, "300"]);
  expect(await escape()).toBe(true);
});

test("nothing starts before there is a plan and a target", async () => {
  await open({
    planExport: () => {
      throw "100 pictures were published of this original";
    },
  });
  expect(button("Export").disabled).toBe(true);
  expect(screen.getByRole("alert").textContent).toBe("100 pictures were published of this original");
});

test("Enter exports, but never from a field", async () => {
  const { command } = controlled();
  await open({ export: command });
  for (const field of [
    screen.getByLabelText(/Code or text that a verifier asked/),
    screen.getByLabelText("Longer side"),
  ]) {
    await fireEvent.keyDown(field, { key: "Enter" });
  }
  expect(asked("export")).toHaveLength(0);
  await fireEvent.keyDown(screen.getByRole("heading", { name: "Stays hidden" }), { key: "Enter" });
  expect(asked("export")).toHaveLength(1);
  expect(document.activeElement).toBe(button("Keep editing"));
});

test("what was asked for comes first", async () => {
  await open();
  const fields = [...screen.getByRole("dialog").querySelectorAll("input")];
  expect(fields[0]).toBe(screen.getByLabelText(/Code or text that a verifier asked/));
});

test("a picture that hides nothing is published only by a second step", async () => {
  const { command } = controlled();
  await open({
    export: command,
    planExport: ({ edits }) => ({ ...plan, edits: edits.recipe, hidesNothing: true }),
  });
  await fireEvent.keyDown(document.activeElement!, { key: "Enter" });
  await exporter.start();
  expect(asked("export")).toHaveLength(0);
  expect(button("Export").disabled).toBe(true);
  const whole = () => screen.getByRole<HTMLInputElement>("checkbox", { name: /Publish the whole original/ });
  await fireEvent.click(whole());
  expect(button("Export").disabled).toBe(false);
  // What was agreed to was this plan.
  await fireEvent.click(button("1600 px"));
  await settle();
  expect(whole().checked).toBe(false);
  await fireEvent.click(whole());
  await fireEvent.click(button("Export"));
  expect(asked("export")).toHaveLength(1);
});

test("a size enters the chain, and is remembered", async () => {
  const { command } = controlled();
  await open({ export: command, saveSettings: () => {} });
  await fireEvent.click(button("1600 px"));
  await settle();
  expect(asked("planExport").at(-1)!.longEdge).toBe(1600);
  expect(asked("saveSettings").at(-1)!.settings.longEdge).toBe(1600);
  expect(screen.getByRole("group", { name: /to be proved/ }).textContent).toMatch(/Resize 1600/);
  const field = screen.getByLabelText("Longer side");
  await fireEvent.input(field, { target: { value: "2000" } });
  await fireEvent.blur(field);
  await settle();
  await fireEvent.click(button("Export"));
  expect(asked("export")[0]!.edits.recipe).toEqual([
    { resize: { width: 2000, height: 1 } },
    { contrast: { permille: 1300 } },
  ]);
  exporter.phase = "plan";
  app.openExport();
  await settle();
  expect(asked("planExport").at(-1)!.longEdge).toBe(2000);
  await fireEvent.click(button("Full size"));
  await settle();
  expect(asked("saveSettings").at(-1)!.settings.longEdge).toBeNull();
});

test("a hidden crop crosses with its place beside the plan's edits, which do not say it", async () => {
  const { command } = controlled();
  await open({ export: command, saveSettings: () => {} });
  app.dialog = null;
  const [size, place] = [
    { width: 300, height: 200 },
    { x: 10, y: 20 },
  ];
  editor.addAnother({ cropHidden: { size, place } });
  app.openExport();
  await settle();
  await fireEvent.click(button("1600 px"));
  await settle();
  const steps = within(screen.getByRole("group", { name: /to be proved/ })).getAllByRole("listitem");
  expect(steps.at(-1)!.textContent).toBe("Crop 300 × 200, place hidden");
  await fireEvent.click(button("Export"));
  const { recipe, places } = asked("export")[0]!.edits;
  expect(recipe).toEqual([
    { resize: { width: 1600, height: 1 } },
    { contrast: { permille: 1300 } },
    { cropHidden: size },
  ]);
  expect(places).toEqual([place]);
});

test("while another size is planned, nothing is exported", async () => {
  await open({ saveSettings: () => {} });
  expect(exporter.canStart).toBe(true);
  exporter.resizeTo(1600);
  expect(exporter.canStart).toBe(false);
  await settle();
  expect(exporter.canStart).toBe(true);
});

test("an order that is proved sooner is taken up by one press, and undone", async () => {
  await open({
    planExport: ({ edits: { recipe: edits } }) => ({
      ...plan,
      edits,
      sooner:
        edits.length === 2 && "contrast" in edits[0]!
          ? { order: [1, 0], advice: "Resize first", seconds: 360, secondsNow: 5460 }
          : null,
    }),
  });
  app.dialog = null;
  editor.addAnother({ resize: { width: 600, height: 400 } });
  app.openExport();
  await settle();
  await fireEvent.click(button("Resize first: 6 min instead of 1 h 31 min"));
  await settle();
  const words = () => exporter.edits.map((edit) => Object.keys(edit)[0]);
  expect(words()).toEqual(["resize", "contrast"]);
  expect(asked("planExport").at(-1)!.edits.recipe).toEqual(exporter.edits);
  expect(screen.queryByRole("button", { name: /^Resize first/ })).toBeNull();
  editor.history.undo();
  expect(editor.history.chain.map((edit) => Object.keys(edit)[0])).toEqual(["contrast", "resize"]);
});

test("what stands against it is told before, and nothing can be exported", async () => {
  await open({
    planExport: ({ bound }) => ({ ...plan, obstacles: bound ? ["the text to bind has 4097 bytes"] : [] }),
  });
  expect(button("Export").disabled).toBe(false);
  await fireEvent.input(screen.getByLabelText(/Code or text that a verifier asked/), {
    target: { value: "long" },
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  await settle();
  expect(screen.getByRole("alert").textContent!.trim()).toBe("The text to bind has 4097 bytes.");
  expect(button("Export").disabled).toBe(true);
  await exporter.start();
  expect(asked("export")).toHaveLength(0);
});

test("a target that is refused is told, and the one before stays", async () => {
  await open({
    chooseTarget: () => {
      throw "precious.png is there already.";
    },
  });
  await fireEvent.click(button("Change…"));
  await settle();
  expect(screen.getByRole("alert").textContent).toBe("precious.png is there already.");
  expect(exporter.target?.name).toBe("harbour-published.png");
});

test("a black rectangle under which the pixels moved is among the warnings", async () => {
  await open();
  app.dialog = null;
  editor.addAnother({ redact: { x: 1, y: 2, width: 30, height: 40 } });
  editor.addAnother({ crop: { x: 0, y: 0, width: 100, height: 100 } });
  app.openExport();
  await settle();
  const warned = () => screen.queryByText(/^Redact 30 × 40 at 1, 2 now lies elsewhere: check that/);
  expect(warned()).toBeNull();
  editor.history.move(4, 0);
  app.openExport();
  await settle();
  expect(warned()).not.toBeNull();
});

test("another target is chosen in a dialog of the program", async () => {
  const { command } = controlled();
  await open({
    export: command,
    chooseTarget: ({ suggestedName }) => file(10, `chosen-${suggestedName}`),
  });
  await fireEvent.click(button("Change…"));
  await settle();
  expect(asked("chooseTarget")).toEqual([{ suggestedName: "harbour-published.png", purpose: "published" }]);
  await fireEvent.click(button("Export"));
  expect(asked("export")[0]!.target).toBe(10);
});

test("progress: stage, step, percent, time left; editing goes on with the chain as it was", async () => {
  const { command, tell, end } = controlled();
  await open({ export: command });
  await fireEvent.click(button("Export"));
  tell(proving);
  await settle();
  const bar = screen.getByRole("progressbar");
  expect(bar.getAttribute("aria-valuenow")).toBe("42");
  expect(screen.getByRole("dialog").textContent).toContain("Proving, step 2 of 3");
  expect(screen.getByRole("dialog").textContent).toContain("about 31 s left");

  await fireEvent.click(button("Keep editing"));
  expect(app.dialog).toBeNull();
  editor.begin("flip");
  expect(exporter.edits).toEqual([{ contrast: { permille: 1300 } }]);
  end(done);
  await settle();
  expect(exporter.phase).toBe("done");
});

test("the verdict of the written file, and the folder", async () => {
  const { command, end } = controlled();
  await open({ export: command, reveal: () => {}, verify: () => new Promise(() => {}) });
  await fireEvent.click(button("Export"));
  end(done);
  await settle();
  expect(screen.getByTestId("verdict").textContent).toBe("Verified");
  expect(screen.getByRole("dialog").textContent).toContain(
    "a digitally signed photo with exactly the 3 edits",
  );
  const text = screen.getByRole("dialog").textContent!.replace(/\s+/g, " ");
  expect(text).toContain("3 pictures of this original");
  expect(text).toContain("284 kB, including 84 kB of proof");
  await fireEvent.click(button("Show in folder"));
  expect(asked("reveal")).toEqual([{ id: 9 }]);
  await fireEvent.click(button("View as a reader"));
  expect([app.screen, verifier.file?.id]).toEqual(["verify", 9]);
});

test("a proof beside the picture is not counted as a part of it", async () => {
  const { command, end } = controlled();
  await open({ export: command });
  await fireEvent.click(button("Export"));
  end({ ...done, sidecar: file(10, "harbour-published.proof") });
  await settle();
  const text = screen.getByRole("dialog").textContent!.replace(/\s+/g, " ");
  expect(text).toContain("284 kB, and 84 kB of proof beside it");
});

test("a written file that is not verified is never shown as such", async () => {
  const { command, end } = controlled();
  await open({ export: command });
  await fireEvent.click(button("Export"));
  end({
    ...done,
    report: { ...report, verdict: "rejected", reason: "proof", step: 1 },
    account: { ...account, title: "Rejected", sentence: "A proof does not hold." },
  });
  await settle();
  expect(screen.getByTestId("verdict").dataset.verdict).toBe("rejected");
  expect(screen.queryByText("Verified")).toBeNull();
});

test("cancelling asks the program, and waits for it", async () => {
  const { command, end } = controlled();
  await open({ export: command, cancelExport: () => {} });
  await fireEvent.click(button("Export"));
  await fireEvent.click(button("Cancel the export"));
  expect(asked("cancelExport")).toHaveLength(1);
  expect(button("Cancel the export").disabled).toBe(true);
  expect(exporter.stageWords).toContain("Stopping");
  end({ kind: "cancelled" });
  await settle();
  expect(screen.getByRole("dialog").textContent).toContain("Nothing was written.");
  await fireEvent.click(button("Back to the plan"));
  expect(exporter.phase).toBe("plan");
});

test("the way back to the plan keeps what was wanted", async () => {
  const { command, fail } = controlled();
  await open({ export: command, chooseTarget: () => file(10, "chosen.png") });
  await fireEvent.input(screen.getByLabelText(/Code or text that a verifier asked/), {
    target: { value: "7391" },
  });
  await fireEvent.click(screen.getByRole("checkbox", { name: /separate file/ }));
  await fireEvent.click(button("Change…"));
  await settle();
  await fireEvent.click(button("Export"));
  fail("there is no space left on the disk");
  await settle();
  await fireEvent.click(button("Back to the plan"));
  await settle();
  expect(screen.getByLabelText<HTMLInputElement>(/Code or text that a verifier asked/).value).toBe("7391");
  expect([exporter.sidecar, exporter.target?.name, exporter.problem]).toEqual([true, "chosen.png", ""]);
  expect(asked("planExport").at(-1)!.bound).toBe("7391");
  app.dialog = null;
  app.openExport();
  await settle();
  expect([exporter.bound, exporter.target?.name]).toEqual(["", "harbour-published.png"]);
});

test("a failure is told, and leads back to the plan", async () => {
  const { command, fail } = controlled();
  await open({ export: command });
  await fireEvent.click(button("Export"));
  fail("there is no space left on the disk");
  await settle();
  expect(screen.getByRole("alert").textContent).toBe("there is no space left on the disk");
});

test("a finished picture that could not be written is saved elsewhere, and not lost before", async () => {
  const { command, end } = controlled();
  let disk = "full";
  await open({
    export: command,
    chooseTarget: () => file(11, "elsewhere.png"),
    saveExport: () => (disk === "full" ? { kind: "not_written", problem: "this disk is full, too" } : done),
  });
  render(ExportBar);
  await fireEvent.click(button("Export"));
  end({ kind: "not_written", problem: "there is no space left on the disk" });
  await settle();
  expect(screen.getByRole("heading", { name: "Finished, but not saved" })).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toBe("There is no space left on the disk.");
  await fireEvent.click(button("Later"));
  expect([exporter.phase, exporter.unfinished]).toEqual(["unsaved", true]);
  app.openExport();
  await settle();
  expect(exporter.phase).toBe("unsaved");
  closeAsked();
  expect(app.dialog).toBe("quit");
  app.dialog = "export";
  await exporter.saveElsewhere();
  await settle();
  expect(screen.getByRole("alert").textContent).toBe("This disk is full, too.");
  disk = "free";
  await exporter.saveElsewhere();
  await settle();
  expect(asked("saveExport").at(-1)).toEqual({ target: 11, sidecar: false });
  expect(screen.getByTestId("verdict").textContent).toBe("Verified");
  expect(exporter.unfinished).toBe(false);
});

test("a finished picture is given up only if the user says so", async () => {
  const { command, end } = controlled();
  await open({ export: command, discardExport: () => {} });
  await fireEvent.click(button("Export"));
  end({ kind: "not_written", problem: "there is no space left on the disk" });
  await settle();
  await fireEvent.click(button("Discard it"));
  await settle();
  expect(asked("discardExport")).toHaveLength(1);
  expect([exporter.phase, app.dialog]).toEqual(["plan", null]);
});

test("an export that was there already says so", async () => {
  const { command, end } = controlled();
  await open({ export: command });
  await fireEvent.click(button("Export"));
  end({ ...done, alreadyThere: true });
  await settle();
  expect(screen.getByRole("dialog").textContent).toContain("already held the same export");
});

test("while the dialog is closed, a bar shows progress and cancels", async () => {
  const { command, tell } = controlled();
  await open({ export: command, cancelExport: () => {} });
  render(ExportBar);
  await fireEvent.click(button("Export"));
  tell(proving);
  await fireEvent.click(button("Keep editing"));
  const bar = screen.getByRole("group", { name: "Export under way" });
  expect(bar.textContent).toContain("42 % · about 31 s left");
  await fireEvent.click(button("Cancel"));
  expect(asked("cancelExport")).toHaveLength(1);
});

test("beside another photo, the bar names the export, and the next is planned without a look at it", async () => {
  const { command, tell, end } = controlled();
  await open({ export: command });
  render(ExportBar);
  await fireEvent.click(button("Export"));
  tell(proving);
  await fireEvent.click(button("Keep editing"));
  editor.open({ ...original, hash: "77".repeat(32) });
  await settle();
  const bar = screen.getByRole("group", { name: "Export under way" });
  expect(bar.textContent).toContain("42 % · about 31 s left · harbour-published.png");
  end(done);
  await settle();
  expect(screen.getByText("Published: harbour-published.png")).toBeTruthy();
  app.openExport();
  expect([app.dialog, exporter.phase]).toEqual(["export", "plan"]);
});

test("how it ended is told until it was seen", async () => {
  const { command, end } = controlled();
  await open({ export: command });
  render(ExportBar);
  await fireEvent.click(button("Export"));
  await fireEvent.click(button("Keep editing"));
  end(done);
  await settle();
  expect(screen.getByText("Published: harbour-published.png")).toBeTruthy();
  await fireEvent.click(button("Show"));
  await fireEvent.click(screen.getAllByRole("button", { name: "Close" }).at(-1)!);
  expect(exporter.hasNews).toBe(false);
  expect(screen.queryByText(/^Published:/)).toBeNull();
});

test.each(["done", "failed"] as const)(
  "Ctrl E shows how it ended (%s) before it plans another",
  async (end) => {
    const { command, ...control } = controlled();
    await open({ export: command });
    await fireEvent.click(button("Export"));
    await fireEvent.click(button("Keep editing"));
    if (end === "done") control.end(done);
    else control.fail("there is no space left on the disk");
    await settle();
    app.openExport();
    await settle();
    expect(app.dialog).toBe("export");
    expect(exporter.phase).toBe(end);
    await fireEvent.click(screen.getAllByRole("button", { name: "Close" }).at(-1)!);
    app.openExport();
    await settle();
    expect(exporter.phase).toBe("plan");
  },
);

test("a second export is not begun while one runs", async () => {
  const { command } = controlled();
  await open({ export: command });
  await fireEvent.click(button("Export"));
  const plans = asked("planExport").length;
  app.dialog = null;
  app.openExport();
  await exporter.start();
  expect(asked("export")).toHaveLength(1);
  expect(asked("planExport")).toHaveLength(plans);
});

test("a plan that fell behind what is typed is not shown", async () => {
  const answers: ((warnings: string[]) => void)[] = [];
  await open({
    planExport: () => new Promise((resolve) => answers.push((warnings) => resolve({ ...plan, warnings }))),
  });
  void exporter.replan();
  await settle();
  answers[1]!(["new"]);
  answers[0]!(["old"]);
  await settle();
  expect(exporter.plan?.warnings).toEqual(["new"]);
});
