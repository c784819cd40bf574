// Where a picture lies after it was straightened, and which crops show none of its black corners. The formulas are those of
// `circuits/src/edits/straighten.rs`; a test compares them with the pixels.

import type { Rect, Size } from "../ipc/generated";
import { clamp, type Point, type Ratio, within } from "../parts/geometry";

/** What is left out on each side of a row and of a column: bytes next to the corners are mixed of so many pixels. */
const EDGES = { across: 6, down: 4 };

/** Tangent of half the angle, sine and cosine of the angle. */
function slopes(millidegrees: number) {
  const angle = (Math.abs(millidegrees) * Math.PI) / 180_000;
  return { tangent: Math.tan(angle / 2), sine: Math.sin(angle), cosine: Math.cos(angle) };
}

/** By how much a shear makes a picture longer, if what is farthest away is shifted by so many pixels. */
const longer = (most: number) => Math.ceil(Math.floor(16 * most + 0.5) / 16) + 2;

/** The frame of a straightened picture, and where the middle of the picture is in it, from the middle of its first pixel. */
export function straightened({ width, height }: Size, millidegrees: number): { frame: Size; middle: Point } {
  const middle = { x: (width - 1) / 2, y: (height - 1) / 2 };
  if (millidegrees === 0) return { frame: { width, height }, middle };
  const clockwise = millidegrees > 0;
  const { tangent, sine } = slopes(millidegrees);
  const frame = { width, height };
  const shiftRows = () => {
    middle.x += 1 + tangent * (clockwise ? frame.height - 1 - middle.y : middle.y);
    frame.width += longer(tangent * (frame.height - 1));
  };
  shiftRows();
  middle.y += 1 + sine * (clockwise ? middle.x : frame.width - 1 - middle.x);
  frame.height += longer(sine * (frame.width - 1)) + 1;
  shiftRows();
  return { frame, middle };
}

/** The spans, from the first pixel to the last, that the picture has without what is left out at its edges. */
const spans = ({ width, height }: Size, millidegrees: number) =>
  millidegrees === 0
    ? { across: width - 1, down: height - 1 }
    : { across: width - 1 - 2 * EDGES.across, down: height - 1 - 2 * EDGES.down };

/** The pixels within half the spans of a place. */
function around({ x, y }: Point, across: number, down: number): Rect {
  const [left, top] = [Math.ceil(x - across / 2), Math.ceil(y - down / 2)];
  return {
    x: left,
    y: top,
    width: Math.floor(x + across / 2) - left + 1,
    height: Math.floor(y + down / 2) - top + 1,
  };
}

/** The largest crop of a straightened picture without its corners: of a ratio, or of any. Of so few pixels that there is none, the
 * pixel in the middle. */
export function largestCrop(size: Size, millidegrees: number, ratio: Ratio | null): Rect {
  const { frame, middle } = straightened(size, millidegrees);
  if (millidegrees === 0 && !ratio) return { x: 0, y: 0, ...frame };
  const { sine, cosine } = slopes(millidegrees);
  const { across, down } = spans(size, millidegrees);
  let [width, height] = [0, 0];
  if (ratio) {
    const scale = Math.min(
      across / (ratio.width * cosine + ratio.height * sine),
      down / (ratio.width * sine + ratio.height * cosine),
    );
    [width, height] = [ratio.width * scale, ratio.height * scale];
  } else if (Math.min(across, down) <= 2 * sine * cosine * Math.max(across, down)) {
    const half = Math.min(across, down) / 2;
    [width, height] = across >= down ? [half / sine, half / cosine] : [half / cosine, half / sine];
  } else {
    const double = cosine * cosine - sine * sine;
    [width, height] = [(across * cosine - down * sine) / double, (down * cosine - across * sine) / double];
  }
  return orMiddle(around(middle, width, height), middle, frame);
}

function orMiddle(rect: Rect, middle: Point, frame: Size): Rect {
  if (within(rect, frame)) return rect;
  return { x: Math.round(middle.x), y: Math.round(middle.y), width: 1, height: 1 };
}

/** The crop of a picture that is straightened by another angle than before. One that was as large as possible is so again; any other
 * keeps its middle on what it shows, and is smaller where it would show a corner. */
export function recropped(rect: Rect, size: Size, before: number, now: number, ratio: Ratio | null): Rect {
  const largest = largestCrop(size, before, ratio);
  const same = (["x", "y", "width", "height"] as const).every((side) => rect[side] === largest[side]);
  if (same || (before === 0 && rect.width === size.width && rect.height === size.height))
    return largestCrop(size, now, ratio);
  const [from, to] = [straightened(size, before), straightened(size, now)];
  // From the middle of the picture to that of the rectangle, in the picture before it is turned.
  const off = turned(
    {
      x: rect.x + (rect.width - 1) / 2 - from.middle.x,
      y: rect.y + (rect.height - 1) / 2 - from.middle.y,
    },
    -before,
  );
  const { sine, cosine } = slopes(now);
  const { across, down } = spans(size, now);
  const [width, height] = [rect.width - 1, rect.height - 1];
  const room = { x: across / 2 - Math.abs(off.x), y: down / 2 - Math.abs(off.y) };
  const needed = { x: (width * cosine + height * sine) / 2, y: (width * sine + height * cosine) / 2 };
  const scale = Math.min(1, ...(["x", "y"] as const).map((axis) => part(room[axis], needed[axis])));
  const moved = turned(off, now);
  const middle = { x: to.middle.x + moved.x, y: to.middle.y + moved.y };
  if (scale <= 0) return largestCrop(size, now, ratio);
  if (scale < 1) return orMiddle(around(middle, width * scale, height * scale), to.middle, to.frame);
  const place = (at: number, length: number, limit: number) => clamp(Math.round(at - length / 2), 0, limit);
  return {
    x: place(middle.x, width, to.frame.width - rect.width),
    y: place(middle.y, height, to.frame.height - rect.height),
    width: rect.width,
    height: rect.height,
  };
}

/** How much of what is needed there is room for. */
const part = (room: number, needed: number) => (needed > 0 ? room / needed : room >= 0 ? 1 : 0);

/** A way from the middle, turned clockwise. */
export function turned({ x, y }: Point, millidegrees: number): Point {
  const angle = (millidegrees * Math.PI) / 180_000;
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  return { x: x * cosine - y * sine, y: x * sine + y * cosine };
}
