import sharp from 'sharp';

/** A picture given pixel by pixel: [height x width x channels]. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  readonly pixels: Uint8Array;
}

/** A picture of one colour. */
export function plain(width: number, height: number, colour: readonly number[]): Picture {
  const pixels = Uint8Array.from(
    { length: width * height * colour.length },
    (_, i) => colour[i % colour.length],
  );
  return { width, height, channels: colour.length as 1 | 3 | 4, pixels };
}

/** A picture's bytes in a format that loses nothing. */
export function pngBytes({ pixels, ...raw }: Picture): Promise<Buffer> {
  const image = sharp(pixels, { raw });
  return (raw.channels === 1 ? image.toColourspace('b-w') : image).png().toBuffer();
}

/** A 24-bit BMP file, from the bottom row up, as the format's documentation describes it. */
export function bmpBytes({ width, height, pixels }: Picture): Buffer {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + stride * height);
  file.write('BM');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      file.set([pixels[at + 2], pixels[at + 1], pixels[at]], 54 + (height - 1 - y) * stride + x * 3);
    }
  }
  return file;
}
