// What deleting units does to the answers, for layers behind which only dense operators follow. This is
// AssemblyScript: `npm run generate` compiles it into src/analysis/kernels/tailKernelBytes.ts, and
// src/analysis/ways/plainTailKernel.ts is the same in plain TypeScript, by which it is tested.

/**
 * What a call works on, in numbers and addresses of 4 bytes each: first what the caller gives, in the order of
 * `fields` in tailKernel.ts; tailJob.ts says what each is. Arrays that a call has no use for have the address 0.
 */
@unmanaged
class Job {
  samples: i32;
  units: i32;
  width: i32;
  classes: i32;
  row: i32;
  hidden: i32;
  columns: usize;
  outputs: usize;
  values: usize;
  valueStride: i32;
  slopes: usize;
  slopeStride: i32;
  firstSlope: i32;
  base: usize;
  labels: usize;
  correct: usize;
  loss: usize;
  sums: usize;
  weights: usize;
  weightLogs: usize;
  weightLog: i32;
  next: usize;
  last: usize;
  margins: usize;
  bounds: usize;
  sizes: usize;
  roundings: usize;
  lossChange: usize;
  turns: usize;
  room: usize;

  /** Of the pairs of a sample with units: [units] places in the call, in the layer, and how far outputs move. */
  pairs: usize;
  places: usize;
  steps: usize;
  /** [pairs x row], and 3 more rows so that there are always four. */
  logits: usize;
  /** The same, four pairs by four: [rivals x 4]. */
  turned: usize;
  /** Of four pairs by four: their highest logits, and by how much the label's is lower; then their losses. */
  losses: usize;
  /** [hidden], by how much units of the layer behind change. */
  changes: usize;
  /** [hidden] bytes. */
  sumLogs: usize;
  /** [hidden] bytes, less than any logarithm. */
  least: usize;
  /** [pairs], where the weights of each one's unit are. */
  rows: usize;
  /** [pairs x hidden / 32]: blocks of 32 units of the layer behind with those that may flip. */
  found: usize;
  /** [pairs x hidden]: pairs of a pair and a unit of the layer behind that flips, with what is missing. */
  flips: usize;
}

/** As in closeCalls.ts. */
const closeShare: f32 = 1.52587890625e-5;

/** Divides the room; `floatsOfRoom` in tailSpace.ts tells how much that takes. */
function divide(job: Job): void {
  const units = <usize>job.units;
  const row = <usize>job.row;
  const hidden = <usize>job.hidden;
  job.pairs = job.room;
  job.places = job.pairs + (units << 2);
  job.steps = job.places + (units << 2);
  job.logits = job.steps + (units << 2);
  job.turned = job.logits + (((units + 4) * row) << 2);
  job.losses = job.turned + (((units + 4) * row) << 2);
  job.changes = job.losses + ((units + 4) << 3);
  job.sumLogs = job.changes + (hidden << 2);
  job.least = job.sumLogs + hidden;
  job.rows = job.least + hidden;
  job.found = job.rows + (units << 2);
  job.flips = job.found + ((units * hidden) >> 2);
  memory.fill(job.least, 0x80, hidden);
}

/** How many pairs of a sample and a unit have to be worked out. */
export function countPairs(job: Job): i32 {
  divide(job);
  let count = 0;
  for (let sample = 0; sample < job.samples; sample++) count += findPairs(job, sample);
  return count;
}

/**
 * Deletes each unit on each sample.
 * @returns how many answers turned or are too close to call; which they are is in `turns`.
 */
export function deleteUnits(job: Job): i32 {
  divide(job);
  let turns = 0;
  for (let sample = 0; sample < job.samples; sample++) {
    const pairs = findPairs(job, sample);
    if (pairs == 0) continue;
    if (job.hidden != 0 && job.slopes == 0) {
      for (let pair = 0; pair < pairs; pair++) propagate(job, sample, pair);
    } else {
      slide(job, sample, pairs);
      if (job.hidden != 0) flip(job, sample, pairs);
    }
    turns += score(job, sample, pairs, turns);
  }
  return turns;
}

