import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { writeNpy } from '../twin/npy.js';
import { writeOnnx } from '../twin/onnxWriter.js';
import { smallNetwork } from './networks.js';
import { runProgram } from './program.js';

/** Where permissions do not keep this process from reading a file. */
export const cannotForbid = process.platform === 'win32' || process.getuid?.() === 0;

/** A folder with a small model and data that fit each other, for a test to spoil. */
export class SoundFolder {
  readonly experiment = smallNetwork();
  readonly model = writeOnnx(this.experiment.network).model;
  /** Where everything of the test lies: `sound/` and what is written beside it. */
  readonly #root = mkdtempSync(join(tmpdir(), 'unit-importance-'));
  readonly path = join(this.#root, 'sound');

  constructor() {
    onTestFinished(() => rmSync(this.#root, { recursive: true, force: true }));
    const { samples, labels } = this.experiment;
    this.write('model.onnx', this.model);
    this.write('x.npy', writeNpy(samples.dims, samples.data, '<f4'));
    this.write('y.npy', writeNpy([labels.length], labels, '<i8'));
    this.describe({});
  }

  /** Writes a file and the folders that it lies in; a path that begins with `../` is beside the folder. */
  write(name: string, content: Uint8Array | string): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  /** Writes the descriptor, its usual keys replaced by these. */
  describe(keys: Readonly<Record<string, unknown>>): void {
    this.write(
      'data.dataset.json',
      JSON.stringify({ inputs: 'x.npy', labels: 'y.npy', layout: 'ND', ...keys }),
    );
  }

  /**
   * Runs the program in the folder and sees that it refuses: exit status 2, nothing on standard output, no file
   * written. Returns the one line that it said.
   */
  async refusalOf(...args: string[]): Promise<string> {
    const before = this.#files();
    const { status, stdout, said } = await runProgram(args, { cwd: this.path });
    expect({ status, stdout, said }).toEqual({
      status: 2,
      stdout: '',
      said: [expect.any(String)],
    });
    expect(said[0]).not.toMatch(/\.js:\d+|\bError:|undefined|\[object/);
    expect(this.#files()).toEqual(before);
    return said[0];
  }

  /** The same, of `analyse` with the folder's model and data. */
  refusalOfAnalysis(...options: string[]): Promise<string> {
    return this.refusalOf('analyse', 'model.onnx', '--data', 'data.dataset.json', ...options);
  }

  /** That the folder's model and data are analysed without complaint. */
  async isAnalysed(...options: string[]): Promise<void> {
    const args = ['analyse', 'model.onnx', '--data', 'data.dataset.json', '--workers', '1', ...options];
    const { status, said } = await runProgram(args, { cwd: this.path });
    expect({ status, said }).toEqual({ status: 0, said: [] });
  }

  #files(): string[] {
    return readdirSync(this.#root, { recursive: true, encoding: 'utf8' }).sort();
  }
}
