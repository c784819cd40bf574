// When previews are asked for. One request is under way at a time, and when it is back the newest wish
// goes next; what was wished in between is never computed. Each new picture is asked for quickly first,
// and once the hand rests, in full. A quick request does not wait for a full one.

/** What is wished for. Wishes with the same `picture` differ only in the part that is seen. */
export interface Wanted {
  picture: string;
}

export class PreviewScheduler<W extends Wanted> {
  /** Asks for a wish and shows the answer, unless `current` says that it came too late. */
  readonly #send: (wanted: W, quick: boolean, current: () => boolean) => Promise<void>;

  #wanted: W | null = null;
  /** Counts wishes. */
  #number = 0;
  /** While the hand moves, only quick requests. */
  #moving = false;
  #underWay: { number: number; quick: boolean } | null = null;
  #answered: { number: number; quick: boolean; picture: string | null } = {
    number: 0,
    quick: false,
    picture: null,
  };

  constructor(send: (wanted: W, quick: boolean, current: () => boolean) => Promise<void>) {
    this.#send = send;
  }

  /** Wishes for something new. */
  want(wanted: W, moving: boolean): void {
    this.#wanted = wanted;
    this.#number += 1;
    this.#moving = moving;
    this.#next();
  }

  /** The hand rests: what was shown quickly is asked for in full. */
  rest(): void {
    this.#moving = false;
    this.#next();
  }

  /** Nothing is wished for any more; answers that are still to come are not shown. */
  stop(): void {
    this.#wanted = null;
    this.#number += 1;
    this.#underWay = null;
    this.#answered = { number: this.#number, quick: false, picture: null };
  }

  #next(): void {
    const wanted = this.#wanted;
    if (!wanted) return;
    const answered = this.#answered.number === this.#number;
    if (answered && (!this.#answered.quick || this.#moving)) return;
    const quick = this.#moving || (!answered && wanted.picture !== this.#answered.picture);
    // A full request under way is overtaken by a quick one, and by nothing else.
    if (this.#underWay && (this.#underWay.quick || !quick || this.#underWay.number === this.#number)) return;
    void this.#ask(wanted, quick);
  }

  async #ask(wanted: W, quick: boolean): Promise<void> {
    const request = { number: this.#number, quick };
    this.#underWay = request;
    const current = () => this.#underWay === request;
    await this.#send(wanted, quick, current);
    if (!current()) return;
    this.#underWay = null;
    this.#answered = { ...request, picture: wanted.picture };
    this.#next();
  }
}
