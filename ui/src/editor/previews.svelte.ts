// What the program has computed of the photo: whether the edits fit, and the pictures that are shown.

import { placed } from "../edits/recipe";
import { checkRecipe, OVERTAKEN, preview, sentence } from "../ipc";
import type { RecipeCheck, Rect, Size } from "../ipc/generated";
import type { Frame, Histogram } from "../parts/frame";
import { display, type Selection } from "./display";
import { readPreview } from "./preview";
import { PreviewScheduler } from "./scheduler";
import { chain, type Items } from "./timeline";
import { type View, wish } from "./view";

/** What was shown last, with the part of the result that it shows. */
export interface Shown {
  frame: Frame;
  /** Null for the whole. */
  region: Rect | null;
  /** As it was wanted. */
  angle: number | null;
}

/** What a preview is made for. */
export interface Wanted {
  original: Size;
  items: Items;
  selection: Selection;
  onPhoto: boolean;
  before: boolean;
  /** Of what a crop lies on, by how much it is straightened; null if no crop is in hand. */
  angle: number | null;
  view: View;
  viewport: Size;
}

const withAngle = (shown: Shown, angle: number | null): Shown =>
  shown.angle === angle ? shown : { ...shown, angle };

export class Previews {
  /** What the program says of the chain; of the chain before, for the moment until it answers. */
  check = $state.raw<RecipeCheck | null>(null);
  /** The angle that it was wanted with. */
  checkedAngle = $state.raw<number | null>(null);
  /** The whole result, and when zoomed the part that is seen. */
  whole = $state.raw<Shown | null>(null);
  detail = $state.raw<Shown | null>(null);
  /** The size of the picture on display. */
  shownSize = $state.raw<Size | null>(null);
  histogram = $derived<Histogram | null>((this.detail ?? this.whole)?.frame.histogram ?? null);

  readonly #told: (problem: string) => void;
  #scheduler = new PreviewScheduler<Wanted & { picture: string }>((wanted, quick, current) =>
    this.#compute(wanted, quick, current),
  );
  /** The chain that was checked last, and the preview that was answered last. */
  #checked = "";
  #answered = { asked: "", quick: true };

  /** `told` is called with why there is no newer picture, and with nothing once there is one. */
  constructor(told: (problem: string) => void) {
    this.#told = told;
  }

  /** Wishes for a picture; while a slider or a handle is held, only for a quick one. */
  want(wanted: Wanted, held: boolean): void {
    const shown = display(wanted.items, wanted.selection, wanted.original, this.check, wanted);
    this.#scheduler.want({ ...wanted, picture: JSON.stringify(shown.edits) }, held);
  }

  /** The hand rests: what was shown quickly is asked for in full. */
  rest(): void {
    this.#scheduler.rest();
  }

  /** Lets go of everything; answers that are still to come are not shown. */
  stop(): void {
    this.#scheduler.stop();
    this.check = this.checkedAngle = null;
    this.whole = this.detail = this.shownSize = null;
    this.#checked = "";
    this.#answered = { asked: "", quick: true };
  }

  /** What to ask for, by what is known of the chain. */
  #request(wanted: Wanted) {
    const shown = display(wanted.items, wanted.selection, wanted.original, this.check, wanted);
    const { recipe: edits, places } = placed(shown.edits);
    return { edits, places, ...wish(wanted.view, shown.size, wanted.viewport) };
  }

  /** The program checks the chain and computes the picture in one call. What to ask for depends on the sizes in the
   * chain, which are taken from the chain before; when the program says that they are others, it is asked again. */
  async #compute(wanted: Wanted, quick: boolean, current: () => boolean): Promise<void> {
    const edits = placed(chain(wanted.items));
    const recipe = JSON.stringify(edits);
    try {
      let request = this.#request(wanted);
      for (let asked = JSON.stringify(request); ; asked = JSON.stringify(request)) {
        // While a crop is drawn, the photo under it stays as it is.
        const known = asked === this.#answered.asked && (quick || !this.#answered.quick);
        if (known && recipe === this.#checked) return this.#wantedWith(wanted.angle);
        const { check, frame } = known
          ? { check: await checkRecipe(edits), frame: null }
          : readPreview(await preview(edits, { ...request, quick }));
        if (!current()) return;
        this.check = check;
        this.#checked = recipe;
        request = this.#request(wanted);
        if (asked !== JSON.stringify(request)) continue;
        if (frame) this.#show({ frame, region: request.region, angle: wanted.angle });
        this.#wantedWith(wanted.angle);
        if (frame) this.#answered = { asked, quick };
        else if (!known) throw new Error("these edits cannot be shown");
        return;
      }
    } catch (error) {
      if (current() && sentence(error) !== OVERTAKEN) this.#told(sentence(error));
    }
  }

  #show(shown: Shown): void {
    if (shown.region === null) {
      this.whole = shown;
      this.detail = null;
    } else {
      this.detail = shown;
    }
    this.shownSize = shown.frame.full;
    this.#told("");
  }

  /** What is known and shown is what was wanted with this angle. */
  #wantedWith(angle: number | null): void {
    this.checkedAngle = angle;
    if (this.detail) this.detail = withAngle(this.detail, angle);
    else if (this.whole) this.whole = withAngle(this.whole, angle);
  }
}
