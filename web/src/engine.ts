// The verifier, compiled to WebAssembly from `../lib.rs`: bytes in, the report of `proofroom verify --json` out. It runs
// on the thread that calls it, in any browser and in Node, and asks for nothing from elsewhere.

import type { Account } from "../../ui/src/ipc/generated/Account";
import type { Credentials } from "../../ui/src/ipc/generated/Credentials";
import type { Judgement } from "../../ui/src/ipc/generated/Judgement";
import type { Language } from "../../ui/src/ipc/generated/Language";
import type { Maker } from "../../ui/src/ipc/generated/Maker";
import type { Report } from "../../ui/src/ipc/generated/Report";
import type { Revocation } from "../../ui/src/ipc/generated/Revocation";
import type { Unclaimed } from "../../ui/src/ipc/generated/Unclaimed";

export type { Account, Credentials, Judgement, Language, Maker, Report, Revocation, Unclaimed };

/** What is asked of a picture. */
export interface Question {
  /** The bytes of the file. */
  picture: Uint8Array;
  /** The bytes of its proof, if that is a separate file. It wins over one inside the picture. */
  sidecar?: Uint8Array | undefined;
  /** The text of a trust list (`trust.json`). Without one, nobody is trusted. */
  trust?: string | undefined;
  /** The text that the proof must be bound to. Without it, any text or none will do. */
  expect?: string | undefined;
  /** The text of house rules (`rules.json`), by which the edits are judged beside the verdict. */
  rules?: string | undefined;
  /** The language of the account. */
  language: Language;
}

/** The answer on a picture. While the report's reason is `unfinished`, `finish` is to be called. */
export interface Answer {
  /** As `proofroom verify --json` prints it. */
  report: Report;
  /** What a reader is told of the report and the Content Credentials. */
  account: Account;
  /** Whether the picture carries Content Credentials (C2PA). This engine does not check them, and the report does not
   * depend on them. */
  credentials: Credentials;
  /** What house rules say, if some were given and the check has ended. The report does not depend on it. */
  rules: Judgement | null;
  /** Bytes of the proof, if there is one. */
  proof_bytes: number | null;
  /** What the file is, if it carries nothing to check. */
  unclaimed: Unclaimed | null;
  /** Seconds that the checks have taken. */
  seconds: number;
}

/** A trust list. */
export interface Trust {
  version: number;
  makers: Maker[];
  /** Absent if there are none. */
  notaries?: Maker[];
  revoked: Revocation[];
}

/** House rules in words. */
export interface ToldRules {
  /** Whose rules they are, as their file says. */
  name: string;
  /** What they allow, a sentence or two an item. */
  told: string[];
}

/** What the module exports; `lib.rs` says what each function does. */
interface Exports {
  memory: WebAssembly.Memory;
  start(): void;
  resize_buffer(length: number): number;
  buffer_length(): number;
  take_picture(): void;
  take_sidecar(): void;
  take_parameters(): number;
  begin(): number;
  finish(): number;
  picture(maxWidth: number, maxHeight: number): number;
  in_words(): number;
  read_trust(): number;
  read_rules(): number;
}

/** The most random bytes that a browser gives at once. */
const RANDOM_AT_ONCE = 1 << 16;

/** One instance of the module, which judges one file. After an error it is of no more use. */
class Instance {
  readonly #module: Exports;
  #failure: string | null = null;
  /** Whether a call has ended it. */
  isOver = false;
  /** Seconds that its file has taken. */
  seconds = 0;

  constructor(code: WebAssembly.Module) {
    const bytes = (address: number, length: number) =>
      new Uint8Array(this.#module.memory.buffer, address >>> 0, length >>> 0);
    const host = {
      fill_with_random_bytes(address: number, length: number) {
        for (let start = 0; start < length; start += RANDOM_AT_ONCE) {
          crypto.getRandomValues(
            bytes(address + start, Math.min(RANDOM_AT_ONCE, length - start)),
          );
        }
      },
      panicked: (address: number, length: number) => {
        this.#failure = new TextDecoder().decode(bytes(address, length));
      },
    };
    this.#module = new WebAssembly.Instance(code, { host })
      .exports as unknown as Exports;
    this.#module.start();
  }

  /** Writes these bytes into the buffer and has the module take them. */
  hand<T>(input: Uint8Array, take: (module: Exports) => T): T {
    return this.#guarded(() => {
      const address = this.#module.resize_buffer(input.length) >>> 0;
      new Uint8Array(this.#module.memory.buffer).set(input, address);
      return take(this.#module);
    });
  }

  /** The bytes that the module answers. */
  ask(input: Uint8Array, call: (module: Exports) => number): Uint8Array {
    const started = performance.now();
    const answered = this.hand(input, call);
    this.seconds += (performance.now() - started) / 1000;
    const answer = this.#guarded(() => {
      const length = this.#module.buffer_length();
      const address = this.#module.resize_buffer(length) >>> 0;
      return new Uint8Array(
        this.#module.memory.buffer,
        address,
        length,
      ).slice();
    });
    if (!answered) throw new Error(new TextDecoder().decode(answer));
    return answer;
  }

  /** A panic or a trap says nothing of the file: whoever asked is told that it could not be checked. */
  #guarded<T>(call: () => T): T {
    try {
      return call();
    } catch (error) {
      this.isOver = true;
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      // Without a message there was no memory to make one.
      throw new Error(
        this.#failure ?? "there is not enough memory for the check",
        { cause: error },
      );
    }
  }
}

