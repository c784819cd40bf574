// How a photo is called where there is little room.

/** Characters of the end that are always shown: cameras number their photos there. */
const END = 8;

/** A name of a file without what all of them have, in two parts: the first is cut where there is no room. Names such as
 * `harbour.original.png` are those of originals, which is said beside them. */
export function partsOf(name: string): [string, string] {
  const dot = name.lastIndexOf(".");
  const stem = (dot > 0 ? name.slice(0, dot) : name).replace(/(?<=.)[.-]original$/, "");
  // A letter and its marks stay together.
  const letters = [...new Intl.Segmenter().segment(stem)].map(({ segment }) => segment);
  const at = Math.max(0, letters.length - END);
  return [letters.slice(0, at).join(""), letters.slice(at).join("")];
}
