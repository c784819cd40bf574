// Names on both sides of the seam: snake_case in what crosses, as in recipes and reports; camelCase in the
// window. Only names change, those of commands, arguments and fields. A word that is a value, such as the
// "unknown_camera" of a verdict, stays as it is.

/** A name of the window from one that crosses. */
export type CamelName<Name> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelName<Tail>>}`
  : Name;

/** A type of the window from one that crosses. */
export type Camel<T> = T extends ArrayBuffer
  ? T
  : T extends readonly (infer Item)[]
    ? Camel<Item>[]
    : T extends object
      ? { [Key in keyof T as CamelName<Key>]: Camel<T[Key]> }
      : T;

export const camelName = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

export const snakeName = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Plain data with its names changed; anything else, such as bytes, as it is. */
function renamed(value: unknown, name: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, name));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [name(key), renamed(item, name)]));
}

/** What crossed, with the names of the window. */
export const camel = (value: unknown): unknown => renamed(value, camelName);

/** What is to cross, with the names that it has there. */
export const snake = (value: unknown): unknown => renamed(value, snakeName);
