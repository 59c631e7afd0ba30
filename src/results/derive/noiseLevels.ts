import type { ResultFile } from '../schema.js';
import { spreadOf, type Spread } from './spread.js';

/** How a network did under noise of one scale, over several draws. */
export interface NoiseLevel {
  readonly scope: string;
  /** In standard deviations of each unit. */
  readonly scale: number;
  /** Samples answered correctly. */
  readonly correct: Spread;
  /** Mean loss, in nats; `null` where none were kept. */
  readonly loss: Spread | null;
}

/** The noise that was added, scope by scope, the scales in the order of the file. */
export function noiseLevels(result: ResultFile): NoiseLevel[] {
  const entries = result.noise ?? [];
  const scopes = [...new Set(entries.map(({ scope }) => scope))];
  return scopes.flatMap((scope) => {
    const ofScope = entries.filter((entry) => entry.scope === scope);
    return [...new Set(ofScope.map(({ scale }) => scale))].flatMap((scale) => {
      const draws = ofScope.filter((entry) => entry.scale === scale);
      const correct = spreadOf(draws.map((draw) => draw.correct));
      const losses = draws.flatMap(({ loss }) => loss ?? []);
      if (correct === null) return [];
      return [{ scope, scale, correct, loss: losses.length === draws.length ? spreadOf(losses) : null }];
    });
  });
}
