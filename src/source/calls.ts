import type { Callable, CallFollower, Caller, CallSite, Program } from './evaluator.js';
import { tensorsIn } from './forwardPass.js';
import { callLibrary } from './libraryCalls.js';
import { callMethod } from './methodCalls.js';
import { fill, instanceModule, modulesIn, optionsOf, plainInstance, setMember } from './moduleCalls.js';
import { baseFramework, classMembers, findMethod } from './sourceClasses.js';
import type { FunctionDefinition } from './syntax.js';
import {
  listOf,
  unknown,
  writtenPath,
  type ClassValue,
  type GivenArgument,
  type Module,
  type Scope,
  type Tensor,
  type Value,
} from './values.js';

const deepestCall = 24;

/** Follows calls: of functions and classes of the text, of networks, and of what libraries have. */
export class Calls implements Caller, CallFollower {
  /** How many layers of a kind each instance of Flax has made. */
  readonly #counts = new WeakMap<Module, Map<string, number>>();
  #depth = 0;
  /** How many calls of methods of networks are being followed. */
  #within = 0;
  #assumes = false;

  constructor(private readonly program: Program) {}

  /** What calling a value comes to. */
  call(target: Value, args: readonly GivenArgument[], site: CallSite): Value {
    if (this.program.isExhausted || this.#depth > deepestCall) return unknown;
    switch (target.kind) {
      case 'function':
        return this.callFunction(target, args);
      case 'class':
        return this.instantiate(target, args, site.scope);
      case 'library':
        return this.#held(callLibrary(this.program, target, args, site.range), site);
      case 'partial':
        return this.call(target.callee, [...args, ...target.given], site);
      case 'module':
        return this.forward(target, args);
      case 'method':
        if (target.name === 'save_hyperparameters') saveHyperparameters(target.object, site.scope);
        return callMethod(this.program, this, target, args, site.range);
      default: {
        const tensors = args.flatMap(({ value }) => tensorsIn(value));
        return tensors.length > 0 ? this.program.pass.apply('ends', tensors, null) : unknown;
      }
    }
  }

  /** What is made within a network is a part of that, also where nothing says so. */
  #held(value: Value, { range, scope }: CallSite): Value {
    if (value.kind === 'module' && value.range === range && this.#within > 0) value.isPart = true;
    return this.#named(value, scope);
  }

  /** A layer made within a compact module of Flax is a member of that, named by its kind and count. */
  #named(value: Value, scope: Scope): Value {
    const holder = scope.self;
    const isLayer = value.kind === 'module' && (value.form === 'operator' || value.form === 'instance');
    if (!isLayer || holder?.framework !== 'flax' || !isCompact(scope)) return value;
    const counts = this.#counts.get(holder) ?? new Map<string, number>();
    this.#counts.set(holder, counts);
    const count = counts.get(value.typeName) ?? 0;
    const name = value.givenName ?? `${value.typeName}_${value.isRepeated ? '*' : count}`;
    if (value.givenName === null) counts.set(value.typeName, count + 1);
    setMember(holder, name, value, null);
    return value;
  }

  callFunction(
    { definition, scope, self }: Callable,
    args: readonly GivenArgument[],
    ofClass?: ClassValue,
  ): Value {
    this.program.called.add(definition);
    const names = this.#bind(definition, args, scope, self);
    const owner = ofClass ?? self?.ofClass ?? null;
    const isCompactMethod = definition.decorators.some((each) => each.endsWith('compact'));
    if (isCompactMethod) {
      names.set(compactMark, unknown);
      // Every pass makes the same layers again.
      if (self) this.#counts.delete(self);
    }
    this.#depth++;
    const isWithin = self?.isNetwork === true;
    if (isWithin) this.#within++;
    const { value } = this.program.run(definition.body, { names, parent: scope, self, ofClass: owner });
    if (isWithin) this.#within--;
    this.#depth--;
    return value ?? unknown;
  }

