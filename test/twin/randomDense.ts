import type { Experiment } from './bruteForce.js';
import type { Attribute } from './network.js';
import { columnsFirst, NetworkBuilder } from './networkBuilder.js';

type Attributes = Readonly<Record<string, Attribute>>;

/** As PyTorch writes it: `Gemm` with transposed weights, names of the training code. One unit is dead. */
export function perceptron(): Experiment {
  const builder = new NetworkBuilder({ seed: 1, opset: 17, inputShape: ['batch', 9] });
  const fc1 = builder.gemm('fc1', builder.input, 9, 11, { deadUnit: 4 });
  const h1 = builder.node('Relu', [fc1.output], { name: '/Relu' });
  builder.layer('dense', h1, 'Relu', { rows: fc1.rows, id: 'fc1' });
  const fc2 = builder.gemm('fc2', h1, 11, 7);
  const h2 = builder.node('Relu', [fc2.output], { name: '/Relu_1' });
  builder.layer('dense', h2, 'Relu', { rows: fc2.rows, id: 'fc2' });
  const fc3 = builder.gemm('fc3', h2, 7, 4);
  return builder.finish({ logits: fc3.output, last: fc3, classCount: 4, samples: 41 });
}

/** An old file with opaque names: weights not transposed, initializers among the inputs, dropout left in. */
export function oldPerceptron(): Experiment {
  const builder = new NetworkBuilder({
    seed: 2,
    opset: 9,
    inputShape: ['n', 6],
    opaque: true,
    constantsAmongInputs: true,
  });
  let x = builder.input;
  let inputs = 6;
  const stages: [operator: string, units: number, gemm?: Attributes][] = [
    ['Tanh', 7],
    ['Sigmoid', 5, { alpha: { float: 0.75 }, beta: { float: 1.5 } }],
    ['Elu', 9, { alpha: { float: 2.5 } }],
  ];
  for (const [operator, units, attributes] of stages) {
    const gemm = builder.gemm('', x, inputs, units, { transB: false, ...(attributes && { attributes }) });
    const own = operator === 'Elu' ? { attributes: { alpha: { float: 0.8 } } } : {};
    x = builder.node(operator, [gemm.output], own);
    const alpha = attributes?.['alpha'];
    const factor = alpha !== undefined && 'float' in alpha ? alpha.float : 1;
    builder.layer('dense', x, operator, {
      rows: gemm.rows.map((row) => row.map((weight) => weight * factor)),
    });
    x = builder.node('Dropout', [x], { attributes: { ratio: { float: 0.5 } } });
    inputs = units;
  }
  const last = builder.gemm('', x, inputs, 5, { transB: false });
  return builder.finish({ logits: last.output, last, classCount: 5, samples: 36, emptyClass: 2 });
}

/** One layer for each activation that is an operator of its own and no ReLU. */
export function activationZoo(): Experiment {
  const builder = new NetworkBuilder({ seed: 3, opset: 11, inputShape: ['N', 5] });
  const attributes: Readonly<Record<string, Attributes>> = {
    LeakyRelu: { alpha: { float: 0.2 } },
    HardSigmoid: { alpha: { float: 0.15 }, beta: { float: 0.45 } },
  };
  let x = builder.input;
  let inputs = 5;
  ['LeakyRelu', 'PRelu', 'Selu', 'Softplus', 'HardSigmoid', 'Clip'].forEach((operator, i) => {
    const units = 3 + (i % 3);
    const gemm = builder.gemm(`stage${i}.linear`, x, inputs, units);
    const extras = { name: `/stage${i}/act`, attributes: attributes[operator] ?? {} };
    const more: string[] = [];
    if (operator === 'PRelu') {
      const slopes = Array.from({ length: units }, () => builder.random.uniform());
      more.push(builder.constant(`stage${i}.act.weight`, [units], slopes));
    }
    if (operator === 'Clip')
      more.push(builder.constant('low', [], [-0.5]), builder.constant('high', [], [1]));
    x = builder.node(operator, [gemm.output, ...more], extras);
    builder.layer('dense', x, operator, { rows: gemm.rows, id: `stage${i}.linear` });
    inputs = units;
  });
  const head = builder.gemm('head', x, inputs, 3, { transB: false });
  return builder.finish({ logits: head.output, last: head, classCount: 3, samples: 30 });
}

