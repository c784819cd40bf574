// The export of one picture: planned, under way, and what came of it.

import { nameOf, wordsOf } from "../edits/edits";
import { DISPLACED } from "../editor/display";
import { editor } from "../editor/editor.svelte";
import { count, percent, timeLeft } from "../format";
import * as ipc from "../ipc";
import type { ChosenFile } from "../ipc/generated/ChosenFile";
import type { Edit } from "../ipc/generated/Edit";
import type { ExportPlan } from "../ipc/generated/ExportPlan";
import type { ExportProgress } from "../ipc/generated/ExportProgress";
import type { ExportResult } from "../ipc/generated/ExportResult";
import { app } from "../shell/app.svelte";
import { announce } from "../parts/announcer.svelte";

/** What becomes of an export. One that is finished and could not be written is unsaved. */
export type Phase = "plan" | "running" | "done" | "cancelled" | "failed" | "unsaved";
export type Done = Extract<ExportResult, { kind: "done" }>;

const PLAN_AFTER = 250;

const STAGES: Record<ExportProgress["stage"], string> = {
  committing: "Editing and committing",
  proving: "Proving",
  verifying: "Verifying the result",
};

class Exporter {
  phase = $state<Phase>("plan");

  // Wanted
  /** The edits of the editor; the plan adds the size of the export. */
  edits = $state.raw<Edit[]>([]);
  /** The most pixels of the longer side; null for full size. */
  long_edge = $state<number | null>(null);
  /** Whether the user wants to publish a picture that hides nothing of the original. */
  whole = $state(false);
  /** What the user should see to before these edits are exported. */
  cautions = $state.raw<string[]>([]);
  /** The text that somebody asked to have bound, as it is typed. */
  bound = $state("");
  sidecar = $state(false);
  target = $state.raw<ChosenFile | null>(null);

  // Computed
  plan = $state.raw<ExportPlan | null>(null);
  progress = $state.raw<ExportProgress | null>(null);
  /** Whether the user asked to stop, and the program has not answered yet. */
  stopping = $state(false);
  result = $state.raw<Done | null>(null);
  problem = $state("");
  /** Why there is no target, or not the one that was chosen. */
  target_problem = $state("");

