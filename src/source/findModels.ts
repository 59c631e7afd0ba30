import { Interpreter } from './interpreter.js';
import type { LibraryHints } from './libraryPath.js';
import { plainInstance } from './moduleCalls.js';
import { layersOf } from './moduleLayers.js';
import type { SourceModel } from './sourceModel.js';
import { baseFramework, findMethod } from './sourceClasses.js';
import type { FunctionDefinition, Statement } from './syntax.js';
import type { ClassValue, Module } from './values.js';

/** More ways of making one class are not told apart. */
const mostVariants = 12;

/**
 * The networks that a program defines, in the order of the text.
 * @param program as `SourceParser` reads it.
 */
export function findModels(program: readonly Statement[], hints: LibraryHints): readonly SourceModel[] {
  const interpreter = new Interpreter(hints);
  interpreter.run(program, interpreter.root);
  const uncalled = interpreter.functions.filter(({ definition }) => !interpreter.called.has(definition));
  const madeBy = new Map<Module, FunctionDefinition>();
  for (const each of uncalled) {
    if (interpreter.called.has(each.definition)) continue;
    interpreter.startAnew();
    const before = interpreter.made.length;
    const value = interpreter.calls.assuming(() => interpreter.calls.callFunction(each, []));
    if (value.kind === 'module') value.variable ??= each.definition.name;
    for (const module of interpreter.made.slice(before)) madeBy.set(module, each.definition);
  }
  const classes = uniqueClasses(interpreter);
  for (const each of classes) if (!baseFramework(each, interpreter)) runMethods(interpreter, each);
  const made = [...interpreter.made];
  interpreter.called.clear();
  const ofClasses = classes.map((ofClass) => classModel(interpreter, ofClass, made));
  const others = made
    .filter(({ form, isPart }) => form !== 'instance' && form !== 'list' && !isPart)
    // What a class calls to make its parts makes no network of its own.
    .filter((module) => {
      const maker = madeBy.get(module);
      return maker === undefined || !interpreter.called.has(maker);
    })
    .map((module) => sourceModel(interpreter, module));
  const found = [...ofClasses, ...others].filter((model) => model !== null);
  // A method that another one calls was followed twice.
  const unique = new Map(found.map((model) => [`${model.range.start}:${model.nameRange.start}`, model]));
  return [...unique.values()].sort((a, b) => a.range.start - b.range.start);
}

/** Follows the methods of a class that is no network: agents and trainers make theirs there. */
function runMethods(interpreter: Interpreter, ofClass: ClassValue): void {
  const self = plainInstance(ofClass);
  for (const statement of ofClass.definition.body) {
    const name = statement.kind === 'function' ? statement.definition.name : null;
    const method = name === null ? null : findMethod(ofClass, name, interpreter);
    if (!method) continue;
    interpreter.startAnew();
    interpreter.calls.assuming(() => interpreter.calls.callFunction({ ...method, self }, []));
  }
}

/** Classes as they were defined last: a notebook defines them again. */
function uniqueClasses({ classes }: Interpreter): readonly ClassValue[] {
  return [...new Map(classes.map((each) => [each.definition.range.start, each])).values()];
}

/** The networks of a class: in each way that the text makes it; of the defaults where it makes none. */
function classModel(
  interpreter: Interpreter,
  ofClass: ClassValue,
  made: readonly Module[],
): SourceModel | null {
  if (!baseFramework(ofClass, interpreter)) return null;
  const instances = made.filter((each) => each.ofClass?.definition === ofClass.definition);
  const isPart = instances.some((each) => each.isPart);
  const models = instances
    .filter((instance) => !instance.isPart)
    .slice(0, mostVariants)
    .map((instance) => sourceModel(interpreter, instance))
    .filter((model) => model !== null);
  const [first, ...variants] = new Map(models.map((model) => [shapeOf(model), model])).values();
  if (first !== undefined) return { ...first, isPart, variants };
  const model = interpreter.calls.assuming(() => instanceModel(interpreter, ofClass));
  if (!model) return null;
  const byDefault = instanceModel(interpreter, ofClass);
  const differs = byDefault !== null && shapeOf(byDefault) !== shapeOf(model);
  return { ...model, isPart, variants: differs ? [{ ...byDefault, isByDefault: true }] : [] };
}

/** The network of a class as nothing but its defaults make it. */
function instanceModel(interpreter: Interpreter, ofClass: ClassValue): SourceModel | null {
  interpreter.startAnew();
  const value = interpreter.calls.instantiate(ofClass, [], interpreter.root);
  return value.kind === 'module' ? sourceModel(interpreter, value) : null;
}

function shapeOf({ layers }: SourceModel): string {
  return JSON.stringify(layers.map(({ path, units, operator }) => [path, units, operator]));
}

function sourceModel(interpreter: Interpreter, module: Module): SourceModel | null {
  const { layers, order } = layersOf(interpreter, module);
  if (layers.length === 0) return null;
  const { definition } = module.ofClass ?? {};
  const range = definition?.range ?? {
    start: module.nameRange?.start ?? module.range.start,
    end: module.end,
  };
  const inRange = { start: Math.min(range.start, module.range.start), end: range.end };
  return {
    name: definition?.name ?? module.variable ?? module.givenName ?? 'Sequential',
    framework: module.framework,
    range: inRange,
    nameRange: definition?.nameRange ?? module.nameRange ?? module.range,
    layers,
    order,
    isPart: module.isPart,
    variants: [],
    isByDefault: false,
  };
}
