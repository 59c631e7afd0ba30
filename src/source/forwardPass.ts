import type { Role } from './operators.js';
import { roleNamed } from './operators.js';
import type { Module, Position, Tensor, Use, Value } from './values.js';

/**
 * Follows outputs through a network as `src/model/layers.ts` follows them in its graph: each use of a layer with weights makes a
 * position of units, which ends at an activation; a sum that is reached before one makes the positions it joins one.
 */
export class ForwardPass {
  readonly #positions: Position[] = [];
  /** Outputs that something has read. */
  readonly #read = new WeakSet<Tensor>();
  #time = 0;

  /** Positions in the order in which their units are there. */
  positions(): readonly Position[] {
    return [...this.#positions].sort((a, b) => a.at - b.at);
  }

  /** Outputs of a layer or function, by what it does to what it is given. */
  apply(role: Role, inputs: readonly Tensor[], module: Module | null): Tensor {
    const from = new Set(inputs.flatMap((input) => [...input.from]));
    const pending = inputs.length === 1 ? inputs[0].pending : null;
    // Units that have gone another way already are there, and go into no sum.
    const unread = new Set(inputs.filter((input) => !this.#read.has(input)));
    for (const input of inputs) this.#read.add(input);
    switch (role) {
      case 'weights':
        return module ? this.#use(module, from) : { kind: 'tensor', from, pending: null };
      case 'activation':
        if (pending) pending.at = this.#time++;
        return { kind: 'tensor', from, pending: null };
      case 'passes':
        return { kind: 'tensor', from, pending: unread.size > 0 ? pending : null };
      case 'sum':
        return { kind: 'tensor', from, pending: this.#join(inputs, unread) };
      case 'ends':
        return { kind: 'tensor', from, pending: null };
    }
  }

  #use(module: Module, before: ReadonlySet<Use>): Tensor {
    const use: Use = { module, before, at: this.#time++ };
    const position: Position = { uses: [use], at: use.at };
    this.#positions.push(position);
    const hasUnits = module.operator?.layer === 'linear' || module.operator?.layer === 'conv';
    const pending = hasUnits && !module.activates ? position : null;
    return { kind: 'tensor', from: new Set([...before, use]), pending };
  }

  #join(inputs: readonly Tensor[], unread: ReadonlySet<Tensor>): Position | null {
    const pending = [...unread].map((each) => each.pending).filter((each) => each !== null);
    const [first, ...others] = new Set(pending);
    if (inputs.length < 2 || first === undefined) return null;
    first.at = this.#time++;
    for (const other of others) {
      first.uses.push(...other.uses);
      this.#positions.splice(this.#positions.indexOf(other), 1);
    }
    return first;
  }
}

/** The tensors in a value, those in lists and dicts too. */
export function tensorsIn(value: Value): readonly Tensor[] {
  if (value.kind === 'tensor') return [value];
  if (value.kind === 'list') return value.items.flatMap(tensorsIn);
  return value.kind === 'dict' ? [...value.entries.values()].flatMap(tensorsIn) : [];
}

/** What a library's function or a tensor's method does: `torch.relu`, `x.view`, `tf.nn.relu`. */
export function functionRole(path: string): Role {
  return roleNamed(path.slice(path.lastIndexOf('.') + 1));
}
