// The makers and notaries who are trusted, the keys that are no longer trusted, and the user's own camera and notary.

import { editor } from "../editor/editor.svelte";
import { asSentence, count, listed, parseKey } from "../format";
import * as ipc from "../ipc";
import type {
  CameraReport,
  ChosenFile,
  OwnCamera,
  OwnNotary,
  Role,
  TrustList,
  TrustNews,
  WhichList,
} from "../ipc/generated";
import { announce } from "../parts/announcer.svelte";
import { verifier } from "../shell/verifying";

/** The longest name, in bytes of UTF-8. */
const MAX_NAME = 256;

/** A trust list in a file that waits for the user's consent, and what it would add. */
export interface Offer {
  file: ChosenFile;
  news: TrustNews;
}

class TrustScreenState {
  list = $state.raw<TrustList | null>(null);
  revoked = $derived(new Set(this.list?.revoked.map(({ key }) => key)));
  problem = $state("");
  /** What was done last. */
  message = $state("");
  /** The list that is offered for import. */
  offered = $state.raw<Offer | null>(null);
  /** The user's own simulated camera, if there is one. */
  own = $state.raw<OwnCamera | null>(null);
  /** The notary as whom the user signs, if there is one. */
  notary = $state.raw<OwnNotary | null>(null);
  /** Why that notary cannot be used. */
  notaryProblem = $state("");

  async load(): Promise<void> {
    await this.#attempt(async () => null);
    await this.learnOwn();
  }

  /** Reads anew who the user's own camera and notary are. */
  async learnOwn(): Promise<void> {
    try {
      this.own = await ipc.ownCamera();
    } catch (error) {
      this.own = null;
      this.problem = asSentence(ipc.sentence(error));
    }
    await this.learnNotary();
  }

  async learnNotary(): Promise<void> {
    this.notaryProblem = "";
    try {
      this.notary = await ipc.ownNotary();
    } catch (error) {
      this.notary = null;
      this.notaryProblem = asSentence(ipc.sentence(error));
    }
  }

  /** Whether a camera is of the maker of the user's own, or a notary the user's own. */
  isOwn(camera: CameraReport | null): boolean {
    if (!camera) return false;
    return camera.maker === (camera.notary ? this.notary?.notary.maker : this.own?.camera.maker);
  }

