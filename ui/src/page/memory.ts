// What this browser remembers for the page, where it lets the page do so.

/** What was remembered under a name. */
export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`proofroom-${name}`);
  } catch {
    return null;
  }
}

/** Remembers a text, or forgets it; gives whether that could be done. */
export function remember(name: string, text: string | null): boolean {
  try {
    if (text === null) localStorage.removeItem(`proofroom-${name}`);
    else localStorage.setItem(`proofroom-${name}`, text);
    return true;
  } catch {
    return false;
  }
}

/** Whether what is remembered is this page's alone: pages on disk share theirs with every other, and another
 * page could put makers into the list. */
export const isPrivate = (): boolean => location.protocol !== "file:" && remember("test", null);
