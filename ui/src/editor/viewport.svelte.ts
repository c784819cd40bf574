// The part of the photo that is seen: how large the view is, how far it is zoomed in, and about which place.

import type { Size } from "../ipc/generated";
import type { Point } from "../parts/geometry";
import { nextStop, panned, scaleOf, type View, zoomedTo } from "./view";

export class Viewport {
  #view = $state.raw<View>("fit");
  #size = $state.raw<Size>({ width: 0, height: 0 });
  readonly #photo: () => Size | null;
  readonly #changed: () => void;

  view = $derived(this.#view);
  /** In device pixels. */
  size = $derived(this.#size);

  /** `photo` is the size of the picture on display; `changed` is called when another part of it is seen. */
  constructor(photo: () => Size | null, changed: () => void) {
    this.#photo = photo;
    this.#changed = changed;
  }

  /** Device pixels for a pixel of the photo. */
  get scale(): number {
    const photo = this.#photo();
    return photo ? scaleOf(this.#view, photo, this.#size) : 1;
  }

  /** Whether it has been laid out yet. */
  get hasSize(): boolean {
    return this.#size.width > 0 && this.#size.height > 0;
  }

  resize(size: Size): void {
    if (size.width === this.#size.width && size.height === this.#size.height) return;
    this.#size = size;
    this.#changed();
  }

  /** As it is when a photo is opened. */
  reset(): void {
    this.#view = "fit";
  }

  fit(): void {
    this.#view = "fit";
    this.#changed();
  }

  /** One stop in or out, about the middle of the view. */
  zoomStep(direction: 1 | -1): void {
    this.zoomTo(nextStop(this.scale, direction));
  }

  /** Zooms to a scale; the place under `at`, in device pixels of the view, stays there. */
  zoomTo(scale: number, at: Point = { x: this.#size.width / 2, y: this.#size.height / 2 }): void {
    const photo = this.#photo();
    if (!photo) return;
    this.#view = zoomedTo(scale, at, this.#view, photo, this.#size);
    this.#changed();
  }

  /** Moves the photo by device pixels. */
  pan(by: Point): void {
    const photo = this.#photo();
    if (!photo) return;
    this.#view = panned(by, this.#view, photo, this.#size);
    this.#changed();
  }
}