/** Lists the units whose deletion may change the answer to a sample, with their columns and steps. */
function findPairs(job: Job, sample: i32): i32 {
  const outputs = job.outputs + ((<usize>(sample * job.width)) << 2);
  const values = job.values + ((<usize>(sample * job.valueStride)) << 2);
  if (job.margins != 0) return findBounded(job, sample, outputs, values);
  const columns = job.columns;
  const list = job.pairs;
  const places = job.places;
  const steps = job.steps;
  const units = job.units;
  let pairs: usize = 0;
  // Without a branch: about every second unit changes, which the processor would guess wrong.
  for (let i = 0; i < units; i++) {
    const column = load<i32>(columns + ((<usize>i) << 2));
    const at = (<usize>column) << 2;
    const step = load<f32>(values + at) - load<f32>(outputs + at);
    store<i32>(list + (pairs << 2), i);
    store<i32>(places + (pairs << 2), column);
    store<f32>(steps + (pairs << 2), step);
    pairs += usize(step != 0);
  }
  return <i32>pairs;
}

/** Those of them, few, whose deletion may turn the answer. */
function findBounded(job: Job, sample: i32, outputs: usize, values: usize): i32 {
  const columns = job.columns;
  const units = job.units;
  const label = load<i32>(job.labels + ((<usize>sample) << 2));
  const bounds = job.bounds + ((<usize>(label * job.width)) << 2);
  const margin = load<f32>(job.margins + ((<usize>sample) << 2));
  const margins = f32x4.splat(margin);
  const first = load<i32>(columns);
  const isRun = load<i32>(columns + ((<usize>(units - 1)) << 2)) - first == units - 1;
  let pairs: usize = 0;
  let i = 0;
  for (; isRun && i + 4 <= units; i += 4) {
    const at = (<usize>(first + i)) << 2;
    const step = f32x4.sub(v128.load(values + at), v128.load(outputs + at));
    const reach = f32x4.mul(f32x4.abs(step), v128.load(bounds + at));
    // Turned round, so that what is not a number is kept.
    const may = v128.andnot(f32x4.ne(step, f32x4.splat(0)), f32x4.lt(reach, margins));
    for (let left = i32x4.bitmask(may); left != 0; left &= left - 1) {
      pairs = addPair(job, pairs, i + ctz(left), outputs, values);
    }
  }
  for (; i < units; i++) {
    const at = (<usize>load<i32>(columns + ((<usize>i) << 2))) << 2;
    const step = load<f32>(values + at) - load<f32>(outputs + at);
    const stays = abs(step) * load<f32>(bounds + at) < margin;
    if (step != 0 && !stays) pairs = addPair(job, pairs, i, outputs, values);
  }
  return <i32>pairs;
}

function addPair(job: Job, pairs: usize, unit: i32, outputs: usize, values: usize): usize {
  const column = load<i32>(job.columns + ((<usize>unit) << 2));
  const at = (<usize>column) << 2;
  store<i32>(job.pairs + (pairs << 2), unit);
  store<i32>(job.places + (pairs << 2), column);
  store<f32>(job.steps + (pairs << 2), load<f32>(values + at) - load<f32>(outputs + at));
  return pairs + 1;
}

function columnOf(job: Job, pair: i32): i32 {
  return load<i32>(job.places + ((<usize>pair) << 2));
}

function stepOf(job: Job, pair: i32): f32 {
  return load<f32>(job.steps + ((<usize>pair) << 2));
}

/** Logits by their slopes. */
function slide(job: Job, sample: i32, pairs: i32): void {
  const row = (<usize>job.row) << 2;
  const base = job.base + <usize>sample * row;
  const slopes = job.slopes + ((<usize>(sample * job.slopeStride)) << 2);
  const others = job.classes - 1;
  for (let pair = 0; pair < pairs; pair++) {
    const column = columnOf(job, pair);
    const by = f32x4.splat(stepOf(job, pair));
    const own = slopes + ((<usize>((column - job.firstSlope) * others)) << 2);
    const logits = job.logits + <usize>pair * row;
    for (let k: usize = 0; k < row; k += 16) {
      v128.store(logits + k, f32x4.add(v128.load(base + k), f32x4.mul(by, v128.load(own + k))));
    }
  }
}

