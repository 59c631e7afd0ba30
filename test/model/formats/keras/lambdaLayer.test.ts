import { describe, expect, it } from 'vitest';
import { answers, sequential } from './kerasModel.js';
import { expectClose } from './tensorflowTwin.js';

const whole = (value: number) => [...new Uint8Array(Int32Array.of(value).buffer)];
const float = (value: number) => ['g'.charCodeAt(0), ...new Uint8Array(Float64Array.of(value).buffer)];
const [codeMark, text, tuple, smallTuple, none, int] = Array.from('cs()Ni', (mark) => mark.charCodeAt(0));

/** A function of one argument as `marshal` writes it: numbers about it, its instructions, its constants. */
const marshalled = (numbers: number, instructions: readonly number[], constants: readonly number[][]) =>
  Uint8Array.from([
    ...[codeMark, ...whole(1), ...Array.from({ length: numbers - 1 }, () => whole(1)).flat()],
    ...[text, ...whole(instructions.length), ...instructions],
    ...(numbers === 4 ? [tuple, ...whole(constants.length)] : [smallTuple, constants.length]),
    ...constants.flat(),
    ...[smallTuple, 0],
  ]);

const asLetters = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const none255half = [[none], [int, ...whole(255)], float(0.5)];

const run = async (config: Readonly<Record<string, unknown>>) => {
  const graph = await sequential([3], [{ kind: 'Lambda', config }]);
  return (await answers(graph, 1, [0, 51, 255])).values;
};

describe('a Lambda layer', () => {
  it.each([
    // 124 loads the input and 100 a constant; 27 and 21 divide, 24 subtracts, 83 returns.
    [
      'Python 3.5, a letter a byte',
      asLetters(marshalled(5, [124, 0, 0, 100, 1, 0, 27, 100, 2, 0, 24, 83], none255half)),
    ],
    ['Python 2.7', asLetters(marshalled(4, [124, 0, 0, 100, 1, 0, 21, 100, 2, 0, 24, 83], none255half))],
    [
      'Python 3.6 in base 64',
      btoa(asLetters(marshalled(5, [124, 0, 100, 1, 27, 0, 100, 2, 24, 0, 83, 0], none255half))),
    ],
    [
      'Python 3.8',
      btoa(asLetters(marshalled(6, [124, 0, 100, 1, 27, 0, 100, 2, 24, 0, 83, 0], none255half))),
    ],
    [
      'Python 3.11, which leaves room between',
      btoa(
        asLetters(
          marshalled(5, [151, 0, 124, 0, 100, 1, 122, 11, 0, 0, 100, 2, 122, 10, 0, 0, 83, 0], none255half),
        ),
      ),
    ],
  ])('that only does arithmetic is read: x / 255 - 0.5 of %s', async (_, code) => {
    const config = { function: [code, null, null], function_type: 'lambda', arguments: {} };
    expectClose(await run(config), [-0.5, -0.3, 0.5]);
  });

  it('is read as Python 3.11 itself wrote x / 127.5 - 1.0, and Keras 3 files it', async () => {
    const code =
      '4wEAAAAAAAAAAAAAAAIAAAADAAAA8xIAAACXAHwAZAF6CwAAZAJ6CgAAUwApA07nAAAAAADgX0DnAAAAAAAA8D+pAKkB2gF4cwEAAAAg\n' +
      '+gc8c3RkaW4++gg8bGFtYmRhPnIIAAAAAgAAAHMOAAAAgACIQYhliUeQY4lNgADzAAAAAA==\n';
    const config = {
      function: { class_name: '__lambda__', config: { code, defaults: null, closure: null } },
      arguments: {},
    };
    expectClose(await run(config), [-1, -0.6, 1]);
  });

  it('keeps the order of what it works out: 1 - -x', async () => {
    const code = marshalled(5, [100, 1, 124, 0, 11, 0, 24, 0, 83, 0], [[none], [int, ...whole(1)]]);
    expectClose(await run({ function: [btoa(asLetters(code)), null, null] }), [1, 52, 256]);
  });

  it.each([
    [
      'calls a function',
      [btoa(asLetters(marshalled(5, [116, 0, 124, 0, 131, 1, 83, 0], none255half))), null, null],
    ],
    ['has a default', [btoa(asLetters(marshalled(5, [124, 0, 83, 0], none255half))), [1], null]],
    [
      'is cut off',
      [btoa(asLetters(marshalled(5, [124, 0, 83, 0], none255half).subarray(0, 30))), null, null],
    ],
    ['gives no value', [btoa(asLetters(marshalled(5, [100, 1, 83, 0], none255half))), null, null]],
    ['is a name', 'scaling'],
    ['is no code', ['????', null, null]],
  ])('is refused where its function %s', async (_, code) => {
    await expect(run({ function: code })).rejects.toThrow(
      `The layer "layer0" in model.json (Lambda) holds a function of Python's that does more than arithmetic, which is never run from a file; export the model to ONNX`,
    );
  });
});
