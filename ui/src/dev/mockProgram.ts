// A program that stands in for the real one, for tests and for work in a browser: it answers in the window's
// names, and what crosses has the names that it has there.

import { mockIPC } from "@tauri-apps/api/mocks";

import type { Command, Gives, Takes, Tells } from "../ipc";
import { camel, camelName, snake } from "../ipc/names";

/** The answer to a command; `tell` says how far it is. */
export type Answer<C extends Command> = (
  takes: Takes<C>,
  tell: (told: Tells<C>) => void,
) => Gives<C> | Promise<Gives<C>>;

export type Answers = { [C in Command]: Answer<C> };

/** Puts a program in place that answers each command as `answerTo` says. */
export function mockProgram(answerTo: (command: Command) => Answer<Command> | undefined): void {
  mockIPC(
    async (name, crossed) => {
      const command = camelName(name) as Command;
      const answer = answerTo(command) as
        ((takes: unknown, tell: (told: unknown) => void) => unknown) | undefined;
      if (!answer) throw `there is no command ${name}`;
      const { on_progress, ...takes } = crossed as { on_progress?: { onmessage: (told: unknown) => void } };
      return snake(await answer(camel(takes), (told) => on_progress?.onmessage(snake(told))));
    },
    { shouldMockEvents: true },
  );
}
