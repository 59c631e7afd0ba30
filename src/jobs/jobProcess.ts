import { writeSync } from 'node:fs';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import { forkChild } from './childProcess.js';
import { firstLine } from './errorTransfer.js';
import { serveJobs } from './jobServer.js';
import type { JobServices, ShardHost } from './jobServices.js';
import { endWithParent } from './parentWatch.js';

/**
 * Makes this process a job's child, or a worker of one: serves the calls that come over the channel of
 * `child_process.fork`, and ends with the process that started it.
 */
export function startJobProcess<Opened extends ShardHost>(services: JobServices<Opened>): void {
  if (process.send === undefined) {
    console.error('This program is started by Unit Importance itself; run unit-importance instead.');
    process.exitCode = 2;
    return;
  }
  process.on('uncaughtException', endWithOneLine);
  // Ctrl+C reaches every process of the terminal; the owner decides what becomes of the job.
  process.on('SIGINT', () => {});
  endWithParent();

  const workerPath = process.argv[1] ?? '';
  const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
  serveJobs(connection, services, () => forkChild(workerPath, 'worker'));
  connection.listen();
}

/** By itself Node prints the line of source as well, which in a bundle is the whole program. */
function endWithOneLine(error: unknown): void {
  const detail = process.env['UNIT_IMPORTANCE_DEBUG'] && error instanceof Error ? error.stack : undefined;
  try {
    writeSync(2, `${detail ?? firstLine(error)}\n`);
  } catch {
    // Standard error is closed: nobody is there to read it.
  }
  process.exit(1);
}
