// The one seam to the program: a typed function for each command. Types that cross are generated from
// Rust; a command that is not in the map below does not compile.

import { Channel, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import type { ChosenFile } from "./ipc/generated/ChosenFile";
import type { Edit } from "./ipc/generated/Edit";
import type { ExportEstimate } from "./ipc/generated/ExportEstimate";
import type { ExportPlan } from "./ipc/generated/ExportPlan";
import type { ExportProgress } from "./ipc/generated/ExportProgress";
import type { ExportResult } from "./ipc/generated/ExportResult";
import type { FileKind } from "./ipc/generated/FileKind";
import type { HistoryItem } from "./ipc/generated/HistoryItem";
import type { Convolve } from "./ipc/generated/Convolve";
import type { Opened } from "./ipc/generated/Opened";
import type { OwnCamera } from "./ipc/generated/OwnCamera";
import type { PreviewRequest } from "./ipc/generated/PreviewRequest";
import type { Purpose } from "./ipc/generated/Purpose";
import type { RecipeCheck } from "./ipc/generated/RecipeCheck";
import type { Settings } from "./ipc/generated/Settings";
import type { SignedPhoto } from "./ipc/generated/SignedPhoto";
import type { Signer } from "./ipc/generated/Signer";
import type { Start } from "./ipc/generated/Start";
import type { TrustList } from "./ipc/generated/TrustList";
import type { TrustNews } from "./ipc/generated/TrustNews";
import type { Verification } from "./ipc/generated/Verification";
import type { WhichList } from "./ipc/generated/WhichList";
import type { WhiteBalance } from "./ipc/generated/WhiteBalance";

/** The id of a file that the user chose. The window never names a path. */
export type FileId = ChosenFile["id"];

/** What each command takes and gives. Every one of them may fail, with a sentence for people. */
interface Commands {
  start: { takes: object; gives: Start };
  quit: { takes: object; gives: void };
  show_title: { takes: { id: FileId | null }; gives: void };

  own_camera: { takes: object; gives: OwnCamera | null };
  name_camera: { takes: { name: string }; gives: OwnCamera };
  trust_own_camera: { takes: object; gives: OwnCamera };

  choose_photos: { takes: object; gives: ChosenFile[] };
  choose_sidecar: { takes: object; gives: ChosenFile | null };
  choose_trust_list: { takes: object; gives: ChosenFile | null };
  choose_target: { takes: { suggested_name: string; purpose: Purpose }; gives: ChosenFile | null };
  default_target: { takes: { original: FileId }; gives: ChosenFile };
  recent: { takes: object; gives: ChosenFile[] };
  clear_recent: { takes: object; gives: void };
  open_file: { takes: { id: FileId }; gives: Opened };
  sign_photo: {
    takes: { photo: FileId; target: FileId; ignore_profile: boolean; on_progress: Channel<number> };
    gives: ChosenFile | null;
  };
  file_kinds: { takes: { ids: FileId[] }; gives: FileKind[] };
  choose_original_folder: { takes: object; gives: ChosenFile | null };
  sign_photos: {
    takes: { photos: FileId[]; folder: FileId; on_progress: Channel<number> };
    gives: SignedPhoto[];
  };
  cancel_signing: { takes: object; gives: void };
  original_signer: { takes: object; gives: Signer };
  close_original: { takes: object; gives: void };
  reveal: { takes: { id: FileId }; gives: void };

  save_history: { takes: { items: HistoryItem[] }; gives: void };
  preview: { takes: { request: PreviewRequest }; gives: ArrayBuffer };
  check_recipe: { takes: { edits: Edit[] }; gives: RecipeCheck };
  neutral_gains: { takes: { edits: Edit[]; x: number; y: number }; gives: WhiteBalance };
  tone_curve: { takes: { edit: Edit }; gives: number[][] };
  kernel_preset: { takes: { name: string }; gives: Convolve };

  plan_export: {
    takes: { edits: Edit[]; long_edge: number | null; bound: string | null };
    gives: ExportPlan;
  };
  estimate_export: { takes: { edits: Edit[]; long_edge: number | null }; gives: ExportEstimate };
  export: {
    takes: {
      edits: Edit[];
      bound: string | null;
      target: FileId;
      sidecar: boolean;
      on_progress: Channel<ExportProgress>;
    };
    gives: ExportResult;
  };
  save_export: { takes: { target: FileId; sidecar: boolean }; gives: ExportResult };
  discard_export: { takes: object; gives: void };
  cancel_export: { takes: object; gives: void };

  verify: { takes: { id: FileId; sidecar: FileId | null; expect: string | null }; gives: Verification };
  verified_picture: { takes: { max_width: number; max_height: number }; gives: ArrayBuffer };

  trust: { takes: object; gives: TrustList };
  add_maker: { takes: { name: string; key: string }; gives: void };
  rename_maker: { takes: { key: string; name: string }; gives: void };
  remove_maker: { takes: { key: string }; gives: void };
  read_trust_list: { takes: { id: FileId }; gives: TrustNews };
  import_trust_list: { takes: { makers: string[] }; gives: TrustList };
  write_trust_list: { takes: { target: FileId; which: WhichList }; gives: void };

  save_settings: { takes: { settings: Settings }; gives: void };
  choose_export_folder: { takes: object; gives: Settings };
}

export type Command = keyof Commands;
export type Takes<C extends Command> = Commands[C]["takes"];
export type Gives<C extends Command> = Commands[C]["gives"];

function call<C extends Command>(command: C, takes: Takes<C>): Promise<Gives<C>> {
  return invoke<Gives<C>>(command, { ...takes });
}

export const start = () => call("start", {});
export const quit = () => call("quit", {});
/** Names a file in the window's title; null names none. */
export const showTitle = (id: FileId | null) => call("show_title", { id });

/** The user's own simulated camera, if there is one yet. */
export const ownCamera = () => call("own_camera", {});
/** Gives it a name; makes it if there is none yet. */
export const nameCamera = (name: string) => call("name_camera", { name });
export const trustOwnCamera = () => call("trust_own_camera", {});

/** One or several; none if the dialog was closed. */
export const choosePhotos = () => call("choose_photos", {});
export const chooseSidecar = () => call("choose_sidecar", {});
export const chooseTrustList = () => call("choose_trust_list", {});
export const chooseTarget = (suggested_name: string, purpose: Purpose) =>
  call("choose_target", { suggested_name, purpose });
export const defaultTarget = (original: FileId) => call("default_target", { original });
export const recent = () => call("recent", {});
export const clearRecent = () => call("clear_recent", {});
export const openFile = (id: FileId) => call("open_file", { id });
/** Resolves when the original is there, with null if it was cancelled. Progress is the part that is done. */
export function signPhoto(
  photo: FileId,
  target: FileId,
  ignore_profile: boolean,
  onProgress: (done: number) => void,
): Promise<ChosenFile | null> {
  const on_progress = new Channel<number>();
  on_progress.onmessage = onProgress;
  return call("sign_photo", { photo, target, ignore_profile, on_progress });
}
/** What each of these files is, told without checking it. */
export const fileKinds = (ids: FileId[]) => call("file_kinds", { ids });
export const chooseOriginalFolder = () => call("choose_original_folder", {});
/** Resolves when all are signed or it was cancelled, with what became of those that were begun. */
export function signPhotos(
  photos: FileId[],
  folder: FileId,
  onProgress: (done: number) => void,
): Promise<SignedPhoto[]> {
  const on_progress = new Channel<number>();
  on_progress.onmessage = onProgress;
  return call("sign_photos", { photos, folder, on_progress });
}
export const cancelSigning = () => call("cancel_signing", {});
/** Who signed the original that is open, by the trust list as it is now. */
export const originalSigner = () => call("original_signer", {});
export const closeOriginal = () => call("close_original", {});
export const reveal = (id: FileId) => call("reveal", { id });

export const saveHistory = (items: HistoryItem[]) => call("save_history", { items });
export const preview = (request: PreviewRequest) => call("preview", { request });
export const checkRecipe = (edits: Edit[]) => call("check_recipe", { edits });
/** White balance that makes the neighbourhood of a pixel of the image after `edits` neutral. */
export const neutralGains = (edits: Edit[], x: number, y: number) => call("neutral_gains", { edits, x, y });
/** For each channel the output of each input byte; for tone edits only. */
export const toneCurve = (edit: Edit) => call("tone_curve", { edit });
export const kernelPreset = (name: string) => call("kernel_preset", { name });

export const planExport = (edits: Edit[], long_edge: number | null, bound: string | null) =>
  call("plan_export", { edits, long_edge, bound });
/** How long an export of these edits would take. */
export const estimateExport = (edits: Edit[], long_edge: number | null) =>
  call("estimate_export", { edits, long_edge });
/** Edits, proves, checks the result and writes it. Resolves when the file is there or was cancelled. */
export function exportPicture(
  what: { edits: Edit[]; bound: string | null; target: FileId; sidecar: boolean },
  onProgress: (progress: ExportProgress) => void,
): Promise<ExportResult> {
  const on_progress = new Channel<ExportProgress>();
  on_progress.onmessage = onProgress;
  return call("export", { ...what, on_progress });
}
/** Saves the finished picture that could not be written. */
export const saveExport = (target: FileId, sidecar: boolean) => call("save_export", { target, sidecar });
export const discardExport = () => call("discard_export", {});
export const cancelExport = () => call("cancel_export", {});

export const verify = (id: FileId, sidecar: FileId | null, expect: string | null) =>
  call("verify", { id, sidecar, expect });
/** Decoded pixels of the file that was verified last. */
export const verifiedPicture = (max_width: number, max_height: number) =>
  call("verified_picture", { max_width, max_height });

export const trust = () => call("trust", {});
export const addMaker = (name: string, key: string) => call("add_maker", { name, key });
export const renameMaker = (key: string, name: string) => call("rename_maker", { key, name });
export const removeMaker = (key: string) => call("remove_maker", { key });
/** What a trust list would add. */
export const readTrustList = (id: FileId) => call("read_trust_list", { id });
/** Adds makers with these keys, and all revoked keys, of the list that was read last; gives what was added. */
export const importTrustList = (makers: string[]) => call("import_trust_list", { makers });
export const writeTrustList = (target: FileId, which: WhichList) =>
  call("write_trust_list", { target, which });

export const saveSettings = (settings: Settings) => call("save_settings", { settings });
export const chooseExportFolder = () => call("choose_export_folder", {});

/** Files were dropped on the window. */
export const onFileDropped = (dropped: (files: ChosenFile[]) => void) =>
  listen<ChosenFile[]>("file-dropped", (event) => dropped(event.payload));
/** Files are held over the window, or no more. */
export const onFileHovering = (hovering: (over: boolean) => void) =>
  listen<boolean>("file-hovering", (event) => hovering(event.payload));
/** The user wants to close the window. */
export const onCloseAsked = (asked: () => void) => listen("close-asked", () => asked());

/** What the program says when a newer request has overtaken this one. */
export const OVERTAKEN = "overtaken";

/** The sentence of a failed command. */
export function sentence(error: unknown): string {
  if (typeof error === "string") return error;
  return error instanceof Error ? error.message : String(error);
}
