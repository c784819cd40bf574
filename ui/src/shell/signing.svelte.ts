// Signing photos, one or all of a list: with the simulated camera of this user, or as this user's notary.

import { editor } from "../editor/editor.svelte";
import { count } from "../format";
import * as ipc from "../ipc";
import type { ChosenFile, SignedBy } from "../ipc/generated";
import { announce } from "../parts/announcer.svelte";
import { notices } from "../parts/notices.svelte";
import { queue } from "../queue/queue.svelte";
import { trustList } from "../trust/trustList.svelte";
import { app } from "./app.svelte";
import { open, openPlace } from "./opening";
import { type ListedPhoto, photos } from "./photos.svelte";

/** Who signs, as the end of a sentence. */
const AS: Record<SignedBy, string> = {
  camera: "with your simulated camera",
  notary: "as your notary",
};

class Signing {
  /** What waits until the user's simulated camera has a name. */
  waitsForCamera = $state.raw<(() => Promise<void>) | null>(null);
  /** The part of a signing that is done, 0 to 1; none while nothing is signed or the end was asked for. */
  done = $state<number | null>(null);

  /** Signs an ordinary photo with the simulated camera and opens it. */
  async sign(photo: ChosenFile, ignoreProfile = false): Promise<void> {
    await this.#withCamera(() => this.#sign(photo, "camera", ignoreProfile, true));
  }

  /** Signs a photo as the user's notary, with what its Content Credentials say, and opens it. The original is
   * written beside the photo, unless the user is asked where. */
  async attest(photo: ChosenFile, ignoreProfile = false, asks = false): Promise<void> {
    await this.#sign(photo, "notary", ignoreProfile, asks);
  }

  /** Signs every photo of the list that carries no signature, into a folder that the user chooses, and opens the
   * first. */
  async signAll(): Promise<void> {
    await this.#withCamera(() => this.#signAll(photos.unsigned, "camera"));
  }

  /** The same as the user's notary, for every photo with Content Credentials. */
  async attestAll(): Promise<void> {
    try {
      await trustList.learnNotary();
      if (trustList.notary) await this.#signAll(photos.withCredentials, "notary");
      else app.dialog = "notary";
    } catch (error) {
      notices.tell(null, error);
    }
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

  async #sign(photo: ChosenFile, by: SignedBy, ignoreProfile: boolean, asks: boolean): Promise<void> {
    const stem = photo.name.replace(/\.[^.]*$/, "");
    try {
      const target = asks
        ? await ipc.chooseTarget(`${stem}.original.png`, "original")
        : await ipc.defaultOriginal(photo.id);
      if (!target) return;
      const signed = await this.#progress(`Signing ${photo.name} ${AS[by]}`, (told) =>
        ipc.signPhoto({ photo: photo.id, target: target.id, by, ignoreProfile }, told),
      );
      if (!signed) return announce("Stopped. Nothing was written.");
      await open(signed);
      await this.#offerTrust();
    } catch (error) {
      notices.tell(null, error);
    }
  }

  async #signAll(listed: readonly ListedPhoto[], by: SignedBy): Promise<void> {
    const ids = listed.map(({ file }) => file.id);
    if (ids.length === 0) return;
    try {
      const folder = await ipc.chooseOriginalFolder();
      if (!folder) return;
      const done = await this.#progress(`Signing ${count(ids.length, "photo")} ${AS[by]}`, (told) =>
        ipc.signPhotos({ photos: ids, folder: folder.id, by }, told),
      );
      await photos.signed(done);
      const originals = done.filter(({ original }) => original !== null);
      announce(`${count(originals.length, "photo")} of ${ids.length} signed`);
      const first = originals[0]?.original;
      if (!first) return;
      await openPlace(photos.list.findIndex(({ file }) => file.id === first.id));
      await this.#offerTrust();
    } catch (error) {
      notices.tell(null, error);
    }
  }

  /** Offers to trust whoever has signed what is open now, unless it is trusted. */
  async #offerTrust(): Promise<void> {
    await trustList.learnOwn();
    trustList.message = "";
    if (!editor.original) return;
    const own = editor.original.camera.notary ? trustList.notary?.notary : trustList.own?.camera;
    if (own?.standing === "unknown") app.dialog = "signed";
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
      if (app.dialog === "quit" && !queue.unfinished) app.dialog = null;
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
