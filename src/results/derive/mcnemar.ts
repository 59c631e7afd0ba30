/**
 * Exact two-sided McNemar test: min(1, 2 P(X <= min(b, c))), X binomial(b + c, 1/2); 1 where b + c = 0.
 * @param b samples that turned wrong
 * @param c samples that turned right
 * @returns p, with a relative error below 1e-12; 0 where it lies below the smallest double.
 */
export function mcnemarP(b: number, c: number): number {
  const n = b + c;
  const k = Math.min(b, c);
  if (2 * k >= n - 1) return 1;
  // Terms of the tail shrink from k downwards: P(X = j - 1) = P(X = j) j / (n - j + 1).
  let relative = 1;
  let sum = 1;
  for (let j = k; j > 0 && relative > sum * 1e-17; j--) {
    relative *= j / (n - j + 1);
    sum += relative;
  }
  return Math.min(1, 2 * Math.exp(logHalfBinomial(k, n) + Math.log(sum)));
}

/**
 * ln P(X = k), X binomial(n, 1/2), k <= n / 2. Sums of log-gammas would cancel to 1e-10 at n = 100,000;
 * Loader's expansion around the mean ("Fast and accurate computation of binomial probabilities", 2000)
 * does not.
 */
function logHalfBinomial(k: number, n: number): number {
  if (k === 0) return -n * Math.LN2;
  const rest = n - k;
  return (
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(rest) -
    deviance(k, n / 2) -
    deviance(rest, n / 2) +
    0.5 * Math.log(n / (2 * Math.PI * k * rest))
  );
}

/** x ln(x / m) + m - x, without cancellation where x is near m. */
function deviance(x: number, m: number): number {
  const difference = x - m;
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) - difference;
  // With v = (x - m) / (x + m): difference * v + 2 x (v^3 / 3 + v^5 / 5 + ...).
  const v = difference / (x + m);
  let sum = difference * v;
  let power = 2 * x * v;
  for (let j = 1; ; j++) {
    power *= v * v;
    const next = sum + power / (2 * j + 1);
    if (next === sum) return next;
    sum = next;
  }
}

/** ln n! less Stirling's formula for it. */
function stirlingError(n: number): number {
  if (n > 15) {
    const nn = n * n;
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / nn) / nn) / nn) / nn) / n;
  }
  let factorial = 1;
  for (let j = 2; j <= n; j++) factorial *= j;
  return Math.log(factorial) - (n + 0.5) * Math.log(n) + n - 0.5 * Math.log(2 * Math.PI);
}
