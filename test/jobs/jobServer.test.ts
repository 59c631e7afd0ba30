import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { InputError } from '../../src/inputError.js';
import { serveJobs } from '../../src/jobs/jobServer.js';
import type { JobServices, ShardHost } from '../../src/jobs/jobServices.js';
import { analyseRequest, type AnalyseRequest } from '../../src/jobs/protocol.js';
import { FakeChild } from './fakeChild.js';
import { requestOf } from './jobFolder.js';

/** An analysis by three workers that measures nothing; what becomes of them. */
async function analyse(opens: () => ShardHost) {
  const workers: FakeChild[] = [];
  const seen = { started: 0, concurrency: 0 };
  const services = {
    open: () => {
      seen.started = workers.length;
      return Promise.resolve().then(opens);
    },
    async analyse({ resultPath }: AnalyseRequest, _: ShardHost, openRunner) {
      seen.concurrency = (await openRunner()).concurrency;
      return { resultPath };
    },
  } as Partial<JobServices> as JobServices;
  const [there, back] = [new PassThrough(), new PassThrough()];
  const server = createMessageConnection(new StreamMessageReader(there), new StreamMessageWriter(back));
  const owner = createMessageConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
  serveJobs(server, services, () => {
    const worker = new FakeChild();
    workers.push(worker);
    return worker;
  });
  server.listen();
  owner.listen();
  const request = { ...requestOf('/job', 'm.onnx', 3), memory: { bytes: 1e9 } };
  const answer = await owner.sendRequest(analyseRequest.method, request).catch((error: unknown) => error);
  for (const connection of [owner, server]) connection.dispose();
  return { ...seen, answer, ended: workers.map((worker) => worker.ended) };
}

/** What takes so much memory that of a gigabyte so many processes have enough. */
const fitting = (processes: number): ShardHost =>
  ({
    leastMemory: 1e9 / processes,
    inputs: { ...requestOf('/job', 'm.onnx', 3).inputs, memoryBytes: 1e9 },
    rivals: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  }) as Partial<ShardHost> as ShardHost;

describe('a job of several workers', () => {
  it('starts them before it opens the files, and closes them in the end', async () => {
    const { started, concurrency, ended } = await analyse(() => fitting(4));
    expect(started).toBe(3);
    expect(concurrency).toBe(3);
    expect(ended).toEqual(['closed', 'closed', 'closed']);
  });

  it.each([
    [3, 2],
    [1, 1],
  ])(
    'where memory is enough for %i processes runs shards in %i, and closes the other workers',
    async (processes, running) => {
      const { concurrency, ended } = await analyse(() => fitting(processes));
      expect(concurrency).toBe(running);
      expect(ended).toEqual(['closed', 'closed', 'closed']);
    },
  );

  it('closes them where the files can not be opened', async () => {
    const { answer, ended } = await analyse(() => {
      throw new InputError('m.onnx is not a model: export it again.');
    });
    expect((answer as Error).message).toBe('m.onnx is not a model: export it again.');
    expect(ended).toEqual(['closed', 'closed', 'closed']);
  });
});
