// What house rules say of several pictures that are exported at once.

import type { JudgedEdits } from "../ipc/generated";

/** The rules that any of two pictures breaks, each once. */
export function judgedTogether(one: JudgedEdits | null, other: JudgedEdits | null): JudgedEdits | null {
  if (!one || !other) return one ?? other;
  const isNew = ({ sentence }: { sentence: string }) =>
    one.breaches.every((told) => told.sentence !== sentence);
  return { ...one, breaches: [...one.breaches, ...other.breaches.filter(isNew)] };
}
