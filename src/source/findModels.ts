import { Interpreter } from './interpreter.js';
import type { LibraryHints } from './libraryPath.js';
import { layersOf } from './moduleLayers.js';
import type { SourceModel } from './sourceModel.js';
import { baseFramework } from './sourceClasses.js';
import type { FunctionDefinition, Statement } from './syntax.js';
import { type ClassValue, type Module, type Value } from './values.js';

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
  const made = [...interpreter.made];
  interpreter.called.clear();
  const ofClasses = uniqueClasses(interpreter).map((ofClass) => classModel(interpreter, ofClass, made));
  const others = made
    .filter(({ form, isPart }) => form !== 'instance' && form !== 'list' && !isPart)
    // What a class calls to make its parts makes no network of its own.
    .filter((module) => {
      const maker = madeBy.get(module);
      return maker === undefined || !interpreter.called.has(maker);
    })
    .map((module) => sourceModel(interpreter, module));
  return [...ofClasses, ...others]
    .filter((model) => model !== null)
    .filter(({ layers }) => layers.length > 0)
    .sort((a, b) => a.range.start - b.range.start);
}

/** Classes as they were defined last: a notebook defines them again. */
function uniqueClasses({ classes }: Interpreter): readonly ClassValue[] {
  return [...new Map(classes.map((each) => [each.definition.range.start, each])).values()];
}

/** The network of a class: as the text makes it, where it makes it one way; else of the defaults. */
function classModel(
  interpreter: Interpreter,
  ofClass: ClassValue,
  made: readonly Module[],
): SourceModel | null {
  if (!baseFramework(ofClass, interpreter)) return null;
  const instances = made.filter((each) => each.ofClass?.definition === ofClass.definition);
  const models = instances
    .filter(({ isPart }) => !isPart)
    .map((instance) => sourceModel(interpreter, instance))
    .filter((model) => model !== null);
  const isPart = instances.some((each) => each.isPart);
  const [first] = models;
  const agrees = models.every((model) => shapeOf(model) === shapeOf(first));
  if (first !== undefined && agrees) return { ...first, isPart };
  interpreter.startAnew();
  const value: Value = interpreter.calls.assuming(() =>
    interpreter.calls.instantiate(ofClass, [], interpreter.root),
  );
  const model = value.kind === 'module' ? sourceModel(interpreter, value) : null;
  return model && { ...model, isPart };
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
  };
}
