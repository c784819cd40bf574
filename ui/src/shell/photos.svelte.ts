// Several photos that were opened together: what each of them is, which one is open, and which are selected.

import * as ipc from "../ipc";
import type { ChosenFile, FileState, SignedPhoto } from "../ipc/generated";
import { thumbnails } from "../strip/thumbnails.svelte";

export interface ListedPhoto extends Omit<FileState, "kind"> {
  file: ChosenFile;
  /** Null if that could not be found out. */
  kind: FileState["kind"] | null;
  /** Why it was not signed. */
  problem: string;
}

const UNKNOWN = { kind: null, hash: null, size: null, edited: false, publications: 0 } as const;

class Photos {
  list = $state.raw<readonly ListedPhoto[]>([]);
  /** The place of the one that was opened last. */
  place = $state(0);
  /** Those that are selected, by the numbers of their files. */
  selected = $state.raw<ReadonlySet<number>>(new Set());

  unsigned = $derived(this.list.filter(({ kind }) => kind === "photo"));
  withCredentials = $derived(this.list.filter(({ kind }) => kind === "credentials"));
  current = $derived<ListedPhoto | null>(this.list[this.place] ?? null);

  /** One photo alone needs no list. */
  isShown = $derived(this.list.length > 1);

  /** What each of these files is, told without checking it. */
  async statesOf(files: readonly ChosenFile[]): Promise<(FileState | null)[]> {
    try {
      return await ipc.fileStates(files.map(({ id }) => id));
    } catch {
      // Each says what it is when it is opened.
      return files.map(() => null);
    }
  }

  /** Takes the place of the list before. */
  replace(files: ChosenFile[], states: (FileState | null)[]): void {
    this.clear();
    this.list = files.map((file, place) => ({ file, ...(states[place] ?? UNKNOWN), problem: "" }));
  }

  /** Learns anew what has become of these files. */
  async refresh(files: readonly ChosenFile[]): Promise<void> {
    const states = await this.statesOf(files);
    const learnt = new Map(files.map(({ id }, place) => [id, states[place]]));
    this.list = this.list.map((photo) => ({ ...photo, ...learnt.get(photo.file.id) }));
  }

  /** Puts originals in the place of the photos that were signed. */
  async signed(done: SignedPhoto[]): Promise<void> {
    const signed = new Map(done.map((photo) => [photo.photo, photo]));
    this.list = this.list.map((photo) => {
      const { original, problem } = signed.get(photo.file.id) ?? {};
      if (original) return { file: original, ...UNKNOWN, kind: "original", problem: "" };
      return { ...photo, problem: problem ?? photo.problem };
    });
    this.selectNone();
    await this.refresh(done.flatMap(({ original }) => (original ? [original] : [])));
  }

  /** Selects a photo, or does so no more. */
  toggle(place: number): void {
    const id = this.list[place]!.file.id;
    const selected = new Set(this.selected);
    if (!selected.delete(id)) selected.add(id);
    this.selected = selected;
  }

  /** Selects all photos from one place to another, too. */
  selectTo(from: number, to: number): void {
    const between = this.list.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.selected = new Set([...this.selected, ...between.map(({ file }) => file.id)]);
  }

  selectAll(): void {
    this.selected = new Set(this.list.map(({ file }) => file.id));
  }

  selectNone(): void {
    this.selected = new Set();
  }

  clear(): void {
    this.list = [];
    this.place = 0;
    this.selected = new Set();
    thumbnails.leave();
  }
}

export const photos = new Photos();
