import type { Conversion, ScalingKind } from '../../results/dataCheck.js';
import { whiteOf, type StoredFacts } from './storedFacts.js';

export type Scaling = Pick<Conversion, 'scale' | 'mean' | 'std'>;

export interface NamedScaling {
  readonly kind: ScalingKind;
  readonly scaling: Scaling;
}

/** A share t = factor * stored + shift, 0 to 1 where the stored values reach from black to white. */
interface Shares {
  readonly factor: number;
  readonly shift: number;
}

/** Means and deviations that training code is full of, of shares. */
const published = {
  mnist: { mean: [0.1307], std: [0.3081] },
  cifar10: { mean: [0.4914, 0.4822, 0.4465], std: [0.247, 0.2435, 0.2616] },
  imageNet: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
} as const;

/**
 * The usual scalings that make sense for such values, each once.
 * @param stated the descriptor's, which comes first
 */
export function usualScalings(facts: StoredFacts, stated: Scaling): NamedScaling[] {
  const shares = sharesOf(facts);
  const all: NamedScaling[] = [
    { kind: 'stated', scaling: stated },
    ...(shares === null ? [] : ofShares(shares, facts)),
    { kind: 'standardised', scaling: standardised(facts, shares) },
    { kind: 'asStored', scaling: { scale: 1, mean: 0, std: 1 } },
    ...(shares === null ? [] : unusual(shares)),
  ];
  return all.filter(({ scaling }, i) => all.findIndex((other) => areSame(other.scaling, scaling)) === i);
}

function sharesOf(facts: StoredFacts): Shares | null {
  if (facts.lowest >= -1 && facts.lowest < 0 && facts.highest <= 1) return { factor: 0.5, shift: 0.5 };
  const white = whiteOf(facts);
  return white === null ? null : { factor: 1 / white, shift: 0 };
}

function ofShares(shares: Shares, { image }: StoredFacts): NamedScaling[] {
  const normalised = (kind: keyof typeof published): NamedScaling => {
    const { mean, std } = published[kind];
    const scaling = {
      scale: shares.factor,
      mean: listOrOne(mean.map((each) => each - shares.shift)),
      std: listOrOne(std),
    };
    return { kind, scaling };
  };
  const { channels = 0, height = 0, width = 0 } = image ?? {};
  return [
    { kind: 'unit', scaling: stretched(shares, 1, 0) },
    { kind: 'signed', scaling: stretched(shares, 2, -1) },
    ...(channels === 1 && height === 28 && width === 28 ? [normalised('mnist')] : []),
    ...(channels === 3 && height === 32 && width === 32 ? [normalised('cifar10')] : []),
    ...(channels === 3 ? [normalised('imageNet')] : []),
  ];
}

/** What few networks want, but some do: bytes, which they scale by themselves, and black for white. */
function unusual(shares: Shares): NamedScaling[] {
  return [
    { kind: 'bytes', scaling: stretched(shares, 255, 0) },
    { kind: 'inverted', scaling: stretched(shares, -1, 1) },
    { kind: 'invertedSigned', scaling: stretched(shares, -2, 1) },
    { kind: 'invertedBytes', scaling: stretched(shares, -255, 255) },
  ];
}

/** times * share + plus */
function stretched({ factor, shift }: Shares, times: number, plus: number): Scaling {
  return { scale: times * factor, mean: 0 - (times * shift + plus), std: 1 };
}

/** Mean 0 and deviation 1 of each channel; a channel that never changes is only shifted. */
function standardised({ means, deviations }: StoredFacts, shares: Shares | null): Scaling {
  const scale = shares?.factor ?? 1;
  return {
    scale,
    mean: listOrOne(means.map((mean) => rounded(mean * scale))),
    std: listOrOne(deviations.map((deviation) => rounded(deviation * scale) || 1)),
  };
}

/** What stands in a file is what was tried, so it is rounded before. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

function listOrOne(values: readonly number[]): number | number[] {
  return values.length === 1 ? values[0] : [...values];
}

/** Whether two scalings give the same values, however they are written. */
function areSame(one: Scaling, other: Scaling): boolean {
  const [a, b] = [slopes(one), slopes(other)];
  const count = Math.max(a.length, b.length);
  const near = (x: number, y: number): boolean =>
    Math.abs(x - y) <= 1e-9 * Math.max(Math.abs(x), Math.abs(y));
  return Array.from({ length: count }).every((_, i) => {
    const [p, q] = [a[i % a.length], b[i % b.length]];
    return near(p.times, q.times) && near(p.plus, q.plus);
  });
}

function slopes({ scale, mean, std }: Scaling): { readonly times: number; readonly plus: number }[] {
  const [means, stds] = [[mean].flat(), [std].flat()];
  return Array.from({ length: Math.max(means.length, stds.length) }, (_, i) => ({
    times: scale / stds[i % stds.length],
    plus: -means[i % means.length] / stds[i % stds.length],
  }));
}
