// Several photos that were opened together: what each of them is, which one is open, and signing those that no
// camera signed.

import { count } from "../format";
import * as ipc from "../ipc";
import type { ChosenFile, FileKind } from "../ipc/generated";
import { announce } from "../parts/announcer.svelte";
import { app } from "./app.svelte";

export interface ListedPhoto {
  file: ChosenFile;
  /** Null if that could not be found out. */
  kind: FileKind | null;
  /** Why it was not signed. */
  problem: string;
}

class Photos {
  list = $state.raw<readonly ListedPhoto[]>([]);
  /** The place of the one that was opened last. */
  place = $state(0);

  unsigned = $derived(this.list.filter(({ kind }) => kind === "photo"));
  current = $derived<ListedPhoto | null>(this.list[this.place] ?? null);

  /** One photo alone needs no list. */
  isShown = $derived(this.list.length > 1);

  /** Takes the place of the list before, and opens the first. */
  async take(files: ChosenFile[], kinds: (FileKind | null)[]): Promise<void> {
    this.list = files.map((file, place) => ({ file, kind: kinds[place]!, problem: "" }));
    announce(`${count(files.length, "file")} in the list`);
    await this.open(0);
  }

  /** What each of these files is, told without checking it. */
  async kindsOf(files: ChosenFile[]): Promise<(FileKind | null)[]> {
    try {
      return await ipc.fileKinds(files.map(({ id }) => id));
    } catch {
      // Each says what it is when it is opened.
      return files.map(() => null);
    }
  }

  /** Opens the one at a place, if there is one. */
  async open(place: number): Promise<void> {
    const photo = this.list[place];
    if (!photo) return;
    this.place = place;
    await app.open(photo.file);
  }

  /** Opens the one after, or before. */
  async step(by: 1 | -1): Promise<void> {
    await this.open(this.place + by);
  }

  /** Signs every photo that no camera signed, into a folder that the user chooses, and opens the first. */
  async signAll(): Promise<void> {
    await app.withCamera(() => this.#signAll());
  }

  async #signAll(): Promise<void> {
    const photos = this.unsigned.map(({ file }) => file);
    if (photos.length === 0) return;
    try {
      const folder = await ipc.chooseOriginalFolder();
      if (!folder) return;
      const done = await app.whileSigning(
        `Signing ${count(photos.length, "photo")} with your simulated camera`,
        (told) =>
          ipc.signPhotos(
            photos.map(({ id }) => id),
            folder.id,
            told,
          ),
      );
      const signed = new Map(done.map((photo) => [photo.photo, photo]));
      this.list = this.list.map((photo) => {
        const { original, problem } = signed.get(photo.file.id) ?? {};
        if (original) return { file: original, kind: "original", problem: "" };
        return { ...photo, problem: problem ?? photo.problem };
      });
      const originals = done.filter(({ original }) => original !== null);
      announce(`${count(originals.length, "photo")} of ${photos.length} signed`);
      const first = originals[0]?.original;
      if (!first) return;
      await this.open(this.list.findIndex(({ file }) => file.id === first.id));
      await app.afterSigning();
    } catch (error) {
      app.tellError(null, error);
    }
  }

  clear(): void {
    this.list = [];
    this.place = 0;
  }
}

export const photos = new Photos();
