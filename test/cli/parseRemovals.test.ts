import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/cli/parse.js';
import { analyse, refusal } from './parsing.js';

describe('curves, noise and groups', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parse-'));
    await writeFile(join(folder, 'orders.json'), '[[2, 0, 1], [0, 1, 2]]');
    await writeFile(join(folder, 'groups.json'), '[[0, 5]]');
    await writeFile(join(folder, 'names.json'), '[["fc1"]]');
    await writeFile(join(folder, 'torn.json'), '[[0,');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const settings = (...given: string[]) => {
    const command = parseCommand(['analyse', 'm.onnx', '--data', 'd.npz', ...given], {
      cwd: folder,
      cores: 4,
      cacheFolder: '/cache',
    });
    if (command.name !== 'analyse') throw new Error(`${command.name} instead of analyse`);
    return command.request.settings;
  };

  it('are measured as the options say', () => {
    const { measures, curves, noise } = settings(
      ...['--measures', 'noise,curves', '--scope', 'network,layer', '--mode', 'keep'],
      ...['--orders', 'random:3,selectivity:desc', '--orders', 'rotation,accuracy:asc'],
      ...['--removed', '0,8,64', '--scales', '0.5,3', '--noise-seeds', '2'],
    );
    expect(measures).toEqual(['curves', 'noise']);
    expect(curves).toEqual({
      scopes: ['network', 'layer'],
      mode: 'keep',
      orders: [
        { by: 'random', count: 3 },
        { by: 'selectivity', direction: 'desc' },
        { by: 'rotation', count: 10 },
        { by: 'accuracy', direction: 'asc' },
      ],
      givenOrders: [],
      removed: [0, 8, 64],
    });
    expect(noise).toEqual({ scales: [0.5, 3], seeds: 2 });
  });

  it('take orders from a file, alone unless others are asked for too', () => {
    const alone = settings('--measures', 'curves', '--order-file', 'orders.json').curves;
    expect([alone.orders, alone.givenOrders]).toEqual([
      [],
      [
        [2, 0, 1],
        [0, 1, 2],
      ],
    ]);
    const both = settings(
      '--measures',
      'curves',
      '--order-file',
      'orders.json',
      '--orders',
      'random:1',
    ).curves;
    expect(both.orders).toEqual([{ by: 'random', count: 1 }]);
    expect(both.givenOrders).toHaveLength(2);
  });

  it('take groups from a file, and from units of which every pair is one', () => {
    expect(settings('--groups', 'groups.json', '--pairs', '3,7,9').groups).toEqual([
      [0, 5],
      ...[[3], [7], [9]],
      ...[
        [3, 7],
        [3, 9],
        [7, 9],
      ],
    ]);
  });

  it('are refused where their measure was not asked for, so that nothing is ignored', () => {
    expect(analyse('--orders', 'random:3')).toBe('--orders is for curves: add curves to --measures.');
    expect(analyse('--noise-seeds', '3', '--measures', 'curves')).toBe(
      '--noise-seeds is for noise: add noise to --measures.',
    );
    expect(analyse('--scope', 'layer')).toBe(
      '--scope is for curves and noise: add curves or noise to --measures.',
    );
    expect(settings('--scope', 'layer', '--measures', 'noise').curves.scopes).toEqual(['layer']);
  });

  it('are refused in a sentence where they make no sense', () => {
    const analyse = (...given: string[]): string =>
      refusal('analyse', 'm.onnx', '--data', 'd.npz', '--measures', 'curves,noise', ...given);
    expect(analyse('--orders', 'selectivity')).toBe(
      '--orders selectivity needs a direction: selectivity:desc, or selectivity:asc.',
    );
    expect(analyse('--orders', 'selectvity:asc')).toContain('did you mean selectivity?');
    expect(analyse('--orders', 'random:0')).toContain('takes a whole number from 1 to 10000');
    expect(analyse('--mode', 'drop')).toBe('--mode is remove or keep, and "drop" is neither.');
    expect(analyse('--scales', '0.1,0')).toBe('--scales takes positive numbers, and "0" is none.');
    expect(analyse('--removed', '0,-1')).toContain('"-1" is none');
    expect(analyse('--noise-seeds', '0')).toContain('from 1 to 10000');
    expect(analyse('--pairs', '3')).toBe('--pairs needs at least two flat unit indexes, as 3,17,40.');
  });

  it('are refused where their file is missing, torn or holds something else', () => {
    expect(analyse('--groups', 'nowhere.json')).toBe(
      "--groups: nowhere.json can't be read; name a JSON file like [[0, 1], [2, 3]].",
    );
    expect(() => settings('--groups', 'torn.json')).toThrow('torn.json is not JSON');
    expect(() => settings('--measures', 'curves', '--order-file', 'names.json')).toThrow(
      'names.json must hold an array of arrays of flat unit indexes',
    );
  });
});