/**
 * Sets logits right where units of the layer behind begin or cease to answer. Few do, and most of the others
 * are told apart by logarithms of a byte each: unit j can't where |step| |weight| < |sum|.
 */
function flip(job: Job, sample: i32, pairs: i32): void {
  const sumLog = takeLogs(job, sample);
  const hidden = <usize>job.hidden;
  const row = (<usize>job.row) << 2;
  const sums = job.sums + ((<usize>sample * hidden) << 2);
  const sumLogs = job.sumLogs;
  const found = job.found;
  const flips = job.flips;
  const rows = job.rows;
  let end = found;
  for (let pair = 0; pair < pairs; pair++) {
    const column = columnOf(job, pair);
    store<usize>(rows + ((<usize>pair) << 2), job.weights + ((<usize>column * hidden) << 2));
    // Up by 2, since the bits of a number give its logarithm rounded down, and by up to 0.69 too little.
    const log = logOf(stepOf(job, pair)) + 2 + job.weightLog - sumLog;
    const logs = log > 127 ? job.least : sumLogs;
    const stepLog = i8x16.splat(<i8>max(min(log, 127), -128));
    const weightLogs = job.weightLogs + <usize>column * hidden;
    let place = (<u64>pair) << 48;
    for (let j: usize = 0; j < hidden; j += 32) {
      const a = i8x16.add_sat_s(v128.load(weightLogs + j, 0), stepLog);
      const b = i8x16.add_sat_s(v128.load(weightLogs + j, 16), stepLog);
      const low = i8x16.bitmask(i8x16.gt_s(a, v128.load(logs + j, 0)));
      const high = i8x16.bitmask(i8x16.gt_s(b, v128.load(logs + j, 16)));
      const units = (<u32>low) | ((<u32>high) << 16);
      store<u64>(end, place | units);
      end += usize(units != 0) << 3;
      place += (<u64>32) << 32;
    }
  }
  // One unit of each block at a time, so that nothing has to be guessed by the processor.
  const steps = job.steps;
  let flipsEnd = flips;
  while (end != found) {
    let left = found;
    for (let at = found; at < end; at += 8) {
      const block = load<u64>(at);
      const units = <u32>block;
      const place = <u32>(block >> 32) + ctz(units);
      const pair = (<usize>(block >> 48)) << 2;
      const j = (<usize>(place & 0xffff)) << 2;
      const sum = load<f32>(sums + j);
      const weight = load<f32>(load<usize>(rows + pair) + j);
      const moved = sum + load<f32>(steps + pair) * weight;
      store<u32>(flipsEnd, place, 0);
      // Where the unit answered, its sum, now negative, has to go; else its sum is missing.
      store<f32>(flipsEnd, abs(moved), 4);
      flipsEnd += usize(moved > 0 != sum > 0) << 3;
      store<u64>(left, block & (block - 1));
      left += usize((units & (units - 1)) != 0) << 3;
    }
    end = left;
  }
  for (let at = flips; at < flipsEnd; at += 8) {
    const place = load<u32>(at, 0);
    const missing = f32x4.splat(load<f32>(at, 4));
    const logits = job.logits + <usize>(place >> 16) * row;
    const next = job.next + <usize>(place & 0xffff) * row;
    for (let k: usize = 0; k < row; k += 16) {
      const more = f32x4.mul(missing, v128.load(next + k));
      v128.store(logits + k, f32x4.add(v128.load(logits + k), more));
    }
  }
}

/** Eight times the logarithm to base 2 of a number's size, and 1016, rounded down or less. */
function logOf(value: f32): i32 {
  return (reinterpret<i32>(value) & 0x7fffffff) >> 20;
}

/**
 * Writes the logarithms of a sample's sums, less 1, so that the largest is 126.
 * @returns by what they are less.
 */
