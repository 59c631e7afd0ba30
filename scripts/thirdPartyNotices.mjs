// The licences of what the bundles hold and of what ships beside them, as their licences ask for.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { grammarNotices } from './grammars.mjs';

/** Packages that stay outside the bundles and ship as they are. */
const shippedBeside = [
  'onnxruntime-node',
  'onnxruntime-web',
  'onnxruntime-common',
  'sharp',
  '@img/colour',
  'detect-libc',
  'semver',
];

/**
 * The notices of every package that a build took something from.
 *
 * @param {readonly import('esbuild').Metafile[]} builds
 * @returns {Promise<string>}
 */
export async function thirdPartyNotices(builds) {
  const names = new Set([...shippedBeside, ...(await imageBinaries())]);
  for (const input of builds.flatMap(({ inputs }) => Object.keys(inputs))) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
    if (name !== undefined) names.add(name);
  }
  const notices = await Promise.all([...names].sort().map(noticeOf));
  const all = [...notices, await grammarNotices()];
  return `Unit Importance holds parts of these packages.\n\n${all.join('\n')}`;
}

/** sharp's binaries, which have a name on each platform: those that are installed. */
async function imageBinaries() {
  const installed = await readdir(join('node_modules', '@img'));
  return installed.filter((name) => name.startsWith('sharp-')).map((name) => `@img/${name}`);
}

async function noticeOf(name) {
  const folder = join('node_modules', name);
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const entries = await readdir(folder);
  const file = entries.find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
  const readme = entries.includes('README.md') ? await readFile(join(folder, 'README.md'), 'utf8') : '';
  const text =
    file === undefined
      ? // libvips names the licences of what it holds there.
        (/^## Licensing$([^]*)/m.exec(readme)?.[1] ??
        'The licence of this name; its package holds no text of its own.')
      : await readFile(join(folder, file), 'utf8');
  const head = `${name} ${version}, ${license}`;
  return `${head}\n${'-'.repeat(head.length)}\n\n${text.trim()}\n`;
}
