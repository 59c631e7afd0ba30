import * as l10n from '@vscode/l10n';
import { InputError } from '../inputError.js';
import type { ModelInput } from './dataset.js';
import type { Layout } from './descriptor.js';
import { rowLength, shapeText, type StoredArray } from './storedArray.js';

/** How a stored sample is turned into the model's: three nested loops, the last of them the innermost. */
export interface Arrangement {
  /** Shape of one sample as fed to the model. */
  readonly sampleShape: readonly number[];
  readonly isImage: boolean;
  /** Where a stored image's rows, columns and channels are; null of what is no image. */
  readonly image: ImageLoops | null;
  /** Channels that mean and std may tell apart: of an image, or the columns of a table; null where there are none. */
  readonly channels: number | null;
  readonly loops: readonly [Loop, Loop, Loop];
}

/** A stored image's dimensions, with the way from one of its elements to the next. */
export interface ImageLoops {
  readonly height: Loop;
  readonly width: Loop;
  readonly channel: Loop;
}

interface Loop {
  readonly extent: number;
  /** How far one turn moves in the stored sample, in elements, and among the channels. */
  readonly step: number;
  readonly channelStep: number;
}

/** What a descriptor says of layouts, and where it says so. */
export interface LayoutWishes {
  readonly layout: Layout | null;
  readonly modelLayout: Layout | null;
}

type ImageLayout = 'NHW' | 'NHWC' | 'NCHW';
type ChannelOrder = 'NHWC' | 'NCHW';

interface Image extends ImageLoops {
  readonly stored: ImageLayout;
}

interface Placement {
  readonly order: ChannelOrder;
  readonly shape: readonly number[];
}

const channelOrders: readonly ChannelOrder[] = ['NCHW', 'NHWC'];
const usualChannels = [1, 3, 4];
const once: Loop = { extent: 1, step: 0, channelStep: 0 };

/**
 * Decides how the samples of `array` are fed to a model.
 * @throws InputError where they do not fit, or the key that would settle it is missing.
 */
export function arrange(array: StoredArray, wishes: LayoutWishes, model: ModelInput): Arrangement {
  const stored = storedLayout(array, wishes, model);
  if (stored === 'ND') return arrangeValues(array, model);
  const image = imageOf(array.shape, stored);
  const order = wishes.modelLayout ?? model.layout;
  const [placement, second] = placements(image, order, model.shape);
  if (placement === undefined)
    throw misfit(array, model, ` (${stored})`, order === null ? '' : ` (${order})`);
  if (second !== undefined) {
    throw new InputError(
      l10n.t(
        "{0}: the model's input ({1}) leaves open whether channels come first or last; write a descriptor with the key `modelLayout`, {2} or {3}.",
        array.name,
        shapeText(model.shape),
        '"NCHW"',
        '"NHWC"',
      ),
    );
  }
  const { height, width, channel } = image;
  return {
    sampleShape: placement.shape,
    isImage: true,
    image: { height, width, channel },
    channels: channel.extent,
    loops: placement.order === 'NCHW' ? [channel, height, width] : [height, width, channel],
  };
}

