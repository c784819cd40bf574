// What screen readers are told: one short sentence at a time.

export const announcer = $state({ text: "" });

/** Says a sentence; the same one twice is said twice. */
export function announce(text: string): void {
  announcer.text = announcer.text === text ? `${text}\u00a0` : text;
}
