import type { Conversion, StoredSample } from '../dataCheck.js';

/**
 * A sample as a conversion makes it. Values are computed; pictures are drawn as they are stored, since their shades would say
 * nothing else.
 */
export function fedSample(shown: StoredSample, { scale, mean, std }: Conversion): StoredSample {
  if (shown.kind === 'picture') return shown;
  const [means, stds] = [[mean].flat(), [std].flat()];
  const values = shown.values.map(
    (value, i) => (value * scale - means[i % means.length]) / stds[i % stds.length],
  );
  return { ...shown, values };
}
