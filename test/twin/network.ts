/** How a constant is stored in the file. Values are rounded to the type before anything uses them. */
export type ElementType = 'float32' | 'float64' | 'int32' | 'int64';

/** A stored tensor: a graph's initializer, or the value of a `Constant` node. Values in row-major order. */
export interface Constant {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly values: readonly number[];
  /** A file beside the model that holds the values; they stand in the model itself without it. */
  readonly externalFile?: string;
}

/** An operator's attribute, under the kind that the file format gives it. */
export type Attribute =
  | { readonly float: number }
  | { readonly int: number }
  | { readonly text: string }
  | { readonly floats: readonly number[] }
  | { readonly ints: readonly number[] }
  | { readonly tensor: Constant };

export interface NetworkNode {
  readonly operator: string;
  /** Tensor names; an empty one is an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly name?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A graph's input or output; a string is a dimension that is left open, under that name. */
export interface Port {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}

/** A network as plain data: what an ONNX file says, for operators of the default domain. */
export interface Network {
  readonly opset: number;
  /** Nodes in an order in which each comes after what it reads. */
  readonly nodes: readonly NetworkNode[];
  readonly constants: readonly Constant[];
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** Lists the initializers among the graph's inputs too, as files before IR version 4 had to. */
  readonly constantsAmongInputs?: boolean;
}

/** A hidden layer, as whoever made the network knows it. */
export interface KnownLayer {
  /** Given where the names in the file leave no doubt. */
  readonly id?: string;
  /** The tensor where the units live: after the activation, if there is one. */
  readonly tensor: string;
  /** The axis of that tensor, the batch counted, along which the units stand. */
  readonly unitAxis: number;
  readonly kind: 'dense' | 'conv' | 'residual';
  readonly activation: string | null;
  /** Of one sample, the batch left out. */
  readonly shape: readonly number[];
  readonly unitCount: number;
  /** Each unit's incoming weights, batch norm folded in; left out where they are not defined. */
  readonly incomingWeights?: readonly (readonly number[])[];
}
