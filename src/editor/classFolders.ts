import { dirname } from 'node:path';

/**
 * The folders that hold class folders: those of which two or more folders hold pictures.
 * @param pictures paths of pictures
 * @returns sorted paths
 */
export function classFolderParents(pictures: readonly string[]): string[] {
  const classes = new Map<string, number>();
  for (const folder of new Set(pictures.map((path) => dirname(path)))) {
    const parent = dirname(folder);
    classes.set(parent, (classes.get(parent) ?? 0) + 1);
  }
  return [...classes].flatMap(([parent, count]) => (count > 1 ? [parent] : [])).sort();
}
