import { describe, expect, it } from 'vitest';
import { foundIn } from './foundLayers.js';

const lstm = 'y, h = LSTM(t, w[1,8,3], r[1,8,2], b[1,16]; hidden_size=2)';

describe('probe', () => {
  it('x', async () => {
    console.log(await foundIn(['t = Transpose(x; perm=1,0,2)', lstm, 's = Squeeze(h, <0>)', 'z = Gemm(s, head[2,3])'], { input: ['batch', 5, 3] }));
    expect(1).toBe(1);
  });
});
