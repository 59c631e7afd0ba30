import { describe, expect, it } from 'vitest';
import type { Figure, Mark } from '../../src/figures/figure.js';
import { figureToSvg } from '../../src/figures/svg.js';
import { testPalette } from './testPalette.js';

const figure = (...marks: Mark[]): Figure => ({
  width: 100,
  height: 50,
  label: 'A <test>',
  marks,
  targets: [],
});
const svg = (...marks: Mark[]): string => figureToSvg(figure(...marks), testPalette);

describe('a figure as SVG', () => {
  it('has its size, its label as a title, and the ground of the theme', () => {
    const text = svg();
    expect(text).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 100 50" width="100" height="50"/,
    );
    expect(text).toContain('aria-label="A &lt;test&gt;"');
    expect(text).toContain(
      '<title>A &lt;test&gt;</title><rect width="100%" height="100%" fill="rgb(1, 1, 1)"/>',
    );
  });

  it('writes names as text, never as markup', () => {
    expect(svg({ kind: 'text', x: 1, y: 2, text: '<b>&"' })).toContain('>&lt;b&gt;&amp;&quot;</text>');
  });

  it('rounds places to hundredths of a pixel, and no size below zero', () => {
    expect(svg({ kind: 'rect', x: 1 / 3, y: 0, width: -1, height: 2, fill: 'lost' })).toContain(
      '<rect x="0.33" y="0" width="0" height="2" fill="lost colour"/>',
    );
  });

  it('draws a dot each, so that overlapping ones shine through', () => {
    const text = svg({
      kind: 'dots',
      x: [1, 5],
      y: [2, 6],
      shape: 'circle',
      radius: 2,
      fill: 'lost',
      fillOpacity: 0.4,
    });
    expect(text).toContain('<g fill="lost colour" fill-opacity="0.4">');
    expect(text.match(/<path d="M-?\d+,\d+a2,2,0,1,1,4,0a2,2,0,1,1,-4,0Z"\/>/g)).toHaveLength(2);
    expect(svg({ kind: 'dots', x: [4], y: [4], shape: 'diamond', radius: 2 })).toContain('M4,2L6,4L4,6L2,4Z');
  });

  it('lays a rim of ground under lines and letters that cross others', () => {
    expect(svg({ kind: 'path', d: 'M0,0L9,9', stroke: 'text', strokeWidth: 2, halo: 1.5 })).toContain(
      '<path d="M0,0L9,9" fill="none" stroke="rgb(1, 1, 1)" stroke-width="5" stroke-linejoin="round"/><path',
    );
    expect(svg({ kind: 'text', x: 0, y: 0, text: 'a', halo: true })).toContain('paint-order="stroke"');
  });

  it('holds pictures inside itself', () => {
    const pixels = { width: 1, height: 1, rgba: Uint8ClampedArray.of(255, 0, 0, 255) };
    expect(svg({ kind: 'picture', x: 0, y: 0, width: 8, height: 8, pixels })).toMatch(
      /image-rendering="pixelated" preserveAspectRatio="none" href="data:image\/png;base64,[\w+/=]+"\/>/,
    );
  });

  it('names neither a style nor a script, which pages with a strict policy refuse', () => {
    const text = svg({ kind: 'path', d: 'M0,0', dash: [1, 2], opacity: 0.5, stroke: { layer: 1, of: 3 } });
    expect(text).not.toMatch(/style=|<script|<style/);
    expect(text).toContain('stroke-dasharray="1 2"');
  });
});