/** The layout of the stored data: that of its format, the descriptor's, or the only one that makes sense. */
function storedLayout(array: StoredArray, { layout, modelLayout }: LayoutWishes, model: ModelInput): Layout {
  const { name, shape } = array;
  if (layout !== null) {
    if (layout !== 'ND' && shape.length !== layout.length) {
      throw new InputError(
        l10n.t(
          '{0} has the shape {1}, which cannot be `layout` {2} with its {3} dimensions; correct `layout`.',
          name,
          shapeText(shape),
          layout,
          layout.length,
        ),
      );
    }
    if (array.layout !== null && layout !== array.layout) {
      throw new InputError(
        l10n.t('{0}: its format fixes the layout to {1}; leave out `layout`.', name, array.layout),
      );
    }
    return layout;
  }
  if (array.layout !== null) return array.layout;
  if (shape.length === 3) return 'NHW';
  if (shape.length !== 4) return 'ND';
  const order = modelLayout ?? model.layout;
  const fitting = channelOrders.filter(
    (candidate) => placements(imageOf(shape, candidate), order, model.shape).length > 0,
  );
  const usual = channelOrders.filter((candidate) =>
    usualChannels.includes(imageOf(shape, candidate).channel.extent),
  );
  const both = fitting.filter((candidate) => usual.includes(candidate));
  const settled = [both, fitting, usual].find((candidates) => candidates.length === 1);
  if (settled !== undefined) return settled[0];
  throw new InputError(
    l10n.t(
      '{0} has the shape {1}, which leaves open where its channels are; write a descriptor with the key `layout`, "NCHW" or "NHWC".',
      name,
      shapeText(shape),
    ),
  );
}

function imageOf(shape: readonly number[], stored: ImageLayout): Image {
  const [, first, second, third] = shape as [number, number, number, number];
  const [h, w, c] =
    stored === 'NHW'
      ? [first, second, 1]
      : stored === 'NHWC'
        ? [first, second, third]
        : [second, third, first];
  const channelsLast = stored === 'NHWC';
  return {
    stored,
    height: { extent: h, step: channelsLast ? w * c : w, channelStep: 0 },
    width: { extent: w, step: channelsLast ? c : 1, channelStep: 0 },
    channel: { extent: c, step: channelsLast ? 1 : h * w, channelStep: 1 },
  };
}

/** Every way to place an image into the model's input shape; more than one where it stays ambiguous. */
function placements(image: Image, order: Layout | null, model: ModelInput['shape']): Placement[] {
  const [h, w, c] = [image.height.extent, image.width.extent, image.channel.extent];
  const wanted = channelOrders.filter((candidate) => candidate === order);
  const ordered = (fallback: ChannelOrder): ChannelOrder => wanted[0] ?? fallback;
  let candidates: Placement[] = [];
  if (model.length === 3) {
    const shapes = { NCHW: [c, h, w], NHWC: [h, w, c] };
    candidates = (order === null ? channelOrders : wanted).map((each) => ({
      order: each,
      shape: shapes[each],
    }));
  } else if (model.length === 2 && c === 1) {
    candidates = [{ order: ordered('NCHW'), shape: [h, w] }];
  } else if (model.length === 1) {
    candidates = [{ order: ordered(image.stored === 'NHWC' ? 'NHWC' : 'NCHW'), shape: [h * w * c] }];
  }
  return candidates.filter(({ shape }) => fits(shape, model));
}

/** Data that is no image is passed on as it stands, or flattened. */
function arrangeValues(array: StoredArray, model: ModelInput): Arrangement {
  const size = rowLength(array.shape);
  const row = array.shape.length === 1 ? [1] : array.shape.slice(1);
  const sampleShape = [row, [size]].find((shape) => fits(shape, model.shape));
  if (sampleShape === undefined) throw misfit(array, model, '', '');
  const isTable = row.length === 1;
  return {
    sampleShape,
    isImage: false,
    image: null,
    channels: isTable ? size : null,
    loops: [once, once, { extent: size, step: 1, channelStep: isTable ? 1 : 0 }],
  };
}

function fits(shape: readonly number[], model: ModelInput['shape']): boolean {
  return (
    shape.length === model.length && shape.every((size, axis) => model[axis] === null || model[axis] === size)
  );
}

function misfit(array: StoredArray, model: ModelInput, storedNote: string, modelNote: string): InputError {
  const row = array.shape.length === 1 ? [1] : array.shape.slice(1);
  return new InputError(
    l10n.t(
      '{0}: a sample has the shape {1}{2}, but the model takes {3}{4}; choose data and a model that go together.',
      array.name,
      shapeText(row),
      storedNote,
      shapeText(model.shape),
      modelNote,
    ),
  );
}
