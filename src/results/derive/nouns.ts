import * as l10n from '@vscode/l10n';
import { capitalised } from './capitalised.js';

/** A noun, in the forms that sentences need. */
interface Noun {
  readonly one: string;
  readonly many: string;
  /** Of many, behind a preposition as in "14 of 360 images": some languages bend nouns there. */
  readonly oblique: string;
}

/** What a sample is called, with the words that some languages bend with it. */
interface SampleNoun extends Noun {
  readonly no: string;
  readonly each: string;
  readonly a: string;
  readonly this: string;
}

const sampleNouns: Readonly<Record<string, SampleNoun>> = {
  image: {
    one: l10n.t('image'),
    many: l10n.t('images'),
    oblique: l10n.t({ message: 'images', comment: 'behind a preposition, as in "14 of 360 images"' }),
    no: l10n.t('no image'),
    each: l10n.t('each image'),
    a: l10n.t('an image'),
    this: l10n.t('this image'),
  },
  sample: {
    ...unbent(l10n.t('sample'), l10n.t('samples')),
    no: l10n.t('no sample'),
    each: l10n.t('each sample'),
    a: l10n.t('a sample'),
    this: l10n.t('this sample'),
  },
  row: {
    ...unbent(l10n.t('row'), l10n.t('rows')),
    no: l10n.t('no row'),
    each: l10n.t('each row'),
    a: l10n.t('a row'),
    this: l10n.t('this row'),
  },
  text: {
    one: l10n.t('text'),
    many: l10n.t('texts'),
    oblique: l10n.t({ message: 'texts', comment: 'behind a preposition, as in "14 of 360 texts"' }),
    no: l10n.t('no text'),
    each: l10n.t('each text'),
    a: l10n.t('a text'),
    this: l10n.t('this text'),
  },
  token: {
    ...unbent(l10n.t('token'), l10n.t('tokens')),
    no: l10n.t('no token'),
    each: l10n.t('each token'),
    a: l10n.t('a token'),
    this: l10n.t('this token'),
  },
};

const otherNouns: Readonly<Record<string, Noun>> = {
  unit: unbent(l10n.t('unit'), l10n.t('units')),
  layer: unbent(l10n.t('layer'), l10n.t('layers')),
  parameter: unbent(l10n.t('parameter'), l10n.t('parameters')),
  class: unbent(l10n.t('class'), l10n.t('classes')),
  order: unbent(l10n.t('order'), l10n.t('orders')),
  draw: unbent(l10n.t('draw'), l10n.t('draws')),
  map: unbent(l10n.t('map'), l10n.t('maps')),
  set: unbent(
    l10n.t({ message: 'set', comment: 'of data' }),
    l10n.t({ message: 'sets', comment: 'of data' }),
  ),
  result: unbent(l10n.t('result'), l10n.t('results')),
  network: unbent(l10n.t('network'), l10n.t('networks')),
};

function unbent(one: string, many: string): Noun {
  return { one, many, oblique: many };
}

function nounOf(noun: string): Noun {
  if (Object.hasOwn(sampleNouns, noun)) return sampleNouns[noun];
  return Object.hasOwn(otherNouns, noun) ? otherNouns[noun] : unbent(noun, `${noun}s`);
}

/** What the data call their samples: a word of ours, or any other, which stays as it is. */
function sampleNoun(noun: string): SampleNoun {
  if (Object.hasOwn(sampleNouns, noun)) return sampleNouns[noun];
  return {
    ...unbent(noun, `${noun}s`),
    no: l10n.t({ message: 'no {0}', args: [noun], comment: 'a sample, as its data call it' }),
    each: l10n.t({ message: 'each {0}', args: [noun], comment: 'a sample, as its data call it' }),
    a: /^[aeiou]/i.test(noun)
      ? l10n.t({ message: 'an {0}', args: [noun], comment: 'a sample, as its data call it' })
      : l10n.t({ message: 'a {0}', args: [noun], comment: 'a sample, as its data call it' }),
    this: l10n.t({ message: 'this {0}', args: [noun], comment: 'a sample, as its data call it' }),
  };
}

/** `image` */
export function singular(noun: string): string {
  return nounOf(noun).one;
}

/** `images` */
export function plural(noun: string): string {
  return nounOf(noun).many;
}

/** The plural behind a preposition, as in "14 of 360 images". */
export function obliquePlural(noun: string): string {
  return nounOf(noun).oblique;
}

/** `Images` */
export function capitalPlural(noun: string): string {
  return capitalised(plural(noun));
}

/** `no image`, as what is not lost. */
export function noSample(noun: string): string {
  return sampleNoun(noun).no;
}

/** `each image`, as what something is counted for. */
export function eachSample(noun: string): string {
  return sampleNoun(noun).each;
}

/** `an image`, as what is lost. */
export function aSample(noun: string): string {
  return sampleNoun(noun).a;
}

/** `this image`, as what is looked at. */
export function thisSample(noun: string): string {
  return sampleNoun(noun).this;
}
