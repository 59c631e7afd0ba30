import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResultFile } from '../../src/results/schema.js';
import { findBrowser } from '../editor/vscode/browser.js';
import { VsCodeUnavailable } from '../editor/vscode/unavailable.js';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { seededNetwork } from '../webview/seededNetwork.js';
import { repository, runProgram } from './program.js';

const folder = temporaryFolder();
const at = (name: string): string => join(folder.path, name);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const browserProgram = await findBrowser().catch((error: unknown) => {
  if (error instanceof VsCodeUnavailable) return null;
  throw error;
});

const launch = () =>
  chromium.launch({ executablePath: browserProgram ?? '', args: ['--no-sandbox', '--disable-gpu'] });

/** A network with curves and noise. */
function network(seed: number): ResultFile {
  const result = seededNetwork([60, 40], seed);
  const { correct } = result.baseline;
  const units = Array.from({ length: 100 }, (_, i) => i);
  const draws = [1, 2, 3];
  result.curves = draws.map((draw) => ({
    ...{ by: 'random', direction: null, mode: 'remove', scope: 'network', control: null, seed: draw },
    ...{ replacement: 'zero', units, removed: [0, 50, 100], correct: [correct, correct - 400 * draw, 200] },
    auc: (0.5 * correct + 0.5 * (correct - 400 * draw) + 50) / 2000,
  }));
  result.noise = draws.flatMap((draw) =>
    [0.5, 1].map((scale) => ({ scope: 'network', scale, seed: draw, correct: correct - 300 * draw * scale })),
  );
  return result;
}

const digits = join(repository, 'examples/digits');

beforeAll(() => {
  writeFileSync(at('digits.importance.json'), JSON.stringify(network(1)));
  writeFileSync(at('other.importance.json'), JSON.stringify(network(2)));
});

/** The sample's result beside its model and data, which cards are collected from. */
async function analyseSample(): Promise<void> {
  for (const file of ['digits.onnx', 'digits.npz', 'test.dataset.json']) {
    copyFileSync(join(digits, file), at(file));
  }
  const data = ['--data', at('test.dataset.json'), '--out', at('sample.json')];
  const { status } = await runProgram(['analyse', at('digits.onnx'), ...data]);
  expect(status).toBe(0);
}

describe('report', () => {
  it('writes a page beside the result, and says where', async () => {
    const { status, stdout, said } = await runProgram(['report', 'digits.importance.json'], {
      cwd: folder.path,
    });
    const why =
      'Cards of single units are left out: made-up.onnx is no longer where it was when units were measured.';
    expect({ status, stdout, said }).toEqual({
      status: 0,
      stdout: 'Report: digits.report.html\n',
      said: [why],
    });
    const page = readFileSync(at('digits.report.html'), 'utf8');
    expect(page).toMatch(/^<!DOCTYPE html>/);
    expect(page).toContain(`<p class="note">${why}</p>`);
  });

  it('replaces an earlier report, and no other file', async () => {
    const out = ['--out', at('again.html')];
    for (let time = 0; time < 2; time++) {
      const { status } = await runProgram(['report', at('digits.importance.json'), ...out]);
      expect(status).toBe(0);
    }
    writeFileSync(at('again.html'), '<p>My own page</p>');
    const { status, said } = await runProgram(['report', at('digits.importance.json'), ...out]);
    expect(status).toBe(2);
    expect(said).toEqual([
      `${at('again.html')} is there already and is no report of Unit Importance, so it is not overwritten: name another file.`,
    ]);
    expect(readFileSync(at('again.html'), 'utf8')).toBe('<p>My own page</p>');
  });

  it.each([
    ['what is no result', 'no.json', /no\.json is not a result of Unit Importance/],
    ['a result that is not there', 'gone.json', /gone\.json can't be read/],
  ])('refuses %s in a sentence, and writes nothing', async (_, name, sentence) => {
    writeFileSync(at('no.json'), '{}');
    const { status, said } = await runProgram(['report', at(name), '--out', at('none.html')]);
    expect(status).toBe(2);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(sentence);
    expect(existsSync(at('none.html'))).toBe(false);
  });

  it('refuses a folder that is not there', async () => {
    const out = at('nowhere/r.html');
    const { status, said } = await runProgram(['report', at('digits.importance.json'), '--out', out]);
    expect(status).toBe(2);
    expect(said[0]).toMatch(/^The report can't be written to .*nowhere.* \(ENOENT\): choose a folder/);
  });
});

describe('cards of units in a report', () => {
  it('show samples of the data as long as model and data are what they were', async () => {
    await analyseSample();
    const report = async (...options: string[]) => {
      const ended = await runProgram(['report', at('sample.json'), '--out', at('sample.html'), ...options]);
      expect(ended.status).toBe(0);
      return { said: ended.said, page: readFileSync(at('sample.html'), 'utf8') };
    };
    const { said, page } = await report();
    expect(said).toEqual([]);
    expect(page.match(/<article/g)?.length).toBeGreaterThan(2);
    expect(page).toContain('<img src="data:image/png;base64,');
    expect(page).not.toContain(folder.path);
    expect((await report('--no-cards')).page).not.toContain('id="cards"');
    copyFileSync(join(digits, 'digits-memorised.onnx'), at('digits.onnx'));
    const changed = await report();
    expect(changed.said).toEqual([
      'Cards of single units are left out: digits.onnx has changed since its units were measured; analyse it again.',
    ]);
    expect(changed.page).not.toContain('<article');
  });
});

describe.skipIf(browserProgram === null)('a report in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it.each([
    ['light', 1100],
    ['dark', 360],
  ] as const)('is accessible in %s, %i pixels wide, and asks for nothing', async (colorScheme, width) => {
    await analyseSample();
    const results = [at('sample.json'), at('other.importance.json')];
    const { status } = await runProgram(['report', ...results, '--out', at('two.html')]);
    expect(status).toBe(0);
    const problems: string[] = [];
    // The page allows no script, so that the checker has to come past its policy.
    const context = await browser.newContext({
      colorScheme,
      bypassCSP: true,
      viewport: { width, height: 800 },
    });
    const page = await context.newPage();
    page.on('console', (message) => problems.push(message.text()));
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) problems.push(request.url());
    });
    await page.goto(pathToFileURL(at('two.html')).href);
    for (const summary of (await page.locator('summary').all()).slice(0, 3)) await summary.click();
    await page.evaluate(axe);
    // Figures are images to it: what they are made of is many and has no names.
    const { violations } = await page.evaluate<AxeResults>(
      'axe.run({ include: [["html"]], exclude: [["svg > *"]] })',
    );
    problems.push(
      ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
    );
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await context.close();
    expect(problems).toEqual([]);
  });

  it('shows its figures under its own policy', async () => {
    await runProgram(['report', at('digits.importance.json'), '--out', at('one.html')]);
    const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    await page.goto(pathToFileURL(at('one.html')).href);
    expect(await page.locator('h1').textContent()).toBe('made-up.onnx');
    const fill = await page.evaluate('getComputedStyle(document.querySelector("svg > rect")).fill');
    expect(fill).toBe('rgb(255, 255, 255)');
    expect(await page.locator('figure svg').count()).toBeGreaterThan(8);
    await page.close();
    expect(problems).toEqual([]);
  });
});
