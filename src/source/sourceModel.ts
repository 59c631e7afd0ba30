import type { TextRange } from './syntax.js';

export type Framework = 'pytorch' | 'keras' | 'tensorflow.js' | 'flax';

/** A network as a program defines it. */
export interface SourceModel {
  /** Of the class, or of the variable or function that holds it. */
  readonly name: string;
  readonly framework: Framework;
  /** The whole definition. */
  readonly range: TextRange;
  readonly nameRange: TextRange;
  /** In forward order. */
  readonly layers: readonly SourceLayer[];
  /** Whether the order is that of use in the forward pass; else it is that of definition. */
  readonly order: 'use' | 'definition';
  /** Whether other models of the same text hold it as a part. */
  readonly isPart: boolean;
  /** Other networks that the text makes of the same definition: `resnet18()` and `resnet34()` of one class. */
  readonly variants: readonly SourceModel[];
  /** Whether it rests on defaults that a caller may change: then it is this network only where all of it fits. */
  readonly isByDefault: boolean;
}

/** A layer with weights. One definition makes several where it is reached more than once. */
export interface SourceLayer {
  /** `features.0`; a part that the text leaves open is `*`. */
  readonly path: string;
  /** Whether a framework would give the layer that name; else it is only what the program calls it. */
  readonly isNamed: boolean;
  readonly operator: LayerOperator;
  /** Outputs: units of a dense layer, feature maps of a convolution. Null where the text does not tell. */
  readonly units: number | null;
  /** Whether the units are those of a default value that a caller may change. */
  readonly isAssumed: boolean;
  readonly inputs: number | null;
  /** The call that defines it. */
  readonly range: TextRange;
  /** What names it, else what it is: `self.fc1`, a key, `nn.Linear`. */
  readonly nameRange: TextRange;
  /** Whether weights follow: the last operator's outputs are answers and no units. */
  readonly isHidden: boolean;
  /** Place in forward order. Layers that a sum joins before any activation share one: their sum is the layer. */
  readonly position: number;
}

export type LayerOperator = 'linear' | 'conv' | 'recurrent' | 'other';
