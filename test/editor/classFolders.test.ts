import { describe, expect, it } from 'vitest';
import { classFolderParents } from '../../src/editor/classFolders.js';

describe('folders of class folders', () => {
  it('are those of which two folders or more hold pictures', () => {
    const pictures = [
      'pets/test/cat/1.png',
      'pets/test/dog/1.png',
      'pets/test/dog/2.png',
      'pets/train/cat/1.png',
      'docs/images/a.png',
    ];
    expect(classFolderParents(pictures)).toEqual(['pets/test']);
    expect(classFolderParents([...pictures, 'pets/train/dog/9.png'])).toEqual(['pets/test', 'pets/train']);
    expect(classFolderParents([])).toEqual([]);
  });
});
