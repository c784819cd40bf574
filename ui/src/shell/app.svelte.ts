// The window as a whole: which screen is shown, which dialog is open, and how files are opened.

import { editor } from "../editor/editor.svelte";
import { learnPresets } from "../edits/kernels.svelte";
import { exporter } from "../export/exporter.svelte";
import { asSentence } from "../format";
import * as ipc from "../ipc";
import type { ChosenFile } from "../ipc/generated/ChosenFile";
import type { Settings } from "../ipc/generated/Settings";
import { settle } from "../parts/typed";
import { verifier } from "../verify/verifier.svelte";
import { announce } from "./announcer.svelte";
import { photos } from "./photos.svelte";

export type Screen = "start" | "editor" | "verify" | "trust";
export type DialogName = "export" | "shortcuts" | "settings" | "quit";

/** What is said of a file that is not opened. */
export type Notice =
  | { kind: "error" | "other"; file: ChosenFile | null; message: string }
  | { kind: "photo"; file: ChosenFile; width: number; height: number; advice: string };

class App {
  screen = $state<Screen>("start");
  dialog = $state<DialogName | null>(null);
  notice = $state.raw<Notice | null>(null);
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
      this.recent = start.recent;
      this.processor_problem = start.processor_problem;
      this.warnings = start.warnings;
      if (start.file) await this.open(start.file);
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

  /** Asks for a file and opens it. */
  async choose(): Promise<void> {
    try {
      const file = await ipc.choosePhoto();
      if (file) await this.open(file);
    } catch (error) {
      this.#fail(null, error);
    }
  }

  /** Opens a file where it belongs: an original in the editor, a published photo in the verifier. */
  async open(file: ChosenFile): Promise<void> {
    this.notice = this.dialog = null;
    this.busy = `Opening ${file.name}: its hash and signature are checked`;
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
          this.screen = "verify";
          void verifier.check(file);
          break;
        case "photo":
          this.notice = { ...opened, file };
          this.screen = "start";
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

  /** Several files are a list. A picture with its proof beside it is verified; of anything else the first file is opened, a proof
   * without its picture, too, to be told what it is. */
  dropped(files: ChosenFile[]): void {
    this.hovering = false;
    if (files.length > 2) return void photos.take(files);
    const proof = files.find((file) => file.name.toLowerCase().endsWith(".proof"));
    const picture = files.find((file) => file !== proof);
    if (picture && proof) {
      this.screen = "verify";
      void verifier.check(picture, { sidecar: proof });
    } else if (proof && this.screen === "verify" && verifier.file) {
      void verifier.check(verifier.file, { sidecar: proof });
    } else if (picture && this.screen === "verify") {
      void verifier.check(picture);
    } else {
      const first = picture ?? proof;
      if (first) void this.open(first);
    }
  }

  /** Signs an ordinary photo with the simulated camera of this user, and opens it. */
  async sign(photo: ChosenFile): Promise<void> {
    const stem = photo.name.replace(/\.[^.]*$/, "");
    try {
      const target = await ipc.chooseTarget(`${stem}.original.png`, "original");
      if (!target) return;
      const signed = await this.while_signing(`Signing ${photo.name} with a simulated camera`, (told) =>
        ipc.signPhoto(photo.id, target.id, told),
      );
      if (signed) await this.open(signed);
      else announce("Stopped. Nothing was written.");
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
      if (this.dialog === "quit" && exporter.phase !== "running") this.dialog = null;
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

  /** Verifies a picture whose proof is a file of its own. */
  async verify_with_proof(picture: ChosenFile): Promise<void> {
    try {
      const sidecar = await ipc.chooseSidecar();
      if (!sidecar) return;
      this.notice = null;
      this.screen = "verify";
      void verifier.check(picture, { sidecar });
    } catch (error) {
      this.#fail(picture, error);
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
    if (next !== this.screen) this.notice = null;
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

  /** Shows the export that runs, or how it ended until that was seen; else plans another. */
  open_export(): void {
    if (!this.can_export || !settle()) return;
    this.dialog = "export";
    if (!exporter.has_news) void exporter.prepare();
  }

  async save_settings(settings: Settings): Promise<void> {
    this.settings = settings;
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

  /** The user wants to close the window. */
  close_asked(): void {
    if (exporter.phase === "running" || this.signing !== null) this.dialog = "quit";
    else void this.quit();
  }

  /** Ends the program, once the history is kept. */
  async quit(): Promise<void> {
    await editor.flush();
    await ipc.quit();
  }
}

export const app = new App();
