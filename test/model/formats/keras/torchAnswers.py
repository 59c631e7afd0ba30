"""Writes torchAnswers.json: layers as Keras describes them, their weights, and what PyTorch makes of samples with them.

Run with PyTorch 1.13 or later: python3 torchAnswers.py > torchAnswers.json
"""

import json

import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(7)
cases = []


def rounded(tensor):
    """Three digits, which the file spells out in full."""
    return torch.round(tensor * 1000) / 1000


def drawn(*shape):
    return rounded(torch.rand(*shape) * 2 - 1)


def round_parameters(module):
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(rounded(parameter))


def plain(tensor):
    # Seven digits hold a float32 but for its last bits.
    return [float(f"{value:.7g}") for value in tensor.detach().double().flatten().tolist()]


def case(name, kind, config, weights, sample, answer):
    cases.append(
        {
            "name": name,
            "kind": kind,
            "config": config,
            "weights": [{"role": role, "dims": list(w.shape), "values": plain(w)} for role, w in weights],
            "input": {"dims": list(sample.shape), "values": plain(sample)},
            "output": {"dims": list(answer.shape), "values": plain(answer)},
        }
    )


def last(image):
    """Channels last."""
    return image.movedim(1, -1)


def first(image):
    """Channels second."""
    return image.movedim(-1, 1)


def convolutions():
    for dims, spatial, size in [(1, [6], [3]), (2, [3, 4], [3, 2]), (3, [2, 3, 2], [2, 3, 2])]:
        convolve = [F.conv_transpose1d, F.conv_transpose2d, F.conv_transpose3d][dims - 1]
        x, w, b = drawn(2, *spatial, 3), drawn(*size, 2, 3), drawn(2)
        # [space, outputs, inputs] as [inputs, outputs, space].
        kernel = w.permute(dims + 1, dims, *range(dims))
        config = {"filters": 2, "kernel_size": size, "strides": 2, "padding": "valid"}
        weights = [("kernel", w), ("bias", b)]
        y = convolve(first(x), kernel, b, stride=2)
        case(f"Conv{dims}DTranspose", f"Conv{dims}DTranspose", config, weights, x, last(y))
        config = {**config, "output_padding": 1}
        y = convolve(first(x), kernel, b, stride=2, output_padding=1)
        case(f"Conv{dims}DTranspose with more behind", f"Conv{dims}DTranspose", config, weights, x, last(y))
    x, w = drawn(2, 7, 6, 2), drawn(3, 2, 2, 2)
    config = {"kernel_size": [3, 2], "dilation_rate": 2, "depth_multiplier": 2, "use_bias": False}
    # Output channel c * 2 + m is made of channel c.
    y = F.conv2d(first(x), w.permute(2, 3, 0, 1).reshape(4, 1, 3, 2), dilation=2, groups=2)
    case("DepthwiseConv2D, dilated", "DepthwiseConv2D", config, [("depthwise_kernel", w)], x, last(y))
    x, w, p, b = drawn(2, 9, 3), drawn(3, 3, 2), drawn(1, 6, 4), drawn(4)
    apart = F.conv1d(first(x), w.permute(1, 2, 0).reshape(6, 1, 3), stride=2, groups=3)
    y = F.conv1d(apart, p.permute(2, 1, 0), b)
    config = {"filters": 4, "kernel_size": [3], "strides": 2, "depth_multiplier": 2}
    weights = [("depthwise_kernel", w), ("pointwise_kernel", p), ("bias", b)]
    case("SeparableConv1D", "SeparableConv1D", config, weights, x, last(y))
    x, w, b = drawn(2, 8, 2), drawn(3, 2, 3), drawn(3)
    y = F.conv1d(F.pad(first(x), (4, 0)), w.permute(2, 1, 0), b, dilation=2)
    config = {"filters": 3, "kernel_size": [3], "dilation_rate": 2, "padding": "causal"}
    case("Conv1D, causal and dilated", "Conv1D", config, [("kernel", w), ("bias", b)], x, last(y))
    x, w, b = drawn(2, 3, 5, 6, 4), drawn(2, 3, 2, 3, 2), drawn(2)
    y = F.conv3d(x, w.permute(4, 3, 0, 1, 2), b, dilation=(2, 1, 2))
    config = {"filters": 2, "kernel_size": [2, 3, 2], "dilation_rate": [2, 1, 2], "data_format": "channels_first"}
    case("Conv3D with channels first", "Conv3D", config, [("kernel", w), ("bias", b)], x, y)
    x, w = drawn(2, 4, 5, 6), drawn(3, 2, 2, 6)
    y = F.conv2d(x, w.permute(3, 2, 0, 1), stride=2, groups=2)
    config = {"filters": 6, "kernel_size": [3, 2], "strides": 2, "groups": 2, "use_bias": False, "data_format": "channels_first"}
    case("Conv2D in groups with channels first", "Conv2D", config, [("kernel", w)], x, y)