function takeLogs(job: Job, sample: i32): i32 {
  const hidden = <usize>job.hidden;
  const sums = job.sums + ((<usize>sample * hidden) << 2);
  const size = i32x4.splat(0x7fffffff);
  let largest = i32x4.splat(0);
  // Sizes of floats are in the order of their bits.
  for (let j: usize = 0; j < hidden << 2; j += 16) {
    largest = i32x4.max_s(largest, v128.and(v128.load(sums + j), size));
  }
  const low = max(i32x4.extract_lane(largest, 0), i32x4.extract_lane(largest, 1));
  const high = max(i32x4.extract_lane(largest, 2), i32x4.extract_lane(largest, 3));
  const top = max(low, high);
  const sumLog = ((top == 0 ? reinterpret<i32>(<f32>1) : top) >> 20) - 127;
  const less = i32x4.splat(sumLog + 1);
  for (let j: usize = 0; j < hidden; j += 16) {
    const at = sums + (j << 2);
    const a = i32x4.sub(i32x4.shr_u(v128.and(v128.load(at, 0), size), 20), less);
    const b = i32x4.sub(i32x4.shr_u(v128.and(v128.load(at, 16), size), 20), less);
    const c = i32x4.sub(i32x4.shr_u(v128.and(v128.load(at, 32), size), 20), less);
    const d = i32x4.sub(i32x4.shr_u(v128.and(v128.load(at, 48), size), 20), less);
    const logs = i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
    v128.store(job.sumLogs + j, logs);
  }
  return sumLog;
}

/** Logits by running the layers behind. */
function propagate(job: Job, sample: i32, pair: i32): void {
  const column = columnOf(job, pair);
  const by = f32x4.splat(stepOf(job, pair));
  const zero = f32x4.splat(0);
  const logits = job.logits + ((<usize>(pair * job.row)) << 2);
  const base = job.base + ((<usize>(sample * job.row)) << 2);
  const row = (<usize>job.row) << 2;
  const sums = job.sums + ((<usize>(sample * job.hidden)) << 2);
  const weights = job.weights + ((<usize>(column * job.hidden)) << 2);
  const changes = job.changes;
  const end = (<usize>job.hidden) << 2;
  for (let j: usize = 0; j < end; j += 16) {
    const sum = v128.load(sums + j);
    const moved = f32x4.add(sum, f32x4.mul(by, v128.load(weights + j)));
    v128.store(changes + j, f32x4.sub(f32x4.pmax(moved, zero), f32x4.pmax(sum, zero)));
  }
  for (let k = 0; k < job.classes - 1; k++) {
    const last = job.last + <usize>k * end;
    let a = zero;
    let b = zero;
    let c = zero;
    let d = zero;
    for (let j: usize = 0; j < end; j += 64) {
      a = f32x4.add(a, f32x4.mul(v128.load(changes + j, 0), v128.load(last + j, 0)));
      b = f32x4.add(b, f32x4.mul(v128.load(changes + j, 16), v128.load(last + j, 16)));
      c = f32x4.add(c, f32x4.mul(v128.load(changes + j, 32), v128.load(last + j, 32)));
      d = f32x4.add(d, f32x4.mul(v128.load(changes + j, 48), v128.load(last + j, 48)));
    }
    const sum = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
    const halves = f32x4.add(sum, v128.shuffle<f32>(sum, sum, 2, 3, 0, 1));
    const total = f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1);
    const at = (<usize>k) << 2;
    store<f32>(logits + at, load<f32>(base + at) + total);
  }
}

/**
 * Scores a sample's pairs, four side by side, and notes what they change; ~ stands before what is too close to call. In
 * steps, each of which goes through all pairs: within one the fours don't wait for each other, and the processor works at
 * several.
 */
