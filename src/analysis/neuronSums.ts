import { compileKernel, kernelInstance, type CompiledKernel } from './kernels/compiledKernel.js';
import type { KernelMemory } from './kernels/kernelMemory.js';
import { neuronKernelBytes } from './kernels/neuronKernelBytes.js';

/** What the outputs of each neuron of a layer add up to on some samples, [units] each. */
export interface NeuronSums {
  /** Of differences from the first sample's. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  /** How many are zero. */
  readonly zeros: Int32Array;
  readonly lowest: Float32Array;
  readonly highest: Float32Array;
}

/** Outputs of a layer of neurons. */
export interface NeuronOutputs {
  /** [samples x units], of one sample at least. */
  readonly values: Float32Array;
  readonly units: number;
  /** Class indexes of the samples. */
  readonly labels: Int32Array;
}

/** Adds up outputs of neurons; what it gives holds until it is asked again. */
export interface NeuronAdder {
  /** @param classSums [units x classes], to which outputs are added. */
  add(outputs: NeuronOutputs, classSums: Float64Array, classes: number): NeuronSums;
}

let compiled: CompiledKernel | null | undefined;

/** In WebAssembly with SIMD, or, where there is none, its plain twin. Both give the same to the bit. */
export function openNeuronAdder(): NeuronAdder {
  if (compiled === undefined) compiled = compileKernel(neuronKernelBytes);
  return compiled ? new WasmNeuronAdder(compiled) : plainNeuronAdder;
}

export const plainNeuronAdder: NeuronAdder = {
  add(outputs, classSums, classes) {
    const { units } = outputs;
    const sums = emptySums(units);
    for (let unit = 0; unit < units; unit++) addNeuron(outputs, unit, classSums, classes, sums);
    return sums;
  },
};

function emptySums(units: number): NeuronSums {
  return {
    sums: new Float64Array(units),
    squares: new Float64Array(units),
    zeros: new Int32Array(units),
    lowest: new Float32Array(units),
    highest: new Float32Array(units),
  };
}

function addNeuron(
  { values, units, labels }: NeuronOutputs,
  unit: number,
  classSums: Float64Array,
  classes: number,
  into: NeuronSums,
): void {
  const count = values.length / units;
  const shift = values[unit];
  const firstClass = unit * classes;
  let sum = 0;
  let squares = 0;
  let zeros = 0;
  let lowest = Infinity;
  let highest = -Infinity;
  for (let sample = 0, at = unit; sample < count; sample++, at += units) {
    const value = values[at];
    const difference = value - shift;
    sum += difference;
    squares += difference * difference;
    // A number, since a branch would be guessed wrong every third time.
    zeros += Number(value === 0);
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    classSums[firstClass + labels[sample]] += value;
  }
  into.sums[unit] = sum;
  into.squares[unit] = squares;
  into.zeros[unit] = zeros;
  into.lowest[unit] = lowest;
  into.highest[unit] = highest;
}

type Kernel = (
  ...args: [
    values: number,
    samples: number,
    units: number,
    labels: number,
    moments: number,
    extremes: number,
    zeros: number,
    classSums: number,
  ]
) => void;

/** The arrays of a kernel, for so many samples, units and classes at most. */
interface Room {
  readonly samples: number;
  readonly units: number;
  readonly classes: number;
  readonly run: Kernel;
  readonly values: Float32Array;
  readonly labels: Int32Array;
  readonly moments: Float64Array;
  readonly extremes: Float32Array;
  readonly zeros: Int32Array;
  readonly classSums: Float64Array;
}

class WasmNeuronAdder implements NeuronAdder {
  #room: Room | null = null;

  constructor(private readonly kernel: CompiledKernel) {}

  add(outputs: NeuronOutputs, classSums: Float64Array, classes: number): NeuronSums {
    const { values, units, labels } = outputs;
    const samples = values.length / units;
    // Sums of classes are carried there and back: of many classes that is more than there is to add.
    if (samples < 4 * classes || units < 4) return plainNeuronAdder.add(outputs, classSums, classes);
    const room = this.#roomFor(samples, units, classes);
    room.values.set(values);
    room.labels.set(labels);
    carry(classSums, classes, room.classSums, units);
    const arrays = [room.values, room.labels, room.moments, room.extremes, room.zeros, room.classSums];
    const [at, labelsAt, ...others] = arrays.map(({ byteOffset }) => byteOffset);
    const [moments, extremes, zeros, sumsAt] = others;
    room.run(at, samples, units, labelsAt, moments, extremes, zeros, sumsAt);
    carry(room.classSums, units, classSums, classes);
    const sums = {
      sums: room.moments.subarray(0, units),
      squares: room.moments.subarray(units, 2 * units),
      zeros: room.zeros.subarray(0, units),
      lowest: room.extremes.subarray(0, units),
      highest: room.extremes.subarray(units, 2 * units),
    };
    for (let unit = units - (units % 4); unit < units; unit++) {
      addNeuron(outputs, unit, classSums, classes, sums);
    }
    return sums;
  }

  #roomFor(samples: number, units: number, classes: number): Room {
    const room = this.#room;
    if (room && room.samples >= samples && room.units >= units && room.classes >= classes) return room;
    const most = {
      samples: Math.max(samples, room?.samples ?? 0),
      units: Math.max(units, room?.units ?? 0),
      classes: Math.max(classes, room?.classes ?? 0),
    };
    return (this.#room = openRoom(this.kernel, most));
  }
}

/** Each array begins at a multiple of so many bytes. */
const alignment = 64;

function openRoom(kernel: CompiledKernel, most: Pick<Room, 'samples' | 'units' | 'classes'>): Room {
  const { samples, units, classes } = most;
  const bytes = 4 * samples * (units + 1) + units * (16 + 8 + 4 + 8 * classes) + 6 * alignment;
  const { memory, exports } = kernelInstance(kernel, bytes);
  return {
    ...most,
    run: (exports as { readonly sumNeurons: Kernel }).sumNeurons,
    ...arraysIn(memory, most),
  };
}

function arraysIn(
  memory: KernelMemory,
  { samples, units, classes }: Pick<Room, 'samples' | 'units' | 'classes'>,
) {
  return {
    values: memory.floats(samples * units),
    labels: memory.integers(samples),
    moments: memory.doubles(2 * units),
    extremes: memory.floats(2 * units),
    zeros: memory.integers(units),
    classSums: memory.doubles(classes * units),
  };
}

/** Copies a matrix [from.length / width x width] turned around, [width x rows]. */
function carry(from: Float64Array, width: number, to: Float64Array, rows: number): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) to[column * rows + row] = from[row * width + column];
  }
}
