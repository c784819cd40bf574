// A stand-in for the program, for work on the window in a browser: `npm run dev`, then `?mock` after the
// address. It answers every command with made-up files and keys; nothing is signed, proved or written. The edits
// are the program's own.
//
// `?mock&open=original` (or forgotten, published, hidden, rejected, unknown, unchecked, photo, list, rules, other) opens such a file at
// once; `&appearance=light` shows the light theme.

import { emit } from "@tauri-apps/api/event";

import { writePreview } from "../editor/preview";
import { type Frame, writeFrame } from "../parts/frame";
import type { Command } from "../ipc";
import AGENCY from "../../../samples/rules/agency.json";
import type {
  CameraReport,
  Captions,
  ChosenFile,
  Edit,
  EvidenceReport,
  ExportOrder,
  ExportPlan,
  FileState,
  HistoryItem,
  JudgedEdits,
  KeptRules,
  Language,
  OriginalInfo,
  Queued,
  Report,
  Role,
  Settings,
  SignedBy,
  SignedPhoto,
  Size,
  Sooner,
  TrustList,
  Verification,
} from "../ipc/generated";
import { NO_CAPTIONS, USUAL_FORMAT } from "../ipc/generated/exports";
import { appearanceOfPage } from "../parts/appearance";
import { type Answer, type Answers, mockProgram } from "./mockProgram";
import { Edits, type Photo } from "./edits";

const hex = (seed: string) => {
  let state = [...seed].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 16777619), 2166136261);
  return Array.from({ length: 64 }, () => {
    state = Math.imul(state ^ (state >>> 13), 1540483477);
    return ((state >>> 7) & 15).toString(16);
  }).join("");
};

const FILES = {
  original: { id: 1, name: "market.original.png", folder: "/home/ana/Photos/2025-11" },
  published: { id: 2, name: "market.published.png", folder: "/home/ana/Downloads" },
  rejected: { id: 3, name: "parameter.png", folder: "/home/ana/Downloads" },
  unknown: { id: 4, name: "unknown-camera.png", folder: "/home/ana/Downloads" },
  unchecked: { id: 5, name: "stripped-proof.png", folder: "/home/ana/Downloads" },
  photo: { id: 6, name: "holiday.jpg", folder: "/home/ana/Photos" },
  other: { id: 7, name: "letter.pdf", folder: "/home/ana/Documents" },
  changed: { id: 8, name: "changed.original.png", folder: "/home/ana/Photos/2025-11" },
  target: { id: 20, name: "market-published.png", folder: "/home/ana/Published" },
  proof: { id: 21, name: "market-published.proof", folder: "/home/ana/Published" },
  list: { id: 22, name: "trust.json", folder: "/home/ana/Downloads" },
  rules: { id: 25, name: "gazette.json", folder: "/home/ana/Downloads" },
  key: { id: 23, name: "device.key", folder: "/home/ana/.config/proofroom/camera" },
  leica: { id: 9, name: "L1001234.JPG", folder: "/media/card/100LEICA" },
  changedCredentials: { id: 10, name: "L1001235-edited.jpg", folder: "/home/ana/Downloads" },
  forgotten: { id: 13, name: "parade.original.png", folder: "/home/ana/Photos/2025-11" },
  hidden: { id: 12, name: "market-detail.png", folder: "/home/ana/Downloads" },
  attested: { id: 11, name: "harbour.published.png", folder: "/home/ana/Downloads" },
  notaryKey: { id: 24, name: "notary.key", folder: "/home/ana/.config/proofroom/notary" },
} satisfies Record<string, ChosenFile>;

const camera: CameraReport = {
  key: hex("device"),
  maker: hex("maker"),
  makerName: "Proofroom demo maker",
  name: "Desk camera",
  standing: "trusted",
  simulated: true,
  notary: false,
};

const crop = { x: 560, y: 170, width: 320, height: 210 };
const edits: Edit[] = [{ crop }, { contrast: { permille: 1200 } }, { brightness: { offset: 8 } }];

const verified: Report = {
  verdict: "verified",
  reason: null,
  message:
    'the camera\'s signature and 3 edits hold, signed by the key of the simulated camera "Desk camera"',
  step: null,
  format: "png",
  camera,
  evidence: null,
  captured: "2025-11-05T14:02:33Z",
  clock: "camera",
  convertedFrom: null,
  original: { width: 1280, height: 720, hash: hex("original") },
  edits,
  bound: null,
  published: { width: 320, height: 210, hash: hex("published") },
  compression: null,
  captions: null,
  warnings: [],
};

