import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { modelTaking, opened } from './opened.js';
import { temporaryFolder } from './temporaryFolder.js';
import { bytesUpTo, npyBytes, npzBytes } from './writers.js';

const folder = temporaryFolder();
const model = modelTaking([2], { classCount: 3 });
const npz = npzBytes({
  x: npyBytes('|u1', [3, 2], bytesUpTo(6)),
  y: npyBytes('|u1', [3], Uint8Array.of(0, 1, 2)),
});
const names = ['cat', 'red panda', 'wolf'];

/** A descriptor, in a folder of its own, that names its class names' file. */
function describing(file: string, content: string | Uint8Array): string {
  folder.write(`${file}-named/x.npz`, npz);
  folder.write(`${file}-named/${file}`, content);
  return folder.write(`${file}-named/x.dataset.json`, JSON.stringify({ inputs: 'x.npz', classes: file }));
}

describe('a file of class names', () => {
  it.each([
    ['words.txt', 'cat\r\nred panda\n\nwolf\n'],
    ['numbered.txt', '0 cat\n1 red panda\n2 wolf\n'],
    ['list.json', '["cat", "red panda", "wolf"]'],
    ['indices.json', '{ "wolf": 2, "cat": 0, "red panda": 1 }'],
    ['byindex.json', '{ "0": "cat", "1": "red panda", "2": "wolf" }'],
    ['batches.meta', Buffer.from('\x80\x02}U\x0blabel_names](U\x03catU\x09red pandaU\x04wolfes.', 'latin1')],
  ])('%s may be named in the descriptor', async (file, content) => {
    expect((await opened(describing(file, content), model)).classes).toEqual(names);
  });

  it('is part of what the hash covers, as labels may be looked up there', async () => {
    const text = 'cat\nred panda\nwolf';
    const path = describing('hashed.txt', text);
    const descriptor = JSON.stringify({ inputs: 'x.npz', classes: 'hashed.txt' });
    const expected = createHash('sha256').update(descriptor).update(npz).update(text).digest('hex');
    expect(await (await opened(path, model)).sha256()).toBe(expected);
  });

  it.each([
    [
      'few.txt',
      'cat\nwolf',
      'few.txt has 2 names, but the model tells 3 classes apart; name each of them once.',
    ],
    ['twice.txt', 'cat\nwolf\ncat', 'twice.txt names "cat" twice; name each class once.'],
    ['broken.json', '["cat", ]', 'broken.json is not valid JSON at line 1, column 9; mend it there.'],
    [
      'numbers.json',
      '[1, 2, 3]',
      'numbers.json holds no class names; write one a line, or a JSON array of them.',
    ],
    ['gaps.json', '{ "cat": 0, "wolf": 7, "dog": 1 }', 'gaps.json holds no class names'],
  ])('%s that is wrong is refused', async (file, content, message) => {
    await expect(opened(describing(file, content), model)).rejects.toThrow(message);
  });

  it('is found beside the data where it has as many names as there are classes', async () => {
    const path = folder.write('beside/x.npz', npz);
    folder.write('beside/labels.txt', 'only\ntwo\n');
    expect((await opened(path, model)).classes).toBeNull();
    folder.write('beside/classes.txt', names.join('\n'));
    const dataset = await opened(path, model);
    expect(dataset.classes).toEqual(names);
    expect(dataset.understood).toEqual(['class names from classes.txt, which lies beside the data']);
  });

  it('outside the folder of the descriptor is refused', async () => {
    folder.write('away/names.txt', names.join('\n'));
    folder.write('home/x.npz', npz);
    const path = folder.write('home/x.dataset.json', '{ "inputs": "x.npz", "classes": "../away/names.txt" }');
    await expect(opened(path, model)).rejects.toThrow("leads outside the descriptor's folder");
  });
});
