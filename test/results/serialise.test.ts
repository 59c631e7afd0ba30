import { describe, expect, it } from 'vitest';
import { serialise } from '../../src/results/serialise.js';

describe('the text of a result', () => {
  it('has one line for a column and one for a row of a matrix', () => {
    const value = {
      id: 'fc1',
      shape: [8],
      empty: [],
      none: {},
      rows: [
        [1, null],
        [0.5, 2],
      ],
      list: [{ a: 'x' }],
    };
    expect(serialise(value)).toMatchInlineSnapshot(`
      "{
        "id": "fc1",
        "shape": [8],
        "empty": [],
        "none": {},
        "rows": [
          [1,null],
          [0.5,2]
        ],
        "list": [
          {
            "a": "x"
          }
        ]
      }
      "
    `);
    expect(JSON.parse(serialise(value))).toEqual(value);
  });

  it('leaves out what is undefined, as JSON does', () => {
    expect(JSON.parse(serialise({ a: undefined, b: 1 }))).toEqual({ b: 1 });
  });

  it('gives every double back to the bit', () => {
    const values = [0.1 + 0.2, 5e-324, 1.7976931348623157e308, -1 / 3, 1e21];
    expect(JSON.parse(serialise({ values }))).toEqual({ values });
  });

  it('refuses numbers that JSON has no word for, and says where', () => {
    expect(() => serialise({ layers: [{ loss: [0.1, NaN] }] })).toThrow(
      '.layers[0].loss[1] of the result is NaN',
    );
    expect(() => serialise({ auc: Infinity })).toThrow('.auc of the result is Infinity');
  });
});
