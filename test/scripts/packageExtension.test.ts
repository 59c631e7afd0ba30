import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { packageExtension } from '../../scripts/packageExtension.js';
import { missingImagePackages } from '../../scripts/imagePackages.js';
import {
  engineBinaries,
  imagePackages,
  isPlatform,
  ownPlatform,
  platforms,
  type Platform,
} from '../../scripts/platforms.js';
import { plain, pngBytes } from '../dataset/images/pictures.js';
import { unpackVsix, vsixEntries } from '../editor/vscode/unpackVsix.js';

const repository = join(import.meta.dirname, '../..');
const own = ownPlatform();
const target: Platform = isPlatform(own) ? own : 'linux-x64';

/** All that ships, but for ONNX Runtime and sharp. */
const ours = [
  'CHANGELOG.md',
  'LICENSE.txt',
  'README.md',
  'dist/cli.js',
  'dist/extension.js',
  'dist/webview.css',
  'dist/webview.js',
  'dist/ThirdPartyNotices.txt',
  'dist/tfjs-backend-wasm.wasm',
  'dist/tfjs-backend-wasm-simd.wasm',
  'dist/tree-sitter.wasm',
  ...['javascript', 'python', 'tsx', 'typescript'].map((language) => `dist/tree-sitter-${language}.wasm`),
  'dist/worker.js',
  'examples/digits/README.md',
  'examples/digits/digits-memorised.labels.npy',
  'examples/digits/digits-memorised.onnx',
  'examples/digits/digits.npz',
  'examples/digits/digits.onnx',
  'examples/digits/test.dataset.json',
  'examples/digits/train-shuffled.dataset.json',
  'examples/digits/train.dataset.json',
  'examples/digits/train.py',
  'media/activity.svg',
  'media/dataset.schema.json',
  'media/icon.png',
  ...['card', 'compare', 'delete', 'panel', 'selectivity'].map((picture) => `media/${picture}.png`),
  'media/panel-dark.svg',
  'media/panel-light.svg',
  'media/python/export_onnx.py',
  ...['analyse', 'compare', 'models', 'sample', 'unit'].map((step) => `media/walkthrough/${step}.svg`),
  'package.json',
  'l10n/bundle.l10n.de.json',
  'package.nls.de.json',
  'package.nls.json',
];

const onnxRuntime = 'node_modules/onnxruntime-node/';
const onnxRuntimeWeb = 'node_modules/onnxruntime-web/';
const engineOf = (libraries: readonly string[], folder: string): readonly string[] => [
  ...['index.js', 'backend.js', 'binding.js', 'version.js'].map((file) => `${onnxRuntime}dist/${file}`),
  `${onnxRuntime}package.json`,
  ...['ort.node.min.js', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'].map(
    (file) => `${onnxRuntimeWeb}dist/${file}`,
  ),
  `${onnxRuntimeWeb}package.json`,
  ...libraries.map((file) => `${onnxRuntime}bin/napi-v6/${folder}/${file}`),
];

const engines: Readonly<Record<Platform, readonly string[]>> = {
  'linux-x64': engineOf(['onnxruntime_binding.node', 'libonnxruntime.so.1'], 'linux/x64'),
  'linux-arm64': engineOf(['onnxruntime_binding.node', 'libonnxruntime.so.1'], 'linux/arm64'),
  'win32-x64': engineOf(['onnxruntime_binding.node', 'onnxruntime.dll'], 'win32/x64'),
  'win32-arm64': engineOf(['onnxruntime_binding.node', 'onnxruntime.dll'], 'win32/arm64'),
  'darwin-arm64': engineOf(['onnxruntime_binding.node', 'libonnxruntime.1.dylib'], 'darwin/arm64'),
  'darwin-x64': engineOf([], 'darwin/x64'),
};

/** ONNX Runtime's other half is a crowd of small files, whose names are its own affair. */
const isEngineInterface = (path: string): boolean =>
  /^node_modules\/onnxruntime-common\/(package\.json|dist\/cjs\/(package\.json|[a-z-]+\.js))$/.test(path);

/** sharp and what it needs: crowds of small files too. */
const isImageInterface = (path: string): boolean =>
  /^node_modules\/(sharp|@img\/colour|detect-libc|semver)\/(package\.json|[a-z/-]+\.[cm]?js)$/.test(path);

/** What the entries load when they want it, under names that change with the contents. */
const isPart = (path: string): boolean => /^dist\/parts\/[\w.-]+-[A-Z0-9]{8}\.js$/.test(path);

