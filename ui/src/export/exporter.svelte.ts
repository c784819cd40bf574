// The export of the photo that is open, as it is planned. What is ordered goes to the queue.

import type { Edit } from "../edits/edit";
import { placed } from "../edits/recipe";
import { editor } from "../editor/editor.svelte";
import { listed } from "../format";
import * as ipc from "../ipc";
import type {
  ChosenFile,
  ExportFormat,
  ExportPlan,
  IssuerInfo,
  OriginalInfo,
  Output,
  RenditionPreset,
} from "../ipc/generated";
import { captions } from "./captions.svelte";
import { purposeOf } from "./format";
import { queue } from "../queue/queue.svelte";
import { judgedTogether } from "../rules/together";
import { settings } from "../settings/settings.svelte";
import { announce } from "../parts/announcer.svelte";
import { say, words } from "../words.svelte";

const PLAN_AFTER = 250;
/** While a slider of the format moves, nothing is remembered. */
const KEEP_AFTER = 300;

/** What several exports come to together. */
function together(plans: readonly ExportPlan[]): ExportPlan | null {
  const [first, ...others] = plans;
  if (!first) return null;
  const union = (one: string[], other: string[]) => [...new Set([...one, ...other])];
  return others.reduce(
    (sum, plan) => ({
      ...(plan.width * plan.height > sum.width * sum.height ? plan : sum),
      steps: sum.steps + plan.steps,
      proofs: sum.proofs + plan.proofs,
      proofBytes: sum.proofBytes + plan.proofBytes,
      seconds: sum.seconds + plan.seconds,
      memoryBytes: Math.max(sum.memoryBytes, plan.memoryBytes),
      public: union(sum.public, plan.public),
      hidden: sum.hidden.filter((line) => plan.hidden.includes(line)),
      warnings: union(sum.warnings, plan.warnings),
      obstacles: union(sum.obstacles, plan.obstacles),
      hidesNothing: sum.hidesNothing || plan.hidesNothing,
      rules: judgedTogether(sum.rules, plan.rules),
      sooner: null,
    }),
    first,
  );
}

class Exporter {
  // Wanted
  /** The edits of the editor; the plan adds the size of the export. */
  edits = $state.raw<Edit[]>([]);
  /** The most pixels of the longer side; null for full size. */
  longEdge = $state<number | null>(null);
  format = $state.raw<ExportFormat>(settings.current.format);
  /** Whether several pictures of the photo are exported at once, those that are chosen among the renditions. */
  several = $state(false);
  /** Where renditions are written; null for the folder of other pictures. */
  folder = $state.raw<ChosenFile | null>(null);
  /** Whether the user wants to publish a picture that hides nothing of the original. */
  whole = $state(false);
  /** Whether the user wants to publish what is not within the house rules. */
  breaksRules = $state(false);
  /** How many black rectangles lie elsewhere on the photo than when they were drawn. */
  displaced = $state(0);
  /** The text that somebody asked to have bound, as it is typed. */
  bound = $state("");
  sidecar = $state(false);
  /** Whether Content Credentials are added. */
  credentials = $state(false);
  target = $state.raw<ChosenFile | null>(null);

