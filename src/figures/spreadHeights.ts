/**
 * Heights for labels that want to stand at given heights but need room: moved as little as can be, in squares, and
 * kept in their order. (Least squares under an order: pooled neighbours take their common mean.)
 * @param wanted in any order.
 * @param gap between neighbours; less where they would not all fit.
 * @returns one height for each, within top and bottom.
 */
export function spreadHeights(wanted: readonly number[], gap: number, top: number, bottom: number): number[] {
  const count = wanted.length;
  if (count === 0) return [];
  const step = count < 2 ? 0 : Math.min(gap, (bottom - top) / (count - 1));
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const pools: { sum: number; size: number }[] = [];
  for (const [place, i] of order.entries()) {
    let pool = { sum: wanted[i] - place * step, size: 1 };
    for (let above = pools.at(-1); above && above.sum / above.size >= pool.sum / pool.size;) {
      pool = { sum: pool.sum + above.sum, size: pool.size + above.size };
      pools.pop();
      above = pools.at(-1);
    }
    pools.push(pool);
  }
  const highest = bottom - (count - 1) * step;
  const starts = pools.flatMap(({ sum, size }) => {
    const start = Math.max(top, Math.min(highest, sum / size));
    return new Array<number>(size).fill(start);
  });
  const heights = new Array<number>(count);
  for (const [place, i] of order.entries()) heights[i] = starts[place] + place * step;
  return heights;
}
