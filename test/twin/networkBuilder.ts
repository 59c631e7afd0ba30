import type { Experiment } from './bruteForce.js';
import { drawExperiment, type NetworkEnd } from './drawnExperiment.js';
import type { Attribute, Constant, KnownLayer, NetworkNode } from './network.js';
import { Random } from './random.js';
import { sizeOf } from './tensor.js';

/** What a linear operator was built as. */
export interface Linear {
  readonly output: string;
  /** Names of its constants. */
  readonly weight: string;
  readonly bias: string | null;
  /** One row of incoming weights a unit. */
  readonly rows: readonly (readonly number[])[];
}

export interface NodeExtras {
  /** Names the output too, where the builder keeps names. */
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** What is known of a layer; either the rows of its weights or the number of its units is needed. */
export interface LayerFacts {
  readonly rows?: Linear['rows'];
  readonly unitCount?: number;
  readonly space?: readonly number[];
  readonly id?: string;
}

interface BuilderOptions {
  readonly seed: number;
  readonly opset: number;
  /** The batch first: a number where it is fixed. */
  readonly inputShape: readonly (number | string)[];
  /** Gives every tensor and node a name that says nothing. */
  readonly opaque?: boolean;
  readonly constantsAmongInputs?: boolean;
  readonly externalFile?: string;
}

/** Puts a random network together, node by node, and writes down its layers as it is told of them. */
export class NetworkBuilder {
  readonly random: Random;
  readonly input: string;
  readonly layers: KnownLayer[] = [];
  readonly #options: BuilderOptions;
  readonly #nodes: NetworkNode[] = [];
  readonly #constants: Constant[] = [];
  #names = 0;

  constructor(options: BuilderOptions) {
    this.#options = options;
    this.random = new Random(options.seed);
    this.input = this.#name('input');
  }

  /** A constant of given values, rounded to single precision unless of another type. Returns its name. */
  constant(
    name: string,
    dims: readonly number[],
    values: readonly number[],
    type: Constant['type'] = 'float32',
  ): string {
    const { externalFile } = this.#options;
    const own = this.#name(name);
    const place = externalFile !== undefined && type === 'float32' ? { externalFile } : {};
    this.#constants.push({ name: own, type, dims, values, ...place });
    return own;
  }