def images():
    x = drawn(2, 3, 4, 2)
    y = F.interpolate(first(x), scale_factor=(2, 3), mode="bilinear", align_corners=False)
    case("UpSampling2D, bilinear", "UpSampling2D", {"size": [2, 3], "interpolation": "bilinear"}, [], x, last(y))
    x = drawn(2, 4, 3)
    case("UpSampling1D", "UpSampling1D", {"size": 3}, [], x, x.repeat_interleave(3, dim=1))
    x = drawn(2, 2, 3, 2, 2)
    y = x.repeat_interleave(2, dim=1).repeat_interleave(3, dim=2)
    case("UpSampling3D", "UpSampling3D", {"size": [2, 3, 1]}, [], x, y)
    x = drawn(2, 4, 3)
    case("ZeroPadding1D", "ZeroPadding1D", {"padding": [1, 2]}, [], x, F.pad(x, (0, 0, 1, 2)))
    case("Cropping1D", "Cropping1D", {"cropping": [1, 2]}, [], x, x[:, 1:-2])
    x = drawn(2, 3, 4, 3, 2)
    padding = [[1, 0], [0, 2], [1, 1]]
    y = F.pad(x, (0, 0, 1, 1, 0, 2, 1, 0))
    case("ZeroPadding3D", "ZeroPadding3D", {"padding": padding}, [], x, y)
    case("Cropping3D", "Cropping3D", {"cropping": padding}, [], x, x[:, 1:, :-2, 1:-1])
    case("GlobalAveragePooling3D", "GlobalAveragePooling3D", {}, [], x, x.mean((1, 2, 3)))
    case("GlobalMaxPooling3D", "GlobalMaxPooling3D", {"keepdims": True}, [], x, x.amax((1, 2, 3), keepdim=True))
    x = drawn(2, 3, 5, 4)
    y = x.mean((2, 3))
    config = {"data_format": "channels_first"}
    case("GlobalAveragePooling2D with channels first", "GlobalAveragePooling2D", config, [], x, y)
    y = F.max_pool2d(x, (3, 2), stride=2)
    config = {"pool_size": [3, 2], "strides": 2, "data_format": "channels_first"}
    case("MaxPooling2D with channels first", "MaxPooling2D", config, [], x, y)


