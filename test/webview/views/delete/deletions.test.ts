import { describe, expect, it } from 'vitest';
import { Deletions } from '../../../../webview/views/delete/deletions.js';
import { offeredSamples, sampleBeside } from '../../../../webview/views/delete/offeredSamples.js';

const now = (deletions: Deletions) => [...deletions.now].sort((a, b) => a - b);

describe('deletions', () => {
  it('delete a unit and restore it', () => {
    const deletions = new Deletions();
    deletions.toggle(3, false);
    expect(now(deletions)).toEqual([3]);
    deletions.toggle(3, false);
    expect(now(deletions)).toEqual([]);
  });

  it('do to a range what is done to its end', () => {
    const deletions = new Deletions();
    deletions.toggle(3, false);
    deletions.toggle(6, true);
    expect(now(deletions)).toEqual([3, 4, 5, 6]);
    deletions.toggle(5, true);
    expect(now(deletions)).toEqual([3, 4]);
  });

  it('are taken back one by one, a restored network too', () => {
    const deletions = new Deletions();
    deletions.add([1, 2]);
    deletions.set([]);
    expect(now(deletions)).toEqual([]);
    deletions.undo();
    expect(now(deletions)).toEqual([1, 2]);
    deletions.undo();
    expect(now(deletions)).toEqual([]);
    expect(deletions.canUndo).toBe(false);
    deletions.undo();
    expect(now(deletions)).toEqual([]);
  });

  it('remember no step that changes nothing', () => {
    const deletions = new Deletions();
    deletions.add([1]);
    deletions.add([1]);
    deletions.set([1]);
    deletions.undo();
    expect(deletions.canUndo).toBe(false);
  });

  it('tell the way from the intact network', () => {
    const deletions = new Deletions();
    deletions.add([1]);
    deletions.set([]);
    deletions.add([2]);
    deletions.add([3]);
    expect(deletions.way.map(({ size }) => size)).toEqual([0, 1, 2]);
  });
});

describe('samples to look at', () => {
  const labels = [2, 0, 2, 1, 0, 1];

  it('are the first ones where samples have no class, or those around the chosen one', () => {
    const labels = new Int32Array(40);
    expect(offeredSamples(labels, 1, null)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(offeredSamples(labels, 1, 20)).toEqual([14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]);
    expect(offeredSamples(labels, 1, 39).slice(-2)).toEqual([38, 39]);
    expect(offeredSamples(new Int32Array(3), 1, null)).toEqual([0, 1, 2]);
  });

  it('are the first of each class, in the order of the classes', () => {
    expect(offeredSamples(labels, 3, null)).toEqual([1, 3, 0]);
  });

  it('are the chosen one in the place of its class', () => {
    expect(offeredSamples(labels, 3, 4)).toEqual([4, 3, 0]);
  });

  it('are a dozen of many classes, the chosen one among them', () => {
    const many = Array.from({ length: 100 }, (_, i) => i);
    const offered = offeredSamples(many, 100, 50);
    expect(offered).toHaveLength(12);
    expect(offered.at(-1)).toBe(50);
  });

  it('are none of no samples', () => {
    expect(offeredSamples([], 3, null)).toEqual([]);
  });

  it('follow each other within a class, or all where there are many classes', () => {
    expect(sampleBeside(labels, 3, 0, 1)).toBe(2);
    expect(sampleBeside(labels, 3, 2, -1)).toBe(0);
    expect(sampleBeside(labels, 3, 2, 1)).toBeNull();
    expect(sampleBeside(labels, 100, 2, 1)).toBe(3);
  });
});
