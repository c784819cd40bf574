// The program's own edits, compiled to WebAssembly from `../../stand-in`: `npm run edits` builds them.

import type {
  Account,
  Convolve,
  Edit,
  JudgedEdits,
  Judgement,
  KeptRules,
  Language,
  Placed,
  PreviewRequest,
  RecipeCheck,
  Report,
  Size,
  WhiteBalance,
} from "../ipc/generated";
import { camel, snake } from "../ipc/names";
import { type Frame, readFrame } from "../parts/frame";

/** RGB, three bytes a pixel. */
export interface Photo {
  width: number;
  height: number;
  bytes: Uint8Array;
}

/** What the module exports; `lib.rs` says what each does. */
interface Exports {
  memory: WebAssembly.Memory;
  resize_buffer(length: number): number;
  buffer_length(): number;
  open_photo(width: number, height: number): void;
  ask(): number;
}

/** The edits of one photo. What does not fit throws a sentence, as a command does. */
export class Edits {
  readonly #module: Exports;

  private constructor(
    module: Exports,
    /** The size of the photo. */
    readonly photo: Size,
  ) {
    this.#module = module;
  }

  /** Edits of `photo`, by the code of the module. */
  static async of(photo: Photo, code: BufferSource): Promise<Edits> {
    const compiled = await WebAssembly.compile(code);
    // A dependency that draws random numbers names functions of the browser; no edit draws any.
    const imports: Record<string, Record<string, () => never>> = {};
    for (const { module, name } of WebAssembly.Module.imports(compiled)) {
      (imports[module] ??= {})[name] = () => {
        throw new Error(`the edits called ${name}`);
      };
    }
    const { exports } = await WebAssembly.instantiate(compiled, imports);
    const { width, height, bytes } = photo;
    const edits = new Edits(exports as unknown as Exports, { width, height });
    edits.#write(bytes);
    edits.#module.open_photo(width, height);
    return edits;
  }

  preview(request: PreviewRequest): Frame {
    return readFrame(this.#ask({ preview: request }));
  }

  checkRecipe(edits: Placed): RecipeCheck {
    return this.#read({ checkRecipe: { edits } });
  }

  neutralGains(edits: Placed, x: number, y: number): WhiteBalance {
    return this.#read({ neutralGains: { edits, x, y } });
  }

  toneCurve(edit: Edit): number[][] {
    return this.#read({ toneCurve: { edit } });
  }

  kernelPreset(name: string): Convolve {
    return this.#read({ kernelPreset: { name } });
  }

  /** What a reader is told of a report, and what house rules, as their file has them, say of the picture. */
  inWords(
    report: Report,
    language: Language,
    rules: string | null = null,
  ): { account: Account; judgement: Judgement | null } {
    return this.#read({ inWords: { report, language, rules } });
  }

  /** What house rules allow. */
  readRules(rules: string, language: Language): KeptRules {
    return this.#read({ readRules: { rules, language } });
  }

  /** What house rules say of edits of the photo. */
  judgeEdits(rules: string, edits: Edit[], language: Language): JudgedEdits {
    return this.#read({ judgeEdits: { rules, edits, language } });
  }

  #write(bytes: Uint8Array): void {
    const address = this.#module.resize_buffer(bytes.length);
    new Uint8Array(this.#module.memory.buffer).set(bytes, address);
  }

  #ask(question: object): ArrayBuffer {
    this.#write(new TextEncoder().encode(JSON.stringify(snake(question))));
    const answered = this.#module.ask();
    const length = this.#module.buffer_length();
    const address = this.#module.resize_buffer(length);
    const answer = this.#module.memory.buffer.slice(address, address + length) as ArrayBuffer;
    if (!answered) throw new TextDecoder().decode(answer);
    return answer;
  }

  #read<T>(question: object): T {
    return camel(JSON.parse(new TextDecoder().decode(this.#ask(question)))) as T;
  }
}