def normalisation():
    x, g, b, m, v = drawn(2, 3, 4, 2), drawn(3), drawn(3), drawn(3), drawn(3) + 1.5
    y = F.batch_norm(x, m, v, g, b, eps=1e-3)
    weights = [("gamma", g), ("beta", b), ("moving_mean", m), ("moving_variance", v)]
    case("BatchNormalization along the first axis", "BatchNormalization", {"axis": 1}, weights, x, y)
    x, g, b = drawn(2, 3, 2, 6), drawn(6), drawn(6)
    y = F.group_norm(first(x), 3, g, b, eps=1e-3)
    weights = [("gamma", g), ("beta", b)]
    case("GroupNormalization", "GroupNormalization", {"groups": 3}, weights, x, last(y))
    x, g, b = drawn(2, 4, 3, 2), drawn(4), drawn(4)
    y = F.group_norm(x, 2, g, b, eps=1e-5)
    config = {"groups": 2, "axis": 1, "epsilon": 1e-5}
    case("GroupNormalization with channels first", "GroupNormalization", config, [("gamma", g), ("beta", b)], x, y)
    x, g, b = drawn(2, 3, 4), drawn(3, 4), drawn(3, 4)
    y = F.layer_norm(x, (3, 4), g, b, eps=1e-3)
    config = {"axis": [1, 2]}
    case("LayerNormalization over all axes", "LayerNormalization", config, [("gamma", g), ("beta", b)], x, y)
    x = drawn(2, 5, 3)
    case("ELU", "ELU", {"alpha": 0.6}, [], x, F.elu(x, 0.6))
    case("Softmax along the first axis", "Softmax", {"axis": 1}, [], x, x.softmax(1))
    case("LeakyReLU", "LeakyReLU", {"negative_slope": 0.2}, [], x, F.leaky_relu(x, 0.2))


def recurrent():
    """PyTorch's gates are r z n, of the state's product after the reset; Keras's are z r h."""
    features, units = 3, 2
    for both in [False, True]:
        module = nn.GRU(features, units, batch_first=True, bidirectional=both)
        round_parameters(module)

        def gates(name):
            r, z, n = getattr(module, name).chunk(3)
            return torch.cat([z, r, n])

        def weights_of(suffix):
            return [
                gates(f"weight_ih_l0{suffix}").T.contiguous(),
                gates(f"weight_hh_l0{suffix}").T.contiguous(),
                torch.stack([gates(f"bias_ih_l0{suffix}"), gates(f"bias_hh_l0{suffix}")]),
            ]

        x = drawn(2, 4, features)
        y, _ = module(x)
        config = {"units": units, "return_sequences": True, "reset_after": True}
        roles = ["kernel", "recurrent_kernel", "bias"]
        if not both:
            case("GRU that resets after the product", "GRU", config, list(zip(roles, weights_of(""))), x, y)
            continue
        weights = [(f"forward_gru/gru_cell/{role}", w) for role, w in zip(roles, weights_of(""))]
        weights += [(f"backward_gru/gru_cell/{role}", w) for role, w in zip(roles, weights_of("_reverse"))]
        inner = {"class_name": "GRU", "config": {"name": "gru", **config}}
        case("Bidirectional GRU", "Bidirectional", {"layer": inner}, weights, x, y)


def attention():
    features, heads, size = 6, 2, 3
    module = nn.MultiheadAttention(features, heads, batch_first=True)
    nn.init.uniform_(module.in_proj_bias, -1, 1)
    nn.init.uniform_(module.out_proj.bias, -1, 1)
    round_parameters(module)
    weights = []
    matrices, biases = module.in_proj_weight.chunk(3), module.in_proj_bias.chunk(3)
    for name, w, b in zip(["query", "key", "value"], matrices, biases):
        weights += [(f"{name}/kernel", w.T.reshape(features, heads, size)), (f"{name}/bias", b.reshape(heads, size))]
    weights.append(("attention_output/kernel", module.out_proj.weight.T.reshape(heads, size, features)))
    weights.append(("attention_output/bias", module.out_proj.bias))
    x = drawn(2, 4, features)
    config = {"num_heads": heads, "key_dim": size, "value_dim": None}
    y, _ = module(x, x, x)
    case("MultiHeadAttention", "MultiHeadAttention", config, weights, x, y)
    y, _ = module(x, x, x, attn_mask=torch.ones(4, 4).triu(1).bool())
    case("MultiHeadAttention that sees what came before", "MultiHeadAttention", config, weights, x, y)


convolutions()
images()
normalisation()
recurrent()
attention()
print("[")
print(",\n".join(json.dumps(one) for one in cases))
print("]")
