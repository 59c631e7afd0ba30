import { arithmetic, builtin, comparison, itemAt, itemsOf, written } from './builtins.js';
import { ForwardPass, functionRole, tensorsIn } from './forwardPass.js';
import { libraryPath, type LibraryHints } from './libraryPath.js';
import {
  containerModule,
  fill,
  graphModule,
  instanceModule,
  modulesIn,
  operatorModule,
  optionsOf,
  setMember,
} from './moduleCalls.js';
import { frameworkOf, operatorAt } from './operators.js';
import { baseFramework, classMembers, findMethod, type Evaluator } from './sourceClasses.js';
import type { Argument, Expression, FunctionDefinition, Statement, TextRange } from './syntax.js';
import {
  listOf,
  numberValue,
  truth,
  unknown,
  writtenPath,
  type ClassValue,
  type Dict,
  type GivenArgument,
  type Module,
  type Scope,
  type Tensor,
  type Value,
} from './values.js';

/** How much of a program is followed: more than any definition needs, and soon over. */
const mostSteps = 40_000;
const deepestCall = 24;

type Callable = Extract<Value, { kind: 'function' }>;

/** What running statements came to: the value returned, and whether what follows is not run. */
interface Outcome {
  readonly value: Value | null;
  readonly ends: boolean;
}

const goesOn: Outcome = { value: null, ends: false };

/**
 * Follows a program as far as layers are made and joined in it, over values of which most are not known. Nothing is run: a loop
 * over what is not known is taken once, of an unknown choice both ways.
 */
export class Interpreter implements Evaluator {
  /** The forward pass that is being followed. */
  pass = new ForwardPass();
  /** Every container and instance, in the order in which they were made. */
  readonly made: Module[] = [];
  readonly classes: ClassValue[] = [];
  readonly functions: Callable[] = [];
  readonly called = new Set<FunctionDefinition>();
  readonly root: Scope = { names: new Map(), parent: null, self: null, ofClass: null };
  readonly #wildcards: string[] = [];
  /** How many layers of a kind each instance of Flax has made. */
  readonly #counts = new WeakMap<Module, Map<string, number>>();
  #steps = 0;
  #depth = 0;
  #openLoops = 0;

  constructor(private readonly hints: LibraryHints) {}

  get isScript(): boolean {
    return this.hints.isScript;
  }

  libraryOf(value: Value): string | null {
    return value.kind === 'library' ? libraryPath(value.path, value.isImported, this.hints) : null;
  }

  /** Whether the program was too long to be followed to its end. */
  get isExhausted(): boolean {
    return this.#steps > mostSteps;
  }

  /** Gives further work its own budget. */
  startAnew(): void {
    this.#steps = 0;
    this.pass = new ForwardPass();
  }

  run(statements: readonly Statement[], scope: Scope): Outcome {
    let uncertain: Value | null = null;
    for (const statement of statements) {
      const { value, ends } = this.#execute(statement, scope);
      if (ends) return { value: value ?? uncertain, ends };
      uncertain = value ?? uncertain;
      if (this.isExhausted) break;
    }
    return { value: uncertain, ends: false };
  }

