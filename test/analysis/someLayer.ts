import { create } from '@bufbuild/protobuf';
import type { UnitLayer } from '../../src/analysis/unitLayers.js';
import { NodeProtoSchema } from '../../src/model/onnx_pb.js';

/** A layer of so many units with nothing particular about it; `outer` and `inner` are positions on either side. */
export function someLayer(facts: Partial<UnitLayer> & { readonly unitCount: number }): UnitLayer {
  const { unitCount, outer = 1, inner = 1 } = facts;
  return {
    id: 'fc1',
    kind: 'dense',
    operator: 'Gemm',
    activation: 'Relu',
    tensor: 'a',
    axis: 1,
    rank: 2,
    node: create(NodeProtoSchema),
    affine: [],
    sources: [],
    firstUnit: 0,
    shape: [outer, unitCount, inner],
    outer,
    inner,
    dimsAfter: 1,
    rowsPerSample: 1,
    dimsBehind: [outer, unitCount, inner],
    ...facts,
  };
}
