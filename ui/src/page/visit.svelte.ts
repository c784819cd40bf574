// A visit to the page: how pictures come in, and what is said beside them.

import type { FluentVariable } from "@fluent/bundle";

import { visible } from "../format";
import type { ChosenFile } from "../ipc/generated";
import { announce } from "../parts/announcer.svelte";
import { isJson, paired } from "../verify/pairs";
import { Verifier } from "../verify/verifier.svelte";
import { say } from "../words.svelte";
import { PageBackEnd } from "./backEnd";
import type { Checker } from "./checker";
import * as files from "./files";
import { looksLikeRules, PageRules } from "./rules.svelte";
import { PageTrust } from "./trust.svelte";

/** Words with what stands in them, so that they follow the language. */
interface Said {
  id: string;
  args?: Record<string, FluentVariable>;
}

/** The address that a text means on this page, if it means one. */
function addressOf(source: string): URL | null {
  try {
    return new URL(source, document.baseURI);
  } catch {
    return null;
  }
}

/** The last part of an address, which need not be well-formed. */
function nameOf({ pathname, hostname }: URL): string {
  const name = pathname.split("/").at(-1) || hostname;
  try {
    return visible(decodeURIComponent(name));
  } catch {
    return name;
  }
}

export class Visit {
  readonly backEnd: PageBackEnd;
  readonly verifier: Verifier;
  readonly trust: PageTrust;
  readonly rules: PageRules;

  #remark = $state.raw<Said | null>(null);
  /** What the reader should know of what was just done. */
  readonly remark = $derived(this.#remark && say(this.#remark.id, this.#remark.args));
  /** Whether files are held over the page. */
  hovering = $state(false);
  /** Whether nothing can be checked here. */
  unable = $state(false);

  /** `start` makes an engine; `ownTrust` and `ownRules` are the texts of the trust list and the house rules inside the
   * page. */
  constructor(start: () => Promise<Checker>, ownTrust: string, ownRules = "") {
    this.backEnd = new PageBackEnd(start);
    this.verifier = new Verifier(this.backEnd);
    this.trust = new PageTrust(this.backEnd, ownTrust, () => void this.verifier.trustChanged());
    this.rules = new PageRules(this.backEnd, ownRules, () => void this.verifier.trustChanged());
  }

  /** Starts the engine, and loads the picture that the page's address names. */
  async begin(): Promise<void> {
    const start = async () => {
      await this.backEnd.engine();
      await this.trust.begin();
      await this.rules.begin();
    };
    try {
      await (this.backEnd.ready = start());
    } catch {
      this.unable = true;
      return;
    }
    const source = new URLSearchParams(location.search).get("src");
    if (source !== null) await this.load(source);
  }

  say(id: string, args?: Said["args"]): void {
    this.#remark = { id, args };
    announce(say(id, args));
  }

  closeRemark(): void {
    this.#remark = null;
  }

  /** Takes files that came together: pictures with their proofs, a trust list, or house rules. */
  take(given: ChosenFile[]): void {
    this.hovering = false;
    this.#remark = null;
    const list = given.find(isJson);
    const { pictures, proofs } = paired(given.filter((file) => !isJson(file)));
    const names = proofs.map(({ name }) => name).join(", ");
    if (list) void this.#takeList(list);
    if (pictures.length > 0) {
      if (proofs.length > 0) this.say("page-proofs-left", { names, count: proofs.length });
      void this.verifier.checkAll(pictures);
    } else if (proofs[0]) {
      if (this.verifier.file) void this.verifier.check(this.verifier.file, { sidecar: proofs[0] });
      else this.say("page-only-proof", { names });
    } else if (!list) this.say("page-drop-address");
  }

  /** Shows what a JSON file says, and asks whether it is to be used. */
  async #takeList(file: ChosenFile): Promise<void> {
    const isRules = looksLikeRules(await files.textOf(file));
    await (isRules ? this.rules.offer(file) : this.trust.offer(file));
  }

  async drop(transfer: DataTransfer): Promise<void> {
    this.hovering = false;
    this.take(await files.dropped(transfer));
  }

  paste(transfer: DataTransfer): void {
    const pasted = [...transfer.files].map((file) => files.take(file, file.name || say("page-pasted")));
    if (pasted.length > 0) this.take(pasted);
    else this.say("page-paste-none");
  }

  /** Loads a picture of the page's own website. */
  async load(source: string): Promise<void> {
    if (location.protocol === "file:") return this.say("page-src-disk");
    const address = addressOf(source);
    if (address?.origin !== location.origin) return this.say("page-src-elsewhere");
    const name = nameOf(address);
    this.say("page-loading", { name });
    let status: string;
    try {
      const answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
      if (answer.ok) return this.take([files.take(await answer.blob(), name)]);
      status = String(answer.status);
    } catch {
      status = "–";
    }
    this.say("page-src-failed", { status });
  }
}