/** The user's own camera, once it is made. */
const own: CameraReport = {
  key: hex("own device"),
  maker: hex("own maker"),
  makerName: null,
  name: "Simulated camera",
  standing: "unknown",
  simulated: true,
  notary: false,
};

/** The user's own notary, once it is made. */
const ownNotary: CameraReport = {
  key: hex("own notary"),
  maker: hex("own notary"),
  makerName: null,
  name: "Photo desk",
  standing: "unknown",
  simulated: false,
  notary: true,
};

/** A notary that the user trusts, and what it attests. */
const gazette: CameraReport = {
  ...ownNotary,
  key: hex("gazette notary"),
  maker: hex("gazette notary"),
  name: "Photo desk, Harbour Gazette",
  makerName: "Harbour Gazette",
  standing: "trusted",
};
const evidence: EvidenceReport = {
  signer: "Leica Camera AG M11-P 1234567",
  organisation: "Leica Camera AG",
  issuer: "Leica Content Credentials Issuing CA",
  root: { name: "Leica Camera AG Root CA", tier: "interim" },
  signed: "2025-11-05T14:02:35Z",
  signedBy: "signer",
  source: "capture",
  certificate: hex("certificate"),
  manifest: hex("manifest"),
  leftOut: 0,
  attested: "2026-02-01T09:30:00Z",
  included: { place: null, serialNumber: null, owner: null, fileName: null },
};

const nothing: Report = {
  ...verified,
  verdict: "not_checked",
  reason: "no_proof",
  message: "the picture carries no proof",
  camera: null,
  captured: null,
  clock: null,
  convertedFrom: null,
  original: null,
  edits: null,
  published: null,
};

const VERIFICATIONS: Record<number, Pick<Verification, "report"> & Partial<Pick<Verification, "unclaimed">>> =
  {
    [FILES.published.id]: {
      report: verified,
    },
    [FILES.hidden.id]: {
      report: { ...verified, edits: [{ cropHidden: { width: 320, height: 210 } }, ...edits.slice(1)] },
    },
    [FILES.rejected.id]: {
      report: {
        ...verified,
        verdict: "rejected",
        reason: "proof",
        message: "the proof of edits 2 to 3 is invalid",
        step: 2,
        published: null,
      },
    },
    [FILES.unknown.id]: {
      report: {
        ...verified,
        verdict: "unknown_camera",
        reason: "unknown_maker",
        camera: { ...camera, standing: "unknown", makerName: null },
      },
    },
    [FILES.unchecked.id]: {
      report: nothing,
      unclaimed: { kind: "photo" },
    },
    [FILES.attested.id]: {
      report: { ...verified, camera: gazette, evidence, message: "these pixels are exactly the result" },
    },
    [FILES.leica.id]: {
      report: { ...nothing, format: "jpeg" },
      unclaimed: { kind: "photo" },
    },
    [FILES.changedCredentials.id]: {
      report: { ...nothing, format: "jpeg" },
      unclaimed: { kind: "photo" },
    },
    [FILES.photo.id]: {
      report: { ...nothing, format: "jpeg" },
      unclaimed: { kind: "photo" },
    },
  };

const revocation = (seed: string, since: string, reason: string) => ({
  key: hex(seed),
  since,
  reason,
});

/** What the list that can be imported brings. */
const NEWS = {
  makers: [
    { name: "Harbour Gazette, newsroom cameras", key: hex("gazette") },
    { name: "Maker of Desk camera", key: hex("desk") },
  ],
  notaries: [{ name: "Northern Desk", key: hex("northern") }],
  revoked: [revocation("recalled", "2025-11-18", "recalled")],
  known: [{ name: "Proofroom demo maker", key: camera.maker }],
};

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Where the program's edits are, if they were built. */
const built = import.meta.glob<string>("./edits.wasm", { query: "?url", import: "default" })["./edits.wasm"];

async function loadCode(): Promise<ArrayBuffer> {
  if (!built) throw new Error("The program's edits are not built: type `npm run edits` and reload.");
  return (await fetch(await built())).arrayBuffer();
}

