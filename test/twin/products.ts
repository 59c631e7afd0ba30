import { floatOf, intOf } from './attributes.js';
import { each, pairwise } from './elementwise.js';
import type { NetworkNode } from './network.js';
import { broadcastDims, broadcastIndexes, sizeOf, type Tensor } from './tensor.js';

/** `Gemm`: alpha * A B + beta * C, A and B transposed where asked, C broadcast to the product. */
export function gemm(node: NetworkNode, a: Tensor, b: Tensor, c: Tensor | null): Tensor {
  const left = intOf(node, 'transA', 0) === 1 ? turned(a) : a;
  const right = intOf(node, 'transB', 0) === 1 ? turned(b) : b;
  const alpha = floatOf(node, 'alpha', 1);
  const beta = floatOf(node, 'beta', 1);
  const product = each(matMul(left, right), (value) => alpha * value);
  return c === null ? product : pairwise(product, c, (value, bias) => value + beta * bias);
}

/** `MatMul` of tensors of rank 2 and more; the axes before the last two are broadcast. */
export function matMul(a: Tensor, b: Tensor): Tensor {
  const [rows, inner] = a.dims.slice(-2);
  const columns = b.dims[b.dims.length - 1];
  if (b.dims[b.dims.length - 2] !== inner) {
    throw new Error(`[${a.dims.join(', ')}] and [${b.dims.join(', ')}] can't be multiplied`);
  }
  const outer = broadcastDims(a.dims.slice(0, -2), b.dims.slice(0, -2));
  const fromA = broadcastIndexes(a.dims.slice(0, -2), outer);
  const fromB = broadcastIndexes(b.dims.slice(0, -2), outer);
  const data = new Float64Array(sizeOf(outer) * rows * columns);
  for (let block = 0; block < sizeOf(outer); block++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        let left = (fromA[block] * rows + row) * inner;
        let right = fromB[block] * inner * columns + column;
        let sum = 0;
        for (let k = 0; k < inner; k++) {
          sum += a.data[left] * b.data[right];
          left += 1;
          right += columns;
        }
        data[(block * rows + row) * columns + column] = sum;
      }
    }
  }
  return { dims: [...outer, rows, columns], data };
}

function turned(matrix: Tensor): Tensor {
  const [rows, columns] = matrix.dims;
  const data = matrix.data.map((_, i) => matrix.data[(i % rows) * columns + Math.floor(i / rows)]);
  return { dims: [columns, rows], data };
}
