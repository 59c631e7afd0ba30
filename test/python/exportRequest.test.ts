import { describe, expect, it } from 'vitest';
import {
  checkInputShape,
  checkReference,
  exportCommand,
  onnxPathOf,
  type ExportRequest,
} from '../../src/python/exportRequest.js';

describe('what an export is asked for', () => {
  it.each(['1,64', '1, 1, 28, 28', '1,16:int64', '2,3:float16'])('may be an input of %s', (text) => {
    expect(() => checkInputShape('--input-shape', text)).not.toThrow();
  });

  it.each(['', '64x64', '1,', '1,0', '1,-1', '1,16:text', ':int64', '1,2.5'])(
    'is refused as an input in a sentence: %s',
    (text) => {
      expect(() => checkInputShape('--input-shape', text)).toThrow(/^--input-shape takes .* is not that\.$/);
    },
  );

  it.each(['train:Net', 'models.net:build', 'train:Net.small', '_a:_b'])('may be built by %s', (text) => {
    expect(() => checkReference('--model', text)).not.toThrow();
  });

  it.each(['', 'train', 'train.py:Net()', 'train:', ':Net', 'a b:c', 'os;x:y', '-m:x', 'train:Net:more'])(
    'is refused as a builder in a sentence: %s',
    (text) => {
      expect(() => checkReference('--model', text)).toThrow(/^--model takes .* is not that\.$/);
    },
  );

  it('is written beside the weights, under their name', () => {
    expect(onnxPathOf('/a/b.c/net.best.pt')).toBe('/a/b.c/net.best.onnx');
    expect(onnxPathOf('/a/b.c/net')).toBe('/a/b.c/net.onnx');
  });
});

describe('the command that is shown', () => {
  const request: ExportRequest = {
    python: '/usr/bin/python3',
    script: '/ext/export onnx.py',
    weightsPath: '/nets/net.pt',
    kind: 'stateDict',
    reference: 'train:Net',
    inputShape: '1, 64',
    folder: '/nets',
    outPath: '/nets/net.onnx',
  };

  it('gives Python plain tensors in place of a pickle, and quotes what has spaces', () => {
    expect(exportCommand(request)).toBe(
      '/usr/bin/python3 "/ext/export onnx.py" /nets/.net.onnx.partial/weights.safetensors --model train:Net --input-shape 1,64 --out /nets/.net.onnx.partial/model.partial',
    );
  });

  it('gives it a program as it is, which needs no code', () => {
    expect(exportCommand({ ...request, kind: 'torchScript', reference: null })).toBe(
      '/usr/bin/python3 "/ext/export onnx.py" /nets/net.pt --input-shape 1,64 --out /nets/.net.onnx.partial/model.partial',
    );
  });
});
