// Sums over samples of the outputs of neurons. This is AssemblyScript: `npm run generate` compiles it into
// src/analysis/kernels/neuronKernelBytes.ts, and src/analysis/neuronSums.ts has the
// same in plain TypeScript, by which it is tested.

/**
 * Adds the outputs of four neurons at a time, as many as there are whole fours of.
 * @param values [samples x units] float32, one sample at least.
 * @param labels [samples], class indexes.
 * @param moments [2 x units] float64: sums of differences from the first sample's, and of their squares.
 * @param extremes [2 x units] float32: the least and the greatest.
 * @param zeros [units], how many are zero.
 * @param classSums [classes x units] float64, which are added to.
 */
export function sumNeurons(
  values: usize,
  samples: i32,
  units: i32,
  labels: usize,
  moments: usize,
  extremes: usize,
  zeros: usize,
  classSums: usize,
): void {
  const row: usize = (<usize>units) << 2;
  for (let unit = 0; unit + 4 <= units; unit += 4) {
    let at = values + ((<usize>unit) << 2);
    const first = v128.load(at);
    const shiftLow = f64x2.promote_low_f32x4(first);
    const shiftHigh = f64x2.promote_low_f32x4(high(first));
    let sumLow = f64x2.splat(0);
    let sumHigh = f64x2.splat(0);
    let squaresLow = f64x2.splat(0);
    let squaresHigh = f64x2.splat(0);
    let least = f32x4.splat(f32.POSITIVE_INFINITY);
    let greatest = f32x4.splat(f32.NEGATIVE_INFINITY);
    let zero = i32x4.splat(0);
    const sums = classSums + ((<usize>unit) << 3);
    for (let sample = 0; sample < samples; sample++, at += row) {
      const value = v128.load(at);
      const low = f64x2.promote_low_f32x4(value);
      const up = f64x2.promote_low_f32x4(high(value));
      const own = sums + ((<usize>load<i32>(labels + ((<usize>sample) << 2)) * row) << 1);
      v128.store(own, f64x2.add(v128.load(own), low));
      v128.store(own, f64x2.add(v128.load(own, 16), up), 16);
      const differenceLow = f64x2.sub(low, shiftLow);
      const differenceHigh = f64x2.sub(up, shiftHigh);
      sumLow = f64x2.add(sumLow, differenceLow);
      sumHigh = f64x2.add(sumHigh, differenceHigh);
      squaresLow = f64x2.add(squaresLow, f64x2.mul(differenceLow, differenceLow));
      squaresHigh = f64x2.add(squaresHigh, f64x2.mul(differenceHigh, differenceHigh));
      // A comparison gives -1 where it holds.
      zero = i32x4.sub(zero, f32x4.eq(value, f32x4.splat(0)));
      least = f32x4.pmin(least, value);
      greatest = f32x4.pmax(greatest, value);
    }
    const moment = moments + ((<usize>unit) << 3);
    v128.store(moment, sumLow);
    v128.store(moment, sumHigh, 16);
    v128.store(moment + (row << 1), squaresLow);
    v128.store(moment + (row << 1), squaresHigh, 16);
    v128.store(extremes + ((<usize>unit) << 2), least);
    v128.store(extremes + row + ((<usize>unit) << 2), greatest);
    v128.store(zeros + ((<usize>unit) << 2), zero);
  }
}

function high(value: v128): v128 {
  return i32x4.shuffle(value, value, 2, 3, 2, 3);
}