/** sharp's binaries for a platform, which are there where npm installed them. */
async function imageBinaries(platform: Platform): Promise<string[]> {
  if ((await missingImagePackages(platform)).length > 0) return [];
  const modules = join(repository, 'node_modules');
  const files = imagePackages(platform).map(async (name) => {
    const [top, inLib] = await Promise.all([
      readdir(join(modules, name)),
      readdir(join(modules, name, 'lib'), { withFileTypes: true }),
    ]);
    const library = inLib
      .filter((entry) => entry.isFile() && entry.name !== 'index.js')
      .map((entry) => `lib/${entry.name}`);
    return [...top.filter((file) => /\.(json|cjs)$/.test(file)), ...library].map(
      (file) => `node_modules/${name}/${file}`,
    );
  });
  return (await Promise.all(files)).flat();
}

describe('npm run package', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unit-importance-package-test-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  // Two are enough to see that the platform makes the difference; packing each takes seconds.
  const other: Platform = target === 'win32-x64' ? 'linux-arm64' : 'win32-x64';
  it.each([target, other])('packs what is listed for %s, and nothing else', async (platform) => {
    const file = await packageExtension(platform, folder);
    expect(basename(file)).toBe(`unit-importance-${platform}-${manifest.version}.vsix`);
    const inside = (await vsixEntries(file))
      .filter((path) => path.startsWith('extension/'))
      .map((path) => path.slice('extension/'.length));
    // vsce writes these two in lower case.
    const expected = [...ours, ...engines[platform], ...(await imageBinaries(platform))].map((path) =>
      ['CHANGELOG.md', 'README.md'].includes(path) ? path.toLowerCase() : path,
    );
    const isListed = (path: string): boolean =>
      !isEngineInterface(path) && !isImageInterface(path) && !isPart(path);
    expect(inside.filter(isListed).sort()).toEqual(expected.sort());
    expect(inside.some(isEngineInterface)).toBe(true);
    expect(inside.filter(isPart).length).toBe((await readdir(join(repository, 'dist/parts'))).length);
    expect(inside).toContain('node_modules/sharp/dist/index.mjs');
  });

  it.each(platforms)('finds the binaries of %s in ONNX Runtime as installed', (platform) => {
    expect(engines[platform].filter((path) => !existsSync(join(repository, path)))).toEqual([]);
  });

  // The package of macOS on Intel has no native library, so it runs on every machine, in WebAssembly.
  const runnable: [Platform, string][] = [
    ...(isPlatform(own)
      ? [[own, engineBinaries(own).length > 0 ? 'cpu' : 'wasm'] as [Platform, string]]
      : []),
    ['darwin-x64', 'wasm'],
  ];
  it.each(runnable)(
    'packs for %s a command line that analyses the sample with nothing else installed (%s)',
    async (platform, provider) => {
      const file = await packageExtension(platform, folder);
      const extension = await unpackVsix(file, join(folder, `unpacked-${platform}`));
      const run = (...args: readonly string[]): unknown =>
        JSON.parse(
          execFileSync(process.execPath, [join(extension, 'dist/cli.js'), ...args, '--json'], {
            cwd: extension,
            encoding: 'utf8',
            stdio: ['ignore', 'pipe', 'ignore'],
            env: { ...process.env, UNIT_IMPORTANCE_CACHE: join(folder, 'cache') },
          }),
        );
      const sample = join(extension, 'examples/digits');
      const model = join(sample, 'digits.onnx');
      expect(run('inspect', model)).toMatchObject({
        format: 'onnx',
        layers: [{ unitCount: 64 }, { unitCount: 64 }],
      });
      const analysis = run('analyse', model, '--data', join(sample, 'test.dataset.json'));
      // The figure in the sample's README, from train.py.
      expect(analysis).toMatchObject({
        dataset: { samples: 500 },
        baseline: { correct: 466 },
        engine: { provider },
      });
      if (platform !== own) return;
      const pictures = join(folder, 'digits');
      await Promise.all([0, 1].map((label) => writePictures(join(pictures, `${label}`), label)));
      const classes = Array.from({ length: 10 }, (_, digit) => `${digit}`);
      const described = join(folder, 'digits.dataset.json');
      await writeFile(described, JSON.stringify({ inputs: 'digits', classes }));
      expect(
        run('analyse', model, '--data', described, '--out', join(folder, 'pictures.json')),
      ).toMatchObject({
        dataset: { samples: 2, classCounts: [1, 1, 0, 0, 0, 0, 0, 0, 0, 0] },
      });
    },
  );
});

/** A folder with one picture of one shade. */
async function writePictures(folder: string, shade: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '1.png'), await pngBytes(plain(8, 8, [shade])));
}
