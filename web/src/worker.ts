// The engine in a worker, so that the page can be used while proofs are checked. `client.ts` has the other end.

import { Engine } from "./engine";

/** What the page asks: a method of the engine, with its arguments. */
export interface Call {
  id: number;
  method:
    | "load"
    | "begin"
    | "finish"
    | "picture"
    | "inWords"
    | "readTrust"
    | "readRules";
  input: unknown[];
  /** For `finish`. */
  parameters?: Uint8Array;
}

/** What the page gets. */
export type Reply =
  { id: number; value: unknown } | { id: number; error: string };

let engine: Engine | null = null;
let parameters: Uint8Array | undefined;

async function answer({
  method,
  input,
  parameters: given,
}: Call): Promise<unknown> {
  parameters = given ?? parameters;
  if (method === "load") {
    engine = await Engine.load(
      input[0] as BufferSource,
      async () => parameters!,
    );
    return null;
  }
  const call = engine![method] as (...input: unknown[]) => unknown;
  return call.apply(engine, input);
}

self.addEventListener("message", async ({ data }: MessageEvent<Call>) => {
  let reply: Reply;
  try {
    reply = { id: data.id, value: await answer(data) };
  } catch (error) {
    reply = {
      id: data.id,
      error: error instanceof Error ? error.message : String(error),
    };
  }
  self.postMessage(reply);
});
