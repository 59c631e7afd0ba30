"""Writes the SavedModel and the frozen graph beside it, with what TensorFlow makes of one sample of each. Takes TensorFlow 2.

The SavedModel is stripped of what isn't needed to serve it: operator definitions and debug information.
"""

import json
import os

import numpy as np
import tensorflow as tf

here = os.path.dirname(os.path.abspath(__file__))
random = np.random.RandomState(4)


def drawn(*shape):
    return random.uniform(-1, 1, shape).astype(np.float32)


class Layer(tf.Module):
    def __init__(self, kernel, bias):
        super().__init__()
        # Both layers' variables bear the same names: only the functions that put them back tell them apart.
        self.kernel = tf.Variable(kernel, name="kernel")
        self.bias = tf.Variable(bias, name="bias")


class Network(tf.Module):
    def __init__(self):
        super().__init__()
        self.conv = Layer(drawn(3, 3, 2, 3), drawn(3))
        self.dense = Layer(drawn(18, 4), drawn(4))

    @tf.function(input_signature=[tf.TensorSpec([None, 5, 6, 2], tf.float32, name="image")])
    def __call__(self, image):
        return {"scores": self.scores(image)}

    @tf.function
    def scores(self, image):
        conv = tf.nn.conv2d(image, self.conv.kernel, 2, "SAME", name="conv/Conv2D")
        hidden = tf.nn.relu(conv + self.conv.bias, name="conv/Relu")
        pooled = tf.nn.top_k(tf.transpose(hidden, [0, 3, 1, 2]), 2).values
        rows = tf.reshape(pooled, [tf.shape(image)[0], 18])
        return tf.nn.softmax(tf.matmul(rows, self.dense.kernel, name="dense/MatMul") + self.dense.bias)


def save_model(folder):
    from tensorflow.core.protobuf import saved_model_pb2

    network = Network()
    tf.saved_model.save(network, folder)
    os.remove(os.path.join(folder, "fingerprint.pb"))
    os.rmdir(os.path.join(folder, "assets"))
    path = os.path.join(folder, "saved_model.pb")
    model = saved_model_pb2.SavedModel()
    with open(path, "rb") as file:
        model.ParseFromString(file.read())
    for graph in model.meta_graphs:
        graph.meta_info_def.stripped_op_list.Clear()
        graph.graph_def.ClearField("debug_info")
        graph.ClearField("object_graph_def")
    with open(path, "wb") as file:
        file.write(model.SerializeToString(deterministic=True))
    image = drawn(1, 5, 6, 2)
    return image, network(tf.constant(image))["scores"].numpy()


def freeze(path):
    v1 = tf.compat.v1
    graph = tf.Graph()
    with graph.as_default():
        x = v1.placeholder(tf.float32, [None, 4], name="x")
        hidden = tf.nn.tanh(tf.matmul(x, tf.constant(drawn(4, 3), name="fc/weights")) + 0.25, name="fc/Tanh")
        y = tf.nn.softmax(tf.matmul(hidden, tf.constant(drawn(3, 2), name="head/weights")), name="y")
    with open(path, "wb") as file:
        file.write(graph.as_graph_def().SerializeToString(deterministic=True))
    sample = drawn(1, 4)
    with v1.Session(graph=graph) as session:
        return sample, session.run(y, {x: sample})


answers = {}
for name, (x, y) in {
    "saved_model": save_model(os.path.join(here, "saved_model")),
    "frozen": freeze(os.path.join(here, "frozen.pb")),
}.items():
    answers[name] = {"x": x.ravel().tolist(), "y": y.ravel().tolist()}
with open(os.path.join(here, "answers.json"), "w") as file:
    json.dump(answers, file, indent=2)
    file.write("\n")
