import { gathered, runningBias, type Portion, type Removal, type RemovedUnit } from './removal.js';
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
  const isDead = new Uint8Array(chain.entryRows);
  const held: RemovedUnit[] = [];
  for (const { unit, value, at } of entry) {
    if (at >= length) break;
    for (let row = unit * perUnit; row < (unit + 1) * perUnit; row++) {
      isDead[row] = 1;
      if (value !== 0) held.push({ unit: row, value, at });
    }
  }
  const alive: number[] = [];
  for (let row = 0; row < isDead.length; row++) if (isDead[row] === 0) alive.push(row);
  // No operator is to see an empty tensor: any row, that gives nothing.
  const rows = alive.length > 0 ? alive : [0];
  const given = gathered(chain.outgoing[0], width, rows, outputs);
  if (alive.length === 0) given.fill(0);
  const biases = runningBias(chain, 0, held, outputs)(length);
  const sums = new Float32Array(biases.length * samples);
  for (const [row, value] of biases.entries()) sums.fill(value, row * samples, (row + 1) * samples);
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
