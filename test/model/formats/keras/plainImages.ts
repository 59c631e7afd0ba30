/** One image with its channels last, as nested loops take it: [height, width, channels], row by row. */
export interface PlainImage {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: readonly number[];
}

export interface Window {
  readonly size: readonly [number, number];
  readonly strides?: readonly [number, number];
  readonly dilations?: readonly [number, number];
  readonly padding: 'valid' | 'same';
}

/** A pixel that a window covers: its place in the window, and in the image. */
export interface Covered {
  readonly ky: number;
  readonly kx: number;
  readonly y: number;
  readonly x: number;
}

/** How many windows there are along a side and where the first begins, by TensorFlow's rule. */
function along(length: number, size: number, stride: number, dilation: number, padding: string) {
  const extent = (size - 1) * dilation + 1;
  if (padding === 'valid') return { count: Math.ceil((length - extent + 1) / stride), begin: 0 };
  const count = Math.ceil(length / stride);
  const total = Math.max(0, (count - 1) * stride + extent - length);
  return { count, begin: -Math.floor(total / 2) };
}

/** For each window, in rows, the pixels of the image that it covers; what it covers beyond the image is left out. */
export function windows(image: { readonly height: number; readonly width: number }, window: Window) {
  const [sy, sx] = window.strides ?? [1, 1];
  const [dy, dx] = window.dilations ?? [1, 1];
  const rows = along(image.height, window.size[0], sy, dy, window.padding);
  const columns = along(image.width, window.size[1], sx, dx, window.padding);
  const all: Covered[][] = [];
  for (let row = 0; row < rows.count; row++) {
    for (let column = 0; column < columns.count; column++) {
      const covered: Covered[] = [];
      for (let ky = 0; ky < window.size[0]; ky++) {
        for (let kx = 0; kx < window.size[1]; kx++) {
          const y = rows.begin + row * sy + ky * dy;
          const x = columns.begin + column * sx + kx * dx;
          if (y >= 0 && y < image.height && x >= 0 && x < image.width) covered.push({ ky, kx, y, x });
        }
      }
      all.push(covered);
    }
  }
  return { height: rows.count, width: columns.count, all };
}

export function pixel(
  { width, channels, values }: PlainImage,
  y: number,
  x: number,
  channel: number,
): number {
  return values[(y * width + x) * channels + channel];
}

/** Sums of a window's pixels times [height, width, inputs / groups, outputs] weights, plus a bias. */
export function convolve(
  image: PlainImage,
  window: Window,
  kernel: readonly number[],
  bias: readonly number[],
  groups = 1,
): PlainImage {
  const outputs = bias.length;
  const inputs = image.channels / groups;
  const { height, width, all } = windows(image, window);
  const values = all.flatMap((covered) =>
    bias.map((shift, output) => {
      const group = Math.floor(output / (outputs / groups));
      let sum = shift;
      for (const { ky, kx, y, x } of covered) {
        for (let input = 0; input < inputs; input++) {
          const weight = kernel[((ky * window.size[1] + kx) * inputs + input) * outputs + output];
          sum += weight * pixel(image, y, x, group * inputs + input);
        }
      }
      return sum;
    }),
  );
  return { height, width, channels: outputs, values };
}

/** [height, width, channels, multiplier] weights; output channel * multiplier + m. */
export function convolveDepthwise(
  image: PlainImage,
  window: Window,
  kernel: readonly number[],
  multiplier: number,
): PlainImage {
  const { channels } = image;
  const { height, width, all } = windows(image, window);
  const values = all.flatMap((covered) =>
    Array.from({ length: channels * multiplier }, (_, output) => {
      const channel = Math.floor(output / multiplier);
      return covered.reduce((sum, { ky, kx, y, x }) => {
        const weight = kernel[(ky * window.size[1] + kx) * channels * multiplier + output];
        return sum + weight * pixel(image, y, x, channel);
      }, 0);
    }),
  );
  return { height, width, channels: channels * multiplier, values };
}

/**
 * The transposed convolution as what it is: pixels handed back through the windows of a forward convolution that
 * would have made this image of one of the size asked for. Weights are [height, width, outputs, inputs].
 */
export function handBack(
  image: PlainImage,
  window: Window,
  kernel: readonly number[],
  outputs: number,
  size: readonly [number, number],
): PlainImage {
  const [height, width] = size;
  const values = new Array<number>(height * width * outputs).fill(0);
  const { all } = windows({ height, width }, window);
  for (const [place, covered] of all.entries()) {
    for (const { ky, kx, y, x } of covered) {
      for (let output = 0; output < outputs; output++) {
        for (let input = 0; input < image.channels; input++) {
          const weight = kernel[((ky * window.size[1] + kx) * outputs + output) * image.channels + input];
          values[(y * width + x) * outputs + output] += weight * image.values[place * image.channels + input];
        }
      }
    }
  }
  return { height, width, channels: outputs, values };
}

/** The largest value under each window, or their mean; what lies beyond the image does not count. */
export function pool(image: PlainImage, window: Window, kind: 'max' | 'mean'): PlainImage {
  const { height, width, all } = windows(image, window);
  const values = all.flatMap((covered) =>
    Array.from({ length: image.channels }, (_, channel) => {
      const seen = covered.map(({ y, x }) => pixel(image, y, x, channel));
      return kind === 'max' ? Math.max(...seen) : seen.reduce((sum, one) => sum + one, 0) / seen.length;
    }),
  );
  return { height, width, channels: image.channels, values };
}
