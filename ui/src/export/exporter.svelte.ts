// The export of the photo that is open, as it is planned. What is ordered goes to the queue.

import type { Edit } from "../edits/edit";
import { nameOf, wordsOf } from "../edits/edits";
import { placed } from "../edits/recipe";
import { DISPLACED } from "../editor/display";
import { editor } from "../editor/editor.svelte";
import { count } from "../format";
import * as ipc from "../ipc";
import type { ChosenFile, ExportPlan, IssuerInfo, OriginalInfo } from "../ipc/generated";
import { queue } from "../queue/queue.svelte";
import { settings } from "../settings/settings.svelte";
import { announce } from "../parts/announcer.svelte";
import { say, words } from "../words.svelte";

const PLAN_AFTER = 250;

class Exporter {
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
  problem = $state("");
  /** Why there is no target, or not the one that was chosen. */
  targetProblem = $state("");
  /** Who signs Content Credentials, if anybody can. */
  issuer = $state.raw<IssuerInfo | null>(null);
  /** Why the certificate or its key cannot sign. */
  issuerProblem = $state("");

  /** What is exported. */
  #original: OriginalInfo | null = null;
  /** Whether the export is being ordered. */
  #ordering = false;
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
    const original = editor.original;
    if (!original) return;
    this.#original = original;
    this.edits = [...editor.history.chain];
    this.whole = false;
    this.cautions = editor.displaced.map(({ edit }) => `${nameOf(edit)} ${wordsOf(edit)} ${DISPLACED}.`);
    this.plan = null;
    this.problem = this.targetProblem = "";
    await Promise.all([this.replan(), this.#defaultTarget(original.file.id)]);
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
    if (this.#ordering || !plan || !target) return false;
    if (this.credentials && !this.issuer) return false;
    return plan.obstacles.length === 0 && (this.whole || !plan.hidesNothing);
  }

  /** Puts the export into the queue. Gives whether it is there; why not is a problem. */
  async start(): Promise<boolean> {
    if (!this.canStart || !this.target || !this.plan || !this.#original) return false;
    clearTimeout(this.#planTimer);
    this.#ordering = true;
    this.problem = "";
    try {
      await queue.add({
        original: this.#original.file.id,
        // The plan's edits have the size of the export; its hidden crops are those of the editor.
        edits: { recipe: this.plan.edits, places: placed(this.edits).places },
        bound: this.#boundText,
        target: this.target.id,
        sidecar: this.sidecar,
        credentials: this.credentials,
        language: words.language,
      });
      announce(say("queue-told-added", { name: this.target.name }));
      return true;
    } catch (error) {
      this.problem = ipc.sentence(error);
      return false;
    } finally {
      this.#ordering = false;
    }
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
