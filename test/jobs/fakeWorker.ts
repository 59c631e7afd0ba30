import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { AblationResult, AblationShard, Shard, ShardResult } from '../../src/analysis/shards.js';
import { InputError } from '../../src/inputError.js';
import { startJobProcess } from '../../src/jobs/jobProcess.js';
import type { ResultFile } from '../../src/results/schema.js';
import type { LiveHost, ShardHost } from '../../src/jobs/jobServices.js';
import type { LiveAnswer, ProcessInputs, UnitDetail } from '../../src/jobs/protocol.js';

/*
 * A job process whose model's file name says what it does. The folder of the data is where it notes the ids
 * of the processes that opened it (`opened`, the coordinating one first), that ran a shard of it (`shards`,
 * one line each), that looked at a unit of it (`looked`, one line each) and that closed it (`closed`).
 */
startJobProcess({
  inspect({ modelPath }) {
    switch (basename(modelPath)) {
      case 'bad.onnx':
        throw new InputError('bad.onnx is not an ONNX model: export it again.');
      case 'busy.onnx':
        return spin();
      default:
        return Promise.resolve({ format: 'onnx', inputs: [], outputs: [], layers: [] });
    }
  },

  fingerprint({ modelPath, dataPath }) {
    return Promise.resolve({ model: basename(modelPath), data: basename(dataPath) });
  },

  check() {
    throw new InputError('This process looks at no data.');
  },
  weightStatistics: () => Promise.resolve({}),

  extractWeights: () => Promise.resolve(),

  open(inputs) {
    const model = basename(inputs.modelPath);
    const isWorker = existsSync(join(inputs.dataPath, 'opened'));
    note(inputs.dataPath, 'opened');
    if (model === 'bad.onnx' || (model === 'bad-in-worker.onnx' && isWorker)) {
      throw new InputError('bad.onnx is not an ONNX model: export it again.');
    }
    return Promise.resolve(shardHost(model, inputs));
  },

  async analyse(request, _opened, openRunner, signal, onProgress, onPartial) {
    const model = basename(request.inputs.modelPath);
    writeFileSync(`${request.resultPath}.partial`, '{');
    writeFileSync(`${request.resultPath}.bin.partial`, '');
    onProgress({ phase: 'reading', done: 0, total: 1 });
    if (model === 'busy-job.onnx') {
      note(request.inputs.dataPath, 'shards');
      spin();
    }
    const runner = await openRunner();
    const total = 8 * 20;
    let done = 0;
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        runner.run(
          shard(i),
          (passes) => {
            done += passes;
            onProgress({ phase: 'ablation', done, total });
            onPartial(() => {
              note(request.inputs.dataPath, 'built');
              return { ...madeUpResult, durationSeconds: done };
            });
          },
          signal,
        ),
      ),
    );
    writeFileSync(request.resultPath, JSON.stringify(results.map(describe)));
    return { resultPath: request.resultPath };
  },
});

/** What is passed on of a result is not looked into. */
const madeUpResult = { exact: false, partial: true, layers: [] } as unknown as ResultFile;

function shardHost(model: string, inputs: ProcessInputs): ShardHost {
  const folder = inputs.dataPath;
  return {
    leastMemory: 1,
    inputs,
    rivals: () => Promise.resolve([]),
    tryBatch: () => Promise.reject(new Error('no engine was to be tried')),
    async run(given, onWork, signal) {
      note(folder, 'shards');
      onWork(1);
      switch (model) {
        case 'patient.onnx':
          await new Promise((_, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason as Error)),
          );
          break;
        case 'busy.onnx':
          spin();
          break;
        case 'broken.onnx':
          throw new Error('a shape that cannot be\n    at stack');
        case 'buffer.onnx':
          throw new RangeError('Array buffer allocation failed');
        case 'throw-later.onnx':
          setTimeout(() => {
            throw new Error('outside of any call');
          });
          return new Promise(() => {});
        case 'heap.onnx':
          for (const kept: unknown[] = []; ;) kept.push(Array.from({ length: 100_000 }, Math.random));
      }
      for (let pass = 1; pass < 20; pass++) onWork(1);
      return ablation(given as AblationShard);
    },
    openLive: (samples) => Promise.resolve(liveHost(model, folder, samples)),
    close() {
      note(folder, 'closed');
      return Promise.resolve();
    },
  };
}

