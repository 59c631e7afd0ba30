/** Shards as Hugging Face and TensorFlow number them: `train-00000-of-00002.parquet`, `test.tfrecord-00000-of-00002`. */
const shard = /^(.*-)\d{2,}(-of-\d{2,}(?:\..*)?)$/;
/** CIFAR-10's training data. */
const batch = /^(data_batch_)\d+((?:\.bin)?(?:\.gz)?)$/i;

/** What all files of one set are called, `*` in place of their numbers; the name itself of a file that is one by itself. */
export function setPattern(name: string): string {
  const match = shard.exec(name) ?? batch.exec(name);
  return match === null ? name : `${match[1]}*${match[2]}`;
}

/** Whether a path names a set of files. */
export function isPattern(path: string): boolean {
  return /\*[^/\\]*$/.test(path);
}

/** The names among `names` that a pattern means, in the order of their numbers. */
export function matchingNames(pattern: string, names: readonly string[]): string[] {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const matches = new RegExp(`^${parts.join('[^/\\\\]*')}$`);
  return names
    .filter((name) => matches.test(name))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** Names of files, those of one set told as its pattern. */
export function asSets(names: readonly string[]): string[] {
  const patterns = names.map(setPattern);
  const isAlone = (pattern: string): boolean => patterns.indexOf(pattern) === patterns.lastIndexOf(pattern);
  return [...new Set(names.map((name, i) => (isAlone(patterns[i]) ? name : patterns[i])))];
}
