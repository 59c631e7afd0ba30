import { expect } from 'vitest';
import type { Shard } from '../../src/analysis/shards.js';
import type { ChildExit } from '../../src/jobs/childExit.js';
import type { Child } from '../../src/jobs/childProcess.js';
import { JobFailed } from '../../src/jobs/jobErrors.js';
import { openRequest, shardRequest, workNotification } from '../../src/jobs/protocol.js';

/** A worker that answers when the test says so. */
export class FakeChild implements Child {
  readonly exited: Promise<ChildExit>;
  readonly shards: { id: number; shard: Shard; answer: (value: unknown) => void }[] = [];
  ended: 'closed' | 'killed' | null = null;
  onWork: (work: { id: number; passes: number }) => void = () => {};
  openError: Error | null = null;
  #exit!: (exit: ChildExit) => void;

  constructor() {
    this.exited = new Promise((resolve) => (this.#exit = resolve));
  }

  async request(type: { method: string }, params: unknown): Promise<never> {
    if (type.method === openRequest.method) {
      if (this.openError !== null) throw this.openError;
      return null as never;
    }
    expect(type.method).toBe(shardRequest.method);
    const died = this.exited.then(() => Promise.reject(new JobFailed('its own end')));
    const { id, shard } = params as { id: number; shard: Shard };
    const answer = new Promise((resolve) => this.shards.push({ id, shard, answer: resolve }));
    return Promise.race([answer, died]) as Promise<never>;
  }

  onNotification(type: { method: string }, handler: (params: never) => void): void {
    expect(type.method).toBe(workNotification.method);
    this.onWork = handler as typeof this.onWork;
  }

  die(signal: string): void {
    this.#exit({ code: null, signal, startError: null, output: '' });
  }

  kill(): void {
    this.ended = 'killed';
    this.die('SIGKILL');
  }

  async close(): Promise<void> {
    this.ended = 'closed';
    this.#exit({ code: 0, signal: null, startError: null, output: '' });
    await this.exited;
  }
}
