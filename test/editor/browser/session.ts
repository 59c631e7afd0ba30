import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { launchBrowser } from '../vscode/launchBrowser.js';
import { startCodeServer, type CodeServer, type ServerOptions } from '../vscode/codeServer.js';
import { openWorkbench, type Workbench } from './workbench.js';

const sample = join(import.meta.dirname, '../../../examples/digits');

/** A VS Code of a test's own, with the packaged extension installed and a folder open in a browser. */
export interface Session {
  readonly workbench: Workbench;
  readonly server: CodeServer;
  /** A copy of the sample workspace, or what the test has made of it; goes when the session is closed. */
  readonly folder: string;
  /** Leaves the folder that is open, and opens this one, as closing and opening a window does. */
  open(folder: string): Promise<Workbench>;
  close(): Promise<void>;
}

export type SessionOptions = Omit<ServerOptions, 'extensionsFolder' | 'password'> & {
  /** Changes the copy of the sample before it is opened. */
  readonly prepare?: (folder: string) => Promise<void>;
};

export async function openSession({ prepare, ...options }: SessionOptions = {}): Promise<Session> {
  const { installation, browser: program, extensionsFolder } = inject('preparedEditor');
  const scratch = await mkdtemp(join(tmpdir(), 'unit-importance-workspace-'));
  const folder = join(scratch, 'digits');
  await cp(sample, folder, { recursive: true, filter: (file) => !file.endsWith('.importance.json') });
  await prepare?.(folder);
  const server = await startCodeServer(installation, {
    ...options,
    extensionsFolder,
    settings: { 'workbench.colorTheme': 'Dark Modern', 'workbench.reduceMotion': 'on', ...options.settings },
  });
  const browser = await launchBrowser(program, thisMachineAlone);
  const workbench = await openWorkbench(browser, server);
  await workbench.open(folder);
  return {
    workbench,
    server,
    folder,
    async open(other) {
      await workbench.open(other);
      return workbench;
    },
    async close() {
      await browser.close();
      await server.stop();
      await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Everything but this machine is out of the browser's reach, so that nothing can depend on it. */
const thisMachineAlone = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';
