import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";

import { type Answers, file, original, plan, program, settle } from "../../tests/program";
import { editor } from "../editor/editor.svelte";
import { queue } from "../queue/queue.svelte";
import { app } from "../shell/app.svelte";
import { settings } from "../settings/settings.svelte";
import ExportDialog from "./ExportDialog.svelte";
import { exporter } from "./exporter.svelte";

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

beforeEach(() => {
  exporter.several = false;
  queue.list = [];
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
    format: { kind: "png" },
    renditions: [],
  };
});
afterEach(() => {
  editor.close();
  app.dialog = null;
});

test("the plan says what becomes public, what stays hidden, and the cost", async () => {
  await open();
  expect(asked("planExport")).toEqual([
    {
      edits: { recipe: [{ contrast: { permille: 1300 } }], places: [] },
      outputs: [{ longEdge: null, format: { kind: "png" } }],
      bound: null,
      language: "en",
    },
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
  const chain = { ...settings.current, credentials: true, certificates: "/desk/chain.pem" };
  let problem = "";
  await open({
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
  expect(screen.getByText(/Signed by “Harbour Gazette”/)).toBeTruthy();
  await fireEvent.click(button("Export"));
  expect(asked("enqueue")[0]!.order).toMatchObject({ pictures: [{ target: 9 }], credentials: true });
});

test("publications that wait in the queue are told beside those that are used", async () => {
  await open({ planExport: () => [{ ...plan, publicationsOrdered: 3 }] });
  expect(
    screen.getByText(/^2 of 100 publications of this original used on this machine, 3 more in/),
  ).toBeTruthy();
});

test("a text that is bound is planned and exported; an empty one binds nothing", async () => {
  await open();
  const field = screen.getByLabelText(/Code or text that a verifier asked/);
  await fireEvent.input(field, { target: { value: "7391" } });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(asked("planExport").at(-1)!.bound).toBe("7391");
  await fireEvent.click(screen.getByRole("checkbox", { name: /separate file/ }));
  await fireEvent.click(button("Export"));
  expect(asked("enqueue")[0]!.order).toMatchObject({
    bound: "7391",
    pictures: [{ target: 9 }],
    sidecar: true,
  });
});

test("Escape in the field of the size drops what is typed; with nothing typed it closes the dialog", async () => {
  await open();
  const field = screen.getByRole<HTMLInputElement>("spinbutton", { name: "Longer side, in pixels" });
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
  await open();
  for (const field of [
    screen.getByLabelText(/Code or text that a verifier asked/),
    screen.getByLabelText("Longer side, in pixels"),
  ]) {
    await fireEvent.keyDown(field, { key: "Enter" });
  }
  expect(asked("enqueue")).toHaveLength(0);
  await fireEvent.keyDown(screen.getByRole("heading", { name: "Stays hidden" }), { key: "Enter" });
  expect(asked("enqueue")).toHaveLength(1);
  await settle();
  expect([app.dialog, queue.waiting.length]).toEqual([null, 1]);
});

test("what was asked for comes first", async () => {
  await open();
  const fields = [...screen.getByRole("dialog").querySelectorAll("input")];
  expect(fields[0]).toBe(screen.getByLabelText(/Code or text that a verifier asked/));
});

test("a picture that hides nothing is published only by a second step", async () => {
  await open({
    planExport: ({ edits }) => [{ ...plan, edits: edits.recipe, hidesNothing: true }],
  });
  await fireEvent.keyDown(document.activeElement!, { key: "Enter" });
  await exporter.start();
  expect(asked("enqueue")).toHaveLength(0);
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
  expect(asked("enqueue")).toHaveLength(1);
});

test("a size enters the chain, and is remembered", async () => {
  await open({ saveSettings: () => {} });
  await fireEvent.click(button("1600 px"));
  await settle();
  expect(asked("planExport").at(-1)!.outputs[0]!.longEdge).toBe(1600);
  expect(asked("saveSettings").at(-1)!.settings.longEdge).toBe(1600);
  expect(screen.getByRole("group", { name: /to be proved/ }).textContent).toMatch(/Resize 1600/);
  const field = screen.getByLabelText("Longer side, in pixels");
  await fireEvent.input(field, { target: { value: "2000" } });
  await fireEvent.blur(field);
  await settle();
  await fireEvent.click(button("Export"));
  expect(asked("enqueue")[0]!.order.pictures[0]!.output.longEdge).toBe(2000);
  app.openExport();
  await settle();
  expect(asked("planExport").at(-1)!.outputs[0]!.longEdge).toBe(2000);
  await fireEvent.click(button("Full size"));
  await settle();
  expect(asked("saveSettings").at(-1)!.settings.longEdge).toBeNull();
});

test("a hidden crop crosses with its place beside the plan's edits, which do not say it", async () => {
  await open({ saveSettings: () => {} });
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
  expect(steps.at(-1)!.textContent).toMatch(/^Crop 300 × 200/);
  await fireEvent.click(button("Export"));
  const { recipe, places } = asked("enqueue")[0]!.order.edits;
  expect(recipe).toEqual([{ contrast: { permille: 1300 } }, { cropHidden: size }]);
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
    planExport: ({ edits: { recipe: edits } }) => [
      {
        ...plan,
        edits,
        sooner:
          edits.length === 2 && "contrast" in edits[0]!
            ? { order: [1, 0], first: "resize", seconds: 360, secondsNow: 5460 }
            : null,
      },
    ],
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
    planExport: ({ bound }) => [{ ...plan, obstacles: bound ? ["the text to bind has 4097 bytes"] : [] }],
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
  expect(asked("enqueue")).toHaveLength(0);
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
  const warned = () => screen.queryByText(/^A black rectangle now lies elsewhere on the photo: check that/);
  expect(warned()).toBeNull();
  editor.history.move(4, 0);
  app.openExport();
  await settle();
  expect(warned()).not.toBeNull();
});

test("another target is chosen in a dialog of the program", async () => {
  await open({
    chooseTarget: ({ suggestedName }) => file(10, `chosen-${suggestedName}`),
  });
  await fireEvent.click(button("Change…"));
  await settle();
  expect(asked("chooseTarget")).toEqual([{ suggestedName: "harbour-published.png", purpose: "published" }]);
  await fireEvent.click(button("Export"));
  expect(asked("enqueue")[0]!.order.pictures[0]!.target).toBe(10);
});

test("a plan that fell behind what is typed is not shown", async () => {
  const answers: ((warnings: string[]) => void)[] = [];
  await open({
    planExport: () => new Promise((resolve) => answers.push((warnings) => resolve([{ ...plan, warnings }]))),
  });
  void exporter.replan();
  await settle();
  answers[1]!(["new"]);
  answers[0]!(["old"]);
  await settle();
  expect(exporter.plan?.warnings).toEqual(["new"]);
});

test("what cannot be ordered stays planned, and says why", async () => {
  await open({
    enqueue: () => {
      throw "another export of the queue is written to this file";
    },
  });
  await fireEvent.click(button("Export"));
  await settle();
  expect(screen.getByRole("alert").textContent).toBe("another export of the queue is written to this file");
  expect([app.dialog, queue.list.length]).toEqual(["export", 0]);
});

const jpeg = (quality: number, sampling: "420" | "444" = "420") =>
  ({ kind: "jpeg", quality, sampling }) as const;

test("a JPEG has a quality and a sampling, and says how large it will be", async () => {
  settings.current = { ...settings.current, format: jpeg(90) };
  await open({
    saveSettings: () => {},
    defaultTarget: ({ format }) => file(9, `harbour-published.${format.kind === "jpeg" ? "jpg" : "png"}`),
    estimateFile: ({ format }) => (format.kind === "jpeg" ? 1000 * format.quality : 900_000),
  });
  expect(asked("planExport").at(-1)!.outputs[0]!.format).toEqual(jpeg(90));
  expect(screen.getByText("about 90 kB, without the proof")).toBeTruthy();
  const plans = asked("planExport").length;
  const quality = screen.getByRole("slider", { name: "Quality" });
  await fireEvent.input(quality, { target: { value: "75" } });
  await settle();
  expect(screen.getByText("about 75 kB, without the proof")).toBeTruthy();
  // The quality changes nothing of what is proved.
  expect(asked("planExport")).toHaveLength(plans);
  await fireEvent.click(button("4:4:4"));
  await settle();
  expect(asked("planExport").at(-1)!.outputs[0]!.format).toEqual(jpeg(75, "444"));
  expect(exporter.target!.name).toBe("harbour-published.jpg");
  await fireEvent.click(button("PNG"));
  await settle();
  expect(exporter.target!.name).toBe("harbour-published.png");
  await fireEvent.click(button("JPEG"));
  await settle();
  await new Promise((resolve) => setTimeout(resolve, 350));
  expect(asked("saveSettings").at(-1)!.settings.format).toEqual(jpeg(75, "444"));
  await fireEvent.click(button("Export"));
  expect(asked("enqueue")[0]!.order.pictures[0]!.output.format).toEqual(jpeg(75, "444"));
});

test("several sizes are exported at once, each with its name, and all of them count", async () => {
  settings.current = {
    ...settings.current,
    renditions: [
      { name: "web", longEdge: 1600, format: jpeg(85), chosen: true },
      { name: "social", longEdge: 1080, format: jpeg(80), chosen: false },
      { name: "print", longEdge: null, format: { kind: "png" }, chosen: true },
    ],
  };
  await open({
    saveSettings: () => {},
    chooseRenditionFolder: () => file(50, "Today"),
    renditionTargets: ({ renditions }) => renditions.map(({ name }, place) => file(60 + place, `h.${name}`)),
  });
  await fireEvent.click(button("Several sizes"));
  await settle();
  expect(asked("planExport").at(-1)!.outputs).toEqual([
    { longEdge: 1600, format: jpeg(85) },
    { longEdge: null, format: { kind: "png" } },
  ]);
  const text = screen.getByRole("dialog").textContent!.replace(/\s+/g, " ");
  expect(text).toContain("Uses 2 publications, one for each picture.");
  expect(text).toContain("2 of 100 publications of this original used on this machine.");
  expect(text).toContain("12 proofs in 4 steps");
  expect(text).toContain("about 1 min 24 s");
  await fireEvent.click(screen.getByRole("checkbox", { name: "Make social" }));
  await new Promise((resolve) => setTimeout(resolve, 300));
  await settle();
  expect(asked("saveSettings").at(-1)!.settings.renditions[1]!.chosen).toBe(true);
  await fireEvent.click(button("Change…"));
  await settle();
  await fireEvent.click(button("Export 3 pictures"));
  await settle();
  expect(asked("renditionTargets")).toMatchObject([{ original: 1, folder: 50 }]);
  // They are one export.
  expect(asked("enqueue")).toHaveLength(1);
  const { pictures } = asked("enqueue")[0]!.order;
  expect(pictures.map(({ target, output: { format } }) => [target, format.kind])).toEqual([
    [60, "jpeg"],
    [61, "jpeg"],
    [62, "png"],
  ]);
  expect(app.dialog).toBeNull();
});

test("a rendition whose name cannot be that of a file is told, and none is ordered", async () => {
  settings.current = {
    ...settings.current,
    renditions: [{ name: "a/b", longEdge: null, format: { kind: "png" }, chosen: true }],
  };
  await open({
    renditionTargets: () => {
      throw "a rendition has a name of letters, digits, - and _";
    },
  });
  await fireEvent.click(button("Several sizes"));
  await settle();
  await fireEvent.click(button("Export 1 picture"));
  await settle();
  expect(screen.getByRole("alert").textContent).toContain("a rendition has a name of letters");
  expect(asked("enqueue")).toHaveLength(0);
});
