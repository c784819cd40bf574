// A program for tests: answers commands as told, and remembers what it was asked.

import { mockIPC } from "@tauri-apps/api/mocks";

import { writeFrame } from "../src/parts/frame";
import type { Command, Gives, Takes } from "../src/ipc";
import type { CameraReport } from "../src/ipc/generated/CameraReport";
import type { ChosenFile } from "../src/ipc/generated/ChosenFile";
import type { Edit } from "../src/ipc/generated/Edit";
import type { ExportPlan } from "../src/ipc/generated/ExportPlan";
import type { OriginalInfo } from "../src/ipc/generated/OriginalInfo";
import type { RecipeCheck } from "../src/ipc/generated/RecipeCheck";
import type { Report } from "../src/ipc/generated/Report";
import type { Size } from "../src/ipc/generated/Size";
import type { Verification } from "../src/ipc/generated/Verification";

export type Answers = { [C in Command]?: (takes: Takes<C>) => Gives<C> | Promise<Gives<C>> };

export const file = (id: number, name: string): ChosenFile => ({ id, name, folder: "/photos" });
export const KEY = "ab".repeat(32);
export const MAKER = "cd".repeat(32);
export const HASH = "ef".repeat(32);

export const camera: CameraReport = {
  key: KEY,
  maker: MAKER,
  maker_name: "Acme",
  name: "Desk camera",
  standing: "trusted",
  simulated: false,
};

export const original: OriginalInfo = {
  file: file(1, "harbour.original.png"),
  width: 1200,
  height: 800,
  hash: HASH,
  camera,
  camera_warning: null,
  captured: "2025-11-05T14:02:33Z",
  clock: "camera",
  converted_from: null,
  warnings: [],
  openings: 2,
  openings_limit: 100,
  history: [],
};

export const report: Report = {
  verdict: "verified",
  reason: null,
  message: "3 edits hold",
  step: null,
  camera,
  captured: "2025-11-05T14:02:33Z",
  clock: "camera",
  converted_from: null,
  original: { width: 1200, height: 800, hash: HASH },
  edits: [
    { crop: { x: 10, y: 20, width: 300, height: 200 } },
    { contrast: { permille: 1300 } },
    { grayscale: {} },
  ],
  bound: null,
  published: { width: 300, height: 200, hash: KEY },
  warnings: [],
};

export const verification: Verification = {
  file: file(2, "published.png"),
  report,
  title: "Verified",
  sentence: "Signed by camera key abababab… of Acme.",
  meaning: "",
  edits_in_words: ["crop to 300 × 200 pixels at 10, 20", "contrast × 1.300", "grayscale"],
  bound_quoted: null,
  crop: { x: 10, y: 20, width: 300, height: 200 },
  proof_bytes: 84_512,
  unclaimed: null,
  seconds: 1.84,
};

export const plan: ExportPlan = {
  edits: [],
  width: 300,
  height: 200,
  steps: 2,
  proofs: 6,
  proof_bytes: 84_000,
  seconds: 42,
  memory_bytes: 1_400_000_000,
  public: ["the picture"],
  hidden: ["the rest of the original"],
  warnings: [],
  obstacles: [],
  openings: 2,
  openings_limit: 100,
  openings_note: null,
  channels_note: null,
  hides_nothing: false,
  sooner: null,
};

/** The sizes of a chain, as far as these tests need it; a crop that reaches outside does not fit. */
export function check(edits: Edit[], size: Size = original): RecipeCheck {
  const sizes: Size[] = [];
  let { width, height } = size;
  for (const [index, edit] of edits.entries()) {
    if ("crop" in edit) {
      const { crop } = edit;
      if (crop.x + crop.width > width || crop.y + crop.height > height) {
        return { sizes, error: { index, message: "the rectangle reaches outside the image" } };
      }
      ({ width, height } = crop);
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
    settings: { export_folder: null, sidecar: false, histogram: true, long_edge: null, appearance: "dark" },
    recent: [],
    processor_problem: null,
    warnings: [],
  }),
  show_title: () => {},
  own_camera: () => ({ camera, key_file: file(99, "device.key") }),
  trust: () => ({ makers: [], revoked: [] }),
  recent: () => [],
  save_history: () => {},
  close_original: () => {},
  check_recipe: ({ edits }) => check(edits),
  preview: ({ request }) => {
    const full = check(request.edits).sizes.at(-1) ?? { width: original.width, height: original.height };
    const histogram = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)] as const;
    return writeFrame({
      full,
      shown: { width: 1, height: 1 },
      histogram: [...histogram],
      pixels: new Uint8ClampedArray(4),
    });
  },
  tone_curve: () => Array.from({ length: 3 }, () => Array.from({ length: 256 }, (_, value) => value)),
  kernel_preset: ({ name }) => ({
    kernel: [
      [0, 0, 0],
      [0, name.length, 0],
      [0, 0, 0],
    ],
    divisor: 1,
  }),
  plan_export: ({ edits, long_edge }) => {
    const resize: Edit[] = long_edge === null ? [] : [{ resize: { width: long_edge, height: 1 } }];
    return { ...plan, edits: [...resize, ...edits] };
  },
  estimate_export: ({ edits }) => ({ width: 300, height: 200, seconds: 10 * edits.length, sooner: null }),
  default_target: () => file(9, "harbour-published.png"),
};

/** What a command was given each time. */
export type Asked = <C extends Command>(command: C) => Takes<C>[];

/** Puts a program in place that answers with `answers`, and sensibly where they are silent. */
export function program(answers: Answers = {}): { asked: Asked; commands: () => string[] } {
  const calls: { command: string; takes: unknown }[] = [];
  mockIPC(
    (command, takes) => {
      calls.push({ command, takes });
      const answer = (answers[command as Command] ?? defaults[command as Command]) as
        ((takes: unknown) => unknown) | undefined;
      if (!answer) throw `unexpected command ${command}`;
      return answer(takes);
    },
    { shouldMockEvents: true },
  );
  const asked = ((command) =>
    calls.filter((call) => call.command === command).map((call) => call.takes)) as Asked;
  return { asked, commands: () => calls.map(({ command }) => command) };
}

/** Lets everything run that is waiting. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 12; round++) await new Promise((resolve) => setTimeout(resolve));
}