/** Of a hundred samples; each deletion is said to cost one of the first ones, and ten of all. */
function liveHost(model: string, folder: string, first: number): LiveHost {
  const answer = (samples: number, lost: number): LiveAnswer => {
    return { samples, correct: samples - lost, correctPerClass: [samples - lost], loss: lost };
  };
  return {
    facts: {
      layers: [],
      samples: 100,
      baseline: answer(first, 0),
      ...{ task: 'classification', targets: null, outputNames: null },
      givesProbabilities: false,
      labels: new Int32Array(first),
      positions: [],
      connections: [],
    },
    async answer({ deleted }) {
      if (deleted.includes(13)) throw new InputError('There is no unit 13.');
      if (deleted.includes(666)) process.exit(3);
      if (model === 'busy.onnx') spin();
      await new Promise((resolve) => setTimeout(resolve, 20));
      return answer(first, deleted.length);
    },
    answerAll: ({ deleted }) => Promise.resolve(answer(100, 10 * deleted.length)),
    look: (sample, { deleted }) =>
      Promise.resolve({
        scores: Float32Array.of(sample, deleted.length),
        activity: Float32Array.of(1, 2),
        outputs: [Float32Array.of(1, 2, 3)],
      }),
    async detail({ unit, replaceBy }, pause) {
      if (unit === 13) throw new InputError('There is no unit 13.');
      note(folder, 'looked');
      for (let step = 0; step < 5 || model === 'patient.onnx'; step++) await pause();
      if (unit === 666) process.exit(3);
      return madeUpDetail(unit, replaceBy.kind === 'constant' ? replaceBy.value : 0);
    },
    samples: async ({ samples }) =>
      samples.map((sample) => ({ kind: 'values', sample, label: 0, values: Float32Array.of(sample) })),
  };
}

/** Of a hundred samples, on each of which the unit's activity is said to be what it is replaced by. */
function madeUpDetail(unit: number, value: number): UnitDetail {
  return {
    unit,
    samples: 100,
    labels: new Int32Array(100),
    activity: new Float32Array(100).fill(value),
    expected: new Int32Array(100),
    labelSets: null,
    numbers: null,
    before: new Int32Array(100),
    after: new Int32Array(100).fill(1),
    confidenceBefore: new Float32Array(100).fill(1),
    confidenceAfter: new Float32Array(100),
  };
}

function shard(index: number): Shard {
  const values = new Float32Array([9, index, index / 2, 9]).subarray(1, 3);
  return {
    kind: 'ablation',
    units: Int32Array.of(2 * index, 2 * index + 1),
    replaceBy: { kind: 'constants', values },
    samples: { first: 0, count: 10 },
    loss: true,
    ways: [],
  };
}

/** Unit u of the shard, clamped to v, is said to turn u samples wrong and to have loss v + u. */
function ablation({ units, replaceBy }: AblationShard): AblationResult {
  if (replaceBy.kind !== 'constants') throw new Error(`no shard by ${replaceBy.kind} was asked for`);
  const { values } = replaceBy;
  return {
    kind: 'ablation',
    correctPerClass: new Float64Array(units.length),
    correctHalf: new Float64Array(units.length),
    turnedWrong: Float64Array.from(values, (_, i) => units[0] + i),
    turnedRight: new Float64Array(units.length),
    lossSum: Float64Array.from(values, (value, i) => value + units[0] + i),
    intactPerClass: new Float64Array(1),
    intactHalf: 0,
    intactLossSum: 0,
  };
}

function describe(result: ShardResult): unknown {
  if (result.kind !== 'ablation') throw new Error(`no ${result.kind} shard was asked for`);
  const { turnedWrong, lossSum } = result;
  return { type: lossSum.constructor.name, turnedWrong: [...turnedWrong], lossSum: [...lossSum] };
}

function note(folder: string, what: string): void {
  appendFileSync(join(folder, what), `${process.pid}\n`);
}

function spin(): never {
  for (;;) Math.hypot(3, 4);
}
