import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../inputError.js';
import { asInputError } from '../dataFile.js';
import { isImageName } from './imageType.js';

/** A picture's file. */
export interface ImageFile {
  /** Relative to the folder that was named, parted by `/`. */
  readonly name: string;
  /** Where it really lies. */
  readonly path: string;
  /** What its folder, or its own name, says that it shows; null where neither does. */
  readonly className: string | null;
}

/** The pictures of a folder, in the order in which they are samples. */
export interface ImageListing {
  readonly images: readonly ImageFile[];
  /** Where the class names come from. */
  readonly classesFrom: 'folders' | 'names' | 'nowhere';
  /** The part of the folder that was entered since there is no other: `test`. */
  readonly part: string | null;
  /** Pictures that lie beside the class folders, which are no samples. */
  readonly passedOver: number;
}

/** Finds where a link in the folder leads, or refuses it. @param name relative to the folder that was named */
export type FollowLink = (name: string) => Promise<string>;

const partNames = /^(train|training|val|valid|validation|dev|eval|test|testing)$/i;
const numbered = /^(.*[^\d\s_.(-])[\s_.-]*\(?\d+\)?$/;
/** Folders deeper than this are taken for a loop of links. */
const deepest = 16;

/**
 * The pictures of a folder: of class folders one after another from each class, sorted by name (so that the first samples are
 * balanced), or those of a flat folder. A folder that holds nothing but one of `train`, `val` and `test` stands for that one.
 * Hidden files and what is no picture are passed over.
 * @param shown the folder as messages call it
 * @throws InputError where there are no pictures, or several parts to choose from.
 */
export async function listImages(root: string, shown: string, follow: FollowLink): Promise<ImageListing> {
  const { files, folders } = await entriesOf(root, '', follow);
  const groups: { readonly name: string; readonly images: Located[] }[] = [];
  for (const { name, path } of folders) {
    const images = await imagesUnder(path, `${name}/`, follow, 1);
    if (images.length > 0) groups.push({ name, images });
  }
  if (groups.length > 0 && groups.every(({ name }) => partNames.test(name))) {
    if (groups.length > 1) {
      const names = groups.map(({ name }) => name);
      throw new InputError(
        `${shown} holds the parts ${listed(names)}; name the one that is meant, as ${join(shown, names.at(-1) ?? '')}.`,
      );
    }
    const [{ name: part }] = groups;
    const inside = await listImages(join(root, part), join(shown, part), (name) => follow(`${part}/${name}`));
    return {
      ...inside,
      part: inside.part === null ? part : `${part}/${inside.part}`,
      images: inside.images.map((image) => ({ ...image, name: `${part}/${image.name}` })),
    };
  }
  if (groups.length > 0) {
    const classes = groups.map(({ name, images }) => images.map((image) => ({ ...image, className: name })));
    return { images: roundRobin(classes), classesFrom: 'folders', part: null, passedOver: files.length };
  }
  if (files.length === 0) {
    throw new InputError(
      `${shown} is a folder without pictures (PNG, JPEG, WebP, BMP, GIF); name a folder of them, or a data file in it.`,
    );
  }
  return { ...flatListing(files), part: null, passedOver: 0 };
}

interface Located {
  readonly name: string;
  readonly path: string;
}

/** Pictures that are all called after their class, as `koala_2.jpeg`, know it; those of other names do not. */
function flatListing(files: readonly Located[]): Pick<ImageListing, 'images' | 'classesFrom'> {
  const classes = new Map<string, ImageFile[]>();
  for (const file of files) {
    const className = numbered.exec(file.name.replace(/\.[^.]+$/, ''))?.[1];
    if (className === undefined) return unnamed(files);
    const known = classes.get(className);
    if (known === undefined) classes.set(className, [{ ...file, className }]);
    else known.push({ ...file, className });
  }
  if (classes.size < 2) return unnamed(files);
  return {
    images: roundRobin([...classes].sort(([a], [b]) => byName(a, b)).map(([, images]) => images)),
    classesFrom: 'names',
  };
}

function unnamed(files: readonly Located[]): Pick<ImageListing, 'images' | 'classesFrom'> {
  return { images: files.map((file) => ({ ...file, className: null })), classesFrom: 'nowhere' };
}

async function imagesUnder(
  folder: string,
  prefix: string,
  follow: FollowLink,
  depth: number,
): Promise<Located[]> {
  if (depth > deepest) {
    throw new InputError(
      `${folder} lies more than ${deepest} folders deep; name a folder nearer to the pictures.`,
    );
  }
  const { files, folders } = await entriesOf(folder, prefix, follow);
  const inside: Located[] = [];
  for (const { name, path } of folders)
    inside.push(...(await imagesUnder(path, `${name}/`, follow, depth + 1)));
  return [...files, ...inside];
}

/** The pictures and folders right in a folder, sorted by name, links followed. */
async function entriesOf(
  folder: string,
  prefix: string,
  follow: FollowLink,
): Promise<{ readonly files: Located[]; readonly folders: Located[] }> {
  const files: Located[] = [];
  const folders: Located[] = [];
  for (const entry of (await readFolder(folder)).sort((a, b) => byName(a.name, b.name))) {
    if (entry.name.startsWith('.')) continue;
    const isLink = entry.isSymbolicLink();
    const isImage = isImageName(entry.name);
    if (isLink && !isImage) {
      const path = await follow(prefix + entry.name).catch(() => null);
      if (path !== null && (await isFolder(path))) folders.push({ name: prefix + entry.name, path });
    } else if (entry.isDirectory()) {
      folders.push({ name: prefix + entry.name, path: join(folder, entry.name) });
    } else if (isImage && (entry.isFile() || isLink)) {
      const path = isLink ? await follow(prefix + entry.name) : join(folder, entry.name);
      files.push({ name: prefix + entry.name, path });
    }
  }
  return { files, folders };
}

async function readFolder(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw asInputError(error, folder);
  });
}

async function isFolder(path: string): Promise<boolean> {
  return readdir(path).then(
    () => true,
    () => false,
  );
}

/** The first of each list, then the second of each, and so on. */
function roundRobin<Item>(lists: readonly (readonly Item[])[]): Item[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  const items: Item[] = [];
  for (let i = 0; i < longest; i++) {
    for (const list of lists) if (i < list.length) items.push(list[i]);
  }
  return items;
}

/** By code units, as Python sorts the names of common letters: the order of classes in most training code. */
function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
