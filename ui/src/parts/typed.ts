// Fields that hold a value which was typed and is not passed on yet. A key or a click beside a field takes
// the keyboard away too late, or not at all: whoever acts on what is shown settles it first.

export interface TypedField {
  /** Passes the value on; false, with the reason shown, if it is refused. */
  passOn: () => boolean;
  focus: () => void;
}

const fields = new Set<TypedField>();

/** A field holds such a value from now on. */
export const holds = (field: TypedField): void => void fields.add(field);

/** It does no more. */
export const holdsNothing = (field: TypedField): void => void fields.delete(field);

/** Passes on everything that is typed. Puts the keyboard on a field that refuses, and gives false then. */
export function settle(): boolean {
  const refused = [...fields].filter((field) => !field.passOn());
  refused[0]?.focus();
  return refused.length === 0;
}
