import type { Experiment } from '../../twin/bruteForce.js';
import type { Attribute } from '../../twin/network.js';
import { NetworkBuilder } from '../../twin/networkBuilder.js';

export interface MlpFacts {
  readonly seed: number;
  /** Units of the hidden layers. */
  readonly hidden: readonly number[];
  readonly activation?: string;
  readonly samples?: number;
  readonly opset?: number;
}

const attributes: Readonly<Record<string, Readonly<Record<string, Attribute>>>> = {
  LeakyRelu: { alpha: { float: 0.2 } },
};

/** A perceptron of seven inputs and three classes with random weights. */
export function randomMlp({
  seed,
  hidden,
  activation = 'Relu',
  samples = 40,
  opset = 17,
}: MlpFacts): Experiment {
  const builder = new NetworkBuilder({ seed, opset, inputShape: ['batch', 7] });
  let x = builder.input;
  let inputs = 7;
  for (const [i, units] of hidden.entries()) {
    const gemm = builder.gemm(`fc${i}`, x, inputs, units, i === 0 ? { deadUnit: 1 } : {});
    const bounds =
      activation === 'Clip'
        ? [builder.constant(`low${i}`, [], [-0.5]), builder.constant(`high${i}`, [], [2])]
        : [];
    x = builder.node(activation, [gemm.output, ...bounds], { attributes: attributes[activation] ?? {} });
    builder.layer('dense', x, activation, { rows: gemm.rows });
    inputs = units;
  }
  const last = builder.gemm('head', x, inputs, 3);
  return builder.finish({ logits: last.output, last, classCount: 3, samples });
}
