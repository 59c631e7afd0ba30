#!/usr/bin/env node
import { join } from 'node:path';
import { runCli } from './cli/runCli.js';
import { JobQueue } from './jobs/jobQueue.js';

// A reader such as `head` may close the pipe before everything is written.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

void runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signals: process,
  exit: (code) => process.exit(code),
  jobs: new JobQueue({ workerPath: join(__dirname, 'worker.js') }),
  exportScript: join(__dirname, '..', 'media', 'python', 'export_onnx.py'),
}).then((code) => {
  // No process.exit: what was written to a pipe may not have left yet.
  process.exitCode = code;
});
