import type { WeightsFile } from './storedTensor.js';

/** What to do with a file that only PyTorch reads as a network. */
export const exportAdvice = 'choose Export to ONNX in the editor, or run unit-importance export';

/** What a file of weights is and why it is not measured, in words that follow its name. */
export function explainWeights({ format, kind, path }: WeightsFile): string {
  return `holds ${contents(format, kind, path)}; ${exportAdvice}.`;
}

function contents(format: WeightsFile['format'], kind: WeightsFile['kind'], path: readonly string[]): string {
  switch (kind) {
    case 'torchScript':
      return 'a TorchScript program, which only PyTorch runs';
    case 'exportedProgram':
      return 'a program of torch.export, which only PyTorch runs';
    case 'module':
      return 'a network that was pickled whole: its weights without a graph, and the names of classes that are not looked for';
    case 'stateDict': {
      const place = path.length === 0 ? '' : ` (under ${path.join(', ')})`;
      return `weights without a graph: a ${format === 'safetensors' ? 'safetensors' : 'PyTorch'} file${place} lists tensors, and no operators between them`;
    }
  }
}
