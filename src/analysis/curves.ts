import { InputError } from '../inputError.js';
import { areaUnderCurve } from '../results/derive/areaUnderCurve.js';
import type { ResultFile } from '../results/schema.js';
import { addInto } from './activity.js';
import { finite } from './columns.js';
import type { UnitLayer } from './unitLayers.js';
import { curvePoints, randomOrder, rankedOrder } from './orders.js';
import { planPrefixes, sampleRanges } from './plan.js';
import type { Scope } from './scopes.js';
import type { CurveSettings, RankedBy, Replacement } from './settings.js';
import type { GroupShard, RotationShard } from './shards.js';
import { runShards, type Sweep } from './sweep.js';

export type Curve = NonNullable<ResultFile['curves']>[number];

/** What rankings are made from, by flat index. */
export type Rankings = Readonly<Record<RankedBy, readonly (number | null)[]>>;

/** A curve that is to be measured; its order may depend on what is measured before. */
export interface CurvePlan {
  readonly by: string;
  readonly direction: 'asc' | 'desc' | null;
  readonly scope: Scope;
  readonly control: 'rotation' | null;
  readonly seed: number;
  /** Units in scope, or axes of the layer. */
  readonly size: number;
  /** Numbers of removed units. */
  readonly removed: Int32Array;
  readonly order: (rankings: Rankings) => Int32Array;
}

/**
 * The curves that were asked for, in a fixed order.
 * @throws InputError where an order or a number of removed units doesn't fit.
 */
export function planCurves(
  settings: CurveSettings,
  scopes: readonly Scope[],
  units: number,
  seed: number,
): CurvePlan[] {
  if (
    settings.orders.some(({ by }) => by === 'rotation') &&
    scopes.every(({ layers }) => layers.length !== 1)
  ) {
    throw new InputError(
      "--orders rotation turns the space of a single layer; add --scope layer, or name one layer's id.",
    );
  }
  const plans = scopes.flatMap((scope) =>
    settings.orders.flatMap((request) => plansOf(request, scope, settings, seed)),
  );
  const given = settings.givenOrders.map((order, i): CurvePlan => {
    const places = checkedUnits(order, units, `Order ${i + 1} of --order-file`);
    const scope = { name: 'network', layers: [], units: places };
    return {
      by: 'given',
      direction: null,
      scope,
      control: null,
      seed,
      size: places.length,
      removed: pointsOf(settings, places.length),
      order: () => places,
    };
  });
  return [...plans, ...given];
}

function plansOf(
  request: CurveSettings['orders'][number],
  scope: Scope,
  settings: CurveSettings,
  seed: number,
): CurvePlan[] {
  const size = scope.units.length;
  const common = { scope, size, control: null, removed: pointsOf(settings, size) };
  switch (request.by) {
    case 'random':
      return Array.from({ length: request.count }, (_, i) => {
        return {
          ...common,
          by: 'random',
          direction: null,
          seed: seed + i,
          order: () => randomOrder(scope.units, seed + i),
        };
      });
    case 'rotation':
      // A basis can only be turned within a layer's own space.
      return scope.layers.length !== 1
        ? []
        : Array.from({ length: request.count }, (_, i): CurvePlan => {
            return {
              ...common,
              by: 'random',
              direction: null,
              control: 'rotation',
              seed: seed + i,
              order: () => new Int32Array(),
            };
          });
    default: {
      const { by, direction } = request;
      return [
        {
          ...common,
          by,
          direction,
          seed,
          order: (rankings) => rankedOrder(scope.units, rankings[by], direction),
        },
      ];
    }
  }
}

function pointsOf(settings: CurveSettings, size: number): Int32Array {
  if (settings.removed === null) return curvePoints(size);
  const tooMany = settings.removed.find((count) => count > size);
  if (tooMany !== undefined) {
    throw new InputError(
      `--removed names ${tooMany} units, and there are ${size} to remove; name numbers up to that.`,
    );
  }
  return Int32Array.from(new Set(settings.removed)).sort();
}

/**
 * Flat unit indexes, as a person gave them.
 * @throws InputError where one is out of range or stands twice.
 */
