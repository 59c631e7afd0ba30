import { describe, expect, it } from 'vitest';
import { SoundFolder } from './soundFolder.js';

describe('arguments that make no sense are refused in one line:', () => {
  it.each<[title: string, options: string[], says: RegExp]>([
    ['a result in a missing folder', ['--out', 'nowhere/result.json'], /nowhere.result\.json \(ENOENT\)/],
    ['a result in place of a folder', ['--out', '.'], /is a folder/],
    [
      'a result in place of the model',
      ['--out', 'model.onnx'],
      /--out model\.onnx would overwrite the model/,
    ],
    ['a layer that does not exist', ['--layers', 'fc1,fc9'], /"fc9"; the layers are fc1, fc2/],
    ['no samples', ['--samples', '0'], /--samples .* "0"/],
    ['a number of samples that is none', ['--samples', 'many'], /--samples .* "many"/],
    ['no workers', ['--workers', '0'], /--workers .* "0"/],
    ['memory that is no size', ['--memory', 'much'], /--memory takes a size .* "much"/],
    ['too little memory', ['--memory', '50MB'], /limit of 50 MB is too little for model\.onnx, which takes/],
    ['an option that does not exist', ['--sample', '3'], /--sample: did you mean --samples/],
    ['a root that does not exist', ['--data-root', 'nowhere'], /nowhere does not exist/],
  ])('%s', async (_, options, says) => {
    expect(await new SoundFolder().refusalOfAnalysis(...options)).toMatch(says);
  });

  it('no data', async () => {
    expect(await new SoundFolder().refusalOf('analyse', 'model.onnx')).toMatch(/--data PATH/);
  });

  it('no command', async () => {
    expect(await new SoundFolder().refusalOf()).toMatch(/inspect MODEL, or check MODEL .*, or analyse MODEL/);
  });
});
