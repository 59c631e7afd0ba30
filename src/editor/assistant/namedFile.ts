import { InputError } from '../../inputError.js';
import { listed } from '../../results/derive/answers/askedFor.js';

/** A file that can be named, by the path that is shown of it. */
export interface NamedFile {
  readonly path: string;
  /** Relative to the workspace, with slashes. */
  readonly name: string;
}

/** Endings that need not be said. */
const endings = /(\.dataset\.json|\.importance\.json|\.[^./]+)$/;

/**
 * The file that is meant: by its path, by the end of its path, or without its ending; never one of several.
 * @param kind what the files are, for messages: `model`.
 * @param asked `null` where none was named, which will do where there is but one.
 * @throws InputError where no file, or more than one, may be meant; it tells which there are.
 */
export function namedFile(files: readonly NamedFile[], asked: string | null, kind: string): NamedFile {
  if (files.length === 0) throw new InputError(`This workspace has no ${kind}.`);
  const names = files.map(({ name }) => name);
  if (asked === null) {
    if (files.length === 1) return files[0];
    throw new InputError(
      `This workspace has ${files.length} ${kind}s; say which of ${listed(names)} by its path.`,
    );
  }
  const wanted = asked.trim().replaceAll('\\', '/').replace(/^\.\//, '');
  const small = wanted.toLowerCase();
  const stem = (name: string): string => name.replace(endings, '');
  const ways: ((file: NamedFile) => boolean)[] = [
    ({ name, path }) => name === wanted || path === asked.trim(),
    ({ name }) => endsWithPath(name, wanted),
    ({ name }) => endsWithPath(name.toLowerCase(), small),
    ({ name }) => endsWithPath(stem(name).toLowerCase(), small),
  ];
  for (const fits of ways) {
    const found = files.filter(fits);
    if (found.length === 1) return found[0];
    if (found.length > 1) {
      const candidates = listed(found.map(({ name }) => name));
      throw new InputError(`"${asked}" may be any of ${candidates}: name one by its path.`);
    }
  }
  throw new InputError(`This workspace has no ${kind} "${asked}"; it has ${listed(names)}.`);
}

function endsWithPath(name: string, end: string): boolean {
  return end !== '' && (name === end || name.endsWith(`/${end}`));
}
