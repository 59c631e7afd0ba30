import { gathered, runningBias, type Portion, type Removal } from './removal.js';
import { rowsPerUnit, type UnitChain } from './unitChain.js';

/**
 * A point of a removal, of living units alone: step 0's sums are added up anew instead of losing what is removed, so that
 * they are exactly the bias where no unit that lives answers.
 * @returns what `ChainRunner` runs, and [rows x samples] sums to begin with.
 */
export function fromScratch(
  chain: UnitChain,
  { outputs: allOutputs, entry }: Removal,
  { living, bias, lengths, points }: Portion,
  point: number,
  samples: number,
): { readonly portion: Portion; readonly sums: Float32Array } {
  const perUnit = rowsPerUnit(chain);
  const [{ outputs: width }] = chain.steps;
  const length = lengths[point];
  const outputs = living.length === 0 ? allOutputs : allOutputs.subarray(0, Number(living[0][point]));
  const removed = entry
    .filter(({ at }) => at < length)
    .flatMap(({ unit, ...rest }) =>
      Array.from({ length: perUnit }, (_, position) => ({ ...rest, unit: unit * perUnit + position })),
    );
  const dead = new Set(removed.map(({ unit }) => unit));
  const alive = Array.from({ length: chain.entryRows }, (_, row) => row).filter((row) => !dead.has(row));
  // No operator is to see an empty tensor: any row, that gives nothing.
  const rows = alive.length > 0 ? alive : [0];
  const given = gathered(chain.outgoing[0], width, rows, outputs);
  if (alive.length === 0) given.fill(0);
  const held = runningBias(chain, 0, removed, outputs)(length);
  const sums = new Float32Array(held.length * samples);
  for (const [row, value] of held.entries()) sums.fill(value, row * samples, (row + 1) * samples);
  return {
    portion: {
      points: 1,
      lengths: [length],
      rows: BigInt64Array.from(rows, BigInt),
      constants: null,
      counts: BigInt64Array.of(BigInt(rows.length)),
      sumsRows: BigInt64Array.from(outputs.keys(), BigInt),
      taken: given,
      takenSizes: BigInt64Array.of(BigInt(given.length)),
      living: living.map((counts) => counts.slice(point, point + 1)),
      bias: bias.map((values) => {
        const size = values.length / points;
        return values.slice(point * size, (point + 1) * size);
      }),
    },
    sums,
  };
}
