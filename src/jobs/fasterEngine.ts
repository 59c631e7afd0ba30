import { availableParallelism } from 'node:os';
import { fasterProvider, isWorthMeasuring, type BatchTrial } from '../engine/fasterProvider.js';
import type { Provider } from '../engine/providers.js';
import type { Child } from './childProcess.js';
import type { JobServices, ShardHost } from './jobServices.js';
import { openRequest, tryRequest, type ProcessInputs } from './protocol.js';

/** How long another engine may take to start, to compile the network and to run a batch. */
const trialMs = 30_000;

/**
 * Opens a job's files with the engine that was asked for. For `auto` that is the CPU, unless the work is long
 * and another engine of this machine is measured to be clearly faster. Each is tried in a process of its own,
 * since a driver that fails may take its process along; whatever fails is not taken.
 * @throws InputError where model or data cannot be read or do not fit each other.
 */
export async function openFastest<Opened extends ShardHost>(
  services: JobServices<Opened>,
  inputs: ProcessInputs,
  fork: () => Child,
  signal: AbortSignal,
  cores = availableParallelism(),
): Promise<Opened> {
  const opened = await services.open(inputs);
  if (inputs.engine !== 'auto') return opened;
  try {
    const faster = await fasterRival(opened, fork, signal, cores);
    if (faster === null) return opened;
    const again = await services.open({ ...inputs, engine: faster }).catch(() => null);
    if (again === null) return opened;
    await opened.close();
    return again;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function fasterRival(
  opened: ShardHost,
  fork: () => Child,
  signal: AbortSignal,
  cores: number,
): Promise<Provider | null> {
  const rivals = await opened.rivals();
  if (rivals.length === 0) return null;
  const own = await opened.tryBatch();
  if (!isWorthMeasuring(own, cores)) return null;
  const trials: BatchTrial[] = [];
  for (const engine of rivals) {
    const trial = await tryIn(fork(), { ...opened.inputs, engine }, signal);
    if (trial) trials.push(trial);
  }
  const fastest = fasterProvider(own, trials, cores);
  return fastest === own.provider ? null : fastest;
}

/** A batch in a process of its own; null where that fails or takes too long. */
async function tryIn(child: Child, inputs: ProcessInputs, signal: AbortSignal): Promise<BatchTrial | null> {
  const timer = setTimeout(() => child.kill(), trialMs);
  try {
    await child.request(openRequest, inputs, signal);
    return await child.request(tryRequest, null, signal);
  } catch {
    signal.throwIfAborted();
    return null;
  } finally {
    clearTimeout(timer);
    await child.close();
  }
}
