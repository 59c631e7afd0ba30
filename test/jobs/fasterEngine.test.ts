import { describe, expect, it } from 'vitest';
import type { BatchTrial } from '../../src/engine/fasterProvider.js';
import type { Provider } from '../../src/engine/providers.js';
import type { Child } from '../../src/jobs/childProcess.js';
import { openFastest } from '../../src/jobs/fasterEngine.js';
import { JobFailed } from '../../src/jobs/jobErrors.js';
import type { JobServices, ShardHost } from '../../src/jobs/jobServices.js';
import { openRequest, type EngineChoice, type ProcessInputs } from '../../src/jobs/protocol.js';

const never = new AbortController().signal;
const inputsFor = (engine: EngineChoice): ProcessInputs => ({
  modelPath: '/m.onnx',
  dataPath: '/d',
  dataRoots: [],
  samples: null,
  memoryBytes: 1e9,
  engine,
});

/** A machine with engines that take so many seconds a batch; one that takes NaN takes its process along. */
class FakeMachine {
  /** What was opened, in this process and (in brackets) in others, and closed. */
  readonly events: string[] = [];

  constructor(
    private readonly seconds: Readonly<Partial<Record<Provider, number>>>,
    private readonly batches = 1e6,
    private readonly opensHere: readonly Provider[] = ['cpu', 'cuda', 'webgpu'],
  ) {}

  async open(engine: EngineChoice, signal = never): Promise<Provider> {
    const services = { open: (inputs: ProcessInputs) => this.#host(inputs) } as JobServices;
    const opened = await openFastest(services, inputsFor(engine), () => this.#child(), signal, 2);
    return opened.inputs.engine as Provider;
  }

  #trial(provider: Provider): BatchTrial {
    return {
      provider,
      seconds: this.seconds[provider] ?? 0,
      scores: Float32Array.of(1, 2),
      batches: this.batches,
    };
  }

  async #host(inputs: ProcessInputs): Promise<ShardHost> {
    const provider = inputs.engine === 'auto' ? 'cpu' : inputs.engine;
    if (!this.opensHere.includes(provider)) throw new Error('out of memory');
    this.events.push(provider);
    return {
      leastMemory: 1,
      inputs: { ...inputs, engine: provider },
      rivals: async () => (Object.keys(this.seconds) as Provider[]).filter((name) => name !== 'cpu'),
      tryBatch: async () => this.#trial(provider),
      run: () => Promise.reject(new Error('no shard was to be run')),
      openLive: () => Promise.reject(new Error('no network was to stay open')),
      close: async () => void this.events.push(`${provider} closed`),
    };
  }

  #child(): Child {
    let provider: Provider = 'cpu';
    const request = (type: { method: string }, params: ProcessInputs | null): Promise<unknown> => {
      if (type.method === openRequest.method) {
        provider = params?.engine as Provider;
        this.events.push(`(${provider})`);
        return Promise.resolve(null);
      }
      return Number.isNaN(this.seconds[provider])
        ? Promise.reject(new JobFailed('The process died.'))
        : Promise.resolve(this.#trial(provider));
    };
    return {
      request,
      close: async () => void this.events.push(`(${provider} closed)`),
      kill: () => {},
      onNotification: () => {},
      exited: new Promise(() => {}),
    } as unknown as Child;
  }
}

describe('the engine of a job', () => {
  it('is opened as it was asked for, and nothing is measured', async () => {
    const machine = new FakeMachine({ cpu: 1, cuda: 0.001 });
    expect(await machine.open('cpu')).toBe('cpu');
    expect(machine.events).toEqual(['cpu']);
  });

  it('is by itself the CPU where there is nothing else', async () => {
    const machine = new FakeMachine({ cpu: 1 });
    expect(await machine.open('auto')).toBe('cpu');
    expect(machine.events).toEqual(['cpu']);
  });

  it('is by itself the one that was measured to be clearly faster, each tried in a process of its own', async () => {
    const machine = new FakeMachine({ cpu: 1, webgpu: 0.1, cuda: 0.01 });
    expect(await machine.open('auto')).toBe('cuda');
    expect(machine.events).toEqual([
      'cpu',
      ...['(webgpu)', '(webgpu closed)', '(cuda)', '(cuda closed)'],
      ...['cuda', 'cpu closed'],
    ]);
  });

  it('stays the CPU where another is not clearly faster, takes its process along, or does not open here', async () => {
    expect(await new FakeMachine({ cpu: 1, webgpu: 0.4 }).open('auto')).toBe('cpu');
    expect(await new FakeMachine({ cpu: 1, cuda: NaN, webgpu: 0.01 }).open('auto')).toBe('webgpu');
    expect(await new FakeMachine({ cpu: 1, cuda: 0.01 }, 1e6, ['cpu']).open('auto')).toBe('cpu');
  });

  it('stays the CPU for short work, for which no process is started', async () => {
    const machine = new FakeMachine({ cpu: 1, cuda: 0.001 }, 100);
    expect(await machine.open('auto')).toBe('cpu');
    expect(machine.events).toEqual(['cpu']);
  });

  it('is not measured further once the job is called off', async () => {
    const machine = new FakeMachine({ cpu: 1, cuda: NaN, webgpu: 0.01 });
    const cancellation = new AbortController();
    cancellation.abort(new Error('called off'));
    await expect(machine.open('auto', cancellation.signal)).rejects.toThrow('called off');
    expect(machine.events).toEqual(['cpu', '(cuda)', '(cuda closed)', 'cpu closed']);
  });
});
