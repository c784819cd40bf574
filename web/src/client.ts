// The engine behind a worker, or on the page's own thread where the page may start none, such as under a strict content
// security policy.

import {
  type Account,
  type Answer,
  type Credentials,
  Engine,
  type Judgement,
  type Language,
  type Question,
  type Report,
  type ToldRules,
  type Trust,
} from "./engine";
import type { Call, Reply } from "./worker";
import InWorker from "./worker?worker&inline";

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export class Client {
  readonly #worker: Worker | null;
  readonly #engine: Engine | null;
  readonly #parameters: () => Promise<Uint8Array>;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;

  private constructor(
    worker: Worker | null,
    engine: Engine | null,
    parameters: () => Promise<Uint8Array>,
  ) {
    this.#worker = worker;
    this.#engine = engine;
    this.#parameters = parameters;
    if (!worker) return;
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ("error" in data) waiting?.reject(new Error(data.error));
      else waiting?.resolve(data.value);
    });
    worker.addEventListener("error", (event) =>
      this.#stop(event.message || "the worker cannot run"),
    );
  }

  /** An engine of the module `verifier.wasm`; `parameters` is as for [`Engine.load`]. */
  static async start(
    code: Uint8Array<ArrayBuffer>,
    parameters: () => Promise<Uint8Array>,
  ): Promise<Client> {
    try {
      const client = new Client(new InWorker(), null, parameters);
      await client.#call("load", [code]);
      return client;
    } catch {
      return new Client(null, await Engine.load(code, parameters), parameters);
    }
  }

  /** As the engine's. The bytes go to the worker instead of a copy, which the largest files have no memory for: the arrays
   * are empty afterwards. */
  begin(question: Question): Promise<Answer> {
    const { picture, sidecar } = question;
    const moved = [picture, ...(sidecar ? [sidecar] : [])];
    return this.#call("begin", [question], { moved });
  }

  /** As the engine's. */
  async finish(): Promise<Answer> {
    // A worker cannot read what stands in the page.
    return this.#call("finish", [], {
      parameters: this.#worker ? await this.#parameters() : undefined,
    });
  }

  /** As the engine's. */
  picture(maxWidth: number, maxHeight: number): Promise<Uint8Array> {
    return this.#call("picture", [maxWidth, maxHeight]);
  }

  /** As the engine's. */
  inWords(
    report: Report,
    language: Language,
    credentials?: Credentials,
    rules?: Judgement | null,
  ): Promise<Account> {
    return this.#call("inWords", [report, language, credentials, rules]);
  }

  /** As the engine's. */
  readTrust(text: string): Promise<Trust> {
    return this.#call("readTrust", [text]);
  }

  /** As the engine's. */
  readRules(text: string, language: Language): Promise<ToldRules> {
    return this.#call("readRules", [text, language]);
  }

  /** Ends the engine, whatever it does; what it was asked fails. */
  end(): void {
    this.#worker?.terminate();
    this.#stop("the check was stopped");
  }

  #stop(reason: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
  }

  async #call<T>(
    method: Call["method"],
    input: unknown[],
    {
      parameters,
      moved = [],
    }: { parameters?: Uint8Array | undefined; moved?: Uint8Array[] } = {},
  ): Promise<T> {
    if (this.#engine) {
      const call = this.#engine[method as keyof Engine] as (
        ...input: unknown[]
      ) => T;
      return call.apply(this.#engine, input);
    }
    const call: Call = {
      id: ++this.#calls,
      method,
      input,
      ...(parameters && { parameters }),
    };
    return new Promise((resolve, reject) => {
      this.#waiting.set(call.id, {
        resolve: (value) => resolve(value as T),
        reject,
      });
      const buffers = new Set(moved.map(({ buffer }) => buffer as ArrayBuffer));
      this.#worker!.postMessage(call, [...buffers]);
    });
  }
}