export function checkedUnits(units: readonly number[], count: number, what: string): Int32Array {
  const wrong = units.find((unit) => !Number.isInteger(unit) || unit < 0 || unit >= count);
  if (wrong !== undefined) {
    throw new InputError(`${what} names unit ${wrong}, and flat unit indexes run from 0 to ${count - 1}.`);
  }
  const twice = units.find((unit, i) => units.indexOf(unit) !== i);
  if (twice !== undefined) throw new InputError(`${what} names unit ${twice} twice; name each unit once.`);
  return Int32Array.from(units);
}

/** The passes that a curve takes, on the given number of samples. */
export function passesOfCurve({ removed }: CurvePlan, samples: number): number {
  return samples * (1 + removed.length);
}

/** A curve to be measured with one replacement value. */
export interface CurveRequest {
  readonly plan: CurvePlan;
  readonly replacement: Replacement;
  /** What each unit is held at, by flat index. */
  readonly values: Float32Array;
}

/**
 * Measures curves. Samples change slowest, so that data is read forward once and what is kept of some samples
 * serves every order.
 * @returns one curve for each request.
 */
export async function* measureCurves(
  sweep: Sweep,
  requests: readonly CurveRequest[],
  mode: CurveSettings['mode'],
  rankings: Rankings,
  layers: readonly UnitLayer[],
): AsyncGenerator<number, Curve[]> {
  const orders = requests.map(({ plan }) => plan.order(rankings));
  const sums = requests.map(({ plan }) => ({
    correct: new Float64Array(plan.removed.length),
    loss: new Float64Array(plan.removed.length),
  }));
  const requestOf = new Map<GroupShard | RotationShard, number>();
  for (const [i, { plan, values }] of requests.entries()) {
    for (const shard of shardsOf(sweep, plan, orders[i], values, mode, layers)) requestOf.set(shard, i);
  }
  const shards = [...requestOf.keys()].sort((one, other) => one.samples.first - other.samples.first);
  yield* runShards<GroupShard | RotationShard>(sweep, shards, (result, shard) => {
    const { correct, loss } = sums[requestOf.get(shard) ?? 0];
    addInto(correct, result.correct);
    addInto(loss, result.lossSum);
  });
  return requests.map((request, i) => curveOf(sweep, request, mode, orders[i], sums[i]));
}

function shardsOf(
  { facts, loss }: Sweep,
  plan: CurvePlan,
  order: Int32Array,
  values: Float32Array,
  mode: CurveSettings['mode'],
  layers: readonly UnitLayer[],
): (GroupShard | RotationShard)[] {
  if (plan.control === 'rotation') {
    const layer = layers.findIndex(({ id }) => id === plan.scope.layers[0].id);
    return sampleRanges(facts).map((samples): RotationShard => {
      return { kind: 'rotation', layer, seed: plan.seed, lengths: plan.removed, samples, loss };
    });
  }
  // Keeping the first k of an order is removing the first N - k of the order turned around.
  const removal = mode === 'remove' ? order : order.slice().reverse();
  return planPrefixes(facts, removal, plan.removed, values, loss);
}

function curveOf(
  sweep: Sweep,
  { plan, replacement }: CurveRequest,
  mode: CurveSettings['mode'],
  order: Int32Array,
  sums: { readonly correct: Float64Array; readonly loss: Float64Array },
): Curve {
  const { samples } = sweep.facts;
  const removed = [...plan.removed];
  const correct = [...sums.correct];
  const isWhole = plan.by !== 'given' || plan.size === sweep.units;
  return {
    by: plan.by,
    direction: plan.direction,
    mode,
    scope: plan.scope.name,
    control: plan.control,
    seed: plan.seed,
    // Whatever lies along an axis is taken out.
    replacement: plan.control === 'rotation' ? 'zero' : replacement,
    units: [...order],
    removed,
    correct,
    ...(sweep.loss ? { loss: Array.from(sums.loss, (sum) => finite(sum / samples)) } : {}),
    auc: isWhole ? areaUnderCurve(removed, correct, plan.size, samples) : null,
  };
}
