import { PickleFault } from './pickleFault.js';

/** How much memory a pickle's values may take, so that a few bytes can't ask for all there is. */
export class Room {
  private taken = 0;

  /** @param limit bytes */
  constructor(private readonly limit: number) {}

  /** @throws PickleFault where there is no room for so many bytes more. */
  take(bytes: number): void {
    this.taken += bytes;
    if (this.taken > this.limit) {
      throw new PickleFault(`asks for more than ${Math.floor(this.limit / 2 ** 20)} MB of memory`);
    }
  }
}