  #execute(statement: Statement, scope: Scope): Outcome {
    this.#steps++;
    switch (statement.kind) {
      case 'assign':
        if (statement.value) {
          const value = this.evaluate(statement.value, scope);
          if (statement.target.kind === 'name') nameAfter(statement.target, value);
          this.#assign(statement.target, value, scope);
        }
        return goesOn;
      case 'expression':
        this.evaluate(statement.value, scope);
        return goesOn;
      case 'return':
        return { value: statement.value ? this.evaluate(statement.value, scope) : unknown, ends: true };
      case 'block':
        return this.run(statement.body, scope);
      case 'if': {
        const test = truth(this.evaluate(statement.test, scope));
        if (test !== null) return this.run(test ? statement.then : statement.otherwise, scope);
        const then = this.run(statement.then, scope);
        const otherwise = this.run(statement.otherwise, scope);
        return { value: then.value ?? otherwise.value, ends: then.ends && otherwise.ends };
      }
      case 'for':
        return this.#loop(statement, scope);
      case 'class': {
        const value: ClassValue = { kind: 'class', definition: statement.definition, scope };
        this.classes.push(value);
        scope.names.set(statement.definition.name, value);
        return goesOn;
      }
      case 'function': {
        const value: Callable = { kind: 'function', definition: statement.definition, scope, self: null };
        if (scope === this.root) this.functions.push(value);
        scope.names.set(statement.definition.name, value);
        return goesOn;
      }
      case 'import':
        if (statement.name === '*') this.#wildcards.push(statement.path);
        else scope.names.set(statement.name, { kind: 'library', path: statement.path, isImported: true });
        return goesOn;
    }
  }

  #loop({ target, iterable, body }: Extract<Statement, { kind: 'for' }>, scope: Scope): Outcome {
    const items = itemsOf(this.evaluate(iterable, scope));
    let outcome = goesOn;
    for (const item of items?.items ?? []) {
      this.#assign(target, item, scope);
      outcome = this.run(body, scope);
      if (outcome.ends || this.isExhausted) return outcome;
    }
    if (items && !items.open) return outcome;
    if (items && items.items.length > 0) return outcome;
    this.#openLoops++;
    this.#assign(target, unknown, scope);
    this.run(body, scope);
    this.#openLoops--;
    return goesOn;
  }

  #assign(target: Expression, value: Value, scope: Scope): void {
    switch (target.kind) {
      case 'name': {
        const holder = this.hints.isScript ? holderOf(scope, target.name) : scope;
        holder.names.set(target.name, value);
        return;
      }
      case 'member': {
        const object = this.evaluate(target.object, scope);
        if (object.kind === 'module') setMember(object, target.name, value, target.range);
        return;
      }
      case 'index': {
        const object = this.evaluate(target.object, scope);
        const key = this.evaluate(target.index, scope);
        if (key.kind !== 'string') return;
        if (object.kind === 'module') setMember(object, key.value, value, key.range);
        if (object.kind === 'dict') object.entries.set(key.value, value);
        return;
      }
      case 'list':
        target.items.forEach((each, i) => {
          this.#assign(each, value.kind === 'list' ? (value.items[i] ?? unknown) : spreadOf(value), scope);
        });
        return;
      default:
        return;
    }
  }

  evaluate(expression: Expression, scope: Scope): Value {
    this.#steps++;
    if (this.isExhausted) return unknown;
    switch (expression.kind) {
      case 'name':
        return this.#lookUp(expression.name, scope);
      case 'number':
        return numberValue(expression.value);
      case 'string':
        return { kind: 'string', value: expression.value, range: expression.range };
      case 'template': {
        const parts = expression.parts.map((part) =>
          typeof part === 'string' ? part : (written(this.evaluate(part, scope)) ?? '*'),
        );
        return { kind: 'string', value: parts.join(''), range: expression.range };
      }
      case 'constant':
        return { kind: 'constant', value: expression.value };
      case 'list':
        return this.#list(expression.items, scope);
      case 'dict':
        return this.#dict(expression, scope);
      case 'spread':
        return this.evaluate(expression.value, scope);
      case 'member':
        return this.#member(this.evaluate(expression.object, scope), expression.name, expression.range);
      case 'index':
        return itemAt(this.evaluate(expression.object, scope), this.evaluate(expression.index, scope));
      case 'unary': {
        const value = this.evaluate(expression.value, scope);
        if (expression.operator === 'not' || expression.operator === '!') return negated(truth(value));
        return expression.operator === '-' ? arithmetic('-', numberValue(0), value) : value;
      }
      case 'binary':
        return this.#binary(expression, scope);
      case 'choice': {
        const test = truth(this.evaluate(expression.test, scope));
        if (test !== null) return this.evaluate(test ? expression.then : expression.otherwise, scope);
        const [then, otherwise] = [
          this.evaluate(expression.then, scope),
          this.evaluate(expression.otherwise, scope),
        ];
        return then.kind === 'module' || then.kind === 'tensor'
          ? then
          : otherwise.kind === 'module'
            ? otherwise
            : unknown;
      }
      case 'each':
        return this.#comprehension(expression, scope);
      case 'function':
        return { kind: 'function', definition: expression.definition, scope, self: scope.self };
      case 'call':
        return this.#call(expression, scope);
      case 'other': {
        const tensors = expression.parts.flatMap((part) => tensorsIn(this.evaluate(part, scope)));
        return tensors.length > 0 ? this.pass.apply('ends', tensors, null) : unknown;
      }
    }
  }

  #lookUp(name: string, scope: Scope): Value {
    for (let each: Scope | null = scope; each; each = each.parent) {
      const value = each.names.get(name);
      if (value) return value;
    }
    if ((name === 'self' || name === 'this') && scope.self) return scope.self;
    for (const path of this.#wildcards) {
      const member = libraryPath(`${path}.${name}`, true, this.hints);
      if (operatorAt(member) ?? /\.(Sequential|Model|Module)$/.test(member)) {
        return { kind: 'library', path: `${path}.${name}`, isImported: true };
      }
    }
    return { kind: 'library', path: name, isImported: false };
  }

  #list(items: readonly Expression[], scope: Scope): Value {
    const list = listOf([]);
    for (const item of items) {
      const value = this.evaluate(item, scope);
      if (item.kind !== 'spread') list.items.push(value);
      else {
        const spread = itemsOf(value);
        list.items.push(...(spread?.items ?? []));
        if (spread?.open !== false) list.open = true;
      }
    }
    return list;
  }

  #dict({ entries }: Extract<Expression, { kind: 'dict' }>, scope: Scope): Dict {
    const dict: Dict = { kind: 'dict', entries: new Map(), keyRanges: new Map() };
    for (const { key, value } of entries) {
      const name = key.kind === 'other' ? null : this.evaluate(key, scope);
      const content = this.evaluate(value, scope);
      if (name?.kind === 'string') {
        dict.entries.set(name.value, content);
        dict.keyRanges.set(name.value, name.range);
      } else if (name === null && content.kind === 'dict') {
        for (const [each, inner] of content.entries) dict.entries.set(each, inner);
      }
    }
    return dict;
  }

  #binary(expression: Extract<Expression, { kind: 'binary' }>, scope: Scope): Value {
    const { operator } = expression;
    const left = this.evaluate(expression.left, scope);
    const right = this.evaluate(expression.right, scope);
    const tensors = [left, right].flatMap(tensorsIn);
    if (tensors.length > 0) {
      // A tensor of which nothing is known counts as a branch of a sum, a number does not.
      const branches = [left, right].filter(({ kind }) => kind === 'tensor' || kind === 'unknown').length;
      if (operator !== '+') return this.pass.apply('ends', tensors, null);
      return this.pass.apply(branches === 2 ? 'sum' : 'passes', twoOf(tensors, branches), null);
    }
    if (operator === 'and' || operator === '&&') {
      const [a, b] = [truth(left), truth(right)];
      return a === false || b === false ? negated(true) : a === null || b === null ? unknown : right;
    }
    if (operator === 'or' || operator === '||' || operator === '??') {
      if (operator === '??' && left.kind !== 'constant' && left.kind !== 'unknown') return left;
      const a = truth(left);
      return a === true ? left : a === false ? right : unknown;
    }
    const compared = comparison(operator, left, right);
    if (compared !== null) return { kind: 'constant', value: compared };
    const value = arithmetic(operator, left, right);
    return value.kind === 'list' && this.#openLoops > 0 ? { ...value, open: true } : value;
  }

  #comprehension(expression: Extract<Expression, { kind: 'each' }>, scope: Scope): Value {
    const items = itemsOf(this.evaluate(expression.iterable, scope));
    const inner: Scope = { ...scope, names: new Map(), parent: scope };
    if (!items || items.open || expression.filtered) {
      this.#openLoops++;
      this.#assign(expression.target, unknown, inner);
      const value = this.evaluate(expression.body, inner);
      this.#openLoops--;
      return listOf([value], true);
    }
    const values = items.items.map((item) => {
      this.#assign(expression.target, item, inner);
      return this.evaluate(expression.body, inner);
    });
    return listOf(values, items.open);
  }

  #member(object: Value, name: string, range: TextRange): Value {
    if (object.kind === 'library') return { ...object, path: `${object.path}.${name}` };
    if (object.kind === 'dict') return object.entries.get(name) ?? { kind: 'method', object, name, range };
    if (object.kind === 'class') {
      return findMethod(object, name, this) ?? classMembers(object, this).get(name) ?? unknown;
    }
    if (object.kind !== 'module') {
      if (object.kind === 'list' && name === 'length') return numberValue(object.items.length);
      return object.kind === 'unknown' ? unknown : { kind: 'method', object, name, range };
    }
    const member = object.members.get(name);
    if (member) return member;
    const found = object.ofClass && findMethod(object.ofClass, name, this);
    if (found) return { ...found, self: object };
    return { kind: 'method', object, name, range };
  }

  #arguments(args: readonly Argument[], scope: Scope): readonly GivenArgument[] {
    return args.flatMap(({ name, value: expression }): readonly GivenArgument[] => {
      const value = this.evaluate(expression, scope);
      const { range } = expression;
      if (expression.kind !== 'spread') return [{ name, value, range }];
      if (value.kind === 'dict') {
        return [...value.entries].map(([key, each]) => ({ name: key, value: each, range }));
      }
      const items = itemsOf(value);
      // An open list stays one, so that who takes it knows.
      if (!items || items.open) return [{ name: null, value: items ?? unknown, range }];
      return items.items.map((each) => ({ name: null, value: each, range }));
    });
  }

  #call({ callee, args, range }: Extract<Expression, { kind: 'call' }>, scope: Scope): Value {
    if (callee.kind === 'member' && isSuper(callee.object))
      return this.#callSuper(callee.name, args, scope, range);
    const target = this.evaluate(callee, scope);
    const given = this.#arguments(args, scope);
    return this.call(target, given, { range, nameRange: callee.range, scope });
  }

  /** What calling a value comes to. */
  call(
    target: Value,
    args: readonly GivenArgument[],
    site: { readonly range: TextRange; readonly nameRange: TextRange; readonly scope: Scope },
  ): Value {
    if (this.isExhausted || this.#depth > deepestCall) return unknown;
    switch (target.kind) {
      case 'function':
        return this.callFunction(target, args);
      case 'class':
        return this.instantiate(target, args, site.range, site.scope);
      case 'library':
        return this.#callLibrary(target, args, site);
      case 'partial':
        return this.call(target.callee, [...args, ...target.given], site);
      case 'module':
        return this.forward(target, args);
      case 'method':
        return this.#callMethod(target, args, site.range);
      default: {
        const tensors = args.flatMap(({ value }) => tensorsIn(value));
        return tensors.length > 0 ? this.pass.apply('ends', tensors, null) : unknown;
      }
    }
  }

  #callLibrary(
    { path, isImported }: Extract<Value, { kind: 'library' }>,
    args: readonly GivenArgument[],
    {
      range,
      nameRange,
      scope,
    }: { readonly range: TextRange; readonly nameRange: TextRange; readonly scope: Scope },
  ): Value {
    const name = path.slice(path.lastIndexOf('.') + 1);
    if (!isImported && path === name) {
      const value = builtin(name, args);
      if (value) return value;
    }
    const library = libraryPath(path, isImported, this.hints);
    const made = { range, nameRange, isRepeated: this.#openLoops > 0 };
    const tensors = args.flatMap(({ value }) => tensorsIn(value));
    const options = optionsOf(args);
    const operator = operatorAt(library);
    if (operator && tensors.length === 0) {
      // Keras' Input is where a pass begins.
      if (/^(Input|InputLayer)$/.test(name)) return { kind: 'tensor', from: new Set(), pending: null };
      const isList = name === 'ModuleList' || name === 'ModuleDict';
      if (!isList && name !== 'Sequential')
        return this.#named(operatorModule(operator, args, made), name, scope);
    }
    if (operator && tensors.length > 0) return this.pass.apply(operator.role, tensors, null);
    const framework = frameworkOf(library);
    const form = {
      Sequential: 'sequential',
      sequential: 'sequential',
      ModuleList: 'list',
      ModuleDict: 'list',
    }[name];
    if (framework && form !== undefined) {
      const container = containerModule(framework, form as 'sequential' | 'list', made, options.get('name'));
      const layers = options.get('layers');
      const inOrder = framework === 'tensorflow.js' ? [] : args.filter((arg) => arg.name === null);
      fill(container, layers ? [layers] : inOrder.map(({ value }) => value));
      this.made.push(container);
      return container;
    }
    if (
      library === 'keras.Model' ||
      library === 'tfjs.model' ||
      /^keras\.(models|Model)\.?Model$/.test(library)
    ) {
      const outputs = options.get('outputs') ?? args.filter((arg) => arg.name === null)[1]?.value ?? unknown;
      const uses = [...new Set(tensorsIn(outputs).flatMap(({ from }) => [...from]))];
      const { pass } = this;
      const positions = () => pass.positions();
      const graph = graphModule(framework ?? 'keras', { uses, positions }, made, options.get('name'));
      this.made.push(graph);
      return graph;
    }
    if (/^(keras\.Input|tfjs\.input|keras\.layers\.Input)$/.test(library)) {
      return { kind: 'tensor', from: new Set(), pending: null };
    }
    if (name === 'partial') {
      const [callee, ...given] = args;
      return callee === undefined ? unknown : { kind: 'partial', callee: callee.value, given };
    }
    if (name === 'OrderedDict' || name === 'dict') return args[0]?.value ?? emptyDict(options);
    if (name === 'setattr' && args[0]?.value.kind === 'module') {
      const [object, key, value] = args.map((arg) => arg.value);
      if (object.kind === 'module' && key.kind === 'string') setMember(object, key.value, value, key.range);
      return unknown;
    }
    if (name === 'getattr') {
      const [object, key] = args.map((arg) => arg.value);
      return object?.kind === 'module' && key?.kind === 'string'
        ? this.#member(object, key.value, range)
        : unknown;
    }
    if (tensors.length > 0) return this.pass.apply(functionRole(path), tensors, null);
    // What wraps a network is that network: `torch.compile(net)`, `spectral_norm(nn.Linear(…))`.
    const wrapped = args.map(({ value }) => value).filter((value) => value.kind === 'module');
    return wrapped.length === 1 ? wrapped[0] : unknown;
  }

  /** A layer made within a compact module of Flax is a member of that, named by its kind and count. */
  #named(module: Module, kind: string, scope: Scope): Module {
    const holder = scope.self;
    if (!holder || holder.framework !== 'flax' || !isCompact(scope)) return module;
    const counts = this.#counts.get(holder) ?? new Map<string, number>();
    this.#counts.set(holder, counts);
    const count = counts.get(kind) ?? 0;
    const name = module.givenName ?? `${kind}_${module.isRepeated ? '*' : count}`;
    if (module.givenName === null) counts.set(kind, count + 1);
    setMember(holder, name, module, null);
    return module;
  }

  callFunction(
    { definition, scope, self }: Callable,
    args: readonly GivenArgument[],
    ofClass?: ClassValue,
  ): Value {
    this.called.add(definition);
    const names = this.#bind(definition, args, scope, self);
    const owner = ofClass ?? self?.ofClass ?? null;
    const isCompactMethod = definition.decorators.some((each) => each.endsWith('compact'));
    if (isCompactMethod) {
      names.set(compactMark, unknown);
      // Every pass makes the same layers again.
      if (self) this.#counts.delete(self);
    }
    this.#depth++;
    const { value } = this.run(definition.body, { names, parent: scope, self, ofClass: owner });
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
      else names.set(name, byDefault ? this.#assumed(this.evaluate(byDefault, scope)) : unknown);
    });
    return names;
  }

  /** A default is no more than that where nobody in sight calls; what the text itself calls further in has it for certain. */
  #assumed(value: Value): Value {
    return value.kind === 'number' && this.#assumes && this.#depth === 0
      ? { ...value, isAssumed: true }
      : value;
  }

  #assumes = false;

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
  instantiate(ofClass: ClassValue, args: readonly GivenArgument[], range: TextRange, scope: Scope): Value {
    const framework = baseFramework(ofClass, this);
    if (!framework) return unknown;
    const options = optionsOf(args);
    const made = { range: ofClass.definition.range, nameRange: range, isRepeated: this.#openLoops > 0 };
    const instance = instanceModule(framework, ofClass, made, options.get('name'));
    this.made.push(instance);
    const members = classMembers(ofClass, this);
    for (const [name, value] of members) {
      instance.members.set(name, framework === 'flax' ? this.#assumed(value) : value);
    }
    const construct = findMethod(ofClass, '__init__', this) ?? findMethod(ofClass, 'constructor', this);
    if (construct)
      this.callFunction({ ...construct, self: instance }, args, construct.scope.ofClass ?? undefined);
    else {
      const fields = [...members.keys()];
      args.forEach(({ name, value }, i) => instance.members.set(name ?? fields[i] ?? '', value));
    }
    const setup = framework === 'flax' ? findMethod(ofClass, 'setup', this) : null;
    if (setup) this.callFunction({ ...setup, self: instance }, []);
    this.#named(instance, ofClass.definition.name, scope);
    return instance;
  }

  #callSuper(name: string, args: readonly Argument[], scope: Scope, range: TextRange): Value {
    const { self, ofClass } = scope;
    const given = this.#arguments(args, scope);
    if (!self || !ofClass) return unknown;
    for (const base of ofClass.definition.bases) {
      const value = this.evaluate(base, ofClass.scope);
      const method = value.kind === 'class' ? findMethod(value, name, this) : null;
      if (method) return this.callFunction({ ...method, self }, given, method.scope.ofClass ?? undefined);
      const path = writtenPath(base);
      if (path !== null && path.endsWith('Sequential') && name === '__init__') {
        fill(
          self,
          given.filter((arg) => arg.name === null).map((arg) => arg.value),
        );
      }
    }
    return name === 'forward' ? this.forward(self, given) : this.#member(self, name, range);
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
        return this.pass.apply(module.operator?.role ?? 'ends', tensors, module);
      case 'sequential':
        return this.#inTurn([...module.members.values()], this.pass.apply('passes', tensors, null));
      case 'graph': {
        const from = new Set([...tensors.flatMap((each) => [...each.from]), ...module.uses]);
        module.isPart = true;
        return { kind: 'tensor', from, pending: null };
      }
      case 'list':
        return this.pass.apply('ends', tensors, null);
      case 'instance': {
        const names = ['forward', '__call__', 'call', 'apply', 'predict'];
        const method = names
          .map((name) => module.ofClass && findMethod(module.ofClass, name, this))
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
          return outputs.length > 0 ? result : this.pass.apply('ends', tensors, null);
        }
        return isSequentialClass(module)
          ? this.#inTurn([...module.members.values()], this.pass.apply('passes', tensors, null))
          : this.pass.apply('ends', tensors, null);
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

  #callMethod(
    { object, name }: Extract<Value, { kind: 'method' }>,
    args: readonly GivenArgument[],
    range: TextRange,
  ): Value {
    const values = args.map(({ value }) => value);
    const [first = unknown, second = unknown] = values;
    switch (object.kind) {
      case 'module':
        return this.#callOnModule(object, name, args, range);
      case 'tensor':
        return this.#callOnTensor(object, name, args);
      case 'list':
        if (name === 'append' || name === 'push') {
          if (this.#openLoops > 0) object.open = true;
          object.items.push(...values);
        } else if (name === 'extend' || name === 'concat') {
          const more = itemsOf(first);
          object.items.push(...(more?.items ?? []));
          if (more?.open !== false || this.#openLoops > 0) object.open = true;
        } else if (name === 'insert')
          object.items.splice(first.kind === 'number' ? first.value : 0, 0, second);
        else if (name === 'map' || name === 'forEach') return this.#mapList(object, first);
        return name === 'slice' ? itemAt(object, listOf(values)) : unknown;
      case 'dict':
        if (name === 'items') {
          const range = (key: string) => object.keyRanges.get(key) ?? { start: 0, end: 0 };
          return listOf(
            [...object.entries].map(([key, value]) =>
              listOf([{ kind: 'string', value: key, range: range(key) }, value]),
            ),
          );
        }
        return name === 'values' ? listOf([...object.entries.values()]) : unknown;
      case 'string':
        return name === 'format'
          ? { ...object, value: object.value.replace(/\{\w*\}/, written(first) ?? '*') }
          : unknown;
      default:
        return unknown;
    }
  }

  #mapList(list: Extract<Value, { kind: 'list' }>, each: Value): Value {
    if (each.kind !== 'function') return unknown;
    const range = each.definition.range;
    const made = list.items.map((value, i) => {
      const args = [value, numberValue(i)].map((one) => ({ name: null, value: one, range }));
      return this.callFunction(each, args);
    });
    return listOf(made, list.open);
  }

  #callOnTensor(tensor: Tensor, name: string, args: readonly GivenArgument[]): Value {
    // JavaScript's `x.apply(layer)` and Python's `x.apply(f)` do not matter here; `x.add(y)` is a sum.
    const others = args.flatMap(({ value }) => tensorsIn(value));
    return this.pass.apply(functionRole(name), [tensor, ...others], null);
  }

  #callOnModule(module: Module, name: string, args: readonly GivenArgument[], range: TextRange): Value {
    const values = args.map(({ value }) => value);
    const [first = unknown, second = unknown] = values;
    const isContainer = module.form === 'sequential' || module.form === 'list';
    if (name === 'apply' || name === 'call' || name === 'forward' || name === '__call__') {
      return tensorsIn(first).length > 0 ? this.forward(module, args) : module;
    }
    if (isContainer && (name === 'add' || name === 'append')) {
      if (this.#openLoops > 0) module.open = true;
      fill(module, [first]);
      module.end = Math.max(module.end, range.end);
      return module;
    }
    if (isContainer && name === 'extend') fill(module, [first]);
    if (name === 'add_module' || name === 'register_module') {
      if (first.kind === 'string') setMember(module, first.value, second, first.range);
      module.end = Math.max(module.end, range.end);
      return module;
    }
    if (name === 'items') {
      const range = { start: 0, end: 0 };
      return listOf(
        [...module.members].map(([key, value]) => listOf([{ kind: 'string', value: key, range }, value])),
        module.open,
      );
    }
    if (name === 'values' || name === 'children') return listOf([...module.members.values()], module.open);
    // `net.to(device)`, `net.eval()` are the network.
    return module;
  }
}

