import { describe, expect, test } from "vitest";

import type { Edit } from "../edits/edit";
import {
  added,
  chain,
  changed,
  type Items,
  movedTo,
  redone,
  removed,
  replaced,
  startingWith,
  toggled,
  undone,
} from "./timeline";

const contrast = (permille: number): Edit => ({ contrast: { permille } });
const items: Items = [1, 2, 3].map((id) => ({ id, edit: contrast(id), enabled: true }));
const ids = (items: Items) => items.map(({ id }) => id);

describe("items", () => {
  test("a new one comes last, with an id of its own", () => {
    const { items: more, id } = added(removed(items, 2), contrast(9));
    expect([id, ids(more)]).toEqual([4, [1, 3, 4]]);
    expect(added([], contrast(9)).id).toBe(1);
  });

  test.each([
    [1, 2, [2, 3, 1]],
    [3, 0, [3, 1, 2]],
    [2, 99, [1, 3, 2]],
    [2, -5, [2, 1, 3]],
    [7, 0, [1, 2, 3]],
  ])("%d moved to %d", (id, place, expected) => expect(ids(movedTo(items, id, place))).toEqual(expected));

  test("the chain leaves out what is switched off", () => {
    const off = toggled(replaced(items, 3, contrast(33)), 2);
    expect(chain(off)).toEqual([contrast(1), contrast(33)]);
    expect(chain(toggled(off, 2))).toHaveLength(3);
  });
});

describe("undo and redo", () => {
  const [none, one, two] = [items.slice(0, 0), items.slice(0, 1), items.slice(0, 2)];

  test("walk through the states", () => {
    let timeline = changed(changed(startingWith(none), one), two);
    timeline = undone(timeline);
    expect(timeline.present).toBe(one);
    timeline = undone(undone(timeline));
    expect(timeline.present).toBe(none);
    timeline = redone(redone(redone(timeline)));
    expect(timeline.present).toBe(two);
  });

  test("a new state ends what could be redone", () => {
    const timeline = changed(undone(changed(startingWith(none), one)), two);
    expect(redone(timeline).present).toBe(two);
    expect(undone(timeline).present).toBe(none);
  });

  test("merged states are one step", () => {
    let timeline = changed(startingWith(none), one);
    timeline = changed(changed(timeline, two, true), items, true);
    expect(undone(timeline).present).toBe(none);
  });

  test("a long past is cut", () => {
    let timeline = startingWith(none);
    for (let i = 0; i < 500; i++) timeline = changed(timeline, [...one]);
    expect(timeline.past).toHaveLength(200);
  });
});