function score(job: Job, sample: i32, pairs: i32, turnsBefore: i32): i32 {
  const label = load<i32>(job.labels + ((<usize>sample) << 2));
  const wasRight = load<i32>(job.correct + ((<usize>sample) << 2));
  const units = job.units;
  const list = job.pairs;
  const losses = job.losses;
  const row = (<usize>job.row) << 2;
  const rivals = job.classes - 1;
  const zero = f32x4.splat(0);
  const lowest = f32x4.splat(-Infinity);
  const infinite = f32x4.splat(Infinity);
  const size = f32x4.splat(load<f32>(job.sizes + ((<usize>sample) << 2)));
  const share = f32x4.splat(closeShare);
  let turns = job.turns + ((<usize>turnsBefore) << 2);
  let rows = job.turned;
  for (let pair = 0; pair < pairs; pair += 4) {
    turnRows(job.logits + <usize>pair * row, rows, row);
    // The first class's logit is 0.
    const own = label == 0 ? zero : v128.load(rows + ((<usize>(label - 1)) << 4));
    let before = label == 0 ? lowest : zero;
    let behind = lowest;
    for (let k = 0; k < label - 1; k++) before = f32x4.pmax(before, v128.load(rows + ((<usize>k) << 4)));
    for (let k = label; k < rivals; k++) behind = f32x4.pmax(behind, v128.load(rows + ((<usize>k) << 4)));
    const right = i32x4.bitmask(v128.and(f32x4.gt(own, before), f32x4.ge(own, behind)));
    const other = f32x4.pmax(before, behind);
    const highest = f32x4.pmax(other, own);
    const lead = f32x4.abs(f32x4.sub(own, other));
    // Told in the affirmative, so that what is not a number is too close to call.
    const rounding = f32x4.add(size, roundingOf(job, pair, pairs));
    const least = f32x4.add(rounding, f32x4.mul(share, f32x4.abs(highest)));
    const clear = i32x4.bitmask(v128.and(f32x4.gt(lead, least), f32x4.lt(lead, infinite)));
    const here = (1 << min(pairs - pair, 4)) - 1;
    for (let left = ((right ^ -wasRight) | ~clear) & here; left != 0; left &= left - 1) {
      const place = ctz(left);
      const at = sample * units + load<i32>(list + ((<usize>(pair + place)) << 2));
      store<i32>(turns, (clear >> place) & 1 ? at : ~at);
      turns += 4;
    }
    const at = losses + ((<usize>pair) << 3);
    v128.store(at, highest, 0);
    v128.store(at, f32x4.sub(highest, own), 16);
    rows += 4 * row;
  }
  const count = <i32>((turns - job.turns) >> 2) - turnsBefore;
  if (job.lossChange == 0) return count;
  const end = losses + ((<usize>((pairs + 3) & ~3)) << 3);
  rows = job.turned;
  for (let at = losses; at < end; at += 32) {
    v128.store(at, othersOf(rows, rivals, v128.load(at, 0)), 0);
    rows += 4 * row;
  }
  for (let at = losses; at < end; at += 32) {
    v128.store(at, f32x4.add(logOfOneAnd(v128.load(at, 0)), v128.load(at, 16)), 0);
  }
  const intact = load<f64>(job.loss + ((<usize>sample) << 3));
  for (let pair = 0; pair < pairs; pair++) {
    const unit = load<i32>(list + ((<usize>pair) << 2));
    const at = job.lossChange + ((<usize>unit) << 3);
    const loss = load<f32>(losses + ((<usize>(pair & ~3)) << 3) + ((<usize>(pair & 3)) << 2));
    store<f64>(at, load<f64>(at) + (<f64>loss - intact));
  }
  return count;
}

/** By how much rounding may have moved the leads of four pairs. */
function roundingOf(job: Job, pair: i32, pairs: i32): v128 {
  const last = pairs - 1;
  let own = f32x4.splat(roundingOfOne(job, pair));
  own = f32x4.replace_lane(own, 1, roundingOfOne(job, min(pair + 1, last)));
  own = f32x4.replace_lane(own, 2, roundingOfOne(job, min(pair + 2, last)));
  return f32x4.replace_lane(own, 3, roundingOfOne(job, min(pair + 3, last)));
}

