// A program for tests: answers commands as told, and remembers what it was asked.

import { nameOf, wordsOf } from "../src/edits/edits";
import { fromRecipe } from "../src/edits/recipe";
import { writePreview } from "../src/editor/preview";
import type { Histogram } from "../src/parts/frame";
import { type Answer, mockProgram, type Answers as Program } from "../src/dev/mockProgram";
import type { Command, Takes } from "../src/ipc";
import type {
  Account,
  CameraReport,
  ChosenFile,
  Edit,
  ExportPlan,
  OriginalInfo,
  Placed,
  RecipeCheck,
  Report,
  Size,
  Verification,
} from "../src/ipc/generated";

export type Answers = Partial<Program>;

export const file = (id: number, name: string): ChosenFile => ({ id, name, folder: "/photos" });
export const KEY = "ab".repeat(32);
export const MAKER = "cd".repeat(32);
export const HASH = "ef".repeat(32);

export const camera: CameraReport = {
  key: KEY,
  maker: MAKER,
  makerName: "Acme",
  name: "Desk camera",
  standing: "trusted",
  simulated: false,
  notary: false,
};

export const original: OriginalInfo = {
  file: file(1, "harbour.original.png"),
  width: 1200,
  height: 800,
  hash: HASH,
  camera,
  attested: [],
  cameraWarning: null,
  captured: "2025-11-05T14:02:33Z",
  clock: "camera",
  convertedFrom: null,
  warnings: [],
  publications: 2,
  publicationsLimit: 100,
  history: [],
};

export const report: Report = {
  verdict: "verified",
  reason: null,
  message: "3 edits hold",
  step: null,
  format: "png",
  camera,
  evidence: null,
  captured: "2025-11-05T14:02:33Z",
  clock: "camera",
  convertedFrom: null,
  original: { width: 1200, height: 800, hash: HASH },
  edits: [
    { crop: { x: 10, y: 20, width: 300, height: 200 } },
    { contrast: { permille: 1300 } },
    { grayscale: {} },
  ],
  bound: null,
  captions: null,
  published: { width: 300, height: 200, hash: KEY },
  compression: null,
  warnings: [],
};

export const account: Account = {
  title: "Verified",
  sentence: "This picture is a digitally signed photo with exactly the 3 edits listed here.",
  checked: ["The signature."],
  attested: [],
  unchecked: ["What was in front of the camera."],
  next: ["Read the list of edits."],
  warnings: [],
  captions: [],
  edits: ["crop to 300 × 200 pixels, 10 from the left, 20 from the top", "contrast × 1.3", "grayscale"],
  signer: "Camera “Desk camera”",
  taken: "2025-11-05 at 14:02 UTC, by the clock of the camera",
  failed: null,
  bound: null,
  crop: { x: 10, y: 20, width: 300, height: 200 },
  detail: "3 edits hold",
  credentials: [],
  rules: [],
};

export const verification: Verification = {
  file: file(2, "published.png"),
  report,
  account,
  credentials: { state: "none" },
  rules: null,
  proofBytes: 84_512,
  unclaimed: null,
  seconds: 1.84,
};

export const plan: ExportPlan = {
  edits: [],
  editsTold: [],
  width: 300,
  height: 200,
  steps: 2,
  proofs: 6,
  proofBytes: 84_000,
  seconds: 42,
  memoryBytes: 1_400_000_000,
  public: ["the picture"],
  hidden: ["the rest of the original"],
  warnings: [],
  obstacles: [],
  publications: 2,
  publicationsOrdered: 0,
  publicationsLimit: 100,
  publicationsNote: null,
  channelsNote: null,
  hidesNothing: false,
  sooner: null,
  rules: null,
};

/** The sizes of a chain, as far as these tests need it; a crop that reaches outside does not fit, nor does a hidden one
 * without its place. */
export function check({ recipe: edits, places }: Placed, size: Size = original): RecipeCheck {
  const left = [...places];
  const sizes: Size[] = [];
  let { width, height } = size;
  for (const [index, edit] of edits.entries()) {
    if ("crop" in edit) {
      const { crop } = edit;
      if (crop.x + crop.width > width || crop.y + crop.height > height) {
        return { sizes, error: { index, message: "the rectangle reaches outside the image" } };
      }
      ({ width, height } = crop);
    } else if ("cropHidden" in edit) {
      if (!left.shift()) return { sizes, error: { index, message: "where it was taken is not known" } };
      ({ width, height } = edit.cropHidden);
    } else if ("resize" in edit) {
      ({ width, height } = edit.resize);
    } else if ("rotate90" in edit && edit.rotate90.turns !== 2) {
      [width, height] = [height, width];
    }
    sizes.push({ width, height });
  }
  return { sizes, error: null };
}

