import { builtin } from './builtins.js';
import type { Program } from './evaluator.js';
import { functionRole, tensorsIn } from './forwardPass.js';
import { libraryPath } from './libraryPath.js';
import {
  containerModule,
  fill,
  graphModule,
  operatorModule,
  optionsOf,
  setMember,
  type Made,
} from './moduleCalls.js';
import { frameworkOf, operatorAt } from './operators.js';
import type { TextRange } from './syntax.js';
import { unknown, type Dict, type GivenArgument, type Tensor, type Value } from './values.js';

type Library = Extract<Value, { kind: 'library' }>;

/** Names of containers, and how they hold what they are given. */
const containers: Readonly<Record<string, 'sequential' | 'list'>> = {
  Sequential: 'sequential',
  sequential: 'sequential',
  ModuleList: 'list',
  ModuleDict: 'list',
};

/** What calling a library's function or class comes to: a layer, a container of layers, or what a function makes of its inputs. */
export function callLibrary(
  program: Program,
  { path, isImported }: Library,
  args: readonly GivenArgument[],
  range: TextRange,
): Value {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const own = !isImported && path === name ? builtin(name, args) : null;
  if (own) return own;
  const library = libraryPath(path, isImported, program.hints);
  const made: Made = { range, isRepeated: program.openLoops > 0 };
  // Where a pass begins.
  if (/^(keras\.(layers\.)?Input(Layer)?|tfjs\.input)$/.test(library)) return newTensor();
  const tensors = args.flatMap(({ value }) => tensorsIn(value));
  const isGraph = /^(keras\.Model|tfjs\.model)$/.test(library);
  if (isGraph) return graphOf(program, library, args, made);
  const container = containerOf(program, library, args, made);
  if (container) return container;
  const operator = operatorAt(library);
  if (operator && tensors.length === 0) return operatorModule(operator, name, args, made);
  if (tensors.length > 0) return program.pass.apply(operator?.role ?? functionRole(path), tensors, null);
  return callHelper(program, name, args, range);
}

function containerOf(
  program: Program,
  library: string,
  args: readonly GivenArgument[],
  made: Made,
): Value | null {
  const framework = frameworkOf(library);
  const form = containers[library.slice(library.lastIndexOf('.') + 1)];
  if (!framework || form === undefined) return null;
  const options = optionsOf(args);
  const container = containerModule(framework, form, made, options.get('name'));
  const layers = options.get('layers');
  const inOrder = framework === 'tensorflow.js' ? [] : args.filter((arg) => arg.name === null);
  fill(container, layers ? [layers] : inOrder.map(({ value }) => value));
  program.made.push(container);
  return container;
}

/** A network that is told by what its outputs are computed from. */
function graphOf(program: Program, library: string, args: readonly GivenArgument[], made: Made): Value {
  const options = optionsOf(args);
  const outputs = options.get('outputs') ?? args.filter((arg) => arg.name === null)[1]?.value ?? unknown;
  const uses = [...new Set(tensorsIn(outputs).flatMap(({ from }) => [...from]))];
  const { pass } = program;
  const positions = () => pass.positions();
  const graph = graphModule(frameworkOf(library) ?? 'keras', { uses, positions }, made, options.get('name'));
  program.made.push(graph);
  return graph;
}

/** What the languages' libraries have that layers are put together with. */
function callHelper(program: Program, name: string, args: readonly GivenArgument[], range: TextRange): Value {
  const [object = unknown, key = unknown, value = unknown] = args.map((arg) => arg.value);
  switch (name) {
    case 'partial':
      return { kind: 'partial', callee: object, given: args.slice(1) };
    case 'OrderedDict':
    case 'dict':
      return dictOf(args);
    case 'cast':
      return key;
    case 'setattr':
      if (object.kind === 'module' && key.kind === 'string') setMember(object, key.value, value, key.range);
      return unknown;
    case 'getattr': {
      const isKnown = object.kind === 'module' && key.kind === 'string';
      return isKnown ? program.member(object, key.value, range) : unknown;
    }
    default: {
      // What wraps a network is that network: `torch.compile(net)`, `spectral_norm(nn.Linear(…))`.
      const wrapped = args.map((arg) => arg.value).filter(({ kind }) => kind === 'module');
      return wrapped.length === 1 ? wrapped[0] : unknown;
    }
  }
}

function newTensor(): Tensor {
  return { kind: 'tensor', from: new Set(), pending: null };
}

/** `dict(…)` of another one, of pairs, and of keywords; of what is not known, that. */
function dictOf(args: readonly GivenArgument[]): Value {
  const dict: Dict = { kind: 'dict', entries: new Map(), keyRanges: new Map() };
  for (const { name, value, range } of args) {
    if (name !== null) {
      dict.entries.set(name, value);
      dict.keyRanges.set(name, range);
    } else if (value.kind === 'dict') {
      for (const [key, each] of value.entries) dict.entries.set(key, each);
      for (const [key, each] of value.keyRanges) dict.keyRanges.set(key, each);
    } else if (value.kind !== 'list' || value.open) return value;
    else {
      for (const pair of value.items) {
        const [key = unknown, each = unknown] = pair.kind === 'list' ? pair.items : [];
        if (key.kind !== 'string') return value;
        dict.entries.set(key.value, each);
        dict.keyRanges.set(key.value, key.range);
      }
    }
  }
  return dict;
}
