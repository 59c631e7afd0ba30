import { describe, expect, it } from 'vitest';
import { planTable } from '../../src/cli/planTable.js';
import type { ModelSummary, PlanSummary } from '../../src/jobs/protocol.js';

const layer = { kind: 'dense', operator: 'Gemm', activation: 'Relu', shape: [512] } as const;
const model: ModelSummary = {
  format: 'onnx',
  inputs: [],
  outputs: [],
  layers: [
    { ...layer, id: 'fc1', unitCount: 512 },
    { ...layer, id: 'fc2', unitCount: 100 },
  ],
};
const plan: PlanSummary = {
  work: 1000,
  layers: [
    {
      id: 'fc1',
      ways: [
        { way: 'delta', work: 71 },
        { way: 'suffix', work: 408 },
        { way: 'masks', work: 1000 },
      ],
    },
    {
      id: 'fc2',
      ways: [
        { way: 'tail', work: 5 },
        { way: 'masks', work: 1000 },
      ],
    },
  ],
};

describe('the table of a plan', () => {
  it('tells of each layer the way that is taken and its work, in passes of the whole network', () => {
    expect(planTable(model, plan, 100, (_, text) => text)).toEqual([
      'layer  way    a unit  the layer  other ways',
      'fc1    delta   0.071         36  suffix 0.41, masks 1',
      'fc2    tail    0.005        0.5  masks 1',
      '',
      'Deleting every unit is estimated to take 37 passes of the data through the network, where running it',
      'anew for each takes 612.',
    ]);
  });

  it('leaves the other ways out where the window is narrow', () => {
    const [header] = planTable(model, plan, 40, (_, text) => text);
    expect(header).not.toContain('other');
  });
});
