import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { VsCodeInstallation } from './installation.js';
import { endGroup, hasEnded, killGroup } from './processGroup.js';
import { emptyConfig, environmentOf, writeSettings } from './serverEnvironment.js';

const host = '127.0.0.1';

/** How long a server may take to answer, in milliseconds. */
const startLimit = 60_000;

export interface ServerOptions {
  /** Where the extensions are that it loads (installExtension.ts). Several servers may share it. */
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
  /** The address of the workbench with a folder open, or with those that a `.code-workspace` file lists. */
  address(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /** What the server has printed so far. */
  log(): Promise<string>;
  /** Settles when it has ended, by `stop` or by itself. */
  readonly ended: Promise<void>;
  /** Ends it and all that it started, extension hosts and their children included. */
  stop(): Promise<void>;
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
    await endGroup(child, ended);
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
      const query = new URLSearchParams({
        [folder.endsWith('.code-workspace') ? 'workspace' : 'folder']: folder,
      });
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `http://${host}:${port}/?${query.toString()}`;
    },
    log: readLog,
    ended,
    stop,
  };
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
