import type { Interpreter } from './interpreter.js';
import type { SourceLayer, SourceModel } from './sourceModel.js';
import type { Module, Position, Use, Value } from './values.js';

/** A layer with weights under the name that the whole network has for it. */
interface NamedModule {
  readonly module: Module;
  readonly path: string;
  readonly isNamed: boolean;
}

/** The layers of a network: in the order in which its forward pass uses them, or else in that of their definition. */
export function layersOf(interpreter: Interpreter, root: Module): Pick<SourceModel, 'layers' | 'order'> {
  const isGraph = root.form === 'graph';
  const positions = isGraph ? graphPositions(root) : passPositions(interpreter, root);
  // After the pass: Flax defines layers where it uses them.
  const named = isGraph ? namedUses(root.uses) : namedMembers(root, '', new Set([root]));
  const known = new Map(named.map((each) => [each.module, each]));
  const used = positions.flatMap(({ uses }, position) => uses.map((use) => ({ use, position })));
  const counted = new Map<Module, number>();
  for (const { use, position } of used) if (!counted.has(use.module)) counted.set(use.module, position);
  const inner = new Set(used.flatMap(({ use }) => [...use.before].map(({ module }) => module)));
  const isWhole = counted.size > 0 && named.every(({ module }) => counted.has(module));
  const found = isGraph || isWhole ? [...counted.keys()].map((module) => known.get(module)) : named;
  const layers = found
    .filter((each) => each !== undefined)
    .map((each, i, all) => {
      const isHidden = isWhole || isGraph ? inner.has(each.module) : i < all.length - 1;
      return sourceLayer(each, isHidden, isWhole || isGraph ? (counted.get(each.module) ?? i) : i);
    });
  return { layers, order: isWhole || isGraph ? 'use' : 'definition' };
}

function graphPositions({ uses: wanted, positions }: Module): readonly Position[] {
  const inside = positions().filter(({ uses }) => uses.some((use) => wanted.includes(use)));
  const lost = wanted.filter((use) => !inside.some(({ uses }) => uses.includes(use)));
  const alone = lost.map((use): Position => ({ uses: [use], at: use.at }));
  return [...inside, ...alone].sort((a, b) => a.at - b.at);
}

function passPositions(interpreter: Interpreter, root: Module): readonly Position[] {
  interpreter.startAnew();
  interpreter.calls.forward(root, []);
  return interpreter.pass.positions();
}

function namedMembers(holder: Module, prefix: string, seen: Set<Module>): readonly NamedModule[] {
  return [...holder.members].flatMap(([key, value]) =>
    namedIn(value, pathOf(prefix, key.trim()), seen, holder),
  );
}

function namedIn(value: Value, path: string, seen: Set<Module>, holder: Module): readonly NamedModule[] {
  if (value.kind === 'list') {
    return value.items.flatMap((item, i) => {
      const place = value.open ? '*' : String(i);
      // Flax joins the place to the name of the list.
      return namedIn(item, hasSetup(holder) ? `${path}_${place}` : pathOf(path, place), seen, holder);
    });
  }
  if (value.kind === 'dict') {
    return [...value.entries].flatMap(([key, item]) => namedIn(item, pathOf(path, key), seen, holder));
  }
  if (value.kind !== 'module' || seen.has(value)) return [];
  seen.add(value);
  const isKeras = value.framework === 'keras' || value.framework === 'tensorflow.js';
  if (value.form === 'operator') {
    if (value.operator?.role !== 'weights') return [];
    const open = value.isRepeated && !path.includes('*') && !isKeras;
    const name = isKeras ? kerasName(value, holder, path) : path;
    return [{ module: value, path: open ? `${name}*` : name, isNamed: value.givenName !== null || !isKeras }];
  }
  if (value.form === 'graph') return namedUses(value.uses);
  return namedMembers(value, isKeras ? (value.givenName ?? '') : path, seen);
}

/** Flax's other way: layers are members that a method `setup` makes. */
function hasSetup({ framework, ofClass }: Module): boolean {
  const body = ofClass?.definition.body ?? [];
  return (
    framework === 'flax' && body.some((each) => each.kind === 'function' && each.definition.name === 'setup')
  );
}

/** The name that a layer is given, within the layer of the text's own that is given one; else what the program calls it. */
function kerasName({ givenName, variable }: Module, holder: Module, path: string): string {
  if (givenName === null) return variable ?? path;
  const isWithin = holder.isPart && holder.form === 'instance' && holder.givenName !== null;
  return isWithin ? `${holder.givenName}.${givenName}` : givenName;
}

function pathOf(prefix: string, key: string): string {
  return prefix === '' ? key : `${prefix}.${key}`;
}

function namedUses(uses: readonly Use[]): readonly NamedModule[] {
  const modules = [...new Set(uses.map(({ module }) => module))];
  return modules.map((module, i) => ({
    module,
    path: module.givenName ?? module.variable ?? String(i),
    isNamed: module.givenName !== null,
  }));
}

function sourceLayer(
  { module, path, isNamed }: NamedModule,
  isHidden: boolean,
  position: number,
): SourceLayer {
  const { units, isAssumed, inputs, range, nameRange, operator } = module;
  return {
    path,
    isNamed,
    operator: operator?.layer ?? 'other',
    units,
    isAssumed,
    inputs,
    range,
    nameRange: nameRange ?? range,
    isHidden,
    position,
  };
}
