// How the photo turns under the hand: the angle of a drag, the angle that a line calls for, and where the photo lies
// meanwhile. Angles are thousandths of a degree clockwise.

import { straightened, turned } from "../edits/straightened";
import type { Rect, Size } from "../ipc/generated";
import { clamp, type Point } from "../parts/geometry";
import { RANGES } from "../ipc/generated/ranges";
import type { Place } from "./view";

/** A hand does not hit finer steps. */
const FINEST = 10;

const inMillidegrees = (radians: number) => (radians * 180_000) / Math.PI;

/** An angle that a picture can be straightened by, in steps that a hand can make. */
export function reachable(millidegrees: number): number {
  const { min, max } = RANGES.straighten.millidegrees;
  // No negative zero.
  return clamp(FINEST * Math.round(millidegrees / FINEST), min, max) + 0;
}

/** The turn about a place that leads from one point to another, half a turn at most. */
export function turnAbout(pivot: Point, from: Point, to: Point): number {
  const [a, b] = [from, to].map(({ x, y }) => ({ x: x - pivot.x, y: y - pivot.y })) as [Point, Point];
  return inMillidegrees(Math.atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y));
}

/** The turn that makes a line horizontal or upright, whichever is nearer. */
export function levelling(from: Point, to: Point): number {
  const off = inMillidegrees(Math.atan2(to.y - from.y, to.x - from.x));
  return 90_000 * Math.round(off / 90_000) - off;
}

/** A place of the photo that stays where it is in the view while the photo turns about it. */
export interface Pivot {
  /** The size of the picture before it is turned. */
  size: Size;
  /** From the middle of that picture to the place, in its pixels. */
  off: Point;
  /** Where it stays, in device pixels of the view. */
  at: Point;
  scale: number;
}

/** The middle of a crop, as what stays. `place` is where the picture lies that is turned by `angle`. */
export function pivotOf(size: Size, angle: number, rect: Rect, place: Place): Pivot {
  const { middle } = straightened(size, angle);
  const [x, y] = [rect.x + rect.width / 2, rect.y + rect.height / 2];
  return {
    size,
    off: turned({ x: x - middle.x - 0.5, y: y - middle.y - 0.5 }, -angle),
    at: { x: place.x + x * place.scale, y: place.y + y * place.scale },
    scale: place.scale,
  };
}

/** Where the picture lies after another turn about the pivot. */
export function placeAbout({ size, off, at, scale }: Pivot, angle: number): Place {
  const { frame, middle } = straightened(size, angle);
  const way = turned(off, angle);
  return {
    x: at.x - (middle.x + 0.5 + way.x) * scale,
    y: at.y - (middle.y + 0.5 + way.y) * scale,
    width: frame.width * scale,
    height: frame.height * scale,
    scale,
  };
}

/** The matrix that draws a picture that was straightened by one angle as one that is straightened by another, in pixels of both. */
export function redrawn(
  size: Size,
  from: number,
  to: number,
): [number, number, number, number, number, number] {
  const [before, after] = [straightened(size, from).middle, straightened(size, to).middle];
  const { x: cosine, y: sine } = turned({ x: 1, y: 0 }, to - from);
  const [x, y] = [before.x + 0.5, before.y + 0.5];
  return [
    cosine,
    sine,
    -sine,
    cosine,
    after.x + 0.5 - cosine * x + sine * y,
    after.y + 0.5 - sine * x - cosine * y,
  ];
}

/** The corners of the picture itself in the straightened one, clockwise from its upper left. */
export function corners(size: Size, angle: number): Point[] {
  const { middle } = straightened(size, angle);
  const [x, y] = [size.width / 2, size.height / 2];
  return [
    { x: -x, y: -y },
    { x, y: -y },
    { x, y },
    { x: -x, y },
  ].map((corner) => {
    const way = turned(corner, angle);
    return { x: middle.x + 0.5 + way.x, y: middle.y + 0.5 + way.y };
  });
}