/** The pixels of a sample's original. */
async function loadPhoto(): Promise<Photo> {
  const address = new URL("../../../samples/market.original.png", import.meta.url).href;
  const bitmap = await createImageBitmap(await (await fetch(address)).blob());
  const { width, height } = bitmap;
  const context = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d")!;
  context.drawImage(bitmap, 0, 0);
  const rgba = context.getImageData(0, 0, width, height).data;
  return { width, height, bytes: Uint8Array.from(rgba.filter((_, index) => index % 4 !== 3)) };
}

/** House rules, which one edit of the editor's breaks at once. */
const RULES = JSON.stringify({
  ...AGENCY,
  name: "Harbour Gazette",
  edits: { ...AGENCY.edits, contrast: { permille: [700, 1200] } },
  file: { ...AGENCY.file, simulated_cameras: true },
});

class StandIn {
  #settings: Settings = {
    exportFolder: null,
    sidecar: false,
    histogram: true,
    longEdge: null,
    appearance: appearanceOfPage(),
    language: null,
    notaryFolder: null,
    ownRoots: null,
    credentials: false,
    certificates: null,
    certificateKey: null,
    format: USUAL_FORMAT,
    renditions: [
      {
        name: "web",
        longEdge: 1600,
        format: { kind: "jpeg", quality: 85, sampling: "420" },
        chosen: true,
      },
      {
        name: "social",
        longEdge: 1080,
        format: { kind: "jpeg", quality: 85, sampling: "420" },
        chosen: true,
      },
      { name: "print", longEdge: null, format: { kind: "jpeg", quality: 95, sampling: "444" }, chosen: true },
    ],
  };
  #own: CameraReport | null = null;
  #notary: CameraReport | null = null;
  /** Who signed last. */
  #signed: SignedBy | null = null;
  #history: HistoryItem[] = [];
  #cancelled = false;
  readonly #queue: Queued[] = [];
  readonly #orders = new Map<number, ExportOrder>();
  #tell: (queued: Queued) => void = () => {};
  #working = false;
  /** Where pictures are written, by their ids. */
  readonly #targets = new Map<number, ChosenFile>();
  #trust: TrustList = {
    makers: [{ name: "Proofroom demo maker", key: camera.maker }],
    notaries: [{ name: "Harbour Gazette", key: gazette.key }],
    revoked: [
      revocation("stolen", "2025-09-05", "stolen with the camera"),
      revocation("leaked", "2025-10-21", "the maker's firmware leaked this model's keys"),
    ],
  };
  #keepsRules = false;
  readonly #templates = new Map<string, Captions>([
    [
      "Gazette",
      {
        ...NO_CAPTIONS,
        credit: "Harbour Gazette",
        copyright: "© {year} Harbour Gazette",
        dateCreated: "{date}",
      },
    ],
  ]);
  readonly #edits: Edits;
  readonly #first: string | null;

  constructor(edits: Edits, first: string | null) {
    this.#edits = edits;
    this.#first = first;
  }

  /** The size of what edits make of the photo. */
  #size(recipe: Edit[]): Size {
    const hidden = recipe.filter((edit) => "cropHidden" in edit);
    const { sizes, error } = this.#edits.checkRecipe({ recipe, places: hidden.map(() => ({ x: 0, y: 0 })) });
    if (error) throw error.message;
    return sizes.at(-1) ?? this.#edits.photo;
  }

  /** What the rules that are kept say of edits; nothing if none are. */
  #judged(edits: Edit[], language: Language): JudgedEdits | null {
    return this.#keepsRules ? this.#edits.judgeEdits(RULES, edits, language) : null;
  }

  #keep(language: Language): KeptRules {
    this.#keepsRules = true;
    return this.#rules(language);
  }

  /** What a reader is told of a report, by the rules that are kept. */
  #inWords(report: Report, language: Language) {
    return this.#edits.inWords(report, language, this.#keepsRules ? RULES : null);
  }

  /** The rules in words. */
  #rules(language: Language): KeptRules {
    return this.#edits.readRules(RULES, language);
  }

  #original(): OriginalInfo {
    const own = this.#signed === "notary" ? this.#notary : this.#signed === "camera" ? this.#own : null;
    const signer = own ?? camera;
    return {
      file: FILES.original,
      width: this.#edits.photo.width,
      height: this.#edits.photo.height,
      hash: hex("original"),
      camera: signer,
      attested: signer.notary
        ? this.#edits.inWords({ ...verified, camera: signer, evidence }, "en").account.attested
        : [],
      cameraWarning:
        signer.standing === "unknown"
          ? `The ${signer.notary ? "notary who signed this photo" : "maker of this camera"} is not in your trust list. Readers who do not trust it either will be told that it is unknown.`
          : null,
      captured: "2025-11-05T14:02:33Z",
      clock: "camera",
      convertedFrom: null,
      warnings: [],
      publications: 2,
      publicationsLimit: 100,
      history: this.#history,
    };
  }

  /** A new file in the folder for pictures. */
  #target(name: string): ChosenFile {
    const file = { ...FILES.target, id: 1000 + this.#targets.size, name };
    this.#targets.set(file.id, file);
    return file;
  }

  #queued(id: number): Queued {
    return this.#queue.find((queued) => queued.id === id)!;
  }

  #told(id: number, state: Queued["state"]): void {
    const queued = this.#queued(id);
    queued.state = state;
    this.#tell({ ...queued });
  }

  /** Carries out what waits. The first export to a disk that is full cannot be written. */
  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    for (let next; (next = this.#queue.find(({ state }) => state.kind === "waiting"));) {
      const { id, pictures } = next;
      const toMake = pictures.filter(({ written }) => !written).length;
      const steps = toMake * Math.max(1, this.#orders.get(id)!.edits.recipe.length);
      for (let tick = 0; tick <= 60; tick++) {
        const { state } = this.#queued(id);
        if (state.kind === "running" && state.stopping) break;
        const done = tick / 60;
        const written = pictures.length - toMake + Math.floor(done * toMake);
        for (let place = 0; place < Math.min(written, pictures.length - 1); place++) this.#write(id, place);
        const stage = done < 0.15 ? "committing" : done > 0.95 ? "verifying" : "proving";
        const step = Math.min(steps, 1 + Math.floor(done * steps));
        const progress = { done, stage, step, steps, secondsLeft: (1 - done) * 12 } as const;
        this.#told(id, { kind: "running", progress, stopping: false });
        await wait(200);
      }
      const { state } = this.#queued(id);
      const last = pictures.length - 1;
      const { name } = pictures[last]!.target;
      if (state.kind === "running" && state.stopping) this.#told(id, { kind: "cancelled" });
      else if (/full/.test(name))
        this.#told(id, { kind: "unsaved", picture: last, problem: "there is no space left on the disk" });
      else if (/gone/.test(name))
        this.#told(id, {
          kind: "failed",
          picture: last,
          problem: "the card with the original was taken out",
        });
      else {
        this.#write(id, last);
        this.#told(id, { kind: "done" });
      }
    }
    this.#working = false;
  }

  #write(id: number, place: number): void {
    const { edits, bound, sidecar, language } = this.#orders.get(id)!;
    const report = { ...verified, edits: edits.recipe, bound };
    const queued = this.#queued(id);
    const { target, written } = queued.pictures[place]!;
    if (written) return;
    const made = {
      file: target,
      sidecar: sidecar ? FILES.proof : null,
      pictureBytes: 284_000,
      proofBytes: 86_000,
      seconds: 12.3,
      publications: 2 + id,
      alreadyThere: false,
      report,
      account: this.#edits.inWords(report, language).account,
    };
    queued.pictures = queued.pictures.map((picture, at) =>
      at === place ? { ...picture, written: made } : picture,
    );
  }

  #state(id: number): FileState {
    const state = (kind: FileState["kind"]) => ({
      kind,
      hash: null,
      size: kind === "original" ? { width: 1280, height: 720 } : null,
      edited: false,
      publications: 0,
    });
    if (id === FILES.original.id) {
      return { ...state("original"), hash: hex("original"), edited: this.#history.length > 0 };
    }
    if (id >= 200) return { ...state("original"), hash: hex(`${id}`), publications: id === 202 ? 2 : 0 };
    if (id === FILES.changed.id) return state("original");
    if (id === FILES.other.id) return state("other");
    if (id === FILES.leica.id || id === FILES.changedCredentials.id) return state("credentials");
    return state(id === FILES.photo.id || id >= 100 ? "photo" : "published");
  }

  #ownCamera() {
    return this.#own && { camera: this.#own, keyFile: FILES.key };
  }

  #ownNotary() {
    return this.#notary && { notary: this.#notary, keyFile: FILES.notaryKey, warning: null };
  }

  readonly commands: Answers = {
    start: () => ({
      version: "0.1.0",
      files: this.#first && this.#first in FILES ? [FILES[this.#first as keyof typeof FILES]] : [],
      settings: this.#settings,
      recent: [FILES.original, FILES.published, FILES.rejected, FILES.unknown, FILES.unchecked],
      warnings: [],
      processorProblem:
        this.#first === "machine"
          ? "This processor lacks the instructions ADX and BMI2, which proving and verifying need (Intel since 2014, AMD since 2017)."
          : null,
    }),
    quit: () => window.close(),
    choosePhotos: () => [this.#first === "verify" ? FILES.published : FILES.original],
    chooseSidecar: () => FILES.proof,
    chooseTrustList: () => FILES.list,
    showTitle: () => {},
    ownCamera: () => this.#ownCamera(),
    nameCamera: ({ name }) => {
      this.#own = { ...(this.#own ?? own), name };
      return this.#ownCamera()!;
    },
    trustOwnCamera: () => {
      const makerName = `Maker of ${this.#own!.name}`;
      this.#own = { ...this.#own!, standing: "trusted", makerName };
      this.#trust.makers.push({ name: makerName, key: this.#own.maker });
      return this.#ownCamera()!;
    },
    ownNotary: () => this.#ownNotary(),
    newNotaryFolder: () => FILES.notaryKey.folder,
    makeNotary: ({ name }) => {
      this.#notary = { ...ownNotary, name };
      return this.#ownNotary()!;
    },
    chooseNotary: () => {
      this.#notary = ownNotary;
      return this.#ownNotary()!;
    },
    trustOwnNotary: () => {
      const { name, key } = this.#notary!;
      this.#notary = { ...this.#notary!, standing: "trusted", makerName: name };
      this.#trust.notaries.push({ name, key });
      return this.#ownNotary()!;
    },
    examinePhoto: async ({ id, language }) => {
      await wait(200);
      if (id === FILES.leica.id) {
        const of = { ...verified, camera: gazette, evidence };
        return { kind: "valid", found: this.#edits.inWords(of, language).account.attested, vouched: true };
      }
      if (id === FILES.changedCredentials.id)
        return {
          kind: "refused",
          reason: "changed",
          message:
            "the photo's Content Credentials are invalid: the photo was changed after it was signed (assertion.dataHash.mismatch)",
        };
      const message =
        "the photo contains no Content Credentials (C2PA), so there is no camera's signature to examine";
      return { kind: "refused", reason: "missing", message };
    },
    chooseTarget: ({ suggestedName }) => this.#target(suggestedName),
    // Scripts say how the file is called.
    defaultTarget: ({ format: { kind } }) => {
      const name = (window as { standInName?: string }).standInName ?? "market-published";
      return this.#target(`${name}.${kind === "jpeg" ? "jpg" : "png"}`);
    },
    renditionTargets: ({ renditions }) =>
      renditions.map(({ name, format: { kind } }) =>
        this.#target(`market.${name}.${kind === "jpeg" ? "jpg" : "png"}`),
      ),
    chooseRenditionFolder: () => ({ id: 31, name: "Today", folder: "/home/ana/Published" }),
    recent: () => [FILES.original, FILES.published, FILES.rejected, FILES.unknown, FILES.unchecked],
    clearRecent: () => {},
    openFile: async ({ id }) => {
      await wait(150);
      // Above 200 are originals that were signed here.
      if (id === FILES.original.id || id >= 200) return { kind: "original", original: this.#original() };
      if (id === FILES.forgotten.id) {
        const edit = { cropHidden: { width: 640, height: 480 } };
        const history = [{ id: 1, edit, enabled: true }];
        return { kind: "original", original: { ...this.#original(), file: FILES.forgotten, history } };
      }
      if (
        [FILES.photo, FILES.unchecked, FILES.leica, FILES.changedCredentials].some((file) => file.id === id)
      )
        return { kind: "photo", width: 4000, height: 3000 };
      if (id >= 100) return { kind: "photo", width: 4000, height: 3000 };
      if (id === FILES.list.id) return { kind: "trust_list" };
      if (id === FILES.rules.id) return { kind: "rules" };
      if (id === FILES.other.id) {
        return { kind: "other", message: "This is a PDF document. Proofroom opens PNG and JPEG photos." };
      }
      if (id === FILES.changed.id) {
        throw "the pixels are not those that the camera signed: the file was changed after signing, so that nothing can be proved of it; take the file as it came from the camera";
      }
      return { kind: "published" };
    },
    defaultOriginal: () => ({ ...FILES.target, name: "L1001234.original.png" }),
    signPhoto: async ({ by }, tell) => {
      this.#cancelled = false;
      for (let done = 0; done < 1 && !this.#cancelled; done += 0.1) {
        tell(done);
        await wait(80);
      }
      this.#signed = this.#cancelled ? null : by;
      return this.#cancelled ? null : FILES.original;
    },
    fileStates: ({ ids }) => ids.map((id) => this.#state(id)),
    thumbnail: async ({ id, side }) => {
      await wait(30);
      if (id === FILES.other.id) throw "no photo";
      const request = { places: [], maxWidth: side, maxHeight: side, region: null, quick: true };
      const turned: Edit[] = id % 3 === 0 ? [{ rotate90: { turns: 1 } }] : [];
      return writeFrame(this.#edits.preview({ edits: turned, ...request }));
    },
    chooseOriginalFolder: () => ({ id: 30, name: "Originals", folder: "/home/ana" }),
    signPhotos: async ({ photos }, tell) => {
      this.#cancelled = false;
      const done: SignedPhoto[] = [];
      for (const [index, photo] of photos.entries()) {
        if (this.#cancelled) break;
        tell(index / photos.length);
        await wait(400);
        const original = { ...FILES.original, id: 200 + photo, name: `photo-${photo}.original.png` };
        done.push(
          index === 1
            ? { photo, original: null, problem: "the photo has 16 bits per channel, and 8 are taken" }
            : { photo, original, problem: null },
        );
      }
      return done;
    },
    cancelSigning: () => void (this.#cancelled = true),
    originalSigner: () => {
      const { camera, attested, cameraWarning } = this.#original();
      return { camera, attested, cameraWarning };
    },
    closeOriginal: () => {},
    reveal: () => {},
    saveHistory: ({ items }) => void (this.#history = items),
    preview: ({ chain, request }) => {
      let frame: Frame | null = null;
      try {
        frame = this.#edits.preview(request);
      } catch {
        // The edits do not fit; the check says so.
      }
      return writePreview({ check: this.#edits.checkRecipe(chain), frame });
    },
    checkRecipe: ({ edits }) => this.#edits.checkRecipe(edits),
    neutralGains: ({ edits, x, y }) => this.#edits.neutralGains(edits, x, y),
    toneCurve: ({ edit }) => this.#edits.toneCurve(edit),
    kernelPreset: ({ name }) => this.#edits.kernelPreset(name),
    fillCaptions: ({ captions }) => {
      const filled = (text: string | null) =>
        text &&
        text
          .replace(/\{date\}/g, "2025-11-05")
          .replace(/\{year\}/g, "2025")
          .replace(/\{filename\}/g, "market");
      return Object.fromEntries(
        Object.entries(captions).map(([field, text]) => [field, filled(text)]),
      ) as typeof captions;
    },
    captionTemplates: () => [...this.#templates.keys()],
    loadCaptions: ({ name }) => this.#templates.get(name)!,
    saveCaptions: ({ name, captions }) => void this.#templates.set(name, captions),
    removeCaptions: ({ name }) => void this.#templates.delete(name),
    captionsOfOriginal: () => NO_CAPTIONS,
    captionsOfPhoto: () => ({
      ...NO_CAPTIONS,
      byline: "Ana Ferreira",
      copyright: "© 2025 Ana Ferreira",
      city: "Lisbon",
    }),
    estimateFile: async ({ edits, format }) => {
      await wait(100);
      const { width, height } = this.#size(edits.recipe);
      const each = format.kind === "png" ? 1.8 : 0.06 * 1.05 ** (format.quality - 50);
      return Math.round(
        width * height * each * (format.kind === "jpeg" && format.sampling === "444" ? 1.3 : 1),
      );
    },
    checkForSize: ({ edits }) => this.#edits.checkRecipe(edits),
    keepEdits: () => {},
    estimateExport: ({ edits, longEdge }) => {
      const planned = this.#scaled(edits, longEdge);
      const sooner = this.#sooner(edits);
      const { width, height } = this.#size(planned);
      return { width, height, seconds: sooner?.secondsNow ?? 9 + 6 * planned.length, sooner };
    },
    planExport: ({ edits: { recipe }, outputs, bound, language }) =>
      outputs.map(({ longEdge }) => this.#plan(recipe, longEdge, bound, language)),
    watchQueue: (_, tell) => {
      this.#tell = tell;
      return this.#queue;
    },
    enqueue: ({ order }) => {
      const original = Object.values(FILES).find(({ id }) => id === order.original) ?? FILES.original;
      const id = this.#queue.length + 1;
      const pictures = order.pictures.map(({ target }) => ({
        target: this.#targets.get(target) ?? FILES.target,
        written: null,
      }));
      const queued: Queued = { id, original, pictures, bound: order.bound, state: { kind: "waiting" } };
      this.#queue.push(queued);
      this.#orders.set(id, order);
      void this.#work();
      return queued;
    },
    cancelQueued: ({ id }) => {
      const { state } = this.#queued(id);
      this.#told(id, state.kind === "running" ? { ...state, stopping: true } : { kind: "cancelled" });
    },
    retryQueued: ({ id }) => {
      this.#told(id, { kind: "waiting" });
      void this.#work();
    },
    saveQueued: ({ id, target }) => {
      const { pictures, state } = this.#queued(id);
      if (state.kind !== "unsaved") return;
      pictures[state.picture]!.target = this.#targets.get(target) ?? FILES.target;
      this.#write(id, state.picture);
      this.#told(id, { kind: "done" });
    },
    removeQueued: () => {},
    verify: async ({ id, expect, language }) => {
      await wait(600);
      const file = Object.values(FILES).find((file) => file.id === id) ?? FILES.published;
      const { report: found, unclaimed = null } = VERIFICATIONS[id] ?? VERIFICATIONS[FILES.published.id]!;
      const report: Report =
        expect !== null && found.verdict === "verified"
          ? {
              ...found,
              verdict: "rejected",
              reason: "binding",
              message: "the proof is not bound to any text; it may have been made for someone else",
              published: null,
            }
          : found;
      const { account, judgement } = this.#inWords(report, language);
      return {
        file,
        report,
        account,
        credentials: { state: "none" },
        rules: judgement,
        proofBytes: report.edits ? 86_412 : null,
        unclaimed,
        seconds: 1.84,
      };
    },
    inWords: ({ report, language }) => this.#inWords(report, language).account,
    verifiedPicture: ({ maxWidth, maxHeight }) =>
      writeFrame(this.#edits.preview({ edits, places: [], maxWidth, maxHeight, region: null, quick: false })),
    trust: () => structuredClone(this.#trust),
    addTrusted: ({ role, name, key }) => {
      const entries = this.#entries(role);
      if (entries.some((entry) => entry.key === key)) throw "this key is in the list already";
      entries.push({ name, key });
    },
    renameTrusted: ({ role, key, name }) => {
      this.#entries(role).find((entry) => entry.key === key)!.name = name;
    },
    removeTrusted: ({ role, key }) => {
      const entries = this.#entries(role);
      const place = entries.findIndex((entry) => entry.key === key);
      entries.splice(place, 1);
    },
    readTrustList: () => NEWS,
    importTrustList: ({ makers, notaries }) => {
      const added = {
        makers: NEWS.makers.filter(({ key }) => makers.includes(key)),
        notaries: NEWS.notaries.filter(({ key }) => notaries.includes(key)),
        revoked: NEWS.revoked,
      };
      this.#trust.makers.push(...added.makers);
      this.#trust.notaries.push(...added.notaries);
      this.#trust.revoked.push(...added.revoked);
      return added;
    },
    writeTrustList: () => {},
    keptRules: ({ language }) => (this.#keepsRules ? this.#rules(language) : null),
    readRules: ({ language }) => this.#rules(language),
    chooseRules: ({ language }) => this.#keep(language),
    keepRules: ({ language }) => this.#keep(language),
    forgetRules: () => void (this.#keepsRules = false),
    judgeEdits: ({ edits, language }) => this.#judged(edits, language),
    saveSettings: ({ settings }) => void (this.#settings = settings),
    issuer: () =>
      this.#settings.certificates && this.#settings.certificateKey
        ? { name: "Harbour Gazette", warning: null }
        : null,
    chooseCertificates: () => (this.#settings = { ...this.#settings, certificates: "/home/ana/chain.pem" }),
    chooseCertificateKey: () => (this.#settings = { ...this.#settings, certificateKey: "/home/ana/key.pem" }),
    chooseOwnRoots: () => (this.#settings = { ...this.#settings, ownRoots: "/home/ana/roots.pem" }),
    chooseExportFolder: () => (this.#settings = { ...this.#settings, exportFolder: "/home/ana/Published" }),
  };

  #plan(wanted: Edit[], longEdge: number | null, bound: string | null, language: Language): ExportPlan {
    const edits = this.#scaled(wanted, longEdge);
    const { width, height } = this.#size(edits);
    const hides = (edit: Edit) =>
      ["crop", "cropHidden", "redact", "resize", "grayscale"].some((word) => word in edit);
    return {
      edits,
      editsTold: this.#edits.inWords({ ...verified, edits }, language).account.edits,
      width,
      height,
      steps: Math.max(1, edits.length),
      proofs: 3 * Math.max(1, edits.length),
      proofBytes: 62_000 + 8_000 * edits.length,
      seconds: 9 + 6 * edits.length,
      memoryBytes: 1_400_000_000,
      public: [
        `the picture that you see, ${width} × ${height} pixels`,
        "the size of the original, 1280 × 720 pixels",
        "every edit with its parameters",
        ...edits.flatMap((edit) =>
          "cropHidden" in edit
            ? [`the size of the crop, ${edit.cropHidden.width} × ${edit.cropHidden.height} pixels`]
            : [],
        ),
        "the camera's key, name and maker, and when it says the photo was taken",
        "that two pictures were published from the same original",
        ...(bound === null ? [] : [`the bound text “${bound}”`]),
      ],
      hidden: [
        "every pixel of the original beyond what the published pixels show",
        "what is under black rectangles and outside the crop",
        ...(edits.some((edit) => "cropHidden" in edit) ? ["where in the photo the crop was taken"] : []),
        "metadata of the original: place, serial numbers, thumbnails",
      ],
      warnings: [],
      obstacles: bound !== null && bound.length > 4096 ? ["the text to bind is too long; shorten it"] : [],
      publications: 2,
      publicationsOrdered: 0,
      publicationsLimit: 100,
      publicationsNote: null,
      channelsNote: null,
      hidesNothing: !edits.some(hides),
      sooner: this.#sooner(wanted),
      rules: this.#judged(edits, language),
    };
  }

  #entries(role: Role) {
    return role === "maker" ? this.#trust.makers : this.#trust.notaries;
  }

  /** The size of an export enters after the last crop. */
  #scaled(edits: Edit[], longEdge: number | null): Edit[] {
    const { width, height } = this.#size(edits);
    const scale = (longEdge ?? Infinity) / Math.max(width, height);
    if (scale >= 1) return edits;
    const hides = ["crop", "cropHidden", "redact"];
    const place = edits.findLastIndex((edit) => hides.some((word) => word in edit)) + 1;
    const resize = { width: Math.round(width * scale), height: Math.round(height * scale) };
    return [...edits.slice(0, place), { resize }, ...edits.slice(place)];
  }

  /** A resize that comes last is better first. */
  #sooner(edits: Edit[]): Sooner | null {
    const last = edits.length - 1;
    if (last < 1 || !("resize" in edits[last]!) || "resize" in edits[0]!) return null;
    const order = [last, ...edits.slice(0, -1).map((_, index) => index)];
    return { order, first: "resize", seconds: 360, secondsNow: 5460 };
  }
}

/** Puts the stand-in where the window expects the program. */
export async function install(): Promise<void> {
  const edits = await Edits.of(await loadPhoto(), await loadCode());
  const standIn = new StandIn(edits, new URLSearchParams(location.search).get("open"));
  mockProgram((command) => standIn.commands[command] as Answer<Command>);
  // For scripts: what the program would tell by itself.
  Object.assign(window, { emit, FILES });
}
