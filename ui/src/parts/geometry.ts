// Rectangles on a picture: moved, resized by their handles, held to a ratio. All are whole pixels and
// stay within the frame.

import type { Rect, Size } from "../ipc/generated";

/** A place on a picture; whole and fractional pixels. */
export interface Point {
  x: number;
  y: number;
}

/** A ratio of width to height. */
export interface Ratio {
  width: number;
  height: number;
}

/** A handle by the sides that it moves. */
export type Handle = "n" | "ne" | "e" | "se" | "s" | "sw" | "w" | "nw";
export const HANDLES: Handle[] = ["nw", "n", "ne", "e", "se", "s", "sw", "w"];

export function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** Whether a rectangle is not empty and lies in the frame. */
export function within({ x, y, width, height }: Rect, frame: Size): boolean {
  return (
    x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= frame.width && y + height <= frame.height
  );
}

/** A rectangle of a size in the middle of a frame. */
export const centred = ({ width, height }: Size, frame: Size): Rect => ({
  x: Math.max(0, Math.floor((frame.width - width) / 2)),
  y: Math.max(0, Math.floor((frame.height - height) / 2)),
  width,
  height,
});

/** The rectangle moved, as far as the frame lets it. */
export function moved(rect: Rect, by: Point, frame: Size): Rect {
  return {
    ...rect,
    x: clamp(Math.round(rect.x + by.x), 0, frame.width - rect.width),
    y: clamp(Math.round(rect.y + by.y), 0, frame.height - rect.height),
  };
}

/** A length on one axis between an anchor and the frame. */
interface Span {
  start: number;
  length: number;
}

/** Grows or shrinks a span about the end, or the middle, that stays. */
function spanOf(old: Span, length: number, stays: "start" | "end" | "middle", limit: number): Span {
  const free = {
    start: old.start,
    end: old.start + old.length - length,
    middle: old.start + (old.length - length) / 2,
  };
  return { start: clamp(Math.round(free[stays]), 0, limit - length), length };
}

/** What stays on each axis when a handle is moved, and the most length that this leaves. */
function anchors(rect: Rect, handle: Handle, frame: Size) {
  const across = handle.includes("e") ? "start" : handle.includes("w") ? "end" : "middle";
  const down = handle.includes("s") ? "start" : handle.includes("n") ? "end" : "middle";
  const room = (start: number, length: number, limit: number, stays: "start" | "end" | "middle") =>
    stays === "start" ? limit - start : stays === "end" ? start + length : limit;
  return {
    across,
    down,
    width: room(rect.x, rect.width, frame.width, across),
    height: room(rect.y, rect.height, frame.height, down),
  } as const;
}

/** The largest size of a ratio that is no wider and no higher than allowed and about as large as asked. */
function sizeOfRatio(ratio: Ratio, width: number, allowed: Size): Size {
  const widest = Math.min(allowed.width, (allowed.height * ratio.width) / ratio.height);
  const exact = clamp(width, 1, widest);
  return {
    width: clamp(Math.round(exact), 1, allowed.width),
    height: clamp(Math.round((exact * ratio.height) / ratio.width), 1, allowed.height),
  };
}

/** The rectangle after one of its handles was moved. With a ratio, the other axis follows. */
export function resized(rect: Rect, handle: Handle, by: Point, frame: Size, ratio: Ratio | null): Rect {
  const room = anchors(rect, handle, frame);
  const sign = { start: 1, end: -1, middle: 0 };
  let width = clamp(Math.round(rect.width + sign[room.across] * by.x), 1, room.width);
  let height = clamp(Math.round(rect.height + sign[room.down] * by.y), 1, room.height);
  if (ratio) {
    const shape = ratio.width / ratio.height;
    const wide =
      room.across === "middle"
        ? height * shape
        : room.down === "middle"
          ? width
          : Math.max(width, height * shape);
    ({ width, height } = sizeOfRatio(ratio, wide, room));
  }
  const horizontal = spanOf({ start: rect.x, length: rect.width }, width, room.across, frame.width);
  const vertical = spanOf({ start: rect.y, length: rect.height }, height, room.down, frame.height);
  return { x: horizontal.start, y: vertical.start, width, height };
}

/** The rectangle between two places on the picture, both taken into the frame. */
export function drawn(from: Point, to: Point, frame: Size, ratio: Ratio | null): Rect {
  const inside = ({ x, y }: Point) => ({ x: clamp(x, 0, frame.width), y: clamp(y, 0, frame.height) });
  const [start, end] = [inside(from), inside(to)];
  const corner = {
    x: clamp(Math.floor(start.x), 0, frame.width - 1),
    y: clamp(Math.floor(start.y), 0, frame.height - 1),
  };
  const handle = `${end.y < start.y ? "n" : "s"}${end.x < start.x ? "w" : "e"}` as Handle;
  const by = { x: Math.round(end.x) - corner.x, y: Math.round(end.y) - corner.y };
  // One pixel that grows: the first one is there already.
  const grown = { x: by.x > 0 ? by.x - 1 : by.x, y: by.y > 0 ? by.y - 1 : by.y };
  return resized({ ...corner, width: 1, height: 1 }, handle, grown, frame, ratio);
}

/** A rectangle of the ratio about the same middle, about as large, as far as the frame lets it. */
export function withRatio(rect: Rect, ratio: Ratio, frame: Size): Rect {
  const area = rect.width * rect.height;
  const { width, height } = sizeOfRatio(ratio, Math.sqrt((area * ratio.width) / ratio.height), frame);
  const horizontal = spanOf({ start: rect.x, length: rect.width }, width, "middle", frame.width);
  const vertical = spanOf({ start: rect.y, length: rect.height }, height, "middle", frame.height);
  return { x: horizontal.start, y: vertical.start, width, height };
}

/** One side set to a number, the other following a ratio. */
export function withSide(
  rect: Rect,
  side: "width" | "height",
  length: number,
  frame: Size,
  ratio: Ratio | null,
): Rect {
  const by = side === "width" ? { x: length - rect.width, y: 0 } : { x: 0, y: length - rect.height };
  if (!ratio) return resized(rect, "se", by, frame, null);
  const width = side === "width" ? length : (length * ratio.width) / ratio.height;
  const room = { width: frame.width - rect.x, height: frame.height - rect.y };
  return { ...rect, ...sizeOfRatio(ratio, width, room) };
}

/** The keys that move a rectangle, or with Alt its lower right corner; null for any other key. */
export function byKey(
  rect: Rect,
  key: { key: string; shiftKey: boolean; altKey: boolean },
  frame: Size,
  ratio: Ratio | null,
): Rect | null {
  const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key.key];
  if (!direction) return null;
  const step = key.shiftKey ? 10 : 1;
  const by = { x: direction[0]! * step, y: direction[1]! * step };
  if (!key.altKey) return moved(rect, by, frame);
  if (!ratio) return resized(rect, "se", by, frame, null);
  return by.x !== 0
    ? withSide(rect, "width", Math.max(1, rect.width + by.x), frame, ratio)
    : withSide(rect, "height", Math.max(1, rect.height + by.y), frame, ratio);
}
