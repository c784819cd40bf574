// The export of one picture: planned, under way, and what came of it.

import type { Edit } from "../edits/edit";
import { nameOf, wordsOf } from "../edits/edits";
import { placed } from "../edits/recipe";
import { DISPLACED } from "../editor/display";
import { editor } from "../editor/editor.svelte";
import { count, percent, timeLeft } from "../format";
import * as ipc from "../ipc";
import type { ChosenFile, ExportPlan, ExportProgress, ExportResult, IssuerInfo } from "../ipc/generated";
import { settings } from "../settings/settings.svelte";
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
  longEdge = $state<number | null>(null);
  /** Whether the user wants to publish a picture that hides nothing of the original. */
  whole = $state(false);
  /** What the user should see to before these edits are exported. */
  cautions = $state.raw<string[]>([]);
  /** The text that somebody asked to have bound, as it is typed. */
  bound = $state("");
  sidecar = $state(false);
  /** Whether Content Credentials are added. */
  credentials = $state(false);
  target = $state.raw<ChosenFile | null>(null);

  // Computed
  plan = $state.raw<ExportPlan | null>(null);
  progress = $state.raw<ExportProgress | null>(null);
  /** Whether the user asked to stop, and the program has not answered yet. */
  stopping = $state(false);
  result = $state.raw<Done | null>(null);
  problem = $state("");
  /** Why there is no target, or not the one that was chosen. */
  targetProblem = $state("");
  /** Who signs Content Credentials, if anybody can. */
  issuer = $state.raw<IssuerInfo | null>(null);
  /** Why the certificate or its key cannot sign. */
  issuerProblem = $state("");

  /** The hash of the original that the target is for. */
  #original = "";
  #planTimer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** An empty field binds nothing. */
  get #boundText(): string | null {
    return this.bound === "" ? null : this.bound;
  }

  /** Takes the chain as it stands and plans its export. */
  async prepare(): Promise<void> {
    this.bound = "";
    this.longEdge = settings.current.longEdge;
    this.sidecar = settings.current.sidecar;
    this.credentials = settings.current.credentials;
    this.target = null;
    void this.learnIssuer();
    await this.back();
  }

  /** Plans again after an export that came to nothing: the chain as it stands, the rest as it was wanted. */
  async back(): Promise<void> {
    const original = editor.original;
    if (!original) return;
    if (original.hash !== this.#original) this.target = null;
    this.#original = original.hash;
    this.phase = "plan";
    this.edits = [...editor.history.chain];
    this.whole = false;
    this.cautions = editor.displaced.map(({ edit }) => `${nameOf(edit)} ${wordsOf(edit)} ${DISPLACED}.`);
    this.plan = this.result = this.progress = null;
    this.problem = this.targetProblem = "";
    await Promise.all([this.replan(), this.target ?? this.#defaultTarget(original.file.id)]);
  }

  async #defaultTarget(original: number): Promise<void> {
    try {
      this.target = await ipc.defaultTarget(original);
    } catch (error) {
      this.targetProblem = ipc.sentence(error);
    }
  }

  async replan(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const plan = await ipc.planExport(placed(this.edits), this.longEdge, this.#boundText);
      if (asked !== this.#asked) return;
      this.plan = plan;
      this.problem = "";
    } catch (error) {
      if (asked === this.#asked) this.problem = ipc.sentence(error);
    }
  }

  /** Learns who signs Content Credentials, which are not asked about unless they are wanted. */
  async learnIssuer(): Promise<void> {
    this.issuer = null;
    this.issuerProblem = "";
    if (!this.credentials) return;
    try {
      this.issuer = await ipc.issuer();
    } catch (error) {
      this.issuerProblem = ipc.sentence(error);
    }
  }

  /** Content Credentials are wanted or not, which is remembered. */
  async wantCredentials(wanted: boolean): Promise<void> {
    this.credentials = wanted;
    await Promise.all([settings.change({ credentials: wanted }), this.learnIssuer()]);
  }

  async chooseCertificates(): Promise<void> {
    await settings.chooseCertificates();
    await this.learnIssuer();
  }

  async chooseCertificateKey(): Promise<void> {
    await settings.chooseCertificateKey();
    await this.learnIssuer();
  }

  /** The text that is to be bound becomes public, so that the plan changes with it. */
  bind(text: string): void {
    this.bound = text;
    clearTimeout(this.#planTimer);
    this.#planTimer = setTimeout(() => void this.replan(), PLAN_AFTER);
  }

  /** Another size, which is remembered. */
  resizeTo(longEdge: number | null): void {
    this.longEdge = longEdge;
    void settings.change({ longEdge });
    this.#planAnew();
  }

  /** Takes up an order that is proved sooner, as one step of undo. */
  reorder(order: number[]): void {
    editor.reorder(order);
    this.edits = [...editor.history.chain];
    this.#planAnew();
  }

  /** Until the new plan is there, nothing can be exported: what is exported is what was shown. */
  #planAnew(): void {
    this.plan = null;
    this.whole = false;
    void this.replan();
  }

  /** Whether there is something to tell while the dialog is closed. */
  get hasNews(): boolean {
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

  async chooseTarget(): Promise<void> {
    this.targetProblem = "";
    try {
      const chosen = await ipc.chooseTarget(this.target?.name ?? "published.png", "published");
      if (chosen) this.target = chosen;
    } catch (error) {
      this.targetProblem = ipc.sentence(error);
    }
  }

  get canStart(): boolean {
    const { plan, target } = this;
    if (this.phase !== "plan" || !plan || !target) return false;
    if (this.credentials && !this.issuer) return false;
    return plan.obstacles.length === 0 && (this.whole || !plan.hidesNothing);
  }

  async start(): Promise<void> {
    if (!this.canStart || !this.target || !this.plan) return;
    clearTimeout(this.#planTimer);
    this.phase = "running";
    this.problem = "";
    this.progress = null;
    this.stopping = false;
    announce("The export has begun.");
    try {
      const result = await ipc.exportPicture(
        {
          // The plan's edits have the size of the export; its hidden crops are those of the editor.
          edits: { recipe: this.plan.edits, places: placed(this.edits).places },
          bound: this.#boundText,
          target: this.target.id,
          sidecar: this.sidecar,
          credentials: this.credentials,
        },
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
      announce(`The export is done. ${result.account.title}. ${result.account.sentence}`);
    }
  }

  /** Saves a finished picture where the user wants it. */
  async saveElsewhere(): Promise<void> {
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
  get stageWords(): string {
    if (this.stopping) return "Stopping";
    if (!this.progress) return "Starting";
    const { stage, step, steps } = this.progress;
    return stage === "verifying" ? STAGES[stage] : `${STAGES[stage]}, step ${step} of ${steps}`;
  }

  get timeWords(): string {
    return this.progress && !this.stopping ? timeLeft(this.progress.secondsLeft) : "";
  }

  /** What is exported, unless it is the photo that is open. */
  get otherName(): string {
    return editor.original?.hash === this.#original ? "" : (this.target?.name ?? "");
  }

  get progressWords(): string {
    return `${this.percent} % of the export is done`;
  }
}

export const exporter = new Exporter();

/** How many of its publications an original has used. */
export function publicationsUsed({
  publications,
  publicationsLimit,
}: {
  publications: number;
  publicationsLimit: number;
}): string {
  return `${publications} of ${count(publicationsLimit, "publication")} of this original used on this machine`;
}
