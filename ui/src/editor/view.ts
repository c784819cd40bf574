// How the photo lies in the view: fitted, or zoomed about a centre. Lengths of the view are device
// pixels, so that a scale of 1 shows each pixel of the picture as one of the screen.

import type { Rect, Size } from "../ipc/generated";
import { clamp, type Point } from "../parts/geometry";

/** The whole photo, or a scale and the place of the photo that lies in the middle of the view. */
export type View = "fit" | { scale: number; centre: Point };

const LEAST = 0.02;
const MOST = 32;
const STOPS = [0.05, 0.1, 0.25, 1 / 3, 0.5, 2 / 3, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32];

/** Where the photo lies in the view, and how many device pixels one of its pixels takes. */
export type Place = Point & Size & { scale: number };

/** Space left around a fitted photo, on each side. */
const MARGIN = 20;

/** The scale at which the photo fits. */
export function fittingScale(photo: Size, viewport: Size): number {
  const room = (length: number) => Math.max(1, length - 2 * MARGIN);
  return Math.min(room(viewport.width) / photo.width, room(viewport.height) / photo.height);
}

/** Device pixels for a pixel of the photo. */
export function scaleOf(view: View, photo: Size, viewport: Size): number {
  return view === "fit" ? fittingScale(photo, viewport) : view.scale;
}

/** The middle of the view on one axis; a photo smaller than the view is centred. */
function centreWithin(centre: number, length: number, visible: number): number {
  return visible >= length ? length / 2 : clamp(centre, visible / 2, length - visible / 2);
}

function centreOf(view: View, photo: Size, viewport: Size): Point {
  const scale = scaleOf(view, photo, viewport);
  const centre = view === "fit" ? { x: photo.width / 2, y: photo.height / 2 } : view.centre;
  return {
    x: centreWithin(centre.x, photo.width, viewport.width / scale),
    y: centreWithin(centre.y, photo.height, viewport.height / scale),
  };
}

/** Where the photo lies in the view. */
export function placeOf(view: View, photo: Size, viewport: Size): Place {
  const scale = scaleOf(view, photo, viewport);
  const centre = centreOf(view, photo, viewport);
  return {
    x: viewport.width / 2 - centre.x * scale,
    y: viewport.height / 2 - centre.y * scale,
    width: photo.width * scale,
    height: photo.height * scale,
    scale,
  };
}

/** The place of the photo under a place of the view. */
export function toPhoto(at: Point, view: View, photo: Size, viewport: Size): Point {
  const { x, y, scale } = placeOf(view, photo, viewport);
  return { x: (at.x - x) / scale, y: (at.y - y) / scale };
}

/** Zoomed to a scale; the place of the photo under `at` stays there. */
export function zoomedTo(scale: number, at: Point, view: View, photo: Size, viewport: Size): View {
  const limited = clamp(scale, LEAST, MOST);
  const kept = toPhoto(at, view, photo, viewport);
  const centre = {
    x: kept.x + (viewport.width / 2 - at.x) / limited,
    y: kept.y + (viewport.height / 2 - at.y) / limited,
  };
  return { scale: limited, centre: centreOf({ scale: limited, centre }, photo, viewport) };
}

/** The next stop above or below the present scale. */
export function nextStop(scale: number, direction: 1 | -1): number {
  const beyond = (stop: number) => (direction > 0 ? stop > scale * 1.001 : stop < scale * 0.999);
  const stops = direction > 0 ? STOPS : [...STOPS].reverse();
  return stops.find(beyond) ?? scale;
}

/** Moved by device pixels, the photo following the hand. */
export function panned(by: Point, view: View, photo: Size, viewport: Size): View {
  if (view === "fit") return view;
  const centre = { x: view.centre.x - by.x / view.scale, y: view.centre.y - by.y / view.scale };
  return { scale: view.scale, centre: centreOf({ scale: view.scale, centre }, photo, viewport) };
}

/** What to ask the program for: a part of the result, null for all, and the most pixels that can be seen. */
export interface Wish {
  region: Rect | null;
  maxWidth: number;
  maxHeight: number;
}

/** The part of the photo that is seen, and in how many pixels. */
export function wish(view: View, photo: Size, viewport: Size): Wish {
  const { x, y, scale } = placeOf(view, photo, viewport);
  const left = clamp(Math.floor(-x / scale), 0, photo.width - 1);
  const top = clamp(Math.floor(-y / scale), 0, photo.height - 1);
  const right = clamp(Math.ceil((viewport.width - x) / scale), left + 1, photo.width);
  const bottom = clamp(Math.ceil((viewport.height - y) / scale), top + 1, photo.height);
  const region = { x: left, y: top, width: right - left, height: bottom - top };
  const whole = region.width === photo.width && region.height === photo.height;
  return {
    region: whole ? null : region,
    maxWidth: Math.max(1, Math.ceil(region.width * Math.min(scale, 1))),
    maxHeight: Math.max(1, Math.ceil(region.height * Math.min(scale, 1))),
  };
}
