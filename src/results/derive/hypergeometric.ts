/**
 * The probability that at least `drawn` of `taken` things, taken at random out of `all` without putting back, are among
 * the `marked` ones: the upper tail of the hypergeometric distribution.
 */
export function hypergeometricTail(drawn: number, taken: number, marked: number, all: number): number {
  const highest = Math.min(taken, marked);
  const total = logChoose(all, taken);
  let tail = 0;
  for (let k = Math.max(drawn, taken + marked - all, 0); k <= highest; k++) {
    tail += Math.exp(logChoose(marked, k) + logChoose(all - marked, taken - k) - total);
  }
  return Math.min(1, tail);
}

/** ln of n over k, as a sum: exact enough, and linear in k. */
function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= Math.min(k, n - k); i++) sum += Math.log((n - Math.min(k, n - k) + i) / i);
  return sum;
}
