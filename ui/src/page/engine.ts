// The engine that lies in the page, packed, as text.

import { Client } from "../../../web/src/client";
import type { Checker } from "./checker";

/** The bytes of a file in the page. */
async function bytesOf(id: string): Promise<Uint8Array<ArrayBuffer>> {
  const text = document.getElementById(id)?.textContent ?? "";
  if (!text) throw new Error(`the page has lost its ${id}`);
  const binary = atob(text);
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

const unpacked = async (bytes: Uint8Array<ArrayBuffer>) => {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

export const startEngine = async (): Promise<Checker> =>
  Client.start(await unpacked(await bytesOf("engine")), () => bytesOf("parameters"));
