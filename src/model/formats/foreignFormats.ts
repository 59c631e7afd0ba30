/** The format of another framework, and what a person with such a file can do. */
export interface ForeignFormat {
  /** @param file its name, for formats whose bytes tell nothing. */
  readonly matches: (bytes: Uint8Array, file: string) => boolean;
  /** Follows the file's name. */
  readonly explanation: string;
}

const startsWith = (start: string) => (bytes: Uint8Array) => textOf(bytes, 0, start.length) === start;
const named = (pattern: RegExp) => (_: Uint8Array, file: string) => pattern.test(file);
const isPickle = (bytes: Uint8Array) => bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5;

/** How TensorFlow's tables of checkpoints end. */
const tableEnd = '\x57\xfb\x80\x8b\x24\x75\x47\xdb';

const checkpoint =
  'belongs to a checkpoint of TensorFlow, which holds weights and no network; load it in Python and save the whole model with model.save("model.keras").';
const coreMl =
  "is a Core ML model, which can't be read; export the network that it was converted from to ONNX.";

const startsLike = (pattern: RegExp) => (bytes: Uint8Array) => pattern.test(textOf(bytes, 0, 4096));

/** What stands in place of a model where a download or a checkout went wrong. */
const strayTexts: readonly ForeignFormat[] = [
  {
    matches: startsWith('version https://git-lfs.github.com/'),
    explanation: "is Git LFS's note of where the model is, not the model; fetch it with git lfs pull.",
  },
  {
    matches: startsLike(/^\s*(<!doctype html|<html|404: Not Found)/i),
    explanation: 'is a web page, saved in place of the model; download the file itself.',
  },
];

/** Texts in JSON that belong to a model, or are one of another kind. */
const jsonTexts: readonly ForeignFormat[] = [
  {
    matches: startsLike(/^\s*\[\s*\{[^[]*"(paths|weights)"\s*:\s*\[/),
    explanation:
      'lists the weights of a model without its layers, as those of face-api.js do; choose the model.json of a whole model.',
  },
  {
    matches: startsLike(/^\s*\{.*"class_name"\s*:\s*"\w+"/s),
    explanation:
      'describes the layers of a Keras model without its weights; choose the file that model.save(path) wrote, which holds both.',
  },
  {
    matches: startsLike(/^\s*\{\s*"learner"\s*:/),
    explanation:
      'is a model of decision trees (XGBoost), which has no units to measure; choose a neural network.',
  },
  {
    matches: (bytes, file) => /\.json$/i.test(file) && startsLike(/^\s*[[{]/)(bytes),
    explanation:
      'describes no network that can be read; choose a model.json of TensorFlow.js, or export the network to ONNX.',
  },
];

/** What is recognised and not read, told by content where that tells, else by name. */
export const foreignFormats: readonly ForeignFormat[] = [
  {
    matches: (bytes) => textOf(bytes, 4, 8) === 'TFL3',
    explanation:
      "is a TensorFlow Lite model, which can't be read; choose the Keras file or the SavedModel it was made from, or convert it with python -m tf2onnx.convert --tflite FILE --output model.onnx.",
  },
  {
    matches: (bytes) => textOf(bytes, 4, 8) === 'ORTM',
    explanation:
      "is in ONNX Runtime's own format, which can't be read; choose the .onnx file it was made from.",
  },
  {
    matches: startsWith('GGUF'),
    explanation:
      'is a GGUF file, which holds quantised weights and no network; export the language model that it was made from to ONNX, for instance with optimum-cli export onnx.',
  },
  {
    matches: (bytes) => ['ftrt', 'ptrt'].includes(textOf(bytes, 0, 4)),
    explanation: "is a TensorRT engine, which can't be read; choose the ONNX file it was built from.",
  },
  {
    matches: (bytes) => /^\s*(<\?xml[^>]*>\s*)?<net\s/.test(textOf(bytes, 0, 512)),
    explanation:
      "is an OpenVINO model, which can't be read; export the network that it was converted from to ONNX.",
  },
  {
    matches: (bytes, file) =>
      /^\s*\{/.test(textOf(bytes, 0, 16)) &&
      (textOf(bytes, 0, 4096).includes('com.apple.CoreML') || /\.mlpackage$/i.test(file)),
    explanation: coreMl,
  },
  { matches: named(/\.ml(model|package)$/i), explanation: coreMl },
  {
    matches: (bytes, file) =>
      (isPickle(bytes) && textOf(bytes, 0, 4096).includes('sklearn')) || /\.joblib$/i.test(file),
    explanation:
      'is a scikit-learn model as Python pickles it, which is never opened since that could run code; convert the model to ONNX with skl2onnx.',
  },
  {
    matches: named(/\.(pdmodel|pdiparams|pdparams)$/i),
    explanation: "is a PaddlePaddle model, which can't be read; convert it to ONNX with paddle2onnx.",
  },
  {
    matches: (bytes, file) =>
      /\.caffemodel$/i.test(file) || /\blayers?\s*\{[^}]*\bbottom\s*:/.test(textOf(bytes, 0, 2 ** 14)),
    explanation: "is a Caffe model, which can't be read; convert it to ONNX, for instance with caffe2onnx.",
  },
  { matches: startsWith('model_checkpoint_path:'), explanation: checkpoint },
  { matches: (bytes) => textOf(bytes, bytes.length - 8, bytes.length) === tableEnd, explanation: checkpoint },
  { matches: named(/\.(data-\d{5}-of-\d{5}|ckpt\.(index|meta))$/i), explanation: checkpoint },
  {
    matches: (bytes) => textOf(bytes, 0, 256).includes('_tf_keras_'),
    explanation: 'belongs to a SavedModel; choose the saved_model.pb beside it.',
  },
  ...strayTexts,
  ...jsonTexts,
];

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return new TextDecoder('latin1').decode(bytes.subarray(Math.max(0, from), Math.max(0, to)));
}
