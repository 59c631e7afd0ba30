import { integers, type Graph } from './graph.js';

/**
 * The order of channels and space in a model's image input, read from its first convolution: ONNX's
 * convolutions take channels first, so a Transpose before one tells of channels last. Null where no
 * convolution reads the input.
 */
export function inputLayout(graph: Graph, input: string): 'NCHW' | 'NHWC' | null {
  const passing = new Set(['Add', 'Sub', 'Mul', 'Div', 'Cast', 'Identity', 'Pad', 'BatchNormalization']);
  const queue: { tensor: string; layout: 'NCHW' | 'NHWC' }[] = [{ tensor: input, layout: 'NCHW' }];
  for (let at = queue.shift(); at; at = queue.shift()) {
    for (const node of graph.consumers(at.tensor)) {
      if (node.opType === 'Conv' || node.opType === 'ConvTranspose') return at.layout;
      const tensor = node.output[0] ?? '';
      if (passing.has(node.opType)) queue.push({ tensor, layout: at.layout });
      if (node.opType === 'Transpose' && integers(node, 'perm')?.join() === '0,3,1,2') {
        queue.push({ tensor, layout: 'NHWC' });
      }
    }
  }
  return null;
}
