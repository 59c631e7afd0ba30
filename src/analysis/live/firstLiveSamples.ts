/** What the first answer may take, in seconds of passes through the network: whoever clicks should not have to wait. */
const firstAnswerSeconds = 0.05;

/**
 * How many samples are answered at first: as many as asked for, or fewer where these would take long. Round numbers, so
 * that a machine takes the same ones most times.
 * @param pass what a pass of one sample through the whole network takes, in seconds.
 */
export function firstLiveSamples(asked: number, pass: number): number {
  const affordable = firstAnswerSeconds / pass;
  if (affordable >= asked) return asked;
  return [500, 200, 100].find((count) => count < asked && count <= affordable) ?? Math.min(asked, 50);
}