  // Computed
  /** Of the picture, or of all renditions together. */
  plan = $state.raw<ExportPlan | null>(null);
  /** Those of the renditions that are chosen, in their order. */
  plans = $state.raw<readonly ExportPlan[]>([]);
  /** About how many bytes the picture takes without its proof; null while that is not known. */
  fileBytes = $state<number | null>(null);
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
  #keepTimer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** An empty field binds nothing. */
  get #boundText(): string | null {
    return this.bound === "" ? null : this.bound;
  }

  /** Takes the chain as it stands and plans its export. */
  async prepare(): Promise<void> {
    this.bound = "";
    this.longEdge = settings.current.longEdge;
    this.format = settings.current.format;
    this.folder = null;
    this.sidecar = settings.current.sidecar;
    this.credentials = settings.current.credentials;
    this.target = null;
    void this.learnIssuer();
    const original = editor.original;
    if (!original) return;
    this.#original = original;
    void captions.begin(original.file.id);
    this.edits = [...editor.history.chain];
    this.whole = this.breaksRules = false;
    this.displaced = editor.displaced.length;
    this.plan = null;
    this.problem = this.targetProblem = "";
    await Promise.all([this.replan(), this.#defaultTarget(original.file.id)]);
  }

  async #defaultTarget(original: number): Promise<void> {
    const { format } = this;
    try {
      const target = await ipc.defaultTarget(original, format);
      if (format.kind === this.format.kind) this.target = target;
    } catch (error) {
      this.targetProblem = ipc.sentence(error);
    }
  }

  /** The renditions that are made. */
  get chosen(): RenditionPreset[] {
    return settings.current.renditions.filter(({ chosen }) => chosen);
  }

  /** The pictures that are made. */
  get #outputs(): Output[] {
    const outputs = this.several ? this.chosen : [this];
    return outputs.map(({ longEdge, format }) => ({ longEdge, format }));
  }

  async replan(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const edits = placed(this.edits);
      const plans = await ipc.planExport(edits, this.#outputs, this.#boundText, words.language);
      if (asked !== this.#asked) return;
      this.plans = plans;
      this.plan = together(plans);
      this.problem = "";
      if (!this.several) await this.#learnFileBytes();
    } catch (error) {
      if (asked === this.#asked) this.problem = ipc.sentence(error);
    }
  }

  /** Learns how large the file will be; the answer that was asked for last counts. */
  async #learnFileBytes(): Promise<void> {
    if (!this.plan) return;
    const edits = { recipe: this.plan.edits, places: placed(this.edits).places };
    try {
      this.fileBytes = await ipc.estimateFile(edits, this.format);
    } catch (error) {
      if (ipc.sentence(error) !== ipc.OVERTAKEN) this.fileBytes = null;
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

  /** Another format, which is remembered. What is proved of a JPEG depends on its sampling, not on its quality. */
  formatAs(format: ExportFormat): void {
    const before = this.format;
    this.format = format;
    clearTimeout(this.#keepTimer);
    this.#keepTimer = setTimeout(() => void settings.change({ format }), KEEP_AFTER);
    const sampling = (format: ExportFormat) => (format.kind === "jpeg" ? format.sampling : "");
    if (before.kind !== format.kind && this.#original) {
      this.target = null;
      void this.#defaultTarget(this.#original.file.id);
    }
    if (before.kind !== format.kind || sampling(before) !== sampling(format)) {
      this.fileBytes = null;
      this.#planAnew();
    } else void this.#learnFileBytes();
  }

  /** One picture, or several. */
  make(several: boolean): void {
    this.several = several;
    this.#planAnew();
  }

  /** Other renditions, which are remembered. */
  renditionsAs(renditions: RenditionPreset[]): void {
    void settings.change({ renditions });
    this.plan = null;
    this.plans = [];
    this.whole = this.breaksRules = false;
    clearTimeout(this.#planTimer);
    this.#planTimer = setTimeout(() => void this.replan(), PLAN_AFTER);
  }

  async chooseFolder(): Promise<void> {
    this.targetProblem = "";
    try {
      this.folder = (await ipc.chooseRenditionFolder()) ?? this.folder;
    } catch (error) {
      this.targetProblem = ipc.sentence(error);
    }
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
    this.whole = this.breaksRules = false;
    void this.replan();
  }

  async chooseTarget(): Promise<void> {
    this.targetProblem = "";
    try {
      const suggested = this.target?.name ?? "published";
      const chosen = await ipc.chooseTarget(suggested, purposeOf(this.format));
      if (chosen) this.target = chosen;
    } catch (error) {
      this.targetProblem = ipc.sentence(error);
    }
  }

  get canStart(): boolean {
    const { plan } = this;
    if (this.#ordering || !plan || !(this.several || this.target)) return false;
    if (this.credentials && !this.issuer) return false;
    if (!this.breaksRules && (plan.rules?.breaches.length ?? 0) > 0) return false;
    return plan.obstacles.length === 0 && (this.whole || !plan.hidesNothing);
  }

  /** Puts what is planned into the queue. Gives whether it is there; why not is a problem. */
  async start(): Promise<boolean> {
    if (!this.canStart || !this.#original) return false;
    clearTimeout(this.#planTimer);
    this.#ordering = true;
    this.problem = "";
    try {
      const original = this.#original.file.id;
      const targets = this.several
        ? await ipc.renditionTargets(original, this.folder?.id ?? null, this.chosen)
        : [this.target!];
      await queue.add({
        original,
        edits: placed(this.edits),
        pictures: this.#outputs.map((output, place) => ({ output, target: targets[place]!.id })),
        bound: this.#boundText,
        sidecar: this.sidecar,
        credentials: this.credentials,
        captions: captions.ordered,
        language: words.language,
      });
      announce(say("queue-told-added", { name: listed(targets.map(({ name }) => name)) }));
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
