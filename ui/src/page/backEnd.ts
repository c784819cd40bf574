// The verifier screen's back end in the page: the engine that lies inside of it.

import { sentence } from "../format";
import type { Account, ChosenFile, Language, Verification } from "../ipc/generated";
import { camel, snake } from "../ipc/names";
import type { BackEnd, Question } from "../verify/backEnd";
import { say } from "../words.svelte";
import type { Answer, Checker, ToldRules, Trust } from "./checker";
import * as files from "./files";

/** What a browser's dialog offers. */
const PICTURES = ".png,.jpg,.jpeg,.proof,image/png,image/jpeg";

export class PageBackEnd implements BackEnd {
  /** The text of the trust list by which is judged. */
  trust: string | null = null;
  /** The text of the house rules by which is judged. */
  rules: string | null = null;
  /** Until the engine and the trust list are there, by which every picture is to be judged. */
  ready: Promise<void> = Promise.resolve();

  readonly #start: () => Promise<Checker>;
  #checker: Promise<Checker> | null = null;
  #asked = 0;
  /** Whether a check runs. */
  #running = false;

  /** `start` makes an engine; after a check that was cancelled, another one. */
  constructor(start: () => Promise<Checker>) {
    this.#start = start;
  }

  /** The engine, made when it is first asked for. */
  engine(): Promise<Checker> {
    return (this.#checker ??= this.#start());
  }

  choosePictures(): Promise<ChosenFile[]> {
    return files.ask(PICTURES, true);
  }

  async chooseProof(): Promise<ChosenFile | null> {
    return (await files.ask(".proof"))[0] ?? null;
  }

  async verify(question: Question, first: (claims: Verification) => void): Promise<Verification | null> {
    if (this.#running) this.cancel();
    const asked = ++this.#asked;
    const overtaken = () => asked !== this.#asked;
    this.#running = true;
    try {
      const { file, sidecar, expect, language } = question;
      await this.ready;
      const engine = await this.engine();
      const picture = await files.bytesOf(file);
      const proof = sidecar && (await files.bytesOf(sidecar));
      await painted();
      if (overtaken()) return null;
      let answer = await engine.begin({
        picture,
        sidecar: proof ?? undefined,
        trust: this.trust ?? undefined,
        expect: expect ?? undefined,
        rules: this.rules ?? undefined,
        language,
      });
      if (overtaken()) return null;
      if (answer.report.reason === "unfinished") {
        first(told(file, answer));
        await painted();
        if (overtaken()) return null;
        answer = await engine.finish();
      }
      return overtaken() ? null : told(file, answer);
    } catch (error) {
      if (overtaken()) return null;
      // What is left of an engine that failed is not to be used.
      this.cancel();
      throw new Error(
        isMemory(error) ? say("page-memory") : say("page-broken", { message: sentence(error) }),
      );
    } finally {
      if (!overtaken()) this.#running = false;
    }
  }

  cancel(): void {
    this.#asked++;
    if (!this.#running) return;
    this.#running = false;
    void this.#checker?.then((engine) => engine.end()).catch(() => {});
    this.#checker = null;
  }

  async picture(maxWidth: number, maxHeight: number): Promise<ArrayBuffer> {
    const bytes = await (await this.engine()).picture(maxWidth, maxHeight);
    return bytes.slice().buffer;
  }

  async inWords(...[{ report, credentials, rules }, language]: Parameters<BackEnd["inWords"]>) {
    const engine = await this.engine();
    const account = await engine.inWords(
      snake(report) as Answer["report"],
      language,
      snake(credentials) as Answer["credentials"],
      snake(rules) as Answer["rules"],
    );
    return camel(account) as Account;
  }

  /** What house rules allow. */
  async readRules(text: string, language: Language): Promise<ToldRules> {
    return (await this.engine()).readRules(text, language);
  }

  /** What a trust list holds. */
  async readTrust(text: string): Promise<Trust> {
    return (await this.engine()).readTrust(text);
  }
}

/** An answer of the engine, as the screen takes it. */
const told = (file: ChosenFile, answer: Answer): Verification => ({
  ...(camel(answer) as Omit<Verification, "file">),
  file,
});

/** Lets the browser show what has changed; where the engine runs on the page's own thread, it could not later. */
const painted = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, 100);
    requestAnimationFrame(() => setTimeout(resolve));
  });

/** Whether the engine found no memory. */
const isMemory = (error: unknown): boolean => error instanceof RangeError || /memory/i.test(sentence(error));