  /** The hash of the original that the target is for. */
  #original = "";
  #plan_timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** An empty field binds nothing. */
  get #bound_text(): string | null {
    return this.bound === "" ? null : this.bound;
  }

  /** Takes the chain as it stands and plans its export. */
  async prepare(): Promise<void> {
    this.bound = "";
    this.long_edge = app.settings.long_edge;
    this.sidecar = app.settings.sidecar;
    this.target = null;
    await this.back();
  }

  /** Plans again after an export that came to nothing: the chain as it stands, the rest as it was wanted. */
  async back(): Promise<void> {
    const original = editor.original;
    if (!original) return;
    if (original.hash !== this.#original) this.target = null;
    this.#original = original.hash;
    this.phase = "plan";
    this.edits = [...editor.chain];
    this.whole = false;
    this.cautions = editor.displaced.map(({ edit }) => `${nameOf(edit)} ${wordsOf(edit)} ${DISPLACED}.`);
    this.plan = this.result = this.progress = null;
    this.problem = this.target_problem = "";
    await Promise.all([this.replan(), this.target ?? this.#default_target(original.file.id)]);
  }

  async #default_target(original: number): Promise<void> {
    try {
      this.target = await ipc.defaultTarget(original);
    } catch (error) {
      this.target_problem = ipc.sentence(error);
    }
  }

  async replan(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const plan = await ipc.planExport(this.edits, this.long_edge, this.#bound_text);
      if (asked !== this.#asked) return;
      this.plan = plan;
      this.problem = "";
    } catch (error) {
      if (asked === this.#asked) this.problem = ipc.sentence(error);
    }
  }

  /** The text that is to be bound becomes public, so that the plan changes with it. */
  bind(text: string): void {
    this.bound = text;
    clearTimeout(this.#plan_timer);
    this.#plan_timer = setTimeout(() => void this.replan(), PLAN_AFTER);
  }

  /** Another size, which is remembered. */
  resize_to(long_edge: number | null): void {
    this.long_edge = long_edge;
    void app.save_settings({ ...app.settings, long_edge });
    this.#plan_anew();
  }

  /** Takes up an order that is proved sooner, as one step of undo. */
  reorder(order: number[]): void {
    editor.reorder(order);
    this.edits = [...editor.chain];
    this.#plan_anew();
  }

  /** Until the new plan is there, nothing can be exported: what is exported is what was shown. */
  #plan_anew(): void {
    this.plan = null;
    this.whole = false;
    void this.replan();
  }

  /** Whether there is something to tell while the dialog is closed. */
  get has_news(): boolean {
    return this.phase !== "plan" && this.phase !== "cancelled";
  }

  /** Whether something is lost if the program ends now. */
  get unfinished(): boolean {
    return this.phase === "running" || this.phase === "unsaved";
  }

  /** The user has seen how the export ended. */
  seen(): void {
    if (!this.unfinished) this.phase = "plan";
  }

  async choose_target(): Promise<void> {
    this.target_problem = "";
    try {
      const chosen = await ipc.chooseTarget(this.target?.name ?? "published.png", "published");
      if (chosen) this.target = chosen;
    } catch (error) {
      this.target_problem = ipc.sentence(error);
    }
  }

  get can_start(): boolean {
    const { plan, target } = this;
    if (this.phase !== "plan" || !plan || !target) return false;
    return plan.obstacles.length === 0 && (this.whole || !plan.hides_nothing);
  }

  async start(): Promise<void> {
    if (!this.can_start || !this.target || !this.plan) return;
    clearTimeout(this.#plan_timer);
    this.phase = "running";
    this.problem = "";
    this.progress = null;
    this.stopping = false;
    announce("The export has begun.");
    try {
      const result = await ipc.exportPicture(
        { edits: this.plan.edits, bound: this.#bound_text, target: this.target.id, sidecar: this.sidecar },
        (progress) => this.#progressed(progress),
      );
      this.#ended(result);
    } catch (error) {
      this.problem = ipc.sentence(error);
      this.phase = "failed";
      announce(`The export failed: ${this.problem}`);
    }
  }

  #ended(result: ExportResult): void {
    if (result.kind === "cancelled") {
      this.phase = "cancelled";
      announce("The export was stopped. Nothing was written.");
    } else if (result.kind === "not_written") {
      this.problem = result.problem;
      this.phase = "unsaved";
      announce(`The picture is finished, but it could not be saved: ${result.problem}`);
    } else {
      this.result = result;
      this.problem = "";
      this.phase = "done";
      announce(`The export is done. ${result.title}. ${result.sentence}`);
    }
  }

  /** Saves a finished picture where the user wants it. */
  async save_elsewhere(): Promise<void> {
    try {
      const target = await ipc.chooseTarget(this.target?.name ?? "published.png", "published");
      if (!target) return;
      this.target = target;
      this.#ended(await ipc.saveExport(target.id, this.sidecar));
    } catch (error) {
      this.problem = ipc.sentence(error);
    }
  }

  /** Gives up a finished picture. */
  async discard(): Promise<void> {
    try {
      await ipc.discardExport();
      this.phase = "plan";
    } catch (error) {
      this.problem = ipc.sentence(error);
    }
  }

  #progressed(progress: ExportProgress): void {
    if (progress.stage !== this.progress?.stage || progress.step !== this.progress.step) {
      announce(`${STAGES[progress.stage]}, ${percent(progress.done)} percent`);
    }
    this.progress = progress;
  }

  async cancel(): Promise<void> {
    this.stopping = true;
    try {
      await ipc.cancelExport();
    } catch (error) {
      this.stopping = false;
      this.problem = ipc.sentence(error);
    }
  }

  get percent(): number {
    return percent(this.progress?.done ?? 0);
  }

  /** What is done just now. */
  get stage_words(): string {
    if (this.stopping) return "Stopping";
    if (!this.progress) return "Starting";
    const { stage, step, steps } = this.progress;
    return stage === "verifying" ? STAGES[stage] : `${STAGES[stage]}, step ${step} of ${steps}`;
  }

  get time_words(): string {
    return this.progress && !this.stopping ? timeLeft(this.progress.seconds_left) : "";
  }

  /** What is exported, unless it is the photo that is open. */
  get other_name(): string {
    return editor.original?.hash === this.#original ? "" : (this.target?.name ?? "");
  }

  get progress_words(): string {
    return `${this.percent} % of the export is done`;
  }
}

export const exporter = new Exporter();

/** How many of its publications an original has used. */
export function openingsUsed({
  openings,
  openings_limit,
}: {
  openings: number;
  openings_limit: number;
}): string {
  return `${openings} of ${count(openings_limit, "publication")} of this original used on this machine`;
}
