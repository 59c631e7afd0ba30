import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/inputError.js';
import { parseLocation } from '../../src/dataset/dataLocation.js';
import { modelTaking, opened } from './opened.js';
import { temporaryFolder } from './temporaryFolder.js';
import { npyBytes, npzBytes } from './writers.js';

const folder = temporaryFolder();
const data = npzBytes({
  x: npyBytes('|u1', [1, 2], Uint8Array.of(1, 2)),
  y: npyBytes('|u1', [1], Uint8Array.of(3)),
});
const model = modelTaking([2]);
const outside = folder.write('outside/x.npz', data);
const inside = join(folder.path, 'inside');
folder.write('inside/deeper/x.npz', data);

/** A descriptor in the folder `inside` whose inputs are these. */
function descriptor(inputs: string): string {
  return folder.write('inside/d.dataset.json', JSON.stringify({ inputs }));
}

function refusal(path: string): string {
  return `the path \`${path}\` leads outside the descriptor's folder; move the file there, or allow its folder with --data-root DIR.`;
}

describe("a descriptor's paths", () => {
  it('are relative to it, and may lead into folders below', async () => {
    expect([...(await opened(descriptor('deeper/x.npz'), model)).labels]).toEqual([3]);
    expect([...(await opened(descriptor('../inside/deeper/x.npz#x'), model)).labels]).toEqual([3]);
  });

  it('are refused where they leave its folder, are absolute, or follow a link outside', async () => {
    symlinkSync(outside, join(inside, 'link.npz'));
    symlinkSync(join(folder.path, 'outside'), join(inside, 'linked'));
    for (const path of [
      '../outside/x.npz',
      outside,
      'link.npz',
      'linked/x.npz',
      join(inside, 'deeper/x.npz'),
    ]) {
      const opening = opened(descriptor(path), model);
      await expect(opening).rejects.toThrow(InputError);
      await expect(opening).rejects.toThrow(refusal(path));
    }
  });

  it('do not tell whether a file outside exists', async () => {
    await expect(opened(descriptor('../outside/none.npz'), model)).rejects.toThrow(
      refusal('../outside/none.npz'),
    );
    await expect(opened(descriptor('none.npz'), model)).rejects.toThrow('none.npz does not exist');
  });

  it('may lead into a folder that was allowed', async () => {
    const dataRoots = [join(folder.path, 'outside')];
    mkdirSync(join(folder.path, 'elsewhere'));
    for (const path of ['../outside/x.npz', outside, 'link.npz']) {
      expect([...(await opened(descriptor(path), model, { dataRoots })).labels]).toEqual([3]);
      const others = { dataRoots: [join(folder.path, 'elsewhere')] };
      await expect(opened(descriptor(path), model, others)).rejects.toThrow(refusal(path));
    }
    await expect(
      opened(descriptor('deeper/x.npz'), model, { dataRoots: [join(folder.path, 'none')] }),
    ).rejects.toThrow('none does not exist');
  });

  it('that share a beginning with the folder are still outside', async () => {
    folder.write('inside-not/x.npz', data);
    await expect(opened(descriptor('../inside-not/x.npz'), model)).rejects.toThrow(
      refusal('../inside-not/x.npz'),
    );
  });

  it('bind labels that are found beside the inputs as well', async () => {
    folder.write('inside/apart/x.npy', npyBytes('|u1', [1, 2], Uint8Array.of(1, 2)));
    symlinkSync(
      folder.write('outside/y.npy', npyBytes('|u1', [1], Uint8Array.of(3))),
      join(inside, 'apart/y.npy'),
    );
    await expect(opened(descriptor('apart/x.npy'), model)).rejects.toThrow(refusal('apart/y.npy'));
  });
});

describe('a location', () => {
  it('may name an array in a .npz', () => {
    expect(parseLocation('a#b/c.npz#x_test')).toEqual({ path: 'a#b/c.npz', key: 'x_test' });
    expect(parseLocation('a#b/c.npz')).toEqual({ path: 'a#b/c.npz', key: null });
    expect(parseLocation('c#1-images-idx3-ubyte')).toEqual({ path: 'c#1-images-idx3-ubyte', key: null });
  });
});
