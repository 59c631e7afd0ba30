// The main job on the embedded sample: every hidden unit of a network that reads handwritten digits is
// deleted by itself, on images that it was not trained on.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { status } = spawnSync(
  process.execPath,
  ['dist/cli.js', 'analyse', 'examples/digits/digits.onnx', '--data', 'examples/digits/test.dataset.json'],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
if (status === 0) {
  console.log('The result file: examples/digits/digits.test.importance.json');
  console.log('The same in VS Code: npm run code');
}