  #bind(
    { parameters, decorators }: FunctionDefinition,
    args: readonly GivenArgument[],
    scope: Scope,
    self: Module | null,
  ): Map<string, Value> {
    const names = new Map<string, Value>();
    const isStatic = decorators.includes('staticmethod');
    const takesSelf = self !== null && !isStatic && ['self', 'cls'].includes(parameters[0]?.name ?? '');
    if (takesSelf) names.set(parameters[0].name, self);
    const open = parameters.slice(takesSelf ? 1 : 0);
    const positional = args.filter(({ name }) => name === null);
    open.forEach(({ name, byDefault, rest }, i) => {
      const keyword = args.find((arg) => arg.name === name);
      const given = keyword ?? (rest ? undefined : positional[i]);
      if (rest) names.set(name, listOf(positional.slice(i).map(({ value }) => value)));
      else if (given) names.set(name, given.value);
      else names.set(name, byDefault ? this.#byDefault(this.program.evaluate(byDefault, scope)) : unknown);
    });
    return names;
  }

  assumed(value: Value, isOpen = false): Value {
    return isOpen || (this.#assumes && this.#depth <= 1) ? assumedNumber(value) : value;
  }

  /** What a parameter or field is by default; what the text itself calls further in has it for certain. */
  #byDefault(value: Value): Value {
    return this.#assumes && this.#depth === 0 ? assumedNumber(value) : value;
  }

  /** Does something while the defaults of parameters are taken for no more than what they are. */
  assuming<Result>(act: () => Result): Result {
    this.#assumes = true;
    try {
      return act();
    } finally {
      this.#assumes = false;
    }
  }

  /** An instance of a class of the text. */
  instantiate(ofClass: ClassValue, args: readonly GivenArgument[], scope: Scope): Value {
    const framework = baseFramework(ofClass, this.program);
    if (!framework) return this.#settings(ofClass, args);
    const options = optionsOf(args);
    const made = { range: ofClass.definition.range, isRepeated: this.program.openLoops > 0 };
    const instance = instanceModule(framework, ofClass, made, options.get('name'));
    this.program.made.push(instance);
    const members = classMembers(ofClass, this.program);
    for (const [name, value] of members) {
      instance.members.set(name, framework === 'flax' ? this.#byDefault(value) : value);
    }
    const construct =
      findMethod(ofClass, '__init__', this.program) ?? findMethod(ofClass, 'constructor', this.program);
    if (construct)
      this.callFunction({ ...construct, self: instance }, args, construct.scope.ofClass ?? undefined);
    else setFields(instance, [...members.keys()], args);
    const setup = framework === 'flax' ? findMethod(ofClass, 'setup', this.program) : null;
    if (setup) this.callFunction({ ...setup, self: instance }, []);
    return this.#named(instance, scope);
  }

  /** An instance of a class that only holds fields, as a dataclass does; of any other class nothing is known. */
  #settings(ofClass: ClassValue, args: readonly GivenArgument[]): Value {
    if (findMethod(ofClass, '__init__', this.program)) return unknown;
    const instance = plainInstance(ofClass);
    const members = classMembers(ofClass, this.program);
    for (const [name, value] of members) instance.members.set(name, this.#byDefault(value));
    setFields(instance, [...members.keys()], args);
    return instance;
  }

  /** `super().name(…)`: a method of the class of the text that this one is derived from, or of a library's. */
  callSuper(name: string, given: readonly GivenArgument[], { scope, range }: CallSite): Value {
    const { self, ofClass } = scope;
    if (!self || !ofClass) return unknown;
    for (const base of ofClass.definition.bases) {
      const value = this.program.evaluate(base, ofClass.scope);
      const method = value.kind === 'class' ? findMethod(value, name, this.program) : null;
      if (method) return this.callFunction({ ...method, self }, given, method.scope.ofClass ?? undefined);
      const path = writtenPath(base);
      if (path !== null && path.endsWith('Sequential') && name === '__init__') {
        fill(
          self,
          given.filter((arg) => arg.name === null).map((arg) => arg.value),
        );
      }
    }
    return name === 'forward' ? this.forward(self, given) : this.program.member(self, name, range);
  }

  /** The outputs of a layer, container or instance. */
  forward(module: Module, args: readonly GivenArgument[]): Value {
    const inputs = args.flatMap(({ value }) => tensorsIn(value));
    const isUnknown = inputs.length === 0;
    const tensors: readonly Tensor[] = isUnknown
      ? [{ kind: 'tensor', from: new Set(), pending: null }]
      : inputs;
    switch (module.form) {
      case 'operator':
        return this.program.pass.apply(module.operator?.role ?? 'ends', tensors, module);
      case 'sequential':
        return this.#inTurn([...module.members.values()], this.program.pass.apply('passes', tensors, null));
      case 'graph': {
        const from = new Set([...tensors.flatMap((each) => [...each.from]), ...module.uses]);
        module.isPart = true;
        return { kind: 'tensor', from, pending: null };
      }
      case 'list':
        return this.program.pass.apply('ends', tensors, null);
      case 'instance': {
        const names = ['forward', '__call__', 'call', 'apply', 'predict'];
        const method = names
          .map((name) => module.ofClass && findMethod(module.ofClass, name, this.program))
          .find((each) => each);
        if (method && this.#depth <= deepestCall) {
          const given = isUnknown
            ? [{ name: null, value: tensors[0], range: module.range }, ...args.slice(1)]
            : args;
          const result = this.callFunction(
            { ...method, self: module },
            given,
            method.scope.ofClass ?? undefined,
          );
          const outputs = tensorsIn(result);
          return outputs.length > 0 ? result : this.program.pass.apply('ends', tensors, null);
        }
        return isSequentialClass(module)
          ? this.#inTurn([...module.members.values()], this.program.pass.apply('passes', tensors, null))
          : this.program.pass.apply('ends', tensors, null);
      }
    }
  }

  #inTurn(layers: readonly Value[], input: Tensor): Tensor {
    let output = input;
    for (const layer of layers.flatMap(modulesIn)) {
      layer.isPart = true;
      const value = this.forward(layer, [{ name: null, value: output, range: layer.range }]);
      output = tensorsIn(value)[0] ?? output;
    }
    return output;
  }
}

function assumedNumber(value: Value): Value {
  return value.kind === 'number' ? { ...value, isAssumed: true } : value;
}

/** Sets fields that a class declares, by name or in their order. */
function setFields(instance: Module, fields: readonly string[], args: readonly GivenArgument[]): void {
  args.forEach(({ name, value }, i) => instance.members.set(name ?? fields[i] ?? '', value));
}

/** Stands among the names of a method under which layers are made where they are used. */
const compactMark = '@compact';

/** Lightning keeps what a network was made with under `hparams`. */
function saveHyperparameters(module: Value, { names }: Scope): void {
  if (module.kind !== 'module') return;
  const entries = new Map([...names].filter(([, value]) => value !== module));
  module.members.set('hparams', { kind: 'dict', entries, keyRanges: new Map() });
}

function isCompact(scope: Scope): boolean {
  for (let each: Scope | null = scope; each?.self; each = each.parent)
    if (each.names.has(compactMark)) return true;
  return false;
}

function isSequentialClass({ ofClass }: Module): boolean {
  return ofClass?.definition.bases.some((base) => (writtenPath(base) ?? '').endsWith('Sequential')) === true;
}
