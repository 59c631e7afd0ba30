import type { Batch } from './sampleReader.js';
import { score, type ShardContext } from './shardContext.js';
import type { IntactBlock } from './ways/layerDeleter.js';

/**
 * Runs the intact network on a batch. Where the context has room for tensors, they are valid until the next
 * block; else they are the caller's to keep.
 * @param needs names of the tensors that are kept.
 * @param loss whether losses are wanted.
 */
export async function intactBlock(
  context: Pick<ShardContext, 'network'> & Partial<Pick<ShardContext, 'room'>>,
  { inputs, labels, expected, ranking }: Batch,
  needs: readonly string[],
  loss: boolean,
): Promise<IntactBlock> {
  const { scores, tensors } = await context.network.intact(inputs, needs, context.room);
  const intact = score(context, scores, expected, loss);
  return { samples: labels.length, inputs, labels, expected, ranking, tensors, scores, intact };
}
