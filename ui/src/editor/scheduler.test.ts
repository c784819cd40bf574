import { expect, test } from "vitest";

import { PreviewScheduler } from "./scheduler";

/** A scheduler whose requests are answered one by one. */
function setUp() {
  const sent: string[] = [];
  const shown: string[] = [];
  const waiting: (() => void)[] = [];
  const scheduler = new PreviewScheduler<{ picture: string; part: string }>(
    async ({ picture, part }, quick, current) => {
      const name = `${picture}${part}${quick ? " quick" : ""}`;
      sent.push(name);
      await new Promise<void>((resolve) => waiting.push(resolve));
      if (current()) shown.push(name);
    },
  );
  const answer = async () => {
    waiting.shift()!();
    await new Promise((resolve) => setTimeout(resolve));
  };
  const want = (picture: string, moving = false, part = "") => scheduler.want({ picture, part }, moving);
  return { scheduler, sent, shown, answer, want };
}

test("a new picture comes quickly, then in full", async () => {
  const { sent, shown, answer, want } = setUp();
  want("a");
  expect(sent).toEqual(["a quick"]);
  await answer();
  expect(sent).toEqual(["a quick", "a"]);
  await answer();
  expect(shown).toEqual(["a quick", "a"]);
  expect(sent).toHaveLength(2);
});

test("one is under way, and the newest wish wins", async () => {
  const { sent, answer, want } = setUp();
  want("a", true);
  want("b", true);
  want("c", true);
  want("d", true);
  expect(sent).toEqual(["a quick"]);
  await answer();
  expect(sent).toEqual(["a quick", "d quick"]);
});

test("while the hand moves there are only quick ones, and a full one when it rests", async () => {
  const { scheduler, sent, answer, want } = setUp();
  want("a", true);
  await answer();
  want("b", true);
  await answer();
  expect(sent).toEqual(["a quick", "b quick"]);
  scheduler.rest();
  expect(sent.at(-1)).toBe("b");
  await answer();
  scheduler.rest();
  expect(sent).toHaveLength(3);
});

test("resting while a quick one is under way waits for it", async () => {
  const { scheduler, sent, answer, want } = setUp();
  want("a", true);
  scheduler.rest();
  expect(sent).toEqual(["a quick"]);
  await answer();
  expect(sent).toEqual(["a quick", "a"]);
});

test("a quick one overtakes a full one, whose answer is not shown", async () => {
  const { sent, shown, answer, want } = setUp();
  want("a");
  await answer();
  want("b");
  expect(sent).toEqual(["a quick", "a", "b quick"]);
  await answer();
  expect(shown).toEqual(["a quick"]);
  await answer();
  expect(shown).toEqual(["a quick", "b quick"]);
  expect(sent.at(-1)).toBe("b");
});

test("another part of the same picture is asked for in full at once", async () => {
  const { sent, answer, want } = setUp();
  want("a", false, "1");
  await answer();
  await answer();
  want("a", false, "2");
  want("a", false, "3");
  want("a", false, "4");
  expect(sent).toEqual(["a1 quick", "a1", "a2"]);
  await answer();
  expect(sent.at(-1)).toBe("a4");
});

test("after stopping nothing is shown", async () => {
  const { scheduler, sent, shown, answer, want } = setUp();
  want("a");
  scheduler.stop();
  await answer();
  expect([sent, shown]).toEqual([["a quick"], []]);
  want("b");
  expect(sent.at(-1)).toBe("b quick");
});
