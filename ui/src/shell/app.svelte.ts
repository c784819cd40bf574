// The window as a whole: which screen and which dialog are shown, and what is said beside them.

import { editor } from "../editor/editor.svelte";
import { exporter } from "../export/exporter.svelte";
import type { ChosenFile } from "../ipc/generated";
import { announce } from "../parts/announcer.svelte";
import { notices } from "../parts/notices.svelte";
import { settle } from "../parts/typed";
import { verifier } from "./verifying";

export type Screen = "start" | "editor" | "verify" | "trust";
export type DialogName =
  "export" | "queue" | "paste" | "shortcuts" | "settings" | "quit" | "signed" | "notary";

class App {
  screen = $state<Screen>("start");
  dialog = $state<DialogName | null>(null);
  /** What the user should know of what was just done; it stays until it is closed or something else is done. */
  remark = $state("");
  /** What the window waits for, in words. */
  busy = $state("");
  /** Whether files are held over the window. */
  hovering = $state(false);

  version = $state("");
  processorProblem = $state<string | null>(null);
  /** What the user should know from the start, such as settings that could not be read. */
  warnings = $state.raw<string[]>([]);

  go(screen: Screen): void {
    const next = screen === "editor" && !editor.original ? "start" : screen;
    if (next !== this.screen) {
      notices.current = null;
      this.remark = "";
    }
    this.screen = next;
  }

  /** Shows a remark. */
  say(remark: string): void {
    this.remark = remark;
    announce(remark);
  }

  /** The user has read the notice. The original that is open meanwhile is shown again. */
  dismiss(): void {
    notices.current = null;
    if (this.screen === "start") this.go("editor");
  }

  /** Whether there is something that can be exported. */
  get canExport(): boolean {
    return editor.original !== null && !editor.error;
  }

  /** Plans an export of the photo that is open. */
  openExport(): void {
    if (!this.canExport || !settle()) return;
    this.dialog = "export";
    void exporter.prepare();
  }

  /** The file that the window's title names. */
  get titled(): ChosenFile | null {
    if (this.screen === "editor") return editor.original?.file ?? null;
    return this.screen === "verify" ? verifier.file : null;
  }
}

export const app = new App();
