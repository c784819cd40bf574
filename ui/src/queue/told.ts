// What is said of an export that runs.

import { duration } from "../format";
import type { Queued } from "../ipc/generated";
import { say, words } from "../words.svelte";

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
