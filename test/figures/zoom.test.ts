import { describe, expect, it } from 'vitest';
import { isWithin, panned, pannedTo, unzoomed, unzoomedPlace, zoomAround } from '../../src/figures/zoom.js';

const ground = { x: 40, y: 20, width: 600, height: 300 };

describe('zooming into the ground of a figure', () => {
  it('keeps what is under the pointer where it is', () => {
    const before = zoomAround(unzoomed, 2, 300, 100, ground);
    const place = unzoomedPlace(before, { x: 200, y: 90 });
    const after = zoomAround(before, 1.5, 200, 90, ground);
    expect(after.factor).toBe(3);
    expect(after.factor * place.x + after.x).toBeCloseTo(200, 9);
    expect(after.factor * place.y + after.y).toBeCloseTo(90, 9);
  });

  it('never shows more than the whole, nor less than a 64th', () => {
    expect(zoomAround(unzoomed, 0.1, 300, 100, ground)).toEqual(unzoomed);
    expect(zoomAround(unzoomed, 1000, 300, 100, ground).factor).toBe(64);
  });

  it('moves no further than the whole reaches', () => {
    const zoom = zoomAround(unzoomed, 4, 340, 170, ground);
    const moved = panned(zoom, 1e6, -1e6, ground);
    expect(unzoomedPlace(moved, { x: 40, y: 320 })).toEqual({ x: 40, y: 320 });
    expect(panned(unzoomed, 50, 50, ground)).toEqual(unzoomed);
  });

  it('comes back to the whole when it is turned back, wherever it was moved to', () => {
    const away = panned(zoomAround(unzoomed, 8, 100, 50, ground), -900, 300, ground);
    expect(zoomAround(away, 1 / 8, 500, 200, ground)).toEqual(unzoomed);
  });

  it('moves to a place that is out of sight, and not for one that is in sight', () => {
    const zoom = zoomAround(unzoomed, 4, 40, 20, ground);
    const hidden = { x: 4 * 500 + zoom.x, y: 4 * 250 + zoom.y };
    const moved = pannedTo(zoom, hidden.x, hidden.y, ground);
    expect(isWithin(ground, 4 * 500 + moved.x, 4 * 250 + moved.y)).toBe(true);
    expect(pannedTo(zoom, 300, 100, ground)).toEqual(zoom);
  });
});
