// The one seam to the program: a typed function for each command. The commands and the types that cross are
// generated from Rust: a wrong name or argument does not compile. Names are camelCase here and snake_case there.

import { Channel, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import type {
  Captions,
  Commands,
  ChosenFile,
  Credentials,
  Edit,
  ExportFormat,
  ExportOrder,
  HistoryItem,
  Judgement,
  Language,
  Output,
  Placed,
  PreviewRequest,
  Purpose,
  Queued,
  RenditionPreset,
  Report,
  Role,
  Settings,
  Size,
  WhichList,
} from "./ipc/generated";
import { camel, snake, snakeName } from "./ipc/names";

/** The id of a file that the user chose. The window never names a path. */
export type FileId = ChosenFile["id"];

export type Command = keyof Commands;
export type Takes<C extends Command> = Commands[C]["takes"];
/** What a command answers. Every one of them may fail, with a sentence for people. */
export type Gives<C extends Command> = Commands[C]["gives"] extends null ? void : Commands[C]["gives"];
/** What a command says of its progress meanwhile. */
export type Tells<C extends Command> = Commands[C] extends { tells: infer T } ? T : never;

async function call<C extends Command>(
  command: C,
  takes: Takes<C>,
  onProgress?: (told: Tells<C>) => void,
): Promise<Gives<C>> {
  const crossing = snake(takes) as Record<string, unknown>;
  if (onProgress) {
    const channel = new Channel<unknown>();
    channel.onmessage = (told) => onProgress(camel(told) as Tells<C>);
    crossing.on_progress = channel;
  }
  return camel(await invoke(snakeName(command), crossing)) as Gives<C>;
}

export const start = () => call("start", {});
export const quit = () => call("quit", {});
/** Names a file in the window's title; null names none. */
export const showTitle = (id: FileId | null) => call("showTitle", { id });

/** The user's own simulated camera, if there is one yet. */
export const ownCamera = () => call("ownCamera", {});
/** Gives it a name; makes it if there is none yet. */
export const nameCamera = (name: string) => call("nameCamera", { name });
export const trustOwnCamera = () => call("trustOwnCamera", {});

/** The notary as whom the user signs, if there is one. */
export const ownNotary = () => call("ownNotary", {});
/** Where a notary would be made. */
export const newNotaryFolder = () => call("newNotaryFolder", {});
export const makeNotary = (name: string) => call("makeNotary", { name });
/** Asks for the folder of a notary that is there already; null if the dialog was closed. */
export const chooseNotary = () => call("chooseNotary", {});
export const trustOwnNotary = () => call("trustOwnNotary", {});
/** What the Content Credentials of a photo say, and whether they hold. */
export const examinePhoto = (id: FileId, language: Language) => call("examinePhoto", { id, language });

/** One or several; none if the dialog was closed. */
export const choosePhotos = () => call("choosePhotos", {});
export const chooseSidecar = () => call("chooseSidecar", {});
export const chooseTrustList = () => call("chooseTrustList", {});
export const chooseTarget = (suggestedName: string, purpose: Purpose) =>
  call("chooseTarget", { suggestedName, purpose });
export const defaultTarget = (original: FileId, format: ExportFormat) =>
  call("defaultTarget", { original, format });
/** Where each of these renditions is written; null for the folder of other pictures. */
export const renditionTargets = (original: FileId, folder: FileId | null, renditions: RenditionPreset[]) =>
  call("renditionTargets", { original, folder, renditions });
export const chooseRenditionFolder = () => call("chooseRenditionFolder", {});
export const recent = () => call("recent", {});
export const clearRecent = () => call("clearRecent", {});
export const openFile = (id: FileId) => call("openFile", { id });
/** Where the original of a photo is written unless the user wants it elsewhere. */
export const defaultOriginal = (photo: FileId) => call("defaultOriginal", { photo });
/** Resolves when the original is there, with null if it was cancelled. Progress is the part that is done. */
export const signPhoto = (what: Takes<"signPhoto">, onProgress: (done: number) => void) =>
  call("signPhoto", what, onProgress);
/** What each of these files is, told without checking it, and what has become of it. */
export const fileStates = (ids: FileId[]) => call("fileStates", { ids });
/** Keeps edits for an original of the list, as if they had been made on it. */
export const keepEdits = (id: FileId, items: HistoryItem[]) => call("keepEdits", { id, items });
/** A small picture of a photo, with at most this many pixels each way. */
export const thumbnail = (id: FileId, side: number) => call("thumbnail", { id, side });
export const chooseOriginalFolder = () => call("chooseOriginalFolder", {});
/** Resolves when all are signed or it was cancelled, with what became of those that were begun. */
export const signPhotos = (what: Takes<"signPhotos">, onProgress: (done: number) => void) =>
  call("signPhotos", what, onProgress);
export const cancelSigning = () => call("cancelSigning", {});
/** Who signed the original that is open, by the trust list as it is now. */
export const originalSigner = () => call("originalSigner", {});
export const closeOriginal = () => call("closeOriginal", {});
export const reveal = (id: FileId) => call("reveal", { id });

/** Stored without the places of hidden crops. */
export const saveHistory = (items: HistoryItem[]) => call("saveHistory", { items });
/** What the program says of the chain, and the picture that is asked for of it. */
export const preview = (chain: Placed, request: PreviewRequest) => call("preview", { chain, request });
export const checkRecipe = (edits: Placed) => call("checkRecipe", { edits });
/** The same for a photo of this size, which need not be open. */
export const checkForSize = (size: Size, edits: Placed) => call("checkForSize", { size, edits });
/** White balance that makes the neighbourhood of a pixel of the image after `edits` neutral. */
export const neutralGains = (edits: Placed, x: number, y: number) => call("neutralGains", { edits, x, y });
/** For each channel the output of each input byte; for tone edits only. */
export const toneCurve = (edit: Edit) => call("toneCurve", { edit });
export const kernelPreset = (name: string) => call("kernelPreset", { name });

/** What these pictures of the photo that is open would make public and cost, a plan for each. */
export const planExport = (edits: Placed, outputs: Output[], bound: string | null, language: Language) =>
  call("planExport", { edits, outputs, bound, language });
/** How long an export of these edits would take. */
export const estimateExport = (edits: Edit[], longEdge: number | null, format: ExportFormat) =>
  call("estimateExport", { edits, longEdge, format });
/** About how many bytes the picture takes, without its proof. */
export const estimateFile = (edits: Placed, format: ExportFormat) => call("estimateFile", { edits, format });

/** Captions with their placeholders filled in for this original, which is open. */
export const fillCaptions = (original: FileId, captions: Captions) =>
  call("fillCaptions", { original, captions });
/** The names of the caption templates that are remembered. */
export const captionTemplates = () => call("captionTemplates", {});
export const loadCaptions = (name: string) => call("loadCaptions", { name });
export const saveCaptions = (name: string, captions: Captions) => call("saveCaptions", { name, captions });
export const removeCaptions = (name: string) => call("removeCaptions", { name });
/** What the file of an original says about itself. */
export const captionsOfOriginal = (original: FileId) => call("captionsOfOriginal", { original });
/** The same of a photo that the user chooses; null if the dialog was closed. */
export const captionsOfPhoto = () => call("captionsOfPhoto", {});

/** The exports that there are; `told` is called with each that changes from now on. */
export const watchQueue = (told: (queued: Queued) => void) => call("watchQueue", {}, told);
/** Orders an export of the photo that is open. It is edited, proved, checked and written in the background. */
export const enqueue = (order: ExportOrder) => call("enqueue", { order });
export const cancelQueued = (id: number) => call("cancelQueued", { id });
export const retryQueued = (id: number) => call("retryQueued", { id });
/** Saves a finished picture that could not be written. */
export const saveQueued = (id: number, target: FileId) => call("saveQueued", { id, target });
/** Takes an export that is over from the list, and a finished picture that is not saved. */
export const removeQueued = (id: number) => call("removeQueued", { id });

export const verify = (id: FileId, sidecar: FileId | null, expect: string | null, language: Language) =>
  call("verify", { id, sidecar, expect, language });
/** What the reader is told of a report, and of the Content Credentials and house rules beside it, in another language. */
export const inWords = (
  report: Report,
  credentials: Credentials,
  rules: Judgement | null,
  language: Language,
) => call("inWords", { report, credentials, rules, language });
/** Decoded pixels of the file that was verified last. */
export const verifiedPicture = (maxWidth: number, maxHeight: number) =>
  call("verifiedPicture", { maxWidth, maxHeight });

export const trust = () => call("trust", {});
export const addTrusted = (role: Role, name: string, key: string) => call("addTrusted", { role, name, key });
export const renameTrusted = (role: Role, key: string, name: string) =>
  call("renameTrusted", { role, key, name });
export const removeTrusted = (role: Role, key: string) => call("removeTrusted", { role, key });
/** What a trust list would add. */
export const readTrustList = (id: FileId) => call("readTrustList", { id });
/** Adds makers and notaries with these keys, and all revoked keys, of the list that was read last; gives what was
 * added. */
export const importTrustList = (makers: string[], notaries: string[]) =>
  call("importTrustList", { makers, notaries });
export const writeTrustList = (target: FileId, which: WhichList) => call("writeTrustList", { target, which });

/** The house rules that are kept, in words; null if there are none. */
export const keptRules = (language: Language) => call("keptRules", { language });
/** Asks for a file of house rules, and keeps a copy of it. */
export const chooseRules = (language: Language) => call("chooseRules", { language });
/** House rules in a file, in words. */
export const readRules = (id: FileId, language: Language) => call("readRules", { id, language });
/** Keeps a copy of a file of house rules. */
export const keepRules = (id: FileId, language: Language) => call("keepRules", { id, language });
export const forgetRules = () => call("forgetRules", {});
/** What the house rules that are kept say of edits of the original that is open; null if none are kept. */
export const judgeEdits = (edits: Edit[], language: Language) => call("judgeEdits", { edits, language });

export const saveSettings = (settings: Settings) => call("saveSettings", { settings });
export const chooseExportFolder = () => call("chooseExportFolder", {});
/** Who would sign Content Credentials with the files of the settings; null if they do not name both. */
export const issuer = () => call("issuer", {});
export const chooseCertificates = () => call("chooseCertificates", {});
export const chooseCertificateKey = () => call("chooseCertificateKey", {});
/** Asks for a file with root certificates of the user's own. */
export const chooseOwnRoots = () => call("chooseOwnRoots", {});

/** Files were dropped on the window. */
export const onFileDropped = (dropped: (files: ChosenFile[]) => void) =>
  listen<unknown>("file-dropped", (event) => dropped(camel(event.payload) as ChosenFile[]));
/** Files are held over the window, or no more. */
export const onFileHovering = (hovering: (over: boolean) => void) =>
  listen<boolean>("file-hovering", (event) => hovering(event.payload));
/** The user wants to close the window. */
export const onCloseAsked = (asked: () => void) => listen("close-asked", () => asked());

/** What the program says when a newer request has overtaken this one. */
export const OVERTAKEN = "overtaken";

export { sentence } from "./format";
