// The window as a whole: which screen is shown, which dialog is open, and how files are opened.

import { editor } from "../editor/editor.svelte";
import { learnPresets } from "../edits/kernels.svelte";
import { exporter } from "../export/exporter.svelte";
import { asSentence, listed } from "../format";
import * as ipc from "../ipc";
import type { ChosenFile } from "../ipc/generated/ChosenFile";
import type { Settings } from "../ipc/generated/Settings";
import { settle } from "../parts/typed";
import { trustList } from "../trust/trustList.svelte";
import { isTrustList, type Pair, paired } from "../verify/pairs";
import { verifier } from "../verify/verifier.svelte";
import { announce } from "../parts/announcer.svelte";
import { appearanceOfPage, showAppearance } from "./appearance";
import { photos } from "./photos.svelte";

export type Screen = "start" | "editor" | "verify" | "trust";
export type DialogName = "export" | "shortcuts" | "settings" | "quit" | "signed";

/** Why a file could not be opened, or what else failed. */
export interface Notice {
  kind: "error" | "other";
  file: ChosenFile | null;
  title?: string;
  message: string;
}

/** The names of files, of many only the first. */
function listed_shortly(files: ChosenFile[]): string {
  const names = files.slice(0, 3).map(({ name }) => name);
  if (files.length > 3) names.push(`${files.length - 3} more`);
  return listed(names);
}

class App {
  screen = $state<Screen>("start");
  dialog = $state<DialogName | null>(null);
  notice = $state.raw<Notice | null>(null);
  /** What the user should know of what was just done; it stays until it is closed or something else is done. */
  remark = $state("");
  /** What waits until the user's simulated camera has a name. */
  waits_for_camera = $state.raw<(() => Promise<void>) | null>(null);
  /** What the window waits for, in words. */
  busy = $state("");
  /** The part of a signing that is done, 0 to 1; none while nothing is signed or the end was asked for. */
  signing = $state<number | null>(null);
  /** Whether files are held over the window. */
  hovering = $state(false);

  version = $state("");
  processor_problem = $state<string | null>(null);
  /** What the user should know from the start, such as settings that could not be read. */
  warnings = $state.raw<string[]>([]);
  settings = $state.raw<Settings>({
    export_folder: null,
    sidecar: false,
    histogram: true,
    long_edge: null,
    appearance: appearanceOfPage(),
  });
  recent = $state.raw<ChosenFile[]>([]);

  async start(): Promise<void> {
    void ipc.onFileDropped((files) => this.dropped(files));
    void ipc.onFileHovering((over) => (this.hovering = over));
    void ipc.onCloseAsked(() => this.close_asked());
    try {
      const start = await ipc.start();
      this.version = start.version;
      this.settings = start.settings;
      showAppearance(start.settings.appearance);
      this.recent = start.recent;
      this.processor_problem = start.processor_problem;
      this.warnings = start.warnings;
      void trustList.learn_own();
      if (start.files.length > 0) await this.take(start.files);
      await learnPresets();
    } catch (error) {
      this.#fail(null, error);
    }
  }

  /** Says what went wrong with a file, or without one. */
  tell_error(file: ChosenFile | null, error: unknown): void {
    this.#fail(file, error);
  }

