import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { classesOpening } from '../../src/results/derive/classesOpening.js';
import { classMap } from '../../src/results/derive/classMap.js';
import { reportPage } from '../../src/report/reportPage.js';
import { approximateWidth } from '../../src/report/textWidth.js';
import { sampleResult, sampleWithMeans } from '../results/sampleResult.js';
import { seededNetwork } from '../webview/seededNetwork.js';
import { estimated } from '../results/inexactResults.js';

const page = (...results: ReturnType<typeof sampleResult>[]) =>
  reportPage(results.map((result) => ({ result })));

describe('a report', () => {
  it('allows its own style alone, by its hash, and no script', async () => {
    const html = await page(sampleResult());
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)![1];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(html).toContain(`default-src 'none'; style-src 'sha256-${hash}'; img-src data:;`);
    expect(html).not.toMatch(/<script|<iframe|<object| style="| on[a-z]+="/);
  });

  it('asks for nothing outside of itself', async () => {
    const html = await page(sampleResult(), seededNetwork([30, 20]));
    const addresses = [...html.matchAll(/(?:href|src|url)\s*[=(]\s*"?([^")\s>]+)/g)].map(([, to]) => to);
    expect(addresses.filter((to) => !/^(#|data:)/.test(to))).toEqual([]);
  });

  it('gives every colour of its figures a value in both schemes', async () => {
    const html = await page(sampleResult(), seededNetwork([30, 20]));
    const [, light, dark] = /:root\{(.*?)\}[\s\S]*?:root\{(.*?)\}/.exec(html)!;
    const used = new Set([...html.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name));
    const names = (list: string) => new Set([...list.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
    expect([...used].filter((name) => !names(light).has(name))).toEqual([]);
    expect(names(dark)).toEqual(names(light));
  });

  it('tells of the result alone: another result, other sentences', async () => {
    const html = await page(sampleResult());
    expect(html).toContain('The costliest, fc1[3], costs 36 of 200 images.');
    const changed = sampleResult();
    changed.layers[0].units.ablation!['zero'].turnedWrong[3] = 30;
    const other = await page(changed);
    expect(other).not.toContain('costs 36 of 200');
    expect(other).toContain('The costliest, fc1[3], costs 26 of 200 images.');
  });

  it('escapes what comes from data', async () => {
    const result = sampleResult();
    result.dataset.name = '<img src=x> & "more"';
    result.layers[0].id = '<b>';
    const html = await page(result);
    expect(html).not.toContain('<img src=x>');
    expect(html).not.toMatch(/<b>\[/);
    expect(html).toContain('&lt;b&gt;[3]');
  });

  it('says what computed', async () => {
    const result = sampleResult();
    expect(await page(result)).toContain('with onnxruntime-node 1.30.0 \u00b7');
    result.engine.provider = 'cuda';
    result.engine.also = [{ name: 'tensorflow.js', version: '4.22.0', provider: 'wasm' }];
    expect(await page(result)).toContain(
      'with onnxruntime-node 1.30.0 (cuda) and tensorflow.js 4.22.0 (wasm) \u00b7',
    );
  });

  it('leaves out parts that were not measured', async () => {
    const ids = (html: string) => [...html.matchAll(/<section id="([\w-]+)"/g)].map(([, id]) => id);
    expect(ids(await page(sampleResult()))).not.toContain('curves');
    const bare = sampleResult();
    for (const layer of bare.layers) layer.units = {};
    expect(ids(await page(bare))).toEqual(['overview']);
  });

  it('tells of selectivity and of classes in the words of the panel', async () => {
    const result = sampleResult();
    const html = await page(result);
    const opening = classesOpening(result, classMap(result, 'zero')!);
    expect(html).toContain(`<p class="answer">${opening.answer}</p><p>${opening.evidence}</p>`);
    const section = /<section id="selectivity">[\s\S]*?<\/section>/.exec(html)![0];
    expect(section).toContain('Are the easy units the important ones?');
    expect(section).toContain('If selective units mattered more, these same units would lie like the rings');
    expect(section).toContain('download="selectivity-expected.csv"');
    const estimate = await page(estimated(seededNetwork([30, 20])));
    expect(estimate).toContain('told from an estimate');
    expect(estimate).not.toContain('If selective units mattered more, these');
  });

  it('draws each figure for wide screens and for narrow ones, where letters keep their size', async () => {
    const html = await page(sampleResult());
    const widths = [...html.matchAll(/class="on-(wide|narrow)"><svg[^>]* width="(\d+)"/g)];
    expect(new Set(widths.map(([, kind, width]) => `${kind} ${width}`))).toEqual(
      new Set(['wide 920', 'narrow 340']),
    );
  });

  it('compares several results first, then tells of each under names of its own', async () => {
    const html = await page(sampleWithMeans(), seededNetwork([30, 20]));
    const ids = [...html.matchAll(/ id="([\w-]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toBe('compare');
    expect(ids).toEqual(expect.arrayContaining(['network-1', 'network-1-units', 'network-2-depth']));
    expect(html).toContain('their data are of different kinds');
  });

  it('claims nothing beyond chance of an estimate', async () => {
    const html = await page(estimated(seededNetwork([30, 20])));
    expect(html).toContain('estimated');
    expect(html).not.toContain('stand out from chance</p>');
    expect(html).toContain('99 % interval');
  });
});

it('takes text to be about as wide as common fonts write it', () => {
  // Widths by the metrics of Helvetica, at 11 px.
  for (const [text, width] of [
    ['share of units deleted', 105.2],
    ['100 %', 31.2],
    ['Information', 55],
  ] as const) {
    expect(Math.abs(approximateWidth(text) / width - 1)).toBeLessThan(0.15);
  }
  expect(approximateWidth('fc1[93]', { font: 'code', size: 12 })).toBeCloseTo(7 * 0.61 * 12, 6);
});
