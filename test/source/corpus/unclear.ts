import type { CorpusCase } from './corpusCase.js';

/** Definitions that can't be tied for certain; what stands behind `=` is the truth, which must be among the candidates. */
export const unclear: readonly CorpusCase[] = [
  {
    title: 'a loop whose length only the caller knows',
    text: `
import torch.nn as nn
class Deep(nn.Module):
    def __init__(self, depth):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(64, 64) for _ in range(depth)])
        self.head = nn.Linear(64, 10)
    def forward(self, x):
        for layer in self.layers:
            x = layer(x).relu()
        return self.head(x)
`,
    file: ['layers.0 dense 64', 'layers.1 dense 64'],
    layers: ['layers.* linear 64 = layers.0', 'head linear 10 ='],
  },
  {
    title: 'no forward pass, no names, and layers of one size',
    text: `
import torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.b = nn.Linear(64, 64)
        self.a = nn.Linear(64, 64)
        self.c = nn.Linear(64, 10)
`,
    file: ['Gemm1 dense 64', 'Gemm2 dense 64'],
    layers: ['b linear 64 = Gemm1', 'a linear 64 = Gemm2', 'c linear 10 ='],
  },
];
