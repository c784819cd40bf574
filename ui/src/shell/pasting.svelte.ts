// Copied edits for several photos of the list at once.

import type { Placing } from "../editor/clipboard.svelte";
import { editor } from "../editor/editor.svelte";
import { inRecipe } from "../edits/recipe";
import { sentence } from "../format";
import * as ipc from "../ipc";
import { say } from "../words.svelte";
import { app } from "./app.svelte";
import { type ListedPhoto, photos } from "./photos.svelte";

class Pasting {
  /** The originals that are selected. */
  targets = $derived(
    photos.list.filter(({ file, kind, size }) => kind === "original" && size && photos.selected.has(file.id)),
  );
  isPossible = $derived(editor.clipboard.edits.length > 0 && this.targets.length > 0);
  /** How many of them have edits that would be replaced. */
  replaced = $derived(this.targets.filter((photo) => isEdited(photo)).length);

  /** Pastes, or asks first where edits are about places of the photo or others are replaced. */
  async begin(): Promise<void> {
    if (!this.isPossible) return;
    if (editor.clipboard.dependsOnFrame || this.replaced > 0) app.dialog = "paste";
    else await this.paste("same");
  }

  /** Puts the copied edits in the place of those of each selected original. */
  async paste(placing: Placing): Promise<void> {
    app.dialog = null;
    const targets = this.targets;
    const problems: string[] = [];
    let off = 0;
    app.busy = say("paste-busy", { count: targets.length });
    try {
      for (const photo of targets) {
        try {
          off += await this.#pasteInto(photo, placing);
        } catch (error) {
          problems.push(`${photo.file.name}: ${sentence(error)}`);
        }
      }
      await photos.refresh(targets.map(({ file }) => file));
    } finally {
      app.busy = "";
    }
    app.say([say("paste-done", { count: targets.length - problems.length, off }), ...problems].join(" "));
  }

  /** Gives how many edits do not fit and are switched off. */
  async #pasteInto({ file, hash, size }: ListedPhoto, placing: Placing): Promise<number> {
    if (hash !== null && editor.original?.hash === hash) {
      await editor.pasteEdits(placing);
      await editor.history.flush();
      return editor.history.items.filter(({ enabled }) => !enabled).length;
    }
    const items = await editor.clipboard.itemsFor(size!, 0, placing);
    await ipc.keepEdits(
      file.id,
      items.map((item) => ({ ...item, edit: inRecipe(item.edit) })),
    );
    return items.filter(({ enabled }) => !enabled).length;
  }
}

function isEdited({ hash, edited }: ListedPhoto): boolean {
  return hash !== null && editor.original?.hash === hash ? editor.history.items.length > 0 : edited;
}

export const pasting = new Pasting();
