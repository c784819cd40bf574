// The exports that wait, run or have ended, as the program tells of them.

import { sentence } from "../format";
import * as ipc from "../ipc";
import type { ExportOrder, Queued } from "../ipc/generated";
import { announce } from "../parts/announcer.svelte";
import { notices } from "../parts/notices.svelte";
import { say } from "../words.svelte";
import { nameOf, stageOf, writtenOf } from "./told";

type Kind = Queued["state"]["kind"];
type Of<K extends Kind> = Queued & { state: Extract<Queued["state"], { kind: K }> };

const is =
  <K extends Kind>(kind: K) =>
  (queued: Queued): queued is Of<K> =>
    queued.state.kind === kind;

class Queue {
  list = $state.raw<readonly Queued[]>([]);
  /** Those of which the user has seen how they ended. */
  #seen = $state.raw<ReadonlySet<number>>(new Set());
  /** Why something that the user asked for was not done, by the number of its export. */
  problems = $state.raw<Readonly<Record<number, string>>>({});

  running = $derived<Of<"running"> | null>(this.list.find(is("running")) ?? null);
  waiting = $derived(this.list.filter(is("waiting")));
  /** Those that the user has to do something about. */
  open = $derived(this.list.filter(({ state }) => state.kind === "unsaved" || state.kind === "failed"));
  unsaved = $derived(this.list.filter(is("unsaved")));
  /** Those that are written, and that the user has not seen yet. */
  news = $derived(this.list.filter(is("done")).filter(({ id }) => !this.#seen.has(id)));

  /** Whether there is something to tell while the list is closed. */
  isTold = $derived(this.running !== null || this.waiting.length + this.open.length + this.news.length > 0);

  /** Whether something is lost if the program ends now. */
  get unfinished(): boolean {
    return this.running !== null || this.waiting.length > 0 || this.unsaved.length > 0;
  }

  /** Learns what there is, and from now on what becomes of it. */
  async watch(): Promise<void> {
    this.list = await ipc.watchQueue((queued) => this.#take(queued));
  }

  /** Puts an export at the end of the queue. */
  async add(order: ExportOrder): Promise<void> {
    this.#take(await ipc.enqueue(order));
  }

  /** What the program tells of an export may arrive before the answer that it is in the queue. */
  #take(queued: Queued): void {
    const before = this.list.find(({ id }) => id === queued.id);
    if (!before) this.list = [...this.list, queued];
    else if (queued.state.kind === "waiting" && before.state.kind === "running") return;
    else this.list = this.list.map((one) => (one.id === queued.id ? queued : one));
    this.#announce(queued, before);
  }

  #announce(queued: Queued, before: Queued | undefined): void {
    const { state } = queued;
    const name = nameOf(queued);
    const stage = (state: Queued["state"] | undefined) => (state?.kind === "running" ? stageOf(state) : "");
    if (state.kind === "running" && stage(state) !== stage(before?.state))
      announce(`${name}: ${stage(state)}`);
    if (state.kind === before?.state.kind) return;
    if (state.kind === "done") {
      const titles = new Set(writtenOf(queued).map(({ account }) => account.title));
      announce(say("queue-told-done", { name, title: [...titles].join(", ") }));
    }
    if (state.kind === "failed" || state.kind === "unsaved")
      announce(say("queue-told-problem", { name, problem: state.problem }));
    if (state.kind === "cancelled") {
      const written = writtenOf(queued).length;
      announce(`${name}: ${say("queue-stopped", { written })}`);
    }
  }

  /** The user looks at the list. */
  seen(): void {
    this.#seen = new Set(this.list.filter(({ state }) => state.kind === "done").map(({ id }) => id));
  }

  cancel(id: number): Promise<void> {
    return this.#ask(id, () => ipc.cancelQueued(id));
  }

  retry(id: number): Promise<void> {
    return this.#ask(id, () => ipc.retryQueued(id));
  }

  /** Saves a finished picture where the user wants it. */
  save({ id, pictures, state }: Of<"unsaved">): Promise<void> {
    const { target } = pictures[state.picture]!;
    return this.#ask(id, async () => {
      const isJpeg = /\.jpe?g$/i.test(target.name);
      const chosen = await ipc.chooseTarget(target.name, isJpeg ? "published_jpeg" : "published");
      if (chosen) await ipc.saveQueued(id, chosen.id);
    });
  }

  /** Takes an export that is over from the list; a finished picture is given up with it. */
  remove(id: number): Promise<void> {
    return this.#ask(id, async () => {
      await ipc.removeQueued(id);
      this.list = this.list.filter((queued) => queued.id !== id);
    });
  }

  /** Takes all from the list that the user need not care about any more. */
  async clear(): Promise<void> {
    for (const { id, state } of this.list) {
      if (state.kind === "done" || state.kind === "cancelled") await this.remove(id);
    }
  }

  reveal({ id }: Queued, file: number): Promise<void> {
    return this.#ask(id, () => ipc.reveal(file));
  }

  async #ask(id: number, ask: () => Promise<void>): Promise<void> {
    const { [id]: _, ...others } = this.problems;
    this.problems = others;
    try {
      await ask();
    } catch (error) {
      if (this.list.some((queued) => queued.id === id))
        this.problems = { ...this.problems, [id]: sentence(error) };
      else notices.tell(null, error);
    }
  }
}

export const queue = new Queue();
