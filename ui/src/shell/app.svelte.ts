// The window as a whole: which screen is shown, which dialog is open, and how files are opened.

import { editor } from "../editor/editor.svelte";
import { learnPresets } from "../edits/kernels.svelte";
import { exporter } from "../export/exporter.svelte";
import { asSentence, listed } from "../format";
import * as ipc from "../ipc";
import type { ChosenFile, Settings } from "../ipc/generated";
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
function listedShortly(files: ChosenFile[]): string {
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
  waitsForCamera = $state.raw<(() => Promise<void>) | null>(null);
  /** What the window waits for, in words. */
  busy = $state("");
  /** The part of a signing that is done, 0 to 1; none while nothing is signed or the end was asked for. */
  signing = $state<number | null>(null);
  /** Whether files are held over the window. */
  hovering = $state(false);

  version = $state("");
  processorProblem = $state<string | null>(null);
  /** What the user should know from the start, such as settings that could not be read. */
  warnings = $state.raw<string[]>([]);
  settings = $state.raw<Settings>({
    exportFolder: null,
    sidecar: false,
    histogram: true,
    longEdge: null,
    appearance: appearanceOfPage(),
  });
  recent = $state.raw<ChosenFile[]>([]);

  async start(): Promise<void> {
    void ipc.onFileDropped((files) => this.dropped(files));
    void ipc.onFileHovering((over) => (this.hovering = over));
    void ipc.onCloseAsked(() => this.closeAsked());
    try {
      const start = await ipc.start();
      this.version = start.version;
      this.settings = start.settings;
      showAppearance(start.settings.appearance);
      this.recent = start.recent;
      this.processorProblem = start.processorProblem;
      this.warnings = start.warnings;
      void trustList.learnOwn();
      if (start.files.length > 0) await this.take(start.files);
      await learnPresets();
    } catch (error) {
      this.#fail(null, error);
    }
  }

  /** Says what went wrong with a file, or without one. */
  tellError(file: ChosenFile | null, error: unknown): void {
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
      await this.learnRecent();
    } catch (error) {
      this.#fail(file, error);
    } finally {
      this.busy = "";
    }
  }

  /** Reads anew which files were opened. */
  async learnRecent(): Promise<void> {
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
    if (files.length === 0) return this.droppedWithoutFile();
    const { pictures, proofs } = paired(files);
    const [first] = pictures;
    if (this.screen !== "verify" || photos.isShown || (first && isTrustList(first.file))) {
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
      const kinds = await photos.kindsOf(files);
      const proved = kinds.includes("published") || pictures.some(({ sidecar }) => sidecar !== null);
      if (proved && !kinds.includes("original")) this.#verify(pictures);
      else await photos.take(files, kinds);
      if (proofs.length > 0) {
        const belong = proofs.length === 1 ? "belongs" : "belong";
        this.#say(`${listedShortly(proofs)} ${belong} to none of these pictures.`);
      }
    } else if (first?.sidecar && !isTrustList(first.file)) this.#verify(pictures);
    else if (first) await this.#openFirst(first.file, proofs);
    else if (proofs[0]) await this.#openFirst(proofs[0], proofs.slice(1));
  }

  #verify(pictures: Pair[]): void {
    this.notice = null;
    this.remark = "";
    photos.clear();
    this.screen = "verify";
    void verifier.checkAll(pictures);
  }

  async #openFirst(file: ChosenFile, others: ChosenFile[]): Promise<void> {
    await this.open(file);
    if (others.length === 0) return;
    this.#say(`Only ${file.name} was opened, not ${listedShortly(others)}.`);
  }

  #say(remark: string): void {
    this.remark = remark;
    announce(remark);
  }

  /** Something was dropped that is no file: what a browser drags is an address or a copy in its memory. */
  droppedWithoutFile(): void {
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
  async sign(photo: ChosenFile, ignoreProfile = false): Promise<void> {
    await this.withCamera(() => this.#signNow(photo, ignoreProfile));
  }

  /** Does something with the user's simulated camera. One that is not made yet gets a name first. */
  async withCamera(work: () => Promise<void>): Promise<void> {
    try {
      if (await ipc.ownCamera()) await work();
      else this.waitsForCamera = work;
    } catch (error) {
      this.#fail(null, error);
    }
  }

  /** The camera has a name now. */
  async cameraNamed(): Promise<void> {
    const work = this.waitsForCamera;
    this.waitsForCamera = null;
    await work?.();
  }

  /** Offers to trust the camera that has signed what is open now, unless it is trusted. */
  async afterSigning(): Promise<void> {
    await trustList.learnOwn();
    trustList.message = "";
    if (trustList.own?.camera.standing === "unknown" && editor.original) this.dialog = "signed";
  }

  async #signNow(photo: ChosenFile, ignoreProfile: boolean): Promise<void> {
    const stem = photo.name.replace(/\.[^.]*$/, "");
    try {
      const target = await ipc.chooseTarget(`${stem}.original.png`, "original");
      if (!target) return;
      const signed = await this.whileSigning(`Signing ${photo.name} with your simulated camera`, (told) =>
        ipc.signPhoto(photo.id, target.id, ignoreProfile, told),
      );
      if (!signed) return announce("Stopped. Nothing was written.");
      await this.open(signed);
      await this.afterSigning();
    } catch (error) {
      this.#fail(null, error);
    }
  }

  /** Shows the progress of a signing until it has ended. */
  async whileSigning<T>(words: string, sign: (told: (done: number) => void) => Promise<T>): Promise<T> {
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

  async cancelSigning(): Promise<void> {
    this.signing = null;
    this.busy = "Stopping";
    try {
      await ipc.cancelSigning();
    } catch (error) {
      this.#fail(null, error);
    }
  }

  async closeOriginal(): Promise<void> {
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

  async clearRecent(): Promise<void> {
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
  get canExport(): boolean {
    return exporter.hasNews || (editor.original !== null && !editor.error);
  }

  /** Shows the export that runs, or how it ended until that was seen; else plans another. That another photo was
   * published needs no look. */
  openExport(): void {
    if (!this.canExport || !settle()) return;
    if (exporter.phase === "done" && exporter.otherName) exporter.seen();
    this.dialog = "export";
    if (!exporter.hasNews) void exporter.prepare();
  }

  async saveSettings(settings: Settings): Promise<void> {
    this.settings = settings;
    showAppearance(settings.appearance);
    try {
      await ipc.saveSettings(settings);
    } catch (error) {
      this.#fail(null, error);
    }
  }

  async chooseExportFolder(): Promise<void> {
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
  closeAsked(): void {
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
