// The way of a slider between a value and its place. Factors (1000 is "unchanged") have their neutral
// value in the middle: to the right they grow by equal ratios, to the left they fall evenly to nothing.

/** Places go from -REACH to REACH. */
export const REACH = 1000;

export interface Range {
  min: number;
  max: number;
  neutral: number;
  factors: boolean;
}

/** The place of a value. */
export function toPlace(value: number, { min, max, neutral, factors }: Range): number {
  if (!factors) return value;
  if (value <= neutral) {
    const share = min > 0 ? Math.log(neutral / value) / Math.log(neutral / min) : (neutral - value) / neutral;
    return Math.round(-REACH * share);
  }
  return Math.round((REACH * Math.log(value / neutral)) / Math.log(max / neutral));
}

/** The value at a place. */
export function fromPlace(place: number, { min, max, neutral, factors }: Range): number {
  if (!factors) return place;
  const share = Math.abs(place) / REACH;
  const exact =
    place > 0
      ? neutral * (max / neutral) ** share
      : min > 0
        ? neutral * (min / neutral) ** share
        : neutral * (1 - share);
  return Math.round(exact);
}
