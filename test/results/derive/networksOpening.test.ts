import { describe, expect, it } from 'vitest';
import { curveFamilies } from '../../../src/results/derive/curveFamilies.js';
import { networksOpening, type NetworkCurves } from '../../../src/results/derive/networksOpening.js';
import { curvedResult, curveOf } from '../curvedResult.js';

/** A network of 200 samples whose random orders are these. */
function network(name: string, labelKind: string, ...orders: number[][]): NetworkCurves {
  const result = curvedResult();
  result.dataset.labelKind = labelKind;
  result.curves = orders.map((correct, seed) => curveOf(result, correct, { seed }));
  return { name, result, random: curveFamilies(result)[0] };
}

const high = [
  [190, 185, 170, 130, 80],
  [190, 180, 165, 125, 80],
];
const middle = [
  [190, 160, 130, 100, 80],
  [190, 165, 135, 105, 80],
];
const low = [
  [190, 110, 90, 80, 80],
  [190, 115, 95, 80, 80],
];
const wide = [
  [190, 185, 170, 130, 80],
  [190, 110, 90, 80, 80],
];

describe('the opening of several networks', () => {
  it.each([
    [
      'one memorised, and apart',
      [network('a', 'true', ...high), network('b', 'shuffled', ...low)],
      'The network that memorised its labels breaks sooner',
    ],
    [
      'two memorised, and apart',
      [
        network('a', 'true', ...high),
        network('b', 'shuffled', ...low),
        network('c', 'shuffled 60 %', ...middle),
      ],
      'Networks that memorised break sooner',
    ],
    [
      'memorised, but no sooner',
      [network('a', 'true', ...low), network('b', 'shuffled', ...high)],
      'a breaks sooner',
    ],
    [
      'memorised, bands overlap',
      [network('a', 'true', ...high), network('b', 'shuffled', ...wide)],
      'These orders do not tell the two networks apart',
    ],
    [
      'labels all true, apart',
      [network('a', 'true', ...high), network('b', 'true', ...low)],
      'b breaks sooner',
    ],
    [
      'three, all apart',
      [network('a', 'true', ...middle), network('b', 'true', ...low), network('c', 'true', ...high)],
      'b breaks soonest, c holds out longest',
    ],
    [
      'three, only the last apart',
      [network('a', 'true', ...high), network('b', 'true', ...low), network('c', 'true', ...high)],
      'b breaks soonest',
    ],
    [
      'three, only the first apart',
      [network('a', 'true', ...high), network('b', 'true', ...low), network('c', 'true', ...low)],
      'a holds out longest',
    ],
    [
      'three, none apart',
      [network('a', 'true', ...wide), network('b', 'true', ...wide), network('c', 'true', ...wide)],
      'These orders do not tell the networks apart',
    ],
    [
      'a single order',
      [network('a', 'true', high[0]), network('b', 'true', ...low)],
      'One order each does not tell networks apart',
    ],
  ])('%s', (_, networks, answer) => {
    expect(networksOpening(networks)?.answer).toBe(answer);
  });

  it('calls no network memorising that does not know its labels', () => {
    const clueless = network('b', 'shuffled', [100, 95, 90, 85, 80], [101, 95, 90, 85, 80]);
    expect(networksOpening([network('a', 'true', ...high), clueless])?.answer).toBe('b breaks sooner');
  });

  it('gives areas with their bands, and where each began', () => {
    const { evidence } = networksOpening([network('a', 'true', ...high), network('b', 'shuffled', ...low)])!;
    expect(evidence).toMatch(
      /a: \.\d\d \(\.\d\d to \.\d\d\); b, labels shuffled: \.\d\d \(\.\d\d to \.\d\d\)\./,
    );
    expect(evidence).toContain('Intact they are 95.0\u202f% and 95.0\u202f% right, each on its own data.');
  });

  it('says nothing of one network alone, or of numbers that still come in', () => {
    const [one, other] = [network('a', 'true', ...high), network('b', 'true', ...low)];
    expect(networksOpening([one])).toBeNull();
    expect(networksOpening([one, { ...other, result: { ...other.result, partial: true } }])).toBeNull();
  });
});
