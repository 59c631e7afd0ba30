// npm run package [-- --target linux-x64]: writes the extension's .vsix file for a platform, its own by default.
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { missingImagePackages } from './imagePackages.js';
import { packageExtension } from './packageExtension.js';
import { isPlatform, ownPlatform, platforms } from './platforms.js';

const { values } = parseArgs({ options: { target: { type: 'string', default: ownPlatform() } } });
if (isPlatform(values.target)) {
  const file = await packageExtension(values.target);
  const { size } = await stat(file);
  console.log(`${basename(file)}, ${(size / 1e6).toFixed(1)} MB`);
  const missing = await missingImagePackages(values.target);
  if (missing.length > 0) {
    console.error(
      `It reads no pictures, since sharp's binaries for ${values.target} are not installed here. Before packing, run ` +
        `npm install --no-save --force ${missing.join(' ')}.`,
    );
  }
} else {
  console.error(`There is no package for ${values.target}; --target takes one of ${platforms.join(', ')}.`);
  process.exitCode = 2;
}