/** Stands among the names of a method under which layers are made where they are used. */
const compactMark = '@compact';

function isCompact(scope: Scope): boolean {
  for (let each: Scope | null = scope; each?.self; each = each.parent)
    if (each.names.has(compactMark)) return true;
  return false;
}

function isSuper(expression: Expression): boolean {
  if (expression.kind === 'name') return expression.name === 'super';
  return (
    expression.kind === 'call' && expression.callee.kind === 'name' && expression.callee.name === 'super'
  );
}

function isSequentialClass({ ofClass }: Module): boolean {
  return ofClass?.definition.bases.some((base) => (writtenPath(base) ?? '').endsWith('Sequential')) === true;
}

/** The scope that a name of JavaScript is assigned in: that which has it, else the innermost. */
function holderOf(scope: Scope, name: string): Scope {
  for (let each: Scope | null = scope; each; each = each.parent) if (each.names.has(name)) return each;
  return scope;
}

/** A variable names the network or layer that it holds first. */
function nameAfter({ name, range }: Extract<Expression, { kind: 'name' }>, value: Value): void {
  if (value.kind !== 'module' || value.variable !== null) return;
  value.variable = name;
  if (value.form !== 'instance') value.nameRange ??= range;
}

/** What each of several targets takes of one value: of outputs, the outputs. */
function spreadOf(value: Value): Value {
  return value.kind === 'tensor' ? value : unknown;
}

function negated(value: boolean | null): Value {
  return value === null ? unknown : { kind: 'constant', value: !value };
}

/** The tensors of a sum; the branch of which nothing is known stands for itself. */
function twoOf(tensors: readonly Tensor[], branches: number): readonly Tensor[] {
  return branches === 2 && tensors.length === 1
    ? [...tensors, { kind: 'tensor', from: new Set(), pending: null }]
    : tensors;
}

function emptyDict(options: ReadonlyMap<string, Value>): Dict {
  return { kind: 'dict', entries: new Map(options), keyRanges: new Map() };
}