/** `MatMul` and `Add`, every weight behind another operator that only moves or converts it; ends in softmax. */
export function hiddenWeights(): Experiment {
  const builder = new NetworkBuilder({ seed: 4, opset: 13, inputShape: ['b', 6], opaque: true });
  const matMul = (
    x: string,
    weight: string,
    units: number,
    biasFirst: boolean,
  ): [output: string, bias: string] => {
    const product = builder.node('MatMul', [x, weight]);
    const bias = builder.constant('', [units], builder.random.normals(units, 0.2));
    return [builder.node('Add', biasFirst ? [bias, product] : [product, bias]), bias];
  };

  const rows1 = builder.rows(8, 6);
  const turned = builder.node('Transpose', [builder.constant('', [8, 6], rows1.flat())], {
    attributes: { perm: { ints: [1, 0] } },
  });
  const h1 = builder.node('Relu', [matMul(builder.input, turned, 8, false)[0]]);
  builder.layer('dense', h1, 'Relu', { rows: rows1 });

  const rows2 = builder.rows(5, 8);
  const single = builder.node('Cast', [builder.constant('', [8, 5], columnsFirst(rows2), 'float64')], {
    attributes: { to: { int: 1 } },
  });
  const h2 = builder.node('Relu', [matMul(h1, single, 5, true)[0]]);
  builder.layer('dense', h2, 'Relu', { rows: rows2 });

  const rows3 = builder.rows(7, 5);
  const held = builder.node('Constant', [], {
    attributes: {
      value: { tensor: { name: '', type: 'float32', dims: [5, 7], values: columnsFirst(rows3) } },
    },
  });
  const h3 = builder.node('Tanh', [matMul(h2, builder.node('Identity', [held]), 7, false)[0]]);
  builder.layer('dense', h3, 'Tanh', { rows: rows3 });

  const rows = builder.rows(4, 7);
  const weight = builder.constant('', [28], columnsFirst(rows));
  const shaped = builder.node('Reshape', [weight, builder.constant('', [2], [7, -1], 'int64')]);
  const [logits, bias] = matMul(h3, shaped, 4, false);
  const output = builder.node('Softmax', [logits], { attributes: { axis: { int: -1 } } });
  const last = { output: logits, weight, bias, rows };
  return builder.finish({ logits, output, last, classCount: 4, samples: 32 });
}

/** Activations written out in smaller operators, and one that newer files have whole. */
export function writtenOutActivations(): Experiment {
  const builder = new NetworkBuilder({ seed: 5, opset: 14, inputShape: ['batch', 7] });
  const fc1 = builder.gemm('blocks.0.fc', builder.input, 7, 8);
  const ratio = builder.node('Div', [fc1.output, builder.constant('sqrt2', [], [Math.SQRT2])]);
  const shifted = builder.node('Add', [builder.node('Erf', [ratio]), builder.constant('one', [], [1])]);
  const product = builder.node('Mul', [fc1.output, shifted]);
  const gelu = builder.node('Mul', [product, builder.constant('half', [], [0.5])]);
  builder.layer('dense', gelu, 'Gelu', { rows: fc1.rows, id: 'blocks.0.fc' });

  const fc2 = builder.gemm('blocks.1.fc', gelu, 8, 6);
  const swish = builder.node('Mul', [fc2.output, builder.node('Sigmoid', [fc2.output])]);
  builder.layer('dense', swish, 'Swish', { rows: fc2.rows, id: 'blocks.1.fc' });

  const fc3 = builder.gemm('blocks.2.fc', swish, 6, 5);
  const hardSwish = builder.node('HardSwish', [fc3.output]);
  builder.layer('dense', hardSwish, 'HardSwish', { rows: fc3.rows, id: 'blocks.2.fc' });

  const head = builder.gemm('head', hardSwish, 5, 3);
  return builder.finish({ logits: head.output, last: head, classCount: 3, samples: 28 });
}

/** A new file: weights beside the model, module names in metadata alone; ends in log-softmax. */
export function externalPerceptron(): Experiment {
  const builder = new NetworkBuilder({
    seed: 6,
    opset: 21,
    inputShape: ['batch', 8],
    opaque: true,
    externalFile: 'weights.data',
  });
  const scopes = (module: string, operation: string): Readonly<Record<string, string>> => ({
    namespace: `: Net/${module}: torch.nn.modules.Module/${operation}: aten.${operation}.default`,
    'pkg.torch.onnx.name_scopes': `['', '${module}', '${operation}']`,
  });
  const fc1 = builder.gemm('', builder.input, 8, 6, { metadata: scopes('encoder.fc1', 'linear') });
  const h1 = builder.node('Gelu', [fc1.output], { metadata: scopes('encoder.act1', 'gelu') });
  builder.layer('dense', h1, 'Gelu', { rows: fc1.rows, id: 'encoder.fc1' });
  const fc2 = builder.gemm('', h1, 6, 9, { metadata: scopes('encoder.fc2', 'linear') });
  const h2 = builder.node('Gelu', [fc2.output], {
    attributes: { approximate: { text: 'tanh' } },
    metadata: scopes('encoder.act2', 'gelu'),
  });
  builder.layer('dense', h2, 'Gelu', { rows: fc2.rows, id: 'encoder.fc2' });
  const last = builder.gemm('', h2, 9, 4, { metadata: scopes('head', 'linear') });
  const output = builder.node('LogSoftmax', [last.output]);
  return builder.finish({ logits: last.output, output, last, classCount: 4, samples: 34 });
}