  /** Adds a node of one output. Returns the output's name. */
  node(operator: string, inputs: readonly string[], extras: NodeExtras = {}): string {
    const { name = `${operator}_${this.#names}`, attributes, metadata } = extras;
    const output = this.#name(`${name}_output`);
    this.#nodes.push({
      operator,
      inputs,
      outputs: [output],
      name: this.#name(name),
      ...(attributes === undefined ? {} : { attributes }),
      ...(metadata === undefined ? {} : { metadata }),
    });
    return output;
  }

  /** `Gemm`, its weights as [units, inputs] with `transB`, as PyTorch has them, else turned. */
  gemm(
    name: string,
    x: string,
    inputs: number,
    units: number,
    extras: NodeExtras & { transB?: boolean; deadUnit?: number } = {},
  ): Linear {
    const transB = extras.transB ?? true;
    const rows = this.rows(units, inputs);
    const weight = transB
      ? this.constant(`${name}.weight`, [units, inputs], rows.flat())
      : this.constant(`${name}.weight`, [inputs, units], columnsFirst(rows));
    const bias = this.constant(`${name}.bias`, [units], this.#biases(units, extras.deadUnit));
    const attributes = { ...(transB ? { transB: { int: 1 } } : {}), ...extras.attributes };
    return {
      output: this.node('Gemm', [x, weight, bias], { ...extras, name: `/${name}/Gemm`, attributes }),
      weight,
      bias,
      rows,
    };
  }

  /** `Conv` with weights [maps, channels / groups, ...kernel]. */
  conv(
    name: string,
    x: string,
    channels: number,
    maps: number,
    kernel: readonly number[],
    extras: NodeExtras & { groups?: number; deadUnit?: number; withoutBias?: boolean } = {},
  ): Linear {
    const groups = extras.groups ?? 1;
    const rows = this.rows(maps, (channels / groups) * sizeOf(kernel));
    const weight = this.constant(`${name}.weight`, [maps, channels / groups, ...kernel], rows.flat());
    const bias =
      extras.withoutBias === true
        ? null
        : this.constant(`${name}.bias`, [maps], this.#biases(maps, extras.deadUnit));
    const attributes = {
      ...(groups === 1 ? {} : { group: { int: groups } }),
      kernel_shape: { ints: kernel },
      ...extras.attributes,
    };
    const inputs = bias === null ? [x, weight] : [x, weight, bias];
    return {
      output: this.node('Conv', inputs, { ...extras, name: `/${name}/Conv`, attributes }),
      weight,
      bias,
      rows,
    };
  }

  /** `BatchNormalization` in inference, not folded into what stands before it; `factors` is the scale it amounts to. */
  batchNorm(name: string, x: string, channels: number): { output: string; factors: readonly number[] } {
    const scale = Array.from({ length: channels }, () =>
      Math.fround((0.7 + 0.6 * this.random.uniform()) * (this.random.below(4) === 0 ? -1 : 1)),
    );
    const variance = Array.from({ length: channels }, () => Math.fround(0.5 + this.random.uniform()));
    const inputs = [
      x,
      this.constant(`${name}.weight`, [channels], scale),
      this.constant(`${name}.bias`, [channels], this.random.normals(channels, 0.3)),
      this.constant(`${name}.running_mean`, [channels], this.random.normals(channels, 0.2)),
      this.constant(`${name}.running_var`, [channels], variance),
    ];
    const epsilon = 1e-3;
    const output = this.node('BatchNormalization', inputs, {
      name: `/${name}/BatchNormalization`,
      attributes: { epsilon: { float: epsilon } },
    });
    return { output, factors: scale.map((value, c) => value / Math.sqrt(variance[c] + epsilon)) };
  }

  /** Random weights, spread so that a ReLU layer keeps the size of its inputs (He et al. 2015). */
  rows(units: number, inputs: number): number[][] {
    return Array.from({ length: units }, () => this.random.normals(inputs, Math.sqrt(2 / inputs)));
  }

  /** A bias of -100 on one unit keeps it at zero behind a ReLU, whatever comes in. */
  #biases(units: number, deadUnit: number | undefined): number[] {
    return this.random.normals(units, 0.2).map((value, unit) => (unit === deadUnit ? -100 : value));
  }

  /** Writes down a hidden layer whose units stand along the second axis of `tensor`. */
  layer(kind: KnownLayer['kind'], tensor: string, activation: string | null, known: LayerFacts): void {
    const { rows, unitCount = rows?.length ?? 0, space = [], id } = known;
    this.layers.push({
      ...(id === undefined ? {} : { id }),
      tensor,
      unitAxis: 1,
      kind,
      activation,
      shape: [unitCount, ...space],
      unitCount,
      ...(rows === undefined ? {} : { incomingWeights: rows }),
    });
  }

  /** Closes the network, and draws samples and labels for it. */
  finish(end: NetworkEnd & { readonly output?: string }): Experiment {
    const { opset, inputShape, constantsAmongInputs } = this.#options;
    const network = {
      opset,
      nodes: this.#nodes,
      constants: this.#constants,
      inputs: [{ name: this.input, shape: inputShape }],
      outputs: [{ name: end.output ?? end.logits, shape: [inputShape[0], end.classCount] }],
      ...(constantsAmongInputs === true ? { constantsAmongInputs } : {}),
    };
    return drawExperiment(network, this.layers, end, this.random);
  }

  #name(plain: string): string {
    this.#names++;
    return this.#options.opaque === true ? `${this.random.word()}${this.#names}` : plain;
  }
}

/** [inputs, units] in row-major order, from one row a unit. */
export function columnsFirst(rows: readonly (readonly number[])[]): number[] {
  return rows[0].flatMap((_, input) => rows.map((row) => row[input]));
}

/** Rows scaled by one factor a unit: the weights with batch norm folded in. */
export function scaled(rows: readonly (readonly number[])[], factors: readonly number[]): number[][] {
  return rows.map((row, unit) => row.map((weight) => weight * factors[unit]));
}
