// How the window begins, and how it ends.

import { editor } from "../editor/editor.svelte";
import { learnPresets } from "../edits/kernels.svelte";
import * as ipc from "../ipc";
import { notices } from "../parts/notices.svelte";
import { queue } from "../queue/queue.svelte";
import { settings } from "../settings/settings.svelte";
import { recent } from "../start/recent.svelte";
import { trustList } from "../trust/trustList.svelte";
import { app } from "./app.svelte";
import { dropped, take } from "./opening";
import { signing } from "./signing.svelte";

/** Listens to the program, and shows what it was started with. */
export async function begin(): Promise<void> {
  void ipc.onFileDropped(dropped);
  void ipc.onFileHovering((over) => (app.hovering = over));
  void ipc.onCloseAsked(closeAsked);
  try {
    const start = await ipc.start();
    app.version = start.version;
    settings.take(start.settings);
    recent.files = start.recent;
    app.processorProblem = start.processorProblem;
    app.warnings = start.warnings;
    await queue.watch();
    void trustList.learnOwn();
    if (start.files.length > 0) await take(start.files);
    await learnPresets();
  } catch (error) {
    notices.tell(null, error);
  }
}

/** The user wants to close the window. */
export function closeAsked(): void {
  if (queue.unfinished || signing.done !== null) app.dialog = "quit";
  else void quit();
}

/** Ends the program, once the history is kept. */
export async function quit(): Promise<void> {
  await editor.history.flush();
  await ipc.quit();
}
