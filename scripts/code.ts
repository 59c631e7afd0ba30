// npm run code: opens the sample workspace with the extension loaded, in desktop VS Code where its `code` command
// is on the PATH, else in the browser.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { buildPackage } from '../test/editor/vscode/buildPackage.js';
import { cacheFolder } from '../test/editor/vscode/cacheFolder.js';
import { startCodeServer } from '../test/editor/vscode/codeServer.js';
import { findOnPath, runCommand } from '../test/editor/vscode/commands.js';
import { installExtension } from '../test/editor/vscode/installExtension.js';
import { installVsCode } from '../test/editor/vscode/installation.js';
import { VsCodeUnavailable } from '../test/editor/vscode/unavailable.js';

const repository = join(import.meta.dirname, '..');
// The sample itself and no copy: results are ignored by git, and are still there the next time.
const sample = join(repository, 'examples/digits');

try {
  const desktop = await desktopVsCode();
  if (desktop === null) await openInBrowser();
  else await openInDesktop(desktop);
} catch (error) {
  if (!(error instanceof VsCodeUnavailable)) throw error;
  console.error(`There is no VS Code to open: its command \`code\` is not on the PATH, and ${error.message}`);
  process.exitCode = 1;
}

/** The `code` command, where it opens windows of a desktop: in a remote terminal it is another one. */
async function desktopVsCode(): Promise<string | null> {
  const code = findOnPath('code');
  if (code === undefined || process.env['VSCODE_IPC_HOOK_CLI'] !== undefined) return null;
  const [program, args] = shellSafe(code, ['--version']);
  return runCommand(program, args, { timeout: 20_000 }).then(
    () => code,
    () => null,
  );
}

async function openInDesktop(code: string): Promise<void> {
  await runCommand(process.execPath, ['esbuild.mjs'], { cwd: repository });
  const [program, args] = shellSafe(code, [
    '--new-window',
    `--extensionDevelopmentPath=${repository}`,
    sample,
  ]);
  const [status] = (await once(spawn(program, args, { stdio: 'inherit' }), 'exit')) as [number | null];
  process.exitCode = status ?? 1;
  if (status === 0)
    console.log('VS Code opens the sample. Right-click digits.onnx: Analyse Unit Importance.');
}

async function openInBrowser(): Promise<void> {
  const installation = await installVsCode(console.log);
  const stateFolder = join(cacheFolder(), 'code');
  const extensionsFolder = join(stateFolder, 'extensions');
  await installExtension(installation, await buildPackage(stateFolder), extensionsFolder);
  // Others may work on this machine, and who enters may do all that its owner may.
  const password = randomBytes(9).toString('base64url');
  const server = await startCodeServer(installation, { stateFolder, extensionsFolder, password, port: 8377 });
  console.log(`VS Code with the sample is at ${server.address(sample)}`);
  console.log(`Its password is ${password}`);
  console.log('Right-click digits.onnx there: Analyse Unit Importance. Ctrl+C ends it.');
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), server.ended]);
  await server.stop();
}

/** On Windows `code` is a batch file, which only its shell can run. */
function shellSafe(program: string, args: readonly string[]): [string, readonly string[]] {
  return process.platform === 'win32' ? ['cmd.exe', ['/d', '/c', program, ...args]] : [program, args];
}
