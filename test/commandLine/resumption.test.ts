import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../dataset/temporaryFolder.js';
import { until } from '../jobs/processes.js';
import { wideConvNet } from './networks.js';
import { runProgram, startProgram, type Ended } from './program.js';
import { randomImages } from './randomSamples.js';
import { statedBytes } from './statedBytes.js';

const folder = temporaryFolder();
/** Of many short shards, each search for a constant building on those before: seconds of work. */
const analyse = ['analyse', 'model.onnx', '--data', 'data.dataset.json', '--replacement', 'optimal'];
const goesOn = /^Goes on where it was stopped \(\d+ % done\)\.$/;

beforeAll(() => {
  const images = randomImages(wideConvNet().network, [1, 12, 12], 5, 3000);
  for (const [name, content] of Object.entries(images)) folder.write(name, content);
});

function argumentsOf(out: string, workers: number): string[] {
  return [...analyse, '--measures', 'importance', '--out', out, '--workers', String(workers)];
}

function resultIn(out: string): string {
  return statedBytes(join(folder.path, out));
}

function journalsIn(cache: string): string[] {
  const files = readdirSync(cache, { recursive: true, encoding: 'utf8' });
  return files.filter((name) => name.endsWith('.shards')).map((name) => join(cache, name));
}

let whole: string | undefined;

/** The result of an analysis that was not stopped. */
async function wholeResult(): Promise<string> {
  if (whole === undefined) {
    await runProgram([...argumentsOf('whole.json', 1), '--no-cache'], { cwd: folder.path });
    whole = resultIn('whole.json');
  }
  return whole;
}

/** Several shards of the analysis. */
const someBytes = 30_000;

/** Starts an analysis and stops it once some work of its own is on disk. */
async function stopped(cache: string, signal: NodeJS.Signals, workers: number): Promise<Ended> {
  const before = journalsIn(cache);
  const isOnDisk = (): boolean =>
    journalsIn(cache).some((path) => !before.includes(path) && statSync(path).size > someBytes);
  const program = startProgram(argumentsOf('stopped.json', workers), { cwd: folder.path, cache });
  await Promise.race([
    until(isOnDisk),
    program.ended.then((ended) => Promise.reject(new Error(`it ended early: ${JSON.stringify(ended)}`))),
  ]);
  program.signalGroup(signal);
  return program.ended;
}

describe.skipIf(process.platform === 'win32')(
  'an analysis that was stopped (skipped on Windows, which has no signals)',
  () => {
    it('by kill -9 goes on where it was, on any number of processes, to the same bytes', async () => {
      const cache = temporaryCache('killed');
      expect((await stopped(cache, 'SIGKILL', 1)).status).toBeNull();
      expect((await stopped(cache, 'SIGKILL', 2)).status).toBeNull();
      expect(journalsIn(cache)).toHaveLength(2);
      const { status, said } = await runProgram(argumentsOf('again.json', 2), { cwd: folder.path, cache });
      expect({ status, said }).toEqual({ status: 0, said: [expect.stringMatching(goesOn)] });
      expect(resultIn('again.json')).toBe(await wholeResult());
      expect(readdirSync(cache)).toEqual([]);
    });

    it('by Ctrl+C goes on twice at once, from a journal that was damaged, to the same bytes', async () => {
      const cache = temporaryCache('damaged');
      expect((await stopped(cache, 'SIGINT', 1)).status).toBe(130);
      const [journal] = journalsIn(cache);
      const bytes = readFileSync(journal);
      const middle = Math.floor(bytes.length / 2);
      bytes[middle] = bytes[middle] ^ 1;
      writeFileSync(journal, bytes.subarray(0, -1));
      const outs = ['one.json', 'other.json'];
      const both = await Promise.all(
        outs.map((out) => runProgram(argumentsOf(out, 1), { cwd: folder.path, cache })),
      );
      for (const { status, said } of both) {
        expect({ status, said }).toEqual({ status: 0, said: [expect.stringMatching(goesOn)] });
      }
      for (const out of outs) expect(resultIn(out)).toBe(await wholeResult());
      expect(readdirSync(cache)).toEqual([]);
    });

    it('begins anew where no work was kept', async () => {
      const cache = temporaryCache('none');
      const options = ['--layers', 'conv1', '--no-cache'];
      const { status, said } = await runProgram([...argumentsOf('anew.json', 1), ...options], {
        cwd: folder.path,
        cache,
      });
      expect({ status, said }).toEqual({ status: 0, said: [] });
      expect(readdirSync(cache)).toEqual([]);
    });
  },
);

function temporaryCache(name: string): string {
  const cache = join(folder.path, 'caches', name);
  mkdirSync(cache, { recursive: true });
  return cache;
}
