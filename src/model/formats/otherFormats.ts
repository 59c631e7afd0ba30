import { exportAdvice } from './pytorch/explainWeights.js';
import { isLegacyTorch } from './pytorch/legacyTorch.js';
import { foreignFormats } from './foreignFormats.js';

/** A format that is known by its first bytes, and what a person with such a file can do. */
interface OtherFormat {
  readonly matches: (bytes: Uint8Array) => boolean;
  /** Follows the file's name. */
  readonly explanation: string;
}

const otherFormats: readonly OtherFormat[] = [
  {
    matches: (bytes) => startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) && contains(bytes, '.pkl'),
    explanation: `is a PyTorch file: weights or code, and no graph that can be read; ${exportAdvice}.`,
  },
  {
    matches: isLegacyTorch,
    explanation: `is a PyTorch file: weights without a graph; ${exportAdvice}.`,
  },
  {
    matches: (bytes) => startsWith(bytes, [0x80]) && bytes[1] <= 5,
    explanation:
      'is a Python pickle, which is never opened since that could run code; export the network with torch.onnx.export.',
  },
  {
    matches: (bytes) => bytes[8] === 0x7b && text(bytes, 8, 4096).includes('"dtype"'),
    explanation: `is a safetensors file: weights without a graph; ${exportAdvice}.`,
  },
];

/**
 * Why a file of a format that is known and not read is not analysed, in words that follow its name; null for
 * any other file.
 */
export function explainOtherFormat(bytes: Uint8Array, file: string): string | null {
  const formats = [...foreignFormats, ...otherFormats];
  return formats.find(({ matches }) => matches(bytes, file))?.explanation ?? null;
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

function text(bytes: Uint8Array, from: number, to: number): string {
  return new TextDecoder('latin1').decode(bytes.subarray(from, to));
}

/** Whether a name stands near the beginning or the end, where zip files list what they hold. */
function contains(bytes: Uint8Array, name: string): boolean {
  const near = 2 ** 16;
  return (
    text(bytes, 0, near).includes(name) ||
    text(bytes, Math.max(0, bytes.length - near), bytes.length).includes(name)
  );
}
