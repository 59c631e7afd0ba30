import type { ResultFile } from '../results/schema.js';
import type { ActivityTable } from './activity.js';
import { finite } from './columns.js';
import { sampleRanges } from './plan.js';
import type { Scope } from './scopes.js';
import type { NoiseSettings } from './settings.js';
import type { NoiseShard } from './shards.js';
import { runShards, type Sweep } from './sweep.js';

export type NoiseEntry = NonNullable<ResultFile['noise']>[number];

/** The passes that noise takes in all scopes, on the given number of samples. */
export function passesOfNoise(settings: NoiseSettings, scopes: readonly Scope[], samples: number): number {
  return scopes.length * settings.scales.length * settings.seeds * 2 * samples;
}

/** Measures the network under noise of each scale, with each seed, in each scope. */
export async function* measureNoise(
  sweep: Sweep,
  settings: NoiseSettings,
  scopes: readonly Scope[],
  activity: ActivityTable,
  seed: number,
): AsyncGenerator<number, NoiseEntry[]> {
  const { facts, loss, units } = sweep;
  const entries: NoiseEntry[] = [];
  for (const [s, scope] of scopes.entries()) {
    for (const [k, scale] of settings.scales.entries()) {
      const deviations = new Float32Array(units);
      for (const unit of scope.units) {
        const variance = activity.squaredDeviations[unit] / activity.count[unit];
        deviations[unit] = Number.isFinite(variance) ? scale * Math.sqrt(variance) : 0;
      }
      for (let i = 0; i < settings.seeds; i++) {
        // Every entry draws noise of its own.
        const draw = (((seed + i) * settings.scales.length + k) * scopes.length + s) >>> 0;
        const shards = sampleRanges(facts).map((samples): NoiseShard => {
          return { kind: 'noise', deviations, seed: draw, samples, loss };
        });
        let correct = 0;
        let lossSum = 0;
        yield* runShards(sweep, shards, (result) => {
          correct += result.correct[0];
          lossSum += result.lossSum[0];
        });
        const entry = { scope: scope.name, scale, seed: seed + i, correct };
        entries.push(loss ? { ...entry, loss: finite(lossSum / facts.samples) } : entry);
      }
    }
  }
  return entries;
}
