import * as z from 'zod';
import { InputError } from '../inputError.js';
import { layouts } from './conversionKeys.js';
import { describeIssue } from './descriptorIssue.js';
import { findSyntaxFault } from './jsonSyntax.js';
import { tasks } from './task.js';

import { resizes } from './images/resize.js';

const path = z.string().min(1);
const perChannel = (value: z.ZodNumber) => z.union([value, z.array(value).min(1)]);

/** What a `NAME.dataset.json` may hold; `media/dataset.schema.json` is made from it. */
export const descriptorSchema = z
  .strictObject({
    $schema: z.string().optional().describe('The JSON schema of this file, for editors.'),
    name: z.string().min(1).optional().describe("What the data is called; by default the file's name."),
    noun: z
      .string()
      .min(1)
      .optional()
      .describe('What one sample is called, in the singular; by default `image` for images, else `sample`.'),
    inputs: path.describe(
      'The file of inputs, relative to this file: IDX, .npy, .npz, HDF5, batches of CIFAR, pickled arrays, a table (.csv, .tsv, .jsonl), columns (Parquet, Arrow, TFRecord), or a folder of pictures. `file.npz#x` names an array, or a column, in the file; `train-*-of-00002.parquet` and `data_batch_*` all files of a set.',
    ),
    labels: path
      .optional()
      .describe(
        'The file of labels, one per sample, where the inputs carry none: `file.npz#y` names an array in a .npz. A table of file names and labels serves a folder of pictures.',
      ),
    labelKind: z
      .string()
      .min(1)
      .default('true')
      .describe('What the labels are, as `true` or `shuffled 60 %`; shown beside every result.'),
    task: z
      .enum(tasks)
      .optional()
      .describe(
        "What the network is trained for; by default told by the labels and the network's outputs. `binary`: one logit; `multi-label`: labels of 0 and 1, as many a sample as outputs; `regression`: numbers.",
      ),
    padding: z
      .int()
      .min(0)
      .optional()
      .describe(
        'Of sequences of token numbers: the number that fills up short ones; by default 0 where the network takes a mask. Those positions are masked, and left out of activities.',
      ),
    layout: z
      .enum(layouts)
      .optional()
      .describe(
        'The order of the stored data: N samples, H height, W width, C channels; `ND` is anything but images.',
      ),
    modelLayout: z
      .enum(layouts)
      .optional()
      .describe(
        "The order of the model's input, read from its first convolution where it has one. For an input of rank 2, the order in which a sample is flattened; by default the stored one.",
      ),
    scale: z.number().default(1).describe('A stored value is first multiplied by this, as 1/255.'),
    mean: perChannel(z.number())
      .default(0)
      .describe('Then this is subtracted: one number, or an array of one number per channel.'),
    std: perChannel(z.number().positive())
      .default(1)
      .describe('Then it is divided by this: one number, or an array of one number per channel.'),
    classes: z
      .union([z.array(z.string().min(1)).min(2), path])
      .optional()
      .describe(
        "The names of the classes in the order of their indexes, or the file that lists them: a text with a name a line, a JSON array, or CIFAR's batches.meta. Labels that are text are looked up here.",
      ),
    resize: z
      .enum(resizes)
      .optional()
      .describe(
        "How pictures of another size are brought to the model's: `cover` (by default) scales them until they fill it and cuts off evenly what stands over, `contain` scales them until they fit in and fills up with black, `stretch` changes their shape.",
      ),
    columns: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe(
        'Of a table: the columns that are the inputs, in this order; by default all but that of the labels. A table without names counts its columns from 1.',
      ),
    labelColumn: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Of a table: the column of labels; by default one whose name says so, as `label`, `class`, `target` or `y`, else the last one of whole numbers or texts.',
      ),
    first: z.int().min(0).default(0).describe('The first sample to use, counted from 0.'),
    count: z.int().min(1).optional().describe('How many samples to use; by default all that follow.'),
  })
  .describe(
    'Labelled data for Unit Importance: which files, how they are stored, and what the model expects.',
  );

export type { Layout } from './conversionKeys.js';

export type Descriptor = z.infer<typeof descriptorSchema>;

/** The JSON schema by which editors complete and check a descriptor. */
export function descriptorJsonSchema(): object {
  return {
    ...z.toJSONSchema(descriptorSchema, { io: 'input', target: 'draft-7' }),
    title: 'Dataset descriptor',
  };
}

/**
 * Reads a descriptor's text.
 * @param name what messages call the file
 * @throws InputError with the line and column of a fault in the JSON, or the key that is wrong.
 */
export function parseDescriptor(text: string, name: string): Descriptor {
  const json = text.replace(/^\ufeff/, '');
  const fault = findSyntaxFault(json);
  if (fault !== null) {
    throw new InputError(
      `${name} is not valid JSON at line ${fault.line}, column ${fault.column}; mend it there.`,
    );
  }
  const value: unknown = JSON.parse(json);
  const result = descriptorSchema.safeParse(value);
  if (!result.success) {
    const keys = Object.keys(descriptorSchema.shape).filter((key) => key !== '$schema');
    throw new InputError(`${name}: ${describeIssue(result.error.issues[0], value, keys)}`);
  }
  return result.data;
}
