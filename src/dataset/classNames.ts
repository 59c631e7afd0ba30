import { InputError } from '../inputError.js';
import { findClassFile, readClassFile, type ClassFile } from './classFiles.js';
import type { DataSource } from './dataSource.js';
import type { OpenFile } from './openFiles.js';

/** The names of the classes that a dataset tells apart, and where they come from. */
export interface ClassNames {
  readonly classes: readonly string[] | null;
  /** A phrase for people; null where the descriptor lists them, or there are none. */
  readonly understood: string | null;
}

/**
 * The descriptor's class names, else those that the labels come with, else those in a file beside the inputs.
 * @param named the file that the descriptor names; null where it names none
 * @param count how many classes the model tells apart
 * @throws InputError where the names are not one for each class.
 */
export async function classNamesOf(
  source: DataSource,
  named: ClassFile | null,
  { name, content }: OpenFile,
  count: number,
): Promise<ClassNames> {
  const { classes: listed } = source.descriptor;
  if (Array.isArray(listed)) {
    checkNames(`${source.file}: \`classes\` has`, `${source.file}: \`classes\` names`, listed, count);
    return { classes: listed, understood: null };
  }
  if (named !== null) {
    checkNames(`${named.name} has`, `${named.name} names`, named.classes, count);
    return { classes: named.classes, understood: `class names from ${named.name}` };
  }
  const own = content.classNames ?? null;
  if (own !== null) {
    checkOwn(name, own, count);
    return { classes: own, understood: `classes in the order of their names: ${shortened(own)}` };
  }
  const beside = await findClassFile(source, count);
  if (beside === null) return { classes: null, understood: null };
  return {
    classes: beside.classes,
    understood: `class names from ${beside.name}, which lies beside the data`,
  };
}

/** The file of class names that the descriptor names, or null. @throws InputError where it holds none. */
export async function namedClassFile(source: DataSource): Promise<ClassFile | null> {
  const { classes } = source.descriptor;
  return typeof classes === 'string' ? readClassFile(source, classes) : null;
}

function checkNames(has: string, names: string, classes: readonly string[], count: number): void {
  if (classes.length !== count) {
    throw new InputError(
      `${has} ${classes.length} names, but the model tells ${count} classes apart; name each of them once.`,
    );
  }
  const twice = classes.find((each, index) => classes.indexOf(each) !== index);
  if (twice !== undefined) throw new InputError(`${names} "${twice}" twice; name each class once.`);
}

function checkOwn(name: string, names: readonly string[], count: number): void {
  if (names.length === count) return;
  const few = names.slice(0, 5).join(', ') + (names.length > 5 ? ', ...' : '');
  throw new InputError(
    `${name} has ${names.length} ${names.length === 1 ? 'class' : 'classes'} (${few}), but the model tells ${count} apart; list all ` +
      `${count} names in the order of the model's outputs under \`classes\` in a descriptor, or choose data and a model that go together.`,
  );
}

function shortened(names: readonly string[]): string {
  return names.length <= 12 ? names.join(', ') : `${names.slice(0, 11).join(', ')}, ... ${names.at(-1)}`;
}
