import { formatCount } from './numberFormat.js';
import {
  expectationUnder,
  resemblance,
  type Expectation,
  type Hypothesis,
  type Resemblance,
} from './selectivityHypotheses.js';
import { canBeChance, type LayerRelation } from './selectivityRelation.js';
import type { Interval } from './spearmanInterval.js';
import { writeFraction } from './typographicNumbers.js';
import type { UnitRow } from './unitRows.js';

/** What each hypothesis is called, where it is chosen and where it is spoken of. */
export const hypothesisNames: Readonly<Record<Hypothesis, string>> = {
  more: 'Selective matter more',
  less: 'Selective matter less',
  none: 'No relation',
};

/** A hypothesis in words: what is supposed, and what would follow. */
export interface HypothesisWords {
  /** `If selective units mattered more` */
  readonly supposed: string;
  readonly follows: string;
}

const suppositions: Readonly<Record<Hypothesis, HypothesisWords>> = {
  more: {
    supposed: 'If selective units mattered more',
    follows: ', these same units would lie like the rings, climbing to the right.',
  },
  less: {
    supposed: 'If selective units mattered less',
    follows: ', these same units would lie like the rings, falling to the right.',
  },
  none: {
    supposed: 'If selectivity did not matter',
    follows: ', any unit could lie anywhere, as the rings do.',
  },
};

/**
 * What would be seen under a hypothesis, how the data compare, and what they resemble.
 * @param intervals one entry a relation; `null` while they are computed.
 */
export function hypothesisWords(
  hypothesis: Hypothesis,
  expectation: Expectation,
  rows: readonly UnitRow[],
  relations: readonly LayerRelation[],
  intervals: readonly (Interval | null)[] | null,
  seed: number,
): HypothesisWords {
  const { supposed, follows } = suppositions[hypothesis];
  const compared = comparison(expectation, relations);
  if (intervals === null) return { supposed, follows: `${follows}${compared}` };
  const more = expectationUnder('more', rows, seed).rhos;
  const less = expectationUnder('less', rows, seed).rhos;
  const found = relations.flatMap(({ layer, layerIndex }, i): LayerResemblance[] => {
    const interval = intervals[i];
    if (interval === null) return [];
    const kind = resemblance(interval, more.get(layerIndex) ?? 1, less.get(layerIndex) ?? -1);
    return [{ id: layer.id, kind }];
  });
  return { supposed, follows: `${follows}${compared} ${resemblanceSentence(found)}` };
}

function comparison({ rhos }: Expectation, relations: readonly LayerRelation[]): string {
  const told = relations.flatMap(({ layerIndex, rho }) => {
    const expected = rhos.get(layerIndex) ?? null;
    return rho === null || expected === null ? [] : [{ rho, expected }];
  });
  if (told.length === 0) return '';
  const rings = listed(told.map(({ expected }) => expected));
  return ` The rings\u2019 rank correlation: ${rings}; measured: ${listed(told.map(({ rho }) => rho))}.`;
}

/** `−.14 and −.23`; of many their range. */
function listed(values: readonly number[]): string {
  const written = values.map((value) => writeFraction(value));
  if (written.length > 3) {
    return `${writeFraction(Math.min(...values))} to ${writeFraction(Math.max(...values))}`;
  }
  if (written.length === 1) return written[0];
  return `${written.slice(0, -1).join(', ')} and ${written[written.length - 1]}`;
}

/** What one layer resembles. */
export interface LayerResemblance {
  readonly id: string;
  readonly kind: Resemblance;
}

const called = (hypothesis: Hypothesis): string => `\u201c${hypothesisNames[hypothesis]}\u201d`;

/** What a layer does, and what several do. */
const verbs: Readonly<Record<Resemblance, readonly [one: string, several: string]>> = {
  more: [`resembles ${called('more')}`, `resemble ${called('more')}`],
  less: [`resembles ${called('less')}`, `resemble ${called('less')}`],
  none: [`resembles ${called('none')}`, `resemble ${called('none')}`],
  weaklyMore: [`leans weakly to ${called('more')}`, `lean weakly to ${called('more')}`],
  weaklyLess: [`leans weakly to ${called('less')}`, `lean weakly to ${called('less')}`],
  stronglyMore: [`goes beyond ${called('more')}`, `go beyond ${called('more')}`],
  stronglyLess: [`goes beyond ${called('less')}`, `go beyond ${called('less')}`],
  several: ['fits more than one', 'fit more than one'],
};

/** What the data resemble, layer by layer where layers differ; that they resemble none of the three is an answer. */
export function resemblanceSentence(found: readonly LayerResemblance[]): string {
  if (found.length === 0) {
    return 'What the data resemble can\u2019t be told: no layer has enough units that differ.';
  }
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  if (kinds.length === 1) return sameSentence(kinds[0]);
  const parts = kinds.map((kind) => {
    const layers = found.filter((layer) => layer.kind === kind);
    const [one, several] = verbs[kind];
    if (found.length > 3) {
      return `${formatCount(layers.length)} of ${formatCount(found.length)} layers ${layers.length === 1 ? one : several}`;
    }
    return `${layers.map(({ id }) => id).join(' and ')} ${layers.length === 1 ? one : several}`;
  });
  // A relation as strong as the hypothesis' is no chance, however many layers were looked at.
  const related = found.filter(({ kind }) => kind !== 'none' && kind !== 'several');
  const isWeak = related.every(({ kind }) => kind === 'weaklyMore' || kind === 'weaklyLess');
  const luck =
    related.length > 0 && isWeak && canBeChance(related.length, found.length)
      ? `; among ${formatCount(found.length)} layers that can be chance`
      : '';
  return `The data differ by layer: ${parts.join(', ')}${luck}.`;
}

function sameSentence(kind: Resemblance): string {
  switch (kind) {
    case 'several':
      return 'With so few units, the data fit more than one of the three.';
    case 'more':
    case 'less':
    case 'none':
      return `Of the three, the data resemble ${called(kind)}.`;
    default:
      return `The data resemble none of the three: they ${verbs[kind][1]}.`;
  }
}
