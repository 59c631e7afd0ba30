/** Words that inputs and their labels go by, in names of arrays and of files. */
const pairs: readonly (readonly [inputs: string, labels: string])[] = [
  ['x', 'y'],
  ['x', 'labels'],
  ['images', 'labels'],
  ['images', 'targets'],
  ['image', 'label'],
  ['inputs', 'labels'],
  ['inputs', 'targets'],
  ['input', 'label'],
  ['input', 'target'],
  ['data', 'labels'],
  ['data', 'label'],
  ['data', 'target'],
  ['data', 'targets'],
  ['features', 'labels'],
  ['features', 'targets'],
  ['samples', 'labels'],
];

/**
 * The names that the labels of the inputs called `name` may have: `y_test` for `x_test`, `t10k-labels-idx1-ubyte` for
 * `t10k-images-idx3-ubyte`. Words are parted by `.`, `_` and `-`; capitals are kept, or dropped as in `X` and `y`.
 */
export function labelNames(name: string): string[] {
  const words = name.split(/([._-])/);
  const found = new Set<string>();
  for (const [position, word] of words.entries()) {
    for (const [inputs, labels] of pairs) {
      if (word.toLowerCase() !== inputs) continue;
      for (const partner of [inCaseOf(word, labels), labels]) {
        found.add(
          words
            .with(position, partner)
            .join('')
            .replace(/\bidx\d\b/, 'idx1'),
        );
      }
    }
  }
  return [...found];
}

function inCaseOf(model: string, word: string): string {
  if (model === model.toLowerCase()) return word;
  return model === model.toUpperCase() ? word.toUpperCase() : word[0].toUpperCase() + word.slice(1);
}
