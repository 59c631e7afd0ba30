/** Who goes first: somebody waits for every click, somebody waits, nobody waits. */
const urgencies = ['click', 'wait', 'idle'] as const;
export type Urgency = (typeof urgencies)[number];

/** Lets one go at a time; of those who wait the most urgent first, and of equals who came first. */
export class Turns {
  readonly #waiting = new Map(urgencies.map((urgency): [Urgency, (() => void)[]] => [urgency, []]));
  #isTaken = false;

  /** Resolves when it is one's turn, with what ends it; ending it twice does nothing. */
  take(urgency: Urgency): Promise<() => void> {
    return new Promise((resolve) => {
      this.#waiting.get(urgency)?.push(() => {
        let isOver = false;
        resolve(() => {
          if (isOver) return;
          isOver = true;
          this.#isTaken = false;
          this.#next();
        });
      });
      this.#next();
    });
  }

  #next(): void {
    if (this.#isTaken) return;
    const line = urgencies.map((urgency) => this.#waiting.get(urgency)).find((each) => each?.length);
    const begin = line?.shift();
    if (begin === undefined) return;
    this.#isTaken = true;
    begin();
  }
}