function roundingOfOne(job: Job, pair: i32): f32 {
  return load<f32>(job.roundings + ((<usize>columnOf(job, pair)) << 2)) * abs(stepOf(job, pair));
}

/** Turns four rows of logits into one vector of four for each rival. */
function turnRows(from: usize, to: usize, row: usize): void {
  for (let k: usize = 0; k < row; k += 16) {
    const r0 = v128.load(from + k);
    const r1 = v128.load(from + row + k);
    const r2 = v128.load(from + 2 * row + k);
    const r3 = v128.load(from + 3 * row + k);
    const a = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const b = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const c = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const d = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    const at = to + (k << 2);
    v128.store(at, v128.shuffle<f32>(a, c, 0, 1, 4, 5), 0);
    v128.store(at, v128.shuffle<f32>(a, c, 2, 3, 6, 7), 16);
    v128.store(at, v128.shuffle<f32>(b, d, 0, 1, 4, 5), 32);
    v128.store(at, v128.shuffle<f32>(b, d, 2, 3, 6, 7), 48);
  }
}

/** Sum of exp(logit - highest). The largest term is left out of it, so that small losses stay exact. */
function othersOf(rows: usize, rivals: i32, highest: v128): v128 {
  const one = f32x4.splat(1);
  const first = f32x4.sub(f32x4.splat(0), highest);
  const isFirst = f32x4.ge(first, f32x4.splat(0));
  let small = v128.andnot(exponential(first), isFirst);
  let others = f32x4.add(f32x4.splat(-1), v128.and(one, isFirst));
  for (let k = 0; k < rivals; k++) {
    const below = f32x4.sub(v128.load(rows + ((<usize>k) << 4)), highest);
    const isHighest = f32x4.ge(below, f32x4.splat(0));
    small = f32x4.add(small, v128.andnot(exponential(below), isHighest));
    others = f32x4.add(others, v128.and(one, isHighest));
  }
  return f32x4.add(others, small);
}

/** exp(x) for x <= 0, to 2 units in the last place; below -87 it is that of -87 (after Cephes' expf). */
function exponential(x: v128): v128 {
  const whole = f32x4.splat(12582912);
  const bounded = f32x4.pmax(x, f32x4.splat(-87));
  // Adding 1.5 * 2^23 rounds to a whole number, which then stands in the lowest bits.
  const shifted = f32x4.add(f32x4.mul(bounded, f32x4.splat(1.4426950408889634)), whole);
  const n = f32x4.sub(shifted, whole);
  let r = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.1219444e-4)));
  let p = f32x4.splat(1.98756915e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), f32x4.add(r, f32x4.splat(1)));
  const power = i32x4.add(i32x4.shl(shifted, 23), i32x4.splat(127 << 23));
  return f32x4.mul(p, power);
}

/** log(1 + x) for x >= 0, small x included (after Cephes' logf). */
function logOfOneAnd(x: v128): v128 {
  const one = f32x4.splat(1);
  const u = f32x4.add(x, one);
  // What was rounded away, to first order.
  const rest = f32x4.div(f32x4.sub(x, f32x4.sub(u, one)), u);
  // u = 2^e * m, with m from sqrt(1/2) to sqrt(2).
  const bits = i32x4.sub(u, i32x4.splat(0x3f3504f3));
  const e = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23));
  const m = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const r = f32x4.sub(m, one);
  const square = f32x4.mul(r, r);
  let p = f32x4.splat(7.0376836292e-2);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(-1.151461031e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.167699874e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(-1.2420140846e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.4249322787e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(-1.6668057665e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(2.0000714765e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(-2.4999993993e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(3.3333331174e-1));
  let y = f32x4.mul(f32x4.mul(p, r), square);
  y = f32x4.add(y, f32x4.mul(e, f32x4.splat(-2.1219444e-4)));
  y = f32x4.sub(y, f32x4.mul(square, f32x4.splat(0.5)));
  y = f32x4.add(f32x4.add(r, y), rest);
  return f32x4.add(y, f32x4.mul(e, f32x4.splat(0.693359375)));
}
