import { describe, expect, it } from 'vitest';
import { explainOtherFormat } from '../../../src/model/formats/otherFormats.js';
import { readModel } from '../../../src/model/formats/readModel.js';

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const tableEnd = '\x57\xfb\x80\x8b\x24\x75\x47\xdb';

describe('the file of another framework', () => {
  it.each([
    ['a.tflite', '\x1c\0\0\0TFL3', 'TensorFlow Lite', '--tflite'],
    ['renamed.onnx', '\x1c\0\0\0TFL3', 'TensorFlow Lite', 'Keras file'],
    ['a.ort', '\x1c\0\0\0ORTM', 'ONNX Runtime', '.onnx file'],
    ['a.gguf', 'GGUF\x03\0\0\0', 'GGUF', 'optimum-cli'],
    ['a.engine', 'ftrt\0\0', 'TensorRT', 'ONNX file'],
    ['a.xml', '<?xml version="1.0"?>\n<net name="m" version="11">', 'OpenVINO', 'to ONNX'],
    ['a.mlmodel', '\x08\x04\x12\x30', 'Core ML', 'to ONNX'],
    ['Manifest.json', '{"author": "com.apple.CoreML"}', 'Core ML', 'to ONNX'],
    ['a.pkl', '\x80\x04\x95\0\0\0\0\0\0\0\0\x8c\x17sklearn.neural_network', 'scikit-learn', 'skl2onnx'],
    ['a.joblib', '\x78\x9c\0', 'scikit-learn', 'skl2onnx'],
    ['a.pdmodel', '\x0a\x10', 'PaddlePaddle', 'paddle2onnx'],
    ['a.caffemodel', '\x0a\x04', 'Caffe', 'caffe2onnx'],
    ['a.prototxt', 'name: "n"\nlayer {\n name: "c"\n bottom: "data"\n}', 'Caffe', 'caffe2onnx'],
    ['checkpoint', 'model_checkpoint_path: "m.ckpt"', 'checkpoint', 'model.save'],
    ['m.ckpt.index', `\0\0\x06${tableEnd}`, 'checkpoint', 'model.save'],
    ['m.data-00000-of-00001', '\0\0\0', 'checkpoint', 'model.save'],
    ['keras_metadata.pb', '\n\x90root"\x0f_tf_keras_layer*', 'SavedModel', 'saved_model.pb'],
    ['m.h5', 'version https://git-lfs.github.com/spec/v1\noid sha256:1', 'Git LFS', 'git lfs pull'],
    ['m.onnx', '\n<!DOCTYPE html><html>', 'web page', 'download the file itself'],
    ['model.json', '404: Not Found', 'web page', 'download the file itself'],
    ['model.json', '{"class_name": "Sequential", "config": []}', 'without its weights', 'model.save'],
    ['weights_manifest.json', '[{"paths": ["a"], "weights": [{"name": "w"}]}]', 'face-api.js', 'model.json'],
    ['face-weights_manifest.json', '[{"weights":[{"name":"w"}],"paths":["a"]}]', 'face-api.js', 'model.json'],
    ['model.json', '{"learner":{"attributes":{}}}', 'XGBoost', 'neural network'],
    ['metadata.json', '{"tmVersion": "2.4.7"}', 'no network', 'TensorFlow.js'],
  ])('%s is called by its name and the way out is told', async (file, text, name, way) => {
    const readers = { external: () => Promise.reject(new Error()), unzip: () => Promise.resolve(new Map()) };
    const error: unknown = await readModel(bytesOf(text), file, readers).catch((reason: unknown) => reason);
    const { message } = error as Error;
    expect(message.startsWith(`${file} `)).toBe(true);
    expect(message).toContain(name);
    expect(message).toContain(way);
    // One sentence.
    expect(message).toMatch(/[^.]\.$/);
    expect(message).not.toMatch(/\. [A-Z]/);
  });

  it('is not seen in an ONNX model or in plain text', () => {
    expect(explainOtherFormat(bytesOf('\x08\x07\x12\x07pytorch'), 'model.onnx')).toBeNull();
    expect(explainOtherFormat(bytesOf('layers of paint'), 'notes.txt')).toBeNull();
  });
});
