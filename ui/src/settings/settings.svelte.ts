// The user's settings.

import { languageOf } from "../catalog";
import * as ipc from "../ipc";
import type { Settings } from "../ipc/generated";
import { USUAL_FORMAT } from "../ipc/generated/exports";
import { notices } from "../parts/notices.svelte";
import { appearanceOfPage, showAppearance } from "../parts/appearance";
import { words } from "../words.svelte";

class SettingsStore {
  current = $state.raw<Settings>({
    exportFolder: null,
    sidecar: false,
    histogram: true,
    longEdge: null,
    appearance: appearanceOfPage(),
    language: null,
    notaryFolder: null,
    ownRoots: null,
    credentials: false,
    certificates: null,
    certificateKey: null,
    format: USUAL_FORMAT,
    renditions: [],
  });

  /** Takes over what the program remembers. */
  take(settings: Settings): void {
    this.current = settings;
    showAppearance(settings.appearance);
    words.language = settings.language ?? languageOf(navigator.languages);
  }

  /** Changes some of them, which the program remembers. */
  async change(some: Partial<Settings>): Promise<void> {
    this.take({ ...this.current, ...some });
    try {
      await ipc.saveSettings(this.current);
    } catch (error) {
      notices.tell(null, error);
    }
  }

  /** Asks where published pictures go. */
  chooseExportFolder(): Promise<void> {
    return this.#choose(ipc.chooseExportFolder);
  }

  /** Asks for a file with root certificates of the user's own. */
  chooseOwnRoots(): Promise<void> {
    return this.#choose(ipc.chooseOwnRoots);
  }

  /** Asks for the files with which Content Credentials are signed. */
  chooseCertificates(): Promise<void> {
    return this.#choose(ipc.chooseCertificates);
  }

  chooseCertificateKey(): Promise<void> {
    return this.#choose(ipc.chooseCertificateKey);
  }

  async #choose(ask: () => Promise<Settings>): Promise<void> {
    try {
      this.current = await ask();
    } catch (error) {
      notices.tell(null, error);
    }
  }
}

export const settings = new SettingsStore();
