// Small pictures of the photos of a list. They are made one at a time, for what is in sight, and kept in memory only.

import { SvelteMap } from "svelte/reactivity";

import * as ipc from "../ipc";
import { type Frame, readFrame } from "../parts/frame";

/** Pixels of the longer side, enough for screens with two pixels in one. */
export const SIDE = 192;
/** The most that are kept: about 100 kB each. */
export const KEPT = 400;

class Thumbnails {
  /** By the number of the file; null for one of which there is no picture. */
  readonly #made = new SvelteMap<number, Frame | null>();
  /** What is in sight and not made yet, in the order in which it came into sight. */
  #wanted: number[] = [];
  /** What is in sight. */
  readonly #shown = new Set<number>();
  /** What is made, that which was in sight longest ago first. */
  readonly #used = new Set<number>();
  #making = false;
  /** Counts how often the list became another. */
  #list = 0;

  /** The picture of a file; undefined while there is none yet. */
  of(id: number): Frame | null | undefined {
    return this.#made.get(id);
  }

  /** A photo has come into sight. */
  want(id: number): void {
    this.#shown.add(id);
    if (this.#used.delete(id)) this.#used.add(id);
    if (this.#made.has(id) || this.#wanted.includes(id)) return;
    this.#wanted.push(id);
    void this.#work();
  }

  /** It is out of sight again. */
  unwant(id: number): void {
    this.#shown.delete(id);
    this.#wanted = this.#wanted.filter((wanted) => wanted !== id);
  }

  /** The list is left: nothing more is made for it, and nothing is kept. */
  leave(): void {
    this.#list += 1;
    this.#wanted = [];
    this.#made.clear();
    this.#used.clear();
  }

  async #work(): Promise<void> {
    if (this.#making) return;
    this.#making = true;
    for (let id; (id = this.#wanted.shift()) !== undefined;) {
      const list = this.#list;
      const frame = await this.#make(id);
      if (list !== this.#list) continue;
      this.#made.set(id, frame);
      this.#used.add(id);
      this.#forget();
    }
    this.#making = false;
  }

  /** Forgets what is not in sight any more, if there is too much. */
  #forget(): void {
    if (this.#used.size <= KEPT) return;
    for (const id of this.#used) {
      if (this.#shown.has(id)) continue;
      this.#used.delete(id);
      this.#made.delete(id);
      return;
    }
  }

  async #make(id: number): Promise<Frame | null> {
    try {
      return readFrame(await ipc.thumbnail(id, SIDE));
    } catch {
      // What it is instead is said when it is opened.
      return null;
    }
  }
}

export const thumbnails = new Thumbnails();
