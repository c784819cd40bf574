// The makers whose cameras are trusted, and the keys that are trusted no more.

import { editor } from "../editor/editor.svelte";
import { parseKey } from "../format";
import * as ipc from "../ipc";
import type { TrustList } from "../ipc/generated/TrustList";
import { announce } from "../shell/announcer.svelte";
import { verifier } from "../verify/verifier.svelte";

/** The longest name, in bytes of UTF-8. */
const MAX_NAME = 256;

class TrustScreenState {
  list = $state.raw<TrustList | null>(null);
  revoked = $derived(new Set(this.list?.revoked.map(({ key }) => key)));
  problem = $state("");
  /** What was done last. */
  message = $state("");

  async load(): Promise<void> {
    await this.#attempt(async () => null);
  }

  /** After the list has changed: what was said by the list before is asked again. */
  #changed(): void {
    void verifier.again();
    void editor.learn_signer();
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
      this.problem = ipc.sentence(error);
      return false;
    }
  }

  add(name: string, key: string): Promise<boolean> {
    return this.#attempt(async () => {
      await ipc.addMaker(name.trim(), parseKey(key) ?? key);
      this.#changed();
      return `${name.trim()} is trusted from now on.`;
    });
  }

  rename(key: string, name: string): Promise<boolean> {
    return this.#attempt(async () => {
      await ipc.renameMaker(key, name.trim());
      this.#changed();
      return `The maker is called ${name.trim()} now.`;
    });
  }

  remove(key: string, name: string): Promise<boolean> {
    return this.#attempt(async () => {
      await ipc.removeMaker(key);
      this.#changed();
      return `${name} is trusted no more.`;
    });
  }

  import_revocations(): Promise<boolean> {
    return this.#attempt(async () => {
      const file = await ipc.chooseRevocations();
      if (!file) return null;
      const added = await ipc.importRevocations(file.id);
      if (added > 0) this.#changed();
      return added === 0
        ? `${file.name} holds no key that was not in the list.`
        : `${added} revoked ${added === 1 ? "key was" : "keys were"} added.`;
    });
  }
}

export const trustList = new TrustScreenState();

/** Why a name cannot be used; empty if it can. */
export function nameProblem(name: string): string {
  const trimmed = name.trim();
  if (trimmed === "") return "Give the maker a name.";
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
