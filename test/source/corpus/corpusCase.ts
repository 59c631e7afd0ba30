import type { SourceLanguage } from '../../../src/source/parser.js';

/** A definition as people write it, with what is to be found in it and in a model file made of it. */
export interface CorpusCase {
  readonly title: string;
  /** Python unless told. */
  readonly language?: SourceLanguage;
  /** A file's text, or a notebook's cells. */
  readonly text: string | readonly string[];
  /** The network that is meant, where there are several. */
  readonly model?: string;
  /**
   * The layers of units that the file has, in forward order, as exporters name them: `fc1 dense 64`; of a sum also the names of the
   * operators it joins: `layer1.0 residual 16 layer1.0.conv2 layer1.0.downsample.0`.
   */
  readonly file: readonly string[];
  /** The layers of the text in forward order, with their units, and what each is in the file: `fc1 linear 64 = fc1`. */
  readonly layers: readonly string[];
}
