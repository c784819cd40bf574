// <proofroom-photo src alt trust rules>: a published picture with a button that checks it, for publishers' pages.
//
// What is shown and what is checked are the same bytes, fetched once. Nothing else is fetched but, once somebody asks for
// the check, the trust list, the house rules, and the verifier from beside this script.

import { bundleOf, label, languageOf } from "../../ui/src/catalog";
import { visible } from "../../ui/src/format";
import { Client } from "./client";
import type { Account, Answer, Language, Report } from "./engine";

const STYLE = `
:host { display: inline-block; max-width: 100%; font: 0.9rem/1.45 system-ui, sans-serif; color: CanvasText; color-scheme: light dark; }
:host([hidden]) { display: none; }
img { display: block; max-width: 100%; height: auto; }
button { font: inherit; padding: 0.3em 0.8em; margin-top: 0.4em; border: 1px solid currentColor; border-radius: 0.4em; background: Canvas; color: CanvasText; cursor: pointer; }
button[aria-disabled="true"] { cursor: progress; }
button:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
.mark { display: inline-block; width: 1.1em; font-weight: bold; }
[data-verdict="verified"] .mark { color: light-dark(#0a6b2d, #62d58b); }
[data-verdict="unknown_camera"] .mark { color: light-dark(#7a5200, #f0bf5a); }
[data-verdict="rejected"] .mark { color: light-dark(#a8071a, #ff8a8a); }
section { max-width: 34rem; margin-top: 0.4em; padding: 0.2em 1em 0.8em; border: 1px solid GrayText; border-radius: 0.4em; background: Canvas; }
h3 { font-size: 1em; margin: 0.9em 0 0.2em; }
ul, ol { margin: 0; padding-left: 1.3em; }
p { margin: 0.6em 0; }
code { overflow-wrap: anywhere; }
`;

/** The mark of each verdict; none is shown before the check has ended. */
const MARKS = {
  verified: "✓",
  unknown_camera: "?",
  rejected: "✗",
  not_checked: "–",
} as const;

/** The labels of a language, by their names. */
function labels(language: Language) {
  const bundle = bundleOf(language);
  return (id: string, args?: Parameters<typeof label>[2]) =>
    label(bundle, id, args);
}

/** A file from beside this script. */
async function beside(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return fetched(new URL(name, import.meta.url));
}

async function fetched(
  address: URL | string,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(address);
  if (!response.ok)
    throw new Error(`${response.status} ${response.statusText}`.trim());
  return new Uint8Array(await response.arrayBuffer());
}

let client: Promise<Client> | null = null;
/** The check that runs, or the last one. The engine judges one picture at a time. */
let last: Promise<unknown> = Promise.resolve();