export class Engine {
  readonly #code: WebAssembly.Module;
  readonly #load: () => Promise<Uint8Array>;
  #parameters: Promise<Uint8Array> | null = null;
  #instance: Instance | null = null;

  private constructor(
    code: WebAssembly.Module,
    parameters: () => Promise<Uint8Array>,
  ) {
    this.#code = code;
    this.#load = parameters;
  }

  /** An engine of the module `verifier.wasm`. `parameters` gives the bytes of `parameters.bin`; it is called when proofs
   * are first to be checked. */
  static async load(
    code: BufferSource | WebAssembly.Module,
    parameters: () => Promise<Uint8Array>,
  ): Promise<Engine> {
    const module =
      code instanceof WebAssembly.Module
        ? code
        : await WebAssembly.compile(code);
    return new Engine(module, parameters);
  }

  /** Everything that can be said at once: what the file claims, and whether its signature holds. */
  begin({
    picture,
    sidecar,
    trust,
    expect,
    rules,
    language,
  }: Question): Answer {
    this.#instance = null;
    const instance = this.#fresh();
    instance.hand(picture, (module) => module.take_picture());
    if (sidecar) instance.hand(sidecar, (module) => module.take_sidecar());
    const now = Math.floor(Date.now() / 1000);
    const question = {
      trust: trust ?? null,
      expect: expect ?? null,
      rules: rules ?? null,
      language,
      now,
    };
    return answered(
      instance,
      instance.ask(written(question), (module) => module.begin()),
    );
  }

  /** Checks the proofs: the final answer. */
  async finish(): Promise<Answer> {
    const instance = this.#instance;
    if (!instance) throw new Error("no check was begun");
    const parameters = await this.#given();
    if (!instance.hand(parameters, (module) => module.take_parameters())) {
      this.#parameters = null;
      throw new Error("the parameters are not those of the proofs");
    }
    return answered(
      instance,
      instance.ask(new Uint8Array(), (module) => module.finish()),
    );
  }

  /** The picture that was checked last, made smaller to fit: width and height of the whole and of what is shown, the
   * histogram (256 counts of red, of green, of blue), each number in four bytes, lowest first; then RGBA. */
  picture(maxWidth: number, maxHeight: number): Uint8Array {
    return this.#any().ask(new Uint8Array(), (module) =>
      module.picture(maxWidth, maxHeight),
    );
  }

  /** What a reader is told of a report and of the Content Credentials and house rules beside it, in another language. */
  inWords(
    report: Report,
    language: Language,
    credentials: Credentials = { state: "none" },
    rules: Judgement | null = null,
  ): Account {
    const input = written({ report, credentials, rules, language });
    return read(this.#any().ask(input, (module) => module.in_words()));
  }

  /** A trust list from its text. What is wrong with one is thrown. */
  readTrust(text: string): Trust {
    const input = new TextEncoder().encode(text);
    return read(this.#any().ask(input, (module) => module.read_trust()));
  }

  /** House rules from their text. What is wrong with them is thrown. */
  readRules(text: string, language: Language): ToldRules {
    const input = written({ text, language });
    return read(this.#any().ask(input, (module) => module.read_rules()));
  }

  #fresh(): Instance {
    return (this.#instance = new Instance(this.#code));
  }

  /** An instance for a question that is not about the file, or is answered without one. */
  #any(): Instance {
    const instance = this.#instance;
    return instance && !instance.isOver ? instance : this.#fresh();
  }

  /** The parameters; if they could not be had, the next check asks again. */
  #given(): Promise<Uint8Array> {
    this.#parameters ??= this.#load().catch((error: unknown) => {
      this.#parameters = null;
      throw error;
    });
    return this.#parameters;
  }
}

const written = (value: unknown) =>
  new TextEncoder().encode(JSON.stringify(value));

const read = <T>(bytes: Uint8Array) =>
  JSON.parse(new TextDecoder().decode(bytes)) as T;

const answered = (instance: Instance, bytes: Uint8Array): Answer => ({
  ...read<Answer>(bytes),
  seconds: instance.seconds,
});
