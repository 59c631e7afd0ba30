/** The image formats that are read, as messages call them. */
export type ImageType = 'PNG' | 'JPEG' | 'WebP' | 'BMP' | 'GIF';

const imageNames = /\.(png|jpe?g|webp|bmp|gif)$/i;

/** Whether a file's name says that it is an image that can be read. */
export function isImageName(name: string): boolean {
  return imageNames.test(name);
}

/** The format that the first bytes of an image tell, whatever its file is called; null for any other. */
export function imageTypeOf(bytes: Uint8Array): ImageType | null {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'PNG';
  if (head.startsWith('\xff\xd8\xff')) return 'JPEG';
  if (head.startsWith('RIFF') && head.endsWith('WEBP')) return 'WebP';
  if (head.startsWith('GIF8')) return 'GIF';
  return head.startsWith('BM') ? 'BMP' : null;
}
