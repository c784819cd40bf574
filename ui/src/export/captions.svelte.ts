// What the pictures that are exported say about themselves: fields with placeholders, and templates of them that are
// remembered. Nothing is taken from a photo's own file unless the user copies it, field by field.

import { sentence } from "../format";
import * as ipc from "../ipc";
import type { Captions as Fields } from "../ipc/generated";
import { NO_CAPTIONS, SOURCE_TYPE_TERMS, SOURCE_TYPES } from "../ipc/generated/exports";

export type Field = keyof Fields;

/** In the order in which they are shown. */
export const FIELDS = Object.keys(NO_CAPTIONS) as Field[];

/** A digital source type as the term of the IPTC’s list; what is none stays as it is. */
export const termOf = (text: string): string =>
  SOURCE_TYPE_TERMS.find((term) => text.replace(/^https:/, "http:") === SOURCE_TYPES + term) ?? text;

const FILL_AFTER = 300;

class Captions {
  /** As they are typed, with placeholders. */
  fields = $state.raw<Fields>(NO_CAPTIONS);
  /** The same for the photo that is open; null while they are not known or cannot be written. */
  filled = $state.raw<Fields | null>(null);
  /** The names of the templates. */
  templates = $state.raw<string[]>([]);
  /** The template that was used or saved last; it is used again for the next photo. */
  template = $state("");
  /** What a photo's own file says, once the user has asked for it. */
  found = $state.raw<Fields | null>(null);
  problem = $state("");

  #original: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** What is ordered; null if no field says anything. */
  get ordered(): Fields | null {
    return FIELDS.some((field) => this.fields[field]) ? this.fields : null;
  }

  /** Begins the captions of a photo with the template that was used last. */
  async begin(original: number): Promise<void> {
    this.#original = original;
    this.fields = NO_CAPTIONS;
    this.filled = this.found = null;
    this.problem = "";
    await this.#ask(async () => {
      this.templates = await ipc.captionTemplates();
      if (this.templates.includes(this.template)) await this.use(this.template);
    });
  }

  /** A field says something else; an empty text says nothing. */
  set(field: Field, text: string): void {
    this.fields = { ...this.fields, [field]: text === "" ? null : text };
    this.#fill();
  }

  /** Takes a field over from what a photo's own file says. Braces there are no placeholders. */
  copy(field: Field): void {
    this.set(field, (this.found?.[field] ?? "").replace(/[{}]/g, "$&$&"));
  }

  #fill(): void {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    this.#timer = setTimeout(() => {
      void this.#ask(async () => {
        const filled = await ipc.fillCaptions(this.#original!, this.fields);
        if (asked === this.#asked) this.filled = filled;
      });
    }, FILL_AFTER);
  }

  use(name: string): Promise<void> {
    return this.#ask(async () => {
      this.fields = await ipc.loadCaptions(name);
      this.template = name;
      this.#fill();
    });
  }

  save(name: string): Promise<void> {
    return this.#ask(async () => {
      await ipc.saveCaptions(name, this.fields);
      this.template = name;
      this.templates = await ipc.captionTemplates();
    });
  }

  remove(name: string): Promise<void> {
    return this.#ask(async () => {
      await ipc.removeCaptions(name);
      this.templates = await ipc.captionTemplates();
    });
  }

  /** Looks at what the original says, or another photo that the user chooses. */
  look(elsewhere: boolean): Promise<void> {
    return this.#ask(async () => {
      const found = elsewhere ? await ipc.captionsOfPhoto() : await ipc.captionsOfOriginal(this.#original!);
      if (found) this.found = found;
    });
  }

  async #ask(ask: () => Promise<void>): Promise<void> {
    this.problem = "";
    try {
      await ask();
    } catch (error) {
      this.filled = null;
      this.problem = sentence(error);
    }
  }
}

export const captions = new Captions();
