// What is said of an export.

import { duration } from "../format";
import type { ExportResult, Queued } from "../ipc/generated";
import { say, words } from "../words.svelte";

/** How an export is called: after its picture, or the first of them. */
export function nameOf({ pictures }: Queued): string {
  const [first, ...others] = pictures.map(({ target }) => target.name);
  if (others.length === 0) return first ?? "";
  return say("queue-name", { name: first!, count: others.length });
}

/** What was written of an export. */
export const writtenOf = ({ pictures }: Queued): ExportResult[] =>
  pictures.flatMap(({ written }) => written ?? []);

type Running = Extract<Queued["state"], { kind: "running" }>;

/** What is done just now. */
export function stageOf({ progress, stopping }: Running): string {
  if (stopping) return say("queue-stopping");
  if (!progress) return say("queue-starting");
  const { stage, step, steps } = progress;
  return say("queue-stage", { stage, step, steps });
}

/** How much time is left, as far as can be known. */
export function leftOf({ progress, stopping }: Running): string {
  if (!progress || stopping) return "";
  const { secondsLeft } = progress;
  if (secondsLeft < 1.5) return say("queue-left-moment");
  // Seconds only where they matter.
  const about = secondsLeft < 90 ? Math.round(secondsLeft) : 60 * Math.round(secondsLeft / 60);
  return say("queue-left", { duration: duration(about, words.language).replace(/ 0 s$/, "") });
}
