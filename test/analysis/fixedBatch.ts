/**
 * A network whose batch is fixed at four by what it computes: samples count from the mean of their batch. Two hidden
 * layers of tanh, five and six units.
 */
export const fixedBatch = {
  lines: [
    'm = ReduceMean(x; axes=0, keepdims=1)',
    'n = Sub(x, m)',
    'h = Gemm(n, w[7,5])',
    'a = Tanh(h)',
    'h2 = Gemm(a, w2[5,6])',
    'b = Tanh(h2)',
    'y = Gemm(b, w3[6,3])',
  ],
  facts: { input: [4, 7] },
};
