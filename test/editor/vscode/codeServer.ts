import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runCommand } from './commands.js';
import type { VsCodeInstallation } from './installation.js';

const host = '127.0.0.1';

/** How long a server may take to answer, and to end when asked to, in milliseconds. */
const startLimit = 60_000;
const stopLimit = 5_000;

export interface ServerOptions {
  /** Where the extensions are that it loads (`installExtension`). Several servers may share it. */
  readonly extensionsFolder: string;
  /** Settings of the user, beside those that keep VS Code quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Keeps its state, settings and open editors here; by default in a folder that goes when the server stops. */
  readonly stateFolder?: string;
  /** The port to take where it is free: a browser keeps the state of its windows by address. */
  readonly port?: number;
  /** Asks for a password; by default everybody on this machine may enter. */
  readonly password?: string;
  /** Asks whether a folder's authors are trusted, as VS Code does; by default every folder is trusted. */
  readonly asksForTrust?: boolean;
  /** Loads extensions and tests that the workbench's address names, and shows no notification toasts. */
  readonly testDriver?: boolean;
  /** Variables that the extension host sees. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** A VS Code that runs as a server on this machine. */
export interface CodeServer {
  readonly host: string;
  /** The folder that holds `User/settings.json`. */
  readonly userDataFolder: string;
  /** The address of the workbench with a folder open. */
  address(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /** What the server has printed so far. */
  log(): Promise<string>;
  /** Settles when it has ended, by `stop` or by itself. */
  readonly ended: Promise<void>;
  /** Ends it and all that it started, extension hosts and their children included. */
  stop(): Promise<void>;
}

/** Installs a packaged extension, as `code --install-extension` does. */
export async function installExtension(
  { node, entry }: VsCodeInstallation,
  vsix: string,
  extensionsFolder: string,
): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'unit-importance-install-'));
  try {
    const folders = ['--user-data-dir', scratch, '--extensions-dir', extensionsFolder];
    await runCommand(
      node,
      [entry, '--config', await emptyConfig(scratch), ...folders, '--install-extension', vsix, '--force'],
      {
        env: environmentOf({}),
      },
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Starts VS Code on a free port of this machine.
 *
 * @returns once it answers
 * @throws where it ends before, or does not answer within a minute
 */
export async function startCodeServer(
  { node, entry }: VsCodeInstallation,
  options: ServerOptions,
): Promise<CodeServer> {
  const state = options.stateFolder ?? (await mkdtemp(join(tmpdir(), 'unit-importance-vscode-')));
  const userDataFolder = join(state, 'user');
  await writeSettings(userDataFolder, options.settings ?? {});
  const logFile = join(state, 'server.log');
  const log = await open(logFile, 'w');
  const port = await freePort(options.port);
  const child = spawn(
    node,
    [
      entry,
      ...['--config', await emptyConfig(state)],
      ...['--bind-addr', `${host}:${port}`],
      ...['--auth', options.password === undefined ? 'none' : 'password'],
      ...['--user-data-dir', userDataFolder],
      ...['--extensions-dir', options.extensionsFolder],
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-getting-started-override',
      ...(options.asksForTrust === true ? [] : ['--disable-workspace-trust']),
      ...(options.testDriver === true ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ],
    {
      stdio: ['ignore', log.fd, log.fd],
      env: environmentOf({
        // Its own notes go beside its state; where a person works in it, their terminals keep their own variables.
        ...(options.stateFolder === undefined ? { XDG_DATA_HOME: state } : {}),
        ...options.environment,
        ...(options.password === undefined ? {} : { PASSWORD: options.password }),
      }),
      // A process group of its own, so that nothing of it is left behind.
      detached: true,
    },
  );
  const ended = once(child, 'exit').then(() => {});
  const killAtExit = (): void => killGroup(child, 'SIGKILL');
  process.once('exit', killAtExit);
  const stop = async (): Promise<void> => {
    await end(child, ended);
    process.off('exit', killAtExit);
    await log.close();
    if (options.stateFolder === undefined) await rm(state, { recursive: true, force: true, maxRetries: 5 });
  };
  const readLog = (): Promise<string> => readFile(logFile, 'utf8');
  try {
    await answers(child, `http://${host}:${port}/healthz`);
  } catch (error) {
    const printed = await readLog();
    await stop();
    throw new Error(`${(error as Error).message}\n${printed.slice(-2000)}`, { cause: error });
  }
  return {
    host: `${host}:${port}`,
    userDataFolder,
    address(folder, payload = []) {
      const query = new URLSearchParams({ folder });
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `http://${host}:${port}/?${query.toString()}`;
    },
    log: readLog,
    ended,
    stop,
  };
}

/** Written once: what the user changes in the editor afterwards stays. */
async function writeSettings(
  userDataFolder: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const quiet = {
    'workbench.startupEditor': 'none',
    'workbench.tips.enabled': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'chat.disableAIFeatures': true,
    'telemetry.telemetryLevel': 'off',
    'extensions.autoUpdate': false,
    'extensions.autoCheckUpdates': false,
    'update.mode': 'none',
  };
  await mkdir(join(userDataFolder, 'User'), { recursive: true });
  const text = JSON.stringify({ ...quiet, ...settings }, null, 2);
  await writeFile(join(userDataFolder, 'User/settings.json'), text, { flag: 'wx' }).catch(
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    },
  );
}

/** Without a configuration of its own it would write one into the home folder. */
async function emptyConfig(folder: string): Promise<string> {
  const file = join(folder, 'config.yaml');
  await writeFile(file, '{}\n');
  return file;
}

/** Ours, without what would make it part of a VS Code whose terminal we may run in, and without its marketplace. */
function environmentOf(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|CODE_SERVER_|npm_)|^(PORT|PASSWORD|HASHED_PASSWORD|NODE_OPTIONS)$/.test(name),
  );
  return { ...Object.fromEntries(ours), EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...more };
}

/** `wished` where nobody listens there, else one that the system chooses. */
async function freePort(wished = 0): Promise<number> {
  const probe = createServer();
  try {
    await once(probe.listen(wished, host), 'listening');
  } catch {
    return freePort();
  }
  const { port } = probe.address() as AddressInfo;
  await once(probe.close(), 'close');
  return port;
}

async function answers(child: ChildProcess, address: string): Promise<void> {
  const deadline = Date.now() + startLimit;
  while (Date.now() < deadline) {
    if (hasEnded(child)) throw new Error('VS Code ended as it started.');
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok === true) return;
    await delay(50);
  }
  throw new Error('VS Code did not start within a minute.');
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (!hasEnded(child)) {
    killGroup(child, 'SIGTERM');
    await Promise.race([ended, delay(stopLimit, undefined, { ref: false })]);
  }
  // Whatever it started and did not end.
  killGroup(child, 'SIGKILL');
  if (!hasEnded(child)) await ended;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nothing of it is left.
  }
}
