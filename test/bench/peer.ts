import type { Bench } from './benchmark.js';
import type { Network } from './networks.js';
import type { Subject } from './ours.js';
import { runPython } from './python.js';
import type { Usage } from './usage.js';

/** What the peer counted on one pass over the data. */
export interface PeerCounts {
  readonly correct: number;
  readonly correctPerClass: readonly number[];
  readonly turnedWrong: number;
  readonly turnedRight: number;
  /** Mean over the samples, nats. */
  readonly loss: number | null;
  /** Samples, with these units deleted or none, on which the two best logits are as good as equal. */
  readonly nearTies: number;
}

/** Deletes each of these sets of units (flat indexes) by itself, in PyTorch: one full pass over the data a set. */
export async function runPeer(
  bench: Bench,
  network: Network,
  { data, samples }: Subject,
  deletions: readonly (readonly number[])[],
  loss: boolean,
): Promise<{ readonly usage: Usage; readonly counts: readonly PeerCounts[] }> {
  const { name, weights } = network;
  const job = { network: name, weights, descriptor: data.descriptor, samples, deletions, loss };
  const answer = await runPython(bench.python, 'peer.py', [], JSON.stringify(job));
  const { deletions: counts, ...usage } = JSON.parse(answer) as Usage & { deletions: PeerCounts[] };
  return { usage, counts };
}