  #fail(file: ChosenFile | null, error: unknown): void {
    this.notice = { kind: "error", file, message: asSentence(ipc.sentence(error)) };
  }

  /** Asks for one file or several and opens them. */
  async choose(): Promise<void> {
    try {
      const files = await ipc.choosePhotos();
      if (files.length > 0) await this.take(files);
    } catch (error) {
      this.#fail(null, error);
    }
  }

  /** Opens a file where it belongs: an original in the editor, a trust list beside the user's own, and any other
   * picture in the verifier, which says whether there is something to check. */
  async open(file: ChosenFile): Promise<void> {
    this.notice = this.dialog = null;
    this.remark = "";
    this.busy = `Opening ${file.name}: checking its hash and signature`;
    announce(this.busy);
    try {
      await editor.flush();
      const opened = await ipc.openFile(file.id);
      this.busy = "";
      switch (opened.kind) {
        case "original":
          editor.open(opened.original);
          this.screen = "editor";
          announce(`${file.name} is open. The camera's signature holds.`);
          break;
        case "published":
        case "photo":
        case "profile":
          this.screen = "verify";
          void verifier.check(file);
          break;
        case "trust_list":
          this.screen = "trust";
          await trustList.offer(file);
          break;
        case "other":
          this.notice = { ...opened, file };
          this.screen = "start";
      }
      await this.learn_recent();
    } catch (error) {
      this.#fail(file, error);
    } finally {
      this.busy = "";
    }
  }

  /** Reads anew which files were opened. */
  async learn_recent(): Promise<void> {
    try {
      this.recent = await ipc.recent();
    } catch {
      // The list stays as it was.
    }
  }

  /** Files were dropped. Where the verifier is shown, it takes every picture, and a proof for the one it shows;
   * but beside a list of photos, what is dropped is another list. */
  dropped(files: ChosenFile[]): void {
    this.hovering = false;
    if (files.length === 0) return this.dropped_without_file();
    const { pictures, proofs } = paired(files);
    const [first] = pictures;
    if (this.screen !== "verify" || photos.is_shown || (first && isTrustList(first.file))) {
      void this.take(files);
    } else if (first) {
      this.#verify(pictures);
    } else if (verifier.file && proofs[0]) {
      void verifier.check(verifier.file, { sidecar: proofs[0] });
    } else {
      void this.take(files);
    }
  }

  /** Opens files that came together. Pictures with proofs go to the verifier, which lists their verdicts; several
   * photos become a list to be signed and edited. None of the files is passed over in silence. */
  async take(files: ChosenFile[]): Promise<void> {
    const { pictures, proofs } = paired(files);
    const [first, ...others] = pictures;
    if (others.length > 0) {
      const files = pictures.map(({ file }) => file);
      const kinds = await photos.kinds_of(files);
      const proved = kinds.includes("published") || pictures.some(({ sidecar }) => sidecar !== null);
      if (proved && !kinds.includes("original")) this.#verify(pictures);
      else await photos.take(files, kinds);
      if (proofs.length > 0) {
        const belong = proofs.length === 1 ? "belongs" : "belong";
        this.#say(`${listed_shortly(proofs)} ${belong} to none of these pictures.`);
      }
    } else if (first?.sidecar && !isTrustList(first.file)) this.#verify(pictures);
    else if (first) await this.#open_first(first.file, proofs);
    else if (proofs[0]) await this.#open_first(proofs[0], proofs.slice(1));
  }

  #verify(pictures: Pair[]): void {
    this.notice = null;
    this.remark = "";
    photos.clear();
    this.screen = "verify";
    void verifier.check_all(pictures);
  }

  async #open_first(file: ChosenFile, others: ChosenFile[]): Promise<void> {
    await this.open(file);
    if (others.length === 0) return;
    this.#say(`Only ${file.name} was opened, not ${listed_shortly(others)}.`);
  }

  #say(remark: string): void {
    this.remark = remark;
    announce(remark);
  }

  /** Something was dropped that is no file: what a browser drags is an address or a copy in its memory. */
  dropped_without_file(): void {
    this.hovering = false;
    this.notice = {
      kind: "error",
      file: null,
      title: "Save the picture first",
      message:
        "Save the picture to a folder, then drop the file here. Browsers pass on only an address, and Proofroom never uses the network.",
    };
  }

  /** Signs an ordinary photo with the simulated camera of this user, and opens it. */
  async sign(photo: ChosenFile, ignore_profile = false): Promise<void> {
    await this.with_camera(() => this.#sign_now(photo, ignore_profile));
  }

  /** Does something with the user's simulated camera. One that is not made yet gets a name first. */
  async with_camera(work: () => Promise<void>): Promise<void> {
    try {
      if (await ipc.ownCamera()) await work();
      else this.waits_for_camera = work;
    } catch (error) {
      this.#fail(null, error);
    }
  }

  /** The camera has a name now. */
  async camera_named(): Promise<void> {
    const work = this.waits_for_camera;
    this.waits_for_camera = null;
    await work?.();
  }

  /** Offers to trust the camera that has signed what is open now, unless it is trusted. */
  async after_signing(): Promise<void> {
    await trustList.learn_own();
    trustList.message = "";
    if (trustList.own?.camera.standing === "unknown" && editor.original) this.dialog = "signed";
  }

  async #sign_now(photo: ChosenFile, ignore_profile: boolean): Promise<void> {
    const stem = photo.name.replace(/\.[^.]*$/, "");
    try {
      const target = await ipc.chooseTarget(`${stem}.original.png`, "original");
      if (!target) return;
      const signed = await this.while_signing(`Signing ${photo.name} with your simulated camera`, (told) =>
        ipc.signPhoto(photo.id, target.id, ignore_profile, told),
      );
      if (!signed) return announce("Stopped. Nothing was written.");
      await this.open(signed);
      await this.after_signing();
    } catch (error) {
      this.#fail(null, error);
    }
  }

  /** Shows the progress of a signing until it has ended. */
  async while_signing<T>(words: string, sign: (told: (done: number) => void) => Promise<T>): Promise<T> {
    this.busy = words;
    this.signing = 0;
    announce(words);
    try {
      return await sign((done) => (this.signing = this.signing === null ? null : done));
    } finally {
      this.busy = "";
      this.signing = null;
      if (this.dialog === "quit" && !exporter.unfinished) this.dialog = null;
    }
  }

  async cancel_signing(): Promise<void> {
    this.signing = null;
    this.busy = "Stopping";
    try {
      await ipc.cancelSigning();
    } catch (error) {
      this.#fail(null, error);
    }
  }

  async close_original(): Promise<void> {
    if (!editor.original) return;
    try {
      await editor.flush();
      editor.close();
      if (this.screen === "editor") this.screen = "start";
      await ipc.closeOriginal();
    } catch (error) {
      this.#fail(null, error);
    }
  }

  async clear_recent(): Promise<void> {
    try {
      await ipc.clearRecent();
      this.recent = [];
    } catch (error) {
      this.#fail(null, error);
    }
  }

  go(screen: Screen): void {
    const next = screen === "editor" && !editor.original ? "start" : screen;
    if (next !== this.screen) {
      this.notice = null;
      this.remark = "";
    }
    this.screen = next;
  }

  /** The user has read the notice. The original that is open meanwhile is shown again. */
  dismiss(): void {
    this.notice = null;
    if (this.screen === "start") this.go("editor");
  }

  /** Whether there is something that can be exported, or an export to tell of. */
  get can_export(): boolean {
    return exporter.has_news || (editor.original !== null && !editor.error);
  }

  /** Shows the export that runs, or how it ended until that was seen; else plans another. That another photo was
   * published needs no look. */
  open_export(): void {
    if (!this.can_export || !settle()) return;
    if (exporter.phase === "done" && exporter.other_name) exporter.seen();
    this.dialog = "export";
    if (!exporter.has_news) void exporter.prepare();
  }

  async save_settings(settings: Settings): Promise<void> {
    this.settings = settings;
    showAppearance(settings.appearance);
    try {
      await ipc.saveSettings(settings);
    } catch (error) {
      this.#fail(null, error);
    }
  }

  async choose_export_folder(): Promise<void> {
    try {
      this.settings = await ipc.chooseExportFolder();
    } catch (error) {
      this.#fail(null, error);
    }
  }

  /** The file that the window's title names. */
  get titled(): ChosenFile | null {
    if (this.screen === "editor") return editor.original?.file ?? null;
    return this.screen === "verify" ? verifier.file : null;
  }

  /** The user wants to close the window. */
  close_asked(): void {
    if (exporter.unfinished || this.signing !== null) this.dialog = "quit";
    else void this.quit();
  }

  /** Ends the program, once the history is kept. */
  async quit(): Promise<void> {
    await editor.flush();
    await ipc.quit();
  }
}

export const app = new App();
