import { braceFormatted, itemAt, itemsOf, mapItems } from './builtins.js';
import type { Caller, Program } from './evaluator.js';
import { functionRole, tensorsIn } from './forwardPass.js';
import { fill, setMember } from './moduleCalls.js';
import type { TextRange } from './syntax.js';
import {
  listOf,
  numberValue,
  unknown,
  type Dict,
  type GivenArgument,
  type List,
  type Module,
  type Value,
} from './values.js';

type Method = Extract<Value, { kind: 'method' }>;

/** What calling a method comes to of what is no instance of a class of the text: `layers.append(…)`, `model.add(…)`, `x.relu()`. */
export function callMethod(
  program: Program,
  caller: Caller,
  { object, name }: Method,
  args: readonly GivenArgument[],
  range: TextRange,
): Value {
  const values = args.map(({ value }) => value);
  switch (object.kind) {
    case 'module':
      return callOnModule(program, caller, { module: object, name, range }, args);
    case 'tensor':
      // What asks for a shape reads no outputs.
      if (/^(size|dim|ndimension|numel|get_shape|type)$/.test(name)) return unknown;
      return program.pass.apply(functionRole(name), [object, ...values.flatMap(tensorsIn)], null);
    case 'list':
      return callOnList(program, caller, object, name, values);
    case 'dict':
      return callOnDict(object, name);
    case 'string': {
      return name === 'format' ? { ...object, value: braceFormatted(object.value, args) } : unknown;
    }
    default:
      return unknown;
  }
}

function callOnList(
  program: Program,
  caller: Caller,
  list: List,
  name: string,
  values: readonly Value[],
): Value {
  const [first = unknown, second = unknown] = values;
  switch (name) {
    case 'append':
    case 'push':
      if (program.openLoops > 0) list.open = true;
      list.items.push(...values);
      return unknown;
    case 'extend':
    case 'concat': {
      const more = itemsOf(first);
      list.items.push(...(more?.items ?? []));
      if (more?.open !== false || program.openLoops > 0) list.open = true;
      return list;
    }
    case 'insert':
      list.items.splice(first.kind === 'number' ? first.value : 0, 0, second);
      return unknown;
    case 'map':
    case 'forEach':
      return mapList(caller, list, first);
    case 'slice':
      return itemAt(list, listOf(values));
    case 'entries':
      return mapItems(list, (item, i) => listOf([numberValue(i), item]));
    default:
      return unknown;
  }
}

function mapList(caller: Caller, list: List, each: Value): Value {
  if (each.kind !== 'function') return unknown;
  const range = each.definition.range;
  const made = list.items.map((value, i) => {
    const args = [value, numberValue(i)].map((one) => ({ name: null, value: one, range }));
    return caller.callFunction(each, args);
  });
  return listOf(made, list.open);
}

function callOnDict({ entries, keyRanges }: Dict, name: string): Value {
  if (name === 'values') return listOf([...entries.values()]);
  return name === 'items'
    ? listOf([...entries].map(([key, value]) => pairOf(key, value, keyRanges.get(key))))
    : unknown;
}

function pairOf(key: string, value: Value, range: TextRange = { start: 0, end: 0 }): Value {
  return listOf([{ kind: 'string', value: key, range }, value]);
}

function callOnModule(
  program: Program,
  caller: Caller,
  { module, name, range }: { readonly module: Module; readonly name: string; readonly range: TextRange },
  args: readonly GivenArgument[],
): Value {
  const [first = unknown, second = unknown] = args.map(({ value }) => value);
  const isContainer = module.form === 'sequential' || module.form === 'list';
  switch (name) {
    case 'apply':
    case 'call':
    case 'forward':
    case '__call__':
      return tensorsIn(first).length > 0 ? caller.forward(module, args) : module;
    case 'add':
    case 'append':
    case 'extend':
      if (!isContainer) return module;
      if (program.openLoops > 0) module.open = true;
      fill(module, [first]);
      module.end = Math.max(module.end, range.end);
      return module;
    case 'add_module':
    case 'register_module':
      if (first.kind === 'string') setMember(module, first.value, second, first.range);
      module.end = Math.max(module.end, range.end);
      return module;
    case 'items':
      return listOf(
        [...module.members].map(([key, value]) => pairOf(key, value)),
        module.open,
      );
    case 'values':
    case 'children':
      return listOf([...module.members.values()], module.open);
    default:
      // `net.to(device)`, `net.eval()` are the network.
      return module;
  }
}
