// The licences of what the bundles hold and of what ships beside them, as their licences ask for.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { grammarNotices } from './grammars.mjs';

/** Packages that stay outside the bundles and ship as they are. */
const shippedBeside = ['onnxruntime-node', 'onnxruntime-web', 'onnxruntime-common'];

/**
 * The notices of every package that a build took something from.
 *
 * @param {readonly import('esbuild').Metafile[]} builds
 * @returns {Promise<string>}
 */
export async function thirdPartyNotices(builds) {
  const names = new Set(shippedBeside);
  for (const input of builds.flatMap(({ inputs }) => Object.keys(inputs))) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
    if (name !== undefined) names.add(name);
  }
  const notices = await Promise.all([...names].sort().map(noticeOf));
  const all = [...notices, await grammarNotices()];
  return `Unit Importance holds parts of these packages.\n\n${all.join('\n')}`;
}

async function noticeOf(name) {
  const folder = join('node_modules', name);
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
  const text =
    file === undefined
      ? 'The licence of this name; its package holds no text of its own.'
      : await readFile(join(folder, file), 'utf8');
  const head = `${name} ${version}, ${license}`;
  return `${head}\n${'-'.repeat(head.length)}\n\n${text.trim()}\n`;
}
