import { Random } from '../twin/random.js';

/** Of every such network. */
export const [inputs, hidden, samples] = [4, 6, 40];

/** A network of one layer of ReLUs in plain loops. */
export class PlainNetwork {
  readonly values: { readonly w: number[]; readonly b: number[]; readonly v: number[]; readonly c: number[] };
  readonly samples: number[];

  constructor(readonly outputs: number) {
    const random = new Random(5);
    const draw = (count: number) => random.normals(count, 1).map(Math.fround);
    this.values = {
      w: draw(inputs * hidden),
      b: draw(hidden),
      v: draw(hidden * outputs),
      c: draw(outputs),
    };
    this.samples = draw(samples * inputs);
  }

  /** The numbers that it gives for each sample without a unit; -1 for the intact network. */
  answers(deleted: number): number[][] {
    const { w, b, v, c } = this.values;
    return Array.from({ length: samples }, (_, i) => {
      const units = b.map((bias, u) => {
        let sum = bias;
        for (let k = 0; k < inputs; k++) sum += this.samples[i * inputs + k] * w[k * hidden + u];
        return u === deleted ? 0 : Math.max(0, sum);
      });
      return c.map((bias, o) => units.reduce((sum, value, u) => sum + value * v[u * this.outputs + o], bias));
    });
  }

  lines(end?: string): string[] {
    const lines = [`h = Gemm(x, w[${inputs},${hidden}], b[${hidden}])`, 'a = Relu(h)'];
    lines.push(`y = Gemm(a, v[${hidden},${this.outputs}], c[${this.outputs}])`);
    return end === undefined ? lines : [...lines, `z = ${end}(y)`];
  }
}
