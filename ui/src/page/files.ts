// The files that the reader gave to the page. Like the window, the screen knows them by number and name.

import { visible } from "../format";
import type { ChosenFile } from "../ipc/generated";

/** The longest picture or proof that is checked, and one byte more, by which the engine knows that a file is longer. The
 * rest need not be read, and may not fit into memory. */
const MOST_BYTES = (512 << 20) + 1;
/** The same for trust lists. */
const MOST_OF_LIST = (4 << 20) + 1;

const files = new Map<number, Blob>();
let last = 0;

/** Takes a file of the reader. Whoever made it may have chosen a name that reads like something else. */
export function take(blob: Blob, name: string): ChosenFile {
  files.set(++last, blob);
  return { id: last, name: visible(name), folder: "" };
}

function beginning({ id }: ChosenFile, most: number): Blob {
  const blob = files.get(id)!;
  return blob.size > most ? blob.slice(0, most) : blob;
}

const takeAll = (list: Iterable<File>): ChosenFile[] => [...list].map((file) => take(file, file.name));

/** What is in a file that could be checked. */
export async function bytesOf(file: ChosenFile): Promise<Uint8Array> {
  return new Uint8Array(await beginning(file, MOST_BYTES).arrayBuffer());
}

/** What is in a trust list. */
export const textOf = (file: ChosenFile): Promise<string> => beginning(file, MOST_OF_LIST).text();

/** Asks for files of some kinds; none if the reader chose none. */
export function ask(accept: string, multiple = false): Promise<ChosenFile[]> {
  const input = document.createElement("input");
  Object.assign(input, { type: "file", accept, multiple });
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve(takeAll(input.files ?? [])));
    input.addEventListener("cancel", () => resolve([]));
    input.click();
  });
}

/** Everything that was dropped, with what is in dropped folders. */
export async function dropped(transfer: DataTransfer): Promise<ChosenFile[]> {
  // Both lists are gone once the event is over.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const plain = [...transfer.files];
  if (!entries.some((entry) => entry?.isDirectory)) return takeAll(plain);
  const found = await Promise.all(entries.map((entry) => (entry ? within(entry) : [])));
  return takeAll(found.flat());
}

/** The files in a dropped folder, without those in folders inside of it. */
async function within(entry: FileSystemEntry): Promise<File[]> {
  const file = (entry: FileSystemEntry) =>
    new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
  if (entry.isFile) return [await file(entry)];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return files;
    files.push(...(await Promise.all(some.filter((entry) => entry.isFile).map(file))));
  }
}
