import { basename, join } from 'node:path';
import { InputError } from '../../inputError.js';
import type { ByteSource } from '../byteSource.js';
import type { DataSource } from '../dataSource.js';
import type { DataContent, DataRequest } from '../formats/dataFormat.js';
import { findLabelFile } from '../labelFile.js';
import type { StoredArray } from '../storedArray.js';
import { textArray } from '../textArray.js';
import { imageSize } from './decodeImage.js';
import { FolderBytes } from './folderBytes.js';
import { readImageFile } from './imageFiles.js';
import { imageForm } from './imageForm.js';
import { listImages, type ImageListing } from './imageListing.js';
import { ImageRows } from './imageRows.js';
import type { Resize } from './resize.js';

const byte = { kind: 'u', size: 1, littleEndian: true } as const;
const resizing: Readonly<Record<Resize, string>> = {
  cover: 'scaled until they fill it, what stands over cut off evenly (cover)',
  contain: 'scaled until they fit in, filled up with black (contain)',
  stretch: 'stretched to it (stretch)',
};

/** A folder of pictures, open: what it holds, and what a hash covers of it. */
export interface ImageFolder {
  readonly name: string;
  readonly raw: ByteSource;
  readonly content: DataContent;
}

/**
 * Opens a folder of class folders with pictures, of pictures named after their class, or of pictures whose labels stand in a
 * file. Nothing is decoded yet.
 * @param real where the folder lies, @param path how it was written
 * @throws InputError where it holds no pictures, several parts, or a link that leads where it may not.
 */
export async function openImageFolder(
  real: string,
  path: string,
  request: DataRequest,
  source: Pick<DataSource, 'resolve' | 'folder'>,
): Promise<ImageFolder> {
  const name = basename(real);
  const listing = await listImages(real, path, (inside) => source.resolve(join(path, inside)));
  // A file of labels says more than the pictures' own names.
  const isLabelled = listing.classesFrom === 'names' && (await findLabelFile(path, source.folder)) !== null;
  const content = new ImageFolderContent(
    name,
    isLabelled ? { ...listing, classesFrom: 'nowhere' } : listing,
    request,
  );
  return { name, raw: new FolderBytes(listing.images), content };
}

class ImageFolderContent implements DataContent {
  readonly classNames: readonly string[] | null;
  readonly sampleNames: readonly string[];
  private rows: ImageRows | null = null;
  private form: readonly string[] = [];

  constructor(
    private readonly name: string,
    private readonly listing: ImageListing,
    private readonly request: DataRequest,
  ) {
    const { images, classesFrom } = listing;
    this.sampleNames = images.map((image) => image.name);
    this.classNames =
      classesFrom === 'nowhere' ? null : [...new Set(images.map(({ className }) => className ?? ''))].sort();
  }

  get understood(): readonly string[] {
    const { images, classesFrom, part, passedOver } = this.listing;
    const counted = `${images.length} pictures`;
    const from = {
      folders: `${counted} in ${this.classNames?.length} class folders, one of each in turn`,
      names: `${counted} named after ${this.classNames?.length} classes, one of each in turn`,
      nowhere: `${counted}, sorted by name`,
    };
    return [
      ...(part === null ? [] : [`the part ${part}`]),
      from[classesFrom],
      ...(passedOver === 0 ? [] : [`${passedOver} pictures outside the class folders passed over`]),
      ...this.form,
    ];
  }

  async inputs(key: string | null): Promise<StoredArray> {
    this.refuseKey(key);
    const { modelInput, wishes } = this.request;
    if (modelInput === null) throw new Error(`${this.name} was opened without a model`);
    const { images } = this.listing;
    const [{ name, path }] = images;
    const shown = `${this.name}/${name}`;
    const first = await imageSize(await readImageFile(path, shown), shown);
    const form = imageForm(modelInput, wishes, first, this.name);
    const { height, width, channels, resize } = form;
    this.rows = new ImageRows(images, form, this.name);
    const colours =
      channels === 1 ? 'grey' : channels === 3 ? 'red, green and blue' : 'red, green, blue and opacity';
    this.form = [`resized to ${width} x ${height}: ${resizing[resize]}`, `${colours}, values from 0 to 255`];
    return {
      name: this.name,
      shape: [images.length, height, width, channels],
      element: byte,
      layout: 'NHWC',
      bytes: this.rows,
      offset: 0,
      stride: height * width * channels,
    };
  }

  async labels(): Promise<StoredArray> {
    throw new InputError(`${this.name} is a folder of pictures; name the file of their labels.`);
  }

  async labelsOf(key: string | null): Promise<StoredArray | null> {
    this.refuseKey(key);
    const names = this.listing.images.map(({ className }) => className ?? '');
    return this.classNames === null ? null : textArray(this.name, names);
  }

  async close(): Promise<void> {
    await this.rows?.release();
  }

  private refuseKey(key: string | null): void {
    if (key !== null) throw new InputError(`${this.name} is a folder of pictures; leave out \`#${key}\`.`);
  }
}