const defaults: Answers = {
  start: () => ({
    version: "1.2.3",
    files: [],
    settings: {
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
    },
    recent: [],
    processorProblem: null,
    warnings: [],
  }),
  showTitle: () => {},
  ownCamera: () => ({ camera, keyFile: file(99, "device.key") }),
  ownNotary: () => null,
  newNotaryFolder: () => "/config/notary",
  examinePhoto: () => ({
    kind: "refused",
    reason: "missing",
    message: "the photo contains no Content Credentials (C2PA), so there is no camera's signature to examine",
  }),
  trust: () => ({ makers: [], notaries: [], revoked: [] }),
  recent: () => [],
  saveHistory: () => {},
  closeOriginal: () => {},
  checkRecipe: ({ edits }) => check(edits),
  checkForSize: ({ size, edits }) => check(edits, size),
  preview: ({ chain, request }) => {
    const { sizes, error } = check({ recipe: request.edits, places: request.places });
    const full = sizes.at(-1) ?? { width: original.width, height: original.height };
    const histogram: Histogram = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)];
    const shown = { width: 1, height: 1 };
    const frame = { full, shown, histogram, pixels: new Uint8ClampedArray(4) };
    return writePreview({ check: check(chain), frame: error ? null : frame });
  },
  toneCurve: () => Array.from({ length: 3 }, () => Array.from({ length: 256 }, (_, value) => value)),
  kernelPreset: ({ name }) => ({
    kernel: [
      [0, 0, 0],
      [0, name.length, 0],
      [0, 0, 0],
    ],
    divisor: 1,
  }),
  planExport: ({ edits, outputs }) =>
    outputs.map(({ longEdge }) => {
      const resize: Edit[] = longEdge === null ? [] : [{ resize: { width: longEdge, height: 1 } }];
      const planned = [...resize, ...edits.recipe];
      const editsTold = planned.map((edit) => `${nameOf(fromRecipe(edit))} ${wordsOf(fromRecipe(edit))}`);
      return { ...plan, edits: planned, editsTold };
    }),
  fileStates: ({ ids }) =>
    ids.map(() => ({ kind: "photo", hash: null, size: null, edited: false, publications: 0 })),
  thumbnail: () => {
    throw "no picture";
  },
  watchQueue: () => [],
  enqueue: ({ order }) => ({
    id: 1,
    original: original.file,
    pictures: order.pictures.map(({ target }) => ({
      target: file(target, "harbour-published.png"),
      written: null,
    })),
    bound: order.bound,
    state: { kind: "waiting" },
  }),
  captionTemplates: () => [],
  fillCaptions: ({ captions }) => captions,
  estimateFile: () => 412_000,
  estimateExport: ({ edits }) => ({ width: 300, height: 200, seconds: 10 * edits.length, sooner: null }),
  keptRules: () => null,
  judgeEdits: () => null,
  defaultTarget: () => file(9, "harbour-published.png"),
};

/** What a command was given each time. */
export type Asked = <C extends Command>(command: C) => Takes<C>[];

/** Puts a program in place that answers with `answers`, and sensibly where they are silent. */
export function program(answers: Answers = {}): { asked: Asked; commands: () => string[] } {
  const calls: { command: string; takes: unknown }[] = [];
  mockProgram((command) => {
    const answer = (answers[command] ?? defaults[command]) as Answer<Command> | undefined;
    return (takes, tell) => {
      calls.push({ command, takes });
      if (!answer) throw `unexpected command ${command}`;
      return answer(takes, tell);
    };
  });
  const asked = ((command) =>
    calls.filter((call) => call.command === command).map((call) => call.takes)) as Asked;
  return { asked, commands: () => calls.map(({ command }) => command) };
}

/** Lets everything run that is waiting. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 12; round++) await new Promise((resolve) => setTimeout(resolve));
}
