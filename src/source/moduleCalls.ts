import { roleNamed, unitNames, inputNames, type Operator } from './operators.js';
import type { Framework } from './sourceModel.js';
import type { TextRange } from './syntax.js';
import {
  unknown,
  type ClassValue,
  type GivenArgument,
  type List,
  type Module,
  type Value,
} from './values.js';

export interface Made {
  readonly range: TextRange;
  readonly isRepeated: boolean;
}

type Shape = Pick<Module, 'framework' | 'form'> & Partial<Module>;

function moduleOf(shape: Shape, { range, isRepeated }: Made): Module {
  return {
    kind: 'module',
    operator: null,
    typeName: '',
    ofClass: null,
    units: null,
    isAssumed: false,
    inputs: null,
    activates: false,
    givenName: null,
    members: new Map(),
    open: false,
    isRepeated,
    range,
    end: range.end,
    nameRange: null,
    variable: null,
    isPart: false,
    isNetwork: true,
    uses: [],
    positions: () => [],
    ...shape,
  };
}

/** A layer as its arguments describe it. */
export function operatorModule(
  operator: Operator,
  typeName: string,
  args: readonly GivenArgument[],
  made: Made,
): Module {
  const given = optionsOf(args);
  const named = (names: readonly string[], role: string): Value => {
    const name = names.find((each) => given.has(each));
    const place = operator.parameters.indexOf(role);
    const positional = args.filter((arg) => arg.name === null && arg.value.kind !== 'dict')[place];
    return (name === undefined ? positional?.value : given.get(name)) ?? unknown;
  };
  const units = named(unitNames, 'units');
  const inputs = named(inputNames, 'inputs');
  const name = given.get('name');
  const activation = given.get('activation');
  return moduleOf(
    {
      framework: operator.framework,
      form: 'operator',
      operator,
      typeName,
      units: units.kind === 'number' ? units.value : null,
      isAssumed: units.kind === 'number' && units.isAssumed,
      inputs: inputs.kind === 'number' ? inputs.value : null,
      activates: activation !== undefined && activates(activation),
      givenName: name?.kind === 'string' ? name.value : null,
      nameRange: name?.kind === 'string' ? name.range : null,
    },
    made,
  );
}

/** Keyword arguments, and those that JavaScript gives in one object. */
export function optionsOf(args: readonly GivenArgument[]): ReadonlyMap<string, Value> {
  const options = new Map<string, Value>();
  for (const { name, value } of args) {
    if (name !== null) options.set(name, value);
    else if (value.kind === 'dict') for (const [key, each] of value.entries) options.set(key, each);
  }
  return options;
}

function activates(value: Value): boolean {
  if (value.kind === 'string') return value.value !== 'linear' && roleNamed(value.value) === 'activation';
  return value.kind === 'library' || value.kind === 'module' || value.kind === 'function';
}

export function containerModule(
  framework: Framework,
  form: 'sequential' | 'list',
  made: Made,
  name: Value = unknown,
): Module {
  const givenName = name.kind === 'string' ? name.value : null;
  return moduleOf(
    { framework, form, givenName, nameRange: name.kind === 'string' ? name.range : null },
    made,
  );
}

export function instanceModule(
  framework: Framework,
  ofClass: ClassValue,
  made: Made,
  name: Value = unknown,
): Module {
  return moduleOf(
    {
      framework,
      form: 'instance',
      ofClass,
      typeName: ofClass.definition.name,
      givenName: name.kind === 'string' ? name.value : null,
    },
    made,
  );
}

/** An instance of a class that is no network, whose methods may make some. */
export function plainInstance(ofClass: ClassValue): Module {
  const { range } = ofClass.definition;
  return moduleOf(
    { framework: 'keras', form: 'instance', ofClass, isNetwork: false },
    { range, isRepeated: false },
  );
}

/** A network that is told by its outputs. */
export function graphModule(
  framework: Framework,
  { uses, positions }: Pick<Module, 'uses' | 'positions'>,
  made: Made,
  name: Value = unknown,
): Module {
  return moduleOf(
    { framework, form: 'graph', uses, positions, givenName: name.kind === 'string' ? name.value : null },
    made,
  );
}

/** Puts layers into a container as its framework would name them: by their place, or by the keys of a dict or of pairs. */
export function fill(container: Module, values: readonly Value[]): void {
  for (const value of values) {
    if (value.kind === 'dict') {
      for (const [key, each] of value.entries)
        setMember(container, key, each, value.keyRanges.get(key) ?? null);
    } else if (value.kind === 'list') fillFromList(container, value);
    else
      setMember(container, container.open ? openKey(container) : String(container.members.size), value, null);
  }
}

function fillFromList(container: Module, list: List): void {
  const pairs = list.items.map((item) =>
    item.kind === 'list' && item.items.length === 2 ? item.items : null,
  );
  if (list.items.length > 0 && pairs.every((pair) => pair?.[0]?.kind === 'string')) {
    for (const pair of pairs) {
      const [key, value] = pair ?? [];
      if (key?.kind === 'string' && value) setMember(container, key.value, value, key.range);
    }
    return;
  }
  if (list.open) container.open = true;
  fill(container, list.items);
}

/** Several members of unknown place have keys that differ and read alike. */
function openKey(container: Module): string {
  return `*${' '.repeat(container.members.size)}`;
}

/** Sets a member, which then is a part, and has that name unless it has one. */
export function setMember(holder: Module, key: string, value: Value, nameRange: TextRange | null): void {
  holder.members.set(key, value);
  for (const module of modulesIn(value)) {
    if (module === holder) continue;
    if (holder.isNetwork) module.isPart = true;
    module.nameRange ??= value.kind === 'module' ? nameRange : null;
  }
}

/** The modules in a value, those in lists and dicts too. */
export function modulesIn(value: Value): readonly Module[] {
  if (value.kind === 'module') return [value];
  if (value.kind === 'list') return value.items.flatMap(modulesIn);
  return value.kind === 'dict' ? [...value.entries.values()].flatMap(modulesIn) : [];
}