  /** After the list has changed: what was said by the list before is asked again. */
  #changed(): void {
    void verifier.trustChanged();
    void editor.learnSigner();
    void this.learnOwn();
  }

  /** Does something, tells it, and reads the list again; gives whether it worked. */
  async #attempt(work: () => Promise<string | null>): Promise<boolean> {
    this.problem = this.message = "";
    try {
      const message = await work();
      this.list = await ipc.trust();
      if (message !== null) {
        this.message = message;
        announce(message);
      }
      return true;
    } catch (error) {
      this.problem = asSentence(ipc.sentence(error));
      return false;
    }
  }

  /** Shows the folder of a key file of the user's own. */
  async showFolder(keyFile: ChosenFile): Promise<void> {
    try {
      await ipc.reveal(keyFile.id);
    } catch (error) {
      this.problem = asSentence(ipc.sentence(error));
    }
  }

  add(role: Role, name: string, key: string): Promise<boolean> {
    return this.#attempt(async () => {
      await ipc.addTrusted(role, name.trim(), parseKey(key) ?? key);
      this.#changed();
      return `${name.trim()} is now trusted.`;
    });
  }

  rename(role: Role, key: string, name: string): Promise<boolean> {
    return this.#attempt(async () => {
      await ipc.renameTrusted(role, key, name.trim());
      this.#changed();
      return `The ${role} is now called ${name.trim()}.`;
    });
  }

  remove(role: Role, key: string, name: string): Promise<boolean> {
    return this.#attempt(async () => {
      await ipc.removeTrusted(role, key);
      this.#changed();
      return `${name} is no longer trusted.`;
    });
  }

  /** Asks for a trust list, and shows what it would add. */
  async choose(): Promise<void> {
    await this.#attempt(async () => {
      const file = await ipc.chooseTrustList();
      if (file) await this.#offer(file);
      return null;
    });
  }

  /** Shows what a trust list would add. */
  async offer(file: ChosenFile): Promise<void> {
    await this.#attempt(async () => {
      await this.#offer(file);
      return null;
    });
  }

  async #offer(file: ChosenFile): Promise<void> {
    this.offered = { file, news: await ipc.readTrustList(file.id) };
  }

  /** Adds the makers and notaries with these keys, and all revoked keys, of the list that is offered. */
  import(makers: string[], notaries: string[]): Promise<boolean> {
    return this.#attempt(async () => {
      const added = await ipc.importTrustList(makers, notaries);
      this.offered = null;
      const parts = [
        added.makers.length > 0 ? count(added.makers.length, "maker") : "",
        added.notaries.length > 0 ? count(added.notaries.length, "notary", "notaries") : "",
        added.revoked.length > 0 ? count(added.revoked.length, "revoked key") : "",
      ].filter(Boolean);
      if (parts.length > 0) this.#changed();
      return parts.length > 0 ? `Added ${listed(parts)}.` : "Nothing was added.";
    });
  }

  /** Gives the user's own camera a name; makes it if there is none. */
  nameCamera(name: string): Promise<boolean> {
    return this.#attempt(async () => {
      this.own = await ipc.nameCamera(name.trim());
      return `Your simulated camera is called ${name.trim()}.`;
    });
  }

  /** Trusts the user's own camera on this machine. */
  trustOwn(): Promise<boolean> {
    return this.#attempt(async () => {
      this.own = await ipc.trustOwnCamera();
      this.#changed();
      return "Your simulated camera is trusted on this machine.";
    });
  }

  /** Makes a notary of this name. */
  makeNotary(name: string): Promise<boolean> {
    return this.#attempt(async () => {
      this.notary = await ipc.makeNotary(name.trim());
      this.notaryProblem = "";
      return `The notary ${name.trim()} was made.`;
    });
  }

  /** Takes a notary that is there already, of the folder that the user chooses. */
  async chooseNotary(): Promise<boolean> {
    let chosen: OwnNotary | null = null;
    await this.#attempt(async () => {
      chosen = await ipc.chooseNotary();
      if (!chosen) return null;
      this.notary = chosen;
      this.notaryProblem = "";
      return `You sign as the notary ${this.notary.notary.name} from now on.`;
    });
    return chosen !== null;
  }

  /** Trusts the user's own notary on this machine. */
  trustNotary(): Promise<boolean> {
    return this.#attempt(async () => {
      this.notary = await ipc.trustOwnNotary();
      this.#changed();
      return "Your notary is trusted on this machine.";
    });
  }

  /** Writes a list that can be given to others. */
  save(which: WhichList): Promise<boolean> {
    return this.#attempt(async () => {
      const target = await ipc.chooseTarget("trust.json", "trust_list");
      if (!target) return null;
      await ipc.writeTrustList(target.id, which);
      return which !== "own"
        ? `${target.name} was saved. Give it to your readers in a way that shows them it comes from you.`
        : `${target.name} was saved.`;
    });
  }
}

export const trustList = new TrustScreenState();

/** Why a name cannot be used; empty if it can. */
export function nameProblem(name: string, role: Role = "maker"): string {
  const trimmed = name.trim();
  if (trimmed === "") return `Give the ${role} a name.`;
  if (new TextEncoder().encode(trimmed).length > MAX_NAME) return "The name is too long.";
  return "";
}

/** Why a key cannot be used; empty if it looks like one. */
export function keyProblem(key: string): string {
  const digits = key.replace(/[\s:]/g, "");
  if (parseKey(key) !== null) return "";
  if (/[^0-9a-fA-F]/.test(digits)) return "A key has only the digits 0 to 9 and a to f.";
  return `A key has 64 hexadecimal digits; these are ${digits.length}.`;
}

/** The longest name of a camera or a notary's key, in bytes of UTF-8. */
const MAX_CAMERA_NAME = 64;

/** Why a camera, or a notary's key, cannot have a name; empty if it can. */
export function cameraNameProblem(name: string, what = "camera"): string {
  const trimmed = name.trim();
  if (trimmed === "") return `Give the ${what} a name.`;
  if (new TextEncoder().encode(trimmed).length > MAX_CAMERA_NAME) return "The name is too long.";
  return "";
}

/** What a camera is called unless its owner says otherwise: nothing that tells who that is. */
export const NEUTRAL_NAME = "Simulated camera";