/** Checks a picture after those that wait already. */
function checked(
  picture: Uint8Array,
  trust: string | undefined,
  rules: string | undefined,
  language: Language,
) {
  const check = async (): Promise<Answer> => {
    client ??= beside("verifier.wasm").then((code) =>
      Client.start(code, () => beside("parameters.bin")),
    );
    try {
      const engine = await client;
      // What is shown must not change, nor go.
      const first = await engine.begin({
        picture: picture.slice(),
        trust,
        rules,
        language,
      });
      return first.report.reason === "unfinished"
        ? await engine.finish()
        : first;
    } catch (error) {
      // What is left of an engine that failed is not used again.
      void client?.then((engine) => engine.end()).catch(() => {});
      client = null;
      throw error;
    }
  };
  const mine = last.then(check, check);
  last = mine.catch(() => {});
  return mine;
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** The picture with its button and its panel. */
export class ProofroomPhoto extends HTMLElement {
  static observedAttributes = ["src", "alt", "trust", "rules"];

  readonly #image = element("img");
  readonly #mark = element("span", { className: "mark", ariaHidden: "true" });
  readonly #text = element("span");
  readonly #button = element(
    "button",
    { type: "button" },
    this.#mark,
    this.#text,
  );
  readonly #panel = element("section", { hidden: true, id: "panel" });
  readonly #news = element("div", { role: "status" }, this.#panel);
  /** The bytes that are shown. */
  #picture: Uint8Array<ArrayBuffer> | null = null;
  #loading: AbortController | null = null;
  #answer: Answer | null = null;

  constructor() {
    super();
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    root.append(this.#image, this.#button, this.#news);
    this.#button.setAttribute("aria-controls", "panel");
    this.#button.addEventListener("click", () => void this.#pressed());
    root.addEventListener("keydown", (event) => {
      if ((event as KeyboardEvent).key !== "Escape" || this.#panel.hidden)
        return;
      this.#open(false);
      this.#button.focus();
    });
  }

  connectedCallback(): void {
    this.#reset();
  }

  disconnectedCallback(): void {
    this.#loading?.abort();
    URL.revokeObjectURL(this.#image.src);
  }

  attributeChangedCallback(name: string): void {
    if (name === "alt") this.#image.alt = this.getAttribute("alt") ?? "";
    else if (this.isConnected) this.#reset();
  }

  /** The report on the picture that is shown, once it was checked. */
  get report(): Report | null {
    return this.#answer?.report ?? null;
  }

  get #language() {
    return languageOf([
      this.closest("[lang]")?.getAttribute("lang") || navigator.language,
    ]);
  }

  /** Shows the picture anew; nothing is known of it. */
  #reset(): void {
    this.#loading?.abort();
    this.#loading = new AbortController();
    this.#answer = this.#picture = null;
    this.#panel.replaceChildren();
    this.#open(false);
    this.#say(labels(this.#language)("verify"));
    this.#checking(false);
    void this.#load(this.#loading.signal);
  }

  async #load(signal: AbortSignal): Promise<void> {
    const source = this.getAttribute("src");
    URL.revokeObjectURL(this.#image.src);
    this.#image.removeAttribute("src");
    if (!source) return;
    try {
      const response = await fetch(source, { signal });
      if (!response.ok)
        throw new Error(`${response.status} ${response.statusText}`.trim());
      const picture = new Uint8Array(await response.arrayBuffer());
      if (signal.aborted) return;
      this.#picture = picture;
      this.#image.src = URL.createObjectURL(new Blob([picture]));
    } catch (error) {
      if (!signal.aborted) this.#failed(error);
    }
  }

  async #pressed(): Promise<void> {
    if (this.#answer) return this.#open(this.#panel.hidden !== false);
    const picture = this.#picture;
    if (!picture || this.#button.ariaDisabled === "true") return;
    const signal = this.#loading!.signal;
    const language = this.#language;
    this.#say(labels(language)("checking"));
    this.#checking(true);
    try {
      const [trust, rules] = await Promise.all(
        ["trust", "rules"].map(async (name) => {
          const address = this.getAttribute(name);
          return address
            ? new TextDecoder().decode(await fetched(address))
            : undefined;
        }),
      );
      const answer = await checked(picture, trust, rules, language);
      if (!signal.aborted) this.#show(answer);
    } catch (error) {
      if (!signal.aborted) this.#failed(error);
    } finally {
      if (!signal.aborted) this.#checking(false);
    }
  }

  #show(answer: Answer): void {
    this.#answer = answer;
    const { account, report } = answer;
    this.#say(account.title, report.verdict);
    this.#panel.replaceChildren(...this.#told(account, report));
    this.#open(true);
    this.dispatchEvent(new CustomEvent("checked", { detail: answer }));
  }

  #told(account: Account, report: Report): Node[] {
    const say = labels(this.#language);
    const listed = (
      heading: string,
      items: string[],
      list: "ul" | "ol" = "ul",
    ) =>
      items.length === 0
        ? []
        : [
            element("h3", {}, heading),
            element(list, {}, ...items.map((item) => element("li", {}, item))),
          ];
    const holds =
      report.verdict === "verified" || report.verdict === "unknown_camera";
    const edits = holds ? "heading-edits" : "heading-edits-claimed";
    const warnings = account.warnings.map((warning) =>
      element("p", {}, warning),
    );
    const signed = [account.signer, account.taken].filter(
      (text) => text !== null,
    );
    const details = element(
      "details",
      {},
      element("summary", {}, say("details")),
    );
    if (account.detail)
      details.append(
        element("p", { lang: "en" }, element("code", {}, account.detail)),
      );
    details.append(
      element(
        "p",
        { lang: "en" },
        element("code", {}, visible(JSON.stringify(report))),
      ),
    );
    return [
      element("p", {}, element("strong", {}, account.title)),
      element("p", {}, account.sentence),
      ...(account.failed
        ? [element("p", {}, say("failed", { check: account.failed }))]
        : []),
      ...warnings,
      ...listed(say("heading-rules"), account.rules),
      ...listed(
        say(holds ? "heading-signer" : "heading-signer-claimed"),
        signed,
      ),
      ...listed(
        say(edits, { count: account.edits.length }),
        account.edits,
        "ol",
      ),
      ...listed(say("heading-captions"), account.captions),
      ...listed(say("heading-checked"), account.checked),
      ...listed(
        say("heading-attested-by", { name: visible(report.camera?.name ?? "") }),
        account.attested,
      ),
      ...listed(say("heading-unchecked"), account.unchecked),
      ...listed(say("heading-file-credentials"), account.credentials),
      ...listed(say("heading-next"), account.next),
      element("p", {}, say("element-relies")),
      details,
    ];
  }

  /** That something failed says nothing of the picture. */
  #failed(error: unknown): void {
    const say = labels(this.#language);
    this.#say(say("verify"));
    const message = error instanceof Error ? error.message : String(error);
    this.#panel.replaceChildren(element("p", {}, say("problem", { message })));
    this.#open(true);
  }

  /** The text of the button, with the mark of a verdict once there is one. */
  #say(text: string, verdict?: Report["verdict"]): void {
    this.#mark.textContent = verdict ? MARKS[verdict] : "";
    this.#mark.hidden = !verdict;
    this.#text.textContent = text;
    if (verdict) this.#button.dataset["verdict"] = verdict;
    else delete this.#button.dataset["verdict"];
  }

  /** While a check runs, the button does nothing but keeps the focus. */
  #checking(checking: boolean): void {
    this.#button.ariaDisabled = String(checking);
  }

  #open(open: boolean): void {
    this.#panel.hidden = !open;
    this.#button.setAttribute("aria-expanded", String(open));
  }
}

customElements.define("proofroom-photo", ProofroomPhoto);
