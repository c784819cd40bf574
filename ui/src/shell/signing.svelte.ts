// Signing ordinary photos, one or all of a list, with the simulated camera of this user.

import { editor } from "../editor/editor.svelte";
import { exporter } from "../export/exporter.svelte";
import { count } from "../format";
import * as ipc from "../ipc";
import type { ChosenFile } from "../ipc/generated";
import { announce } from "../parts/announcer.svelte";
import { notices } from "../parts/notices.svelte";
import { trustList } from "../trust/trustList.svelte";
import { app } from "./app.svelte";
import { open, openPlace } from "./opening";
import { photos } from "./photos.svelte";

class Signing {
  /** What waits until the user's simulated camera has a name. */
  waitsForCamera = $state.raw<(() => Promise<void>) | null>(null);
  /** The part of a signing that is done, 0 to 1; none while nothing is signed or the end was asked for. */
  done = $state<number | null>(null);

  /** Signs an ordinary photo and opens it. */
  async sign(photo: ChosenFile, ignoreProfile = false): Promise<void> {
    await this.#withCamera(() => this.#sign(photo, ignoreProfile));
  }

  /** Signs every photo of the list that no camera signed, into a folder that the user chooses, and opens the
   * first. */
  async signAll(): Promise<void> {
    await this.#withCamera(() => this.#signAll());
  }

  /** Does something with the user's simulated camera. One that is not made yet gets a name first. */
  async #withCamera(work: () => Promise<void>): Promise<void> {
    try {
      if (await ipc.ownCamera()) await work();
      else this.waitsForCamera = work;
    } catch (error) {
      notices.tell(null, error);
    }
  }

  /** The camera has a name now. */
  async cameraNamed(): Promise<void> {
    const work = this.waitsForCamera;
    this.waitsForCamera = null;
    await work?.();
  }

  async #sign(photo: ChosenFile, ignoreProfile: boolean): Promise<void> {
    const stem = photo.name.replace(/\.[^.]*$/, "");
    try {
      const target = await ipc.chooseTarget(`${stem}.original.png`, "original");
      if (!target) return;
      const signed = await this.#progress(`Signing ${photo.name} with your simulated camera`, (told) =>
        ipc.signPhoto(photo.id, target.id, ignoreProfile, told),
      );
      if (!signed) return announce("Stopped. Nothing was written.");
      await open(signed);
      await this.#offerTrust();
    } catch (error) {
      notices.tell(null, error);
    }
  }

  async #signAll(): Promise<void> {
    const unsigned = photos.unsigned.map(({ file }) => file.id);
    if (unsigned.length === 0) return;
    try {
      const folder = await ipc.chooseOriginalFolder();
      if (!folder) return;
      const done = await this.#progress(
        `Signing ${count(unsigned.length, "photo")} with your simulated camera`,
        (told) => ipc.signPhotos(unsigned, folder.id, told),
      );
      photos.signed(done);
      const originals = done.filter(({ original }) => original !== null);
      announce(`${count(originals.length, "photo")} of ${unsigned.length} signed`);
      const first = originals[0]?.original;
      if (!first) return;
      await openPlace(photos.list.findIndex(({ file }) => file.id === first.id));
      await this.#offerTrust();
    } catch (error) {
      notices.tell(null, error);
    }
  }

  /** Offers to trust the camera that has signed what is open now, unless it is trusted. */
  async #offerTrust(): Promise<void> {
    await trustList.learnOwn();
    trustList.message = "";
    if (trustList.own?.camera.standing === "unknown" && editor.original) app.dialog = "signed";
  }

  /** Shows the progress of a signing until it has ended. */
  async #progress<T>(words: string, sign: (told: (done: number) => void) => Promise<T>): Promise<T> {
    app.busy = words;
    this.done = 0;
    announce(words);
    try {
      return await sign((done) => (this.done = this.done === null ? null : done));
    } finally {
      app.busy = "";
      this.done = null;
      if (app.dialog === "quit" && !exporter.unfinished) app.dialog = null;
    }
  }

  async cancel(): Promise<void> {
    this.done = null;
    app.busy = "Stopping";
    try {
      await ipc.cancelSigning();
    } catch (error) {
      notices.tell(null, error);
    }
  }
}

export const signing = new Signing();
