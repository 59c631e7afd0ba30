import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Benchmark, Figure } from './benchmark.js';
import type { PanelSpeed } from './panelSpeed.js';

const unknown = { cpuSeconds: NaN, wallSeconds: NaN, peakBytes: NaN };
const wanted: readonly (Pick<Figure, 'work' | 'unit' | 'atLeast' | 'atMost'> & { of: keyof PanelSpeed })[] = [
  { work: 'panel: first paint of 100,000 points', of: 'selectivityPaint', unit: 'ms', atMost: 150 },
  { work: 'panel: a result of 100,000 units, message to paint', of: 'arrival', unit: 'ms' },
  { work: 'panel: of that, the copy of the message', of: 'copy', unit: 'ms' },
  { work: 'panel: zoom of 100,000 points', of: 'zoom', unit: 'frames/s', atLeast: 30 },
  { work: 'panel: pan of 100,000 points', of: 'pan', unit: 'frames/s', atLeast: 30 },
  { work: 'panel: first paint of the Overview, 27,000 units', of: 'overviewPaint', unit: 'ms', atMost: 300 },
  { work: 'panel: sort of 27,000 rows', of: 'sort', unit: 'ms', atMost: 50 },
  { work: 'panel: scroll of 27,000 rows', of: 'scroll', unit: 'frames/s', atLeast: 30 },
];

/** The panel's page in Chromium, drawn by the processor: a graphics card only makes it faster. */
export const panelBenchmark: Benchmark = {
  name: 'panel',
  against: 'nothing',
  needsPeer: false,
  figures: wanted.map(({ of, ...figure }) => ({ ...figure, measure: ({ values }) => values?.[of] ?? NaN })),
  prepare: ({ quick }) =>
    Promise.resolve(async () => ({
      ours: unknown,
      against: unknown,
      check: null,
      values: { ...(await measurePanel(quick)) },
    })),
};

/** In a process of its own: what drives a page is written for a browser's types. */
async function measurePanel(quick: boolean): Promise<PanelSpeed> {
  const root = join(import.meta.dirname, '../..');
  const child = spawn(
    process.execPath,
    [
      '--import',
      './scripts/typescript.mjs',
      'test/webview/page/speed.ts',
      ...(quick ? ['10000', '2700'] : []),
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (status !== 0) throw new Error(`The page's measurement ended with status ${status}.`);
  return JSON.parse(printed) as PanelSpeed;
}
