// The engine that stands in the page as text, packed.

import { Client } from "../../../web/src/client";
import { fromBase85 } from "./base85";
import type { Checker } from "./checker";

/** The bytes of a file in the page. */
function file(id: string): Uint8Array<ArrayBuffer> {
  const text = document.getElementById(id)?.textContent;
  if (!text) throw new Error(`the page has lost its ${id}`);
  return fromBase85(text);
}

async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function startEngine(): Promise<Checker> {
  return Client.start(await unpacked(file("engine")), async () => file("parameters"));
}
