"""Writes the transformers of transformers.test.ts, and what PyTorch finds of them: needs torch 1.13 and numpy.

Deleting a head is zeroing the columns of the output projection that read it; deleting a neuron, its column of the second
linear layer. Positions of padding (token 0) are masked.
"""
import json, math, os, warnings
import torch
import torch.nn as nn
import torch.nn.functional as F

warnings.filterwarnings('ignore')
here = os.path.dirname(os.path.abspath(__file__))
vocabulary, length, width, heads, hidden, classes, samples = 20, 6, 8, 2, 12, 3, 48
depth = width // heads


class Apart(nn.Module):
    """Heads in a dimension of their own, three inputs beside the tokens, any length."""

    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.places = nn.Embedding(16, width)
        self.types = nn.Embedding(2, width)
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.output = nn.Linear(width, width)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.up, self.down = nn.Linear(width, hidden), nn.Linear(hidden, width)
        self.classifier = nn.Linear(width, classes)

    def forward(self, input_ids, attention_mask, token_type_ids, position_ids):
        x = self.words(input_ids) + self.places(position_ids) + self.types(token_type_ids)
        split = lambda y: y.view(y.shape[0], -1, heads, depth).permute(0, 2, 1, 3)
        scores = split(self.query(x)) @ split(self.key(x)).transpose(-1, -2) / math.sqrt(depth)
        scores = scores + (1.0 - attention_mask[:, None, None, :].float()) * -10000.0
        self.context = F.softmax(scores, -1) @ split(self.value(x))
        joined = self.context.permute(0, 2, 1, 3).reshape(x.shape[0], -1, width)
        x = self.norm1(x + self.output(joined))
        self.active = F.gelu(self.up(x))
        x = self.norm2(x + self.down(self.active))
        return self.classifier(x[:, 0])


class Merged(nn.Module):
    """PyTorch's own encoder layer, whose heads share a dimension with the samples."""

    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.places = nn.Parameter(0.3 * torch.randn(1, length, width))
        self.encoder = nn.TransformerEncoderLayer(width, heads, hidden, dropout=0.0, batch_first=True, activation='gelu')
        self.classifier = nn.Linear(width, classes)

    def forward(self, input_ids, attention_mask):
        x = self.encoder(self.words(input_ids) + self.places, src_key_padding_mask=attention_mask == 0)
        valid = attention_mask.unsqueeze(-1).float()
        return self.classifier((x * valid).sum(1) / valid.sum(1))


def scored(logits, labels):
    return {'correct': int((logits.argmax(1) == labels).sum()), 'loss': float(F.cross_entropy(logits, labels))}


def without(weight, columns, run):
    kept = weight.data.clone()
    weight.data[:, columns] = 0
    found = run()
    weight.data = kept
    return found


def write(name, model, inputs, projection, second):
    # Training mode keeps PyTorch from a fused path that can't be exported; there is no dropout.
    model.train()
    ids = torch.randint(1, vocabulary, (samples, length))
    for row in range(samples):
        ids[row, 2 + row % (length - 1):] = 0
    mask = (ids != 0).long()
    fed = {
        'input_ids': ids,
        'attention_mask': mask,
        'token_type_ids': torch.zeros_like(ids),
        'position_ids': torch.arange(length).expand(samples, length),
    }
    given = tuple(fed[one] for one in inputs)
    axes = {one: {0: 'batch', 1: 'sequence'} if name == 'apart' else {0: 'batch'} for one in inputs}
    torch.onnx.export(
        model, tuple(one[:2] for one in given), os.path.join(here, name + '.onnx'), opset_version=14,
        input_names=list(inputs), output_names=['logits'], dynamic_axes={**axes, 'logits': {0: 'batch'}},
        training=torch.onnx.TrainingMode.PRESERVE,
    )
    with torch.no_grad():
        logits = model(*given)
        labels = (logits + torch.randn(logits.shape)).argmax(1)
        run = lambda: scored(model(*given), labels)
        found = {
            'ids': ids.tolist(),
            'labels': labels.tolist(),
            'intact': run(),
            'heads': [without(projection, slice(h * depth, (h + 1) * depth), run) for h in range(heads)],
            'neurons': [without(second, j, run) for j in range(hidden)],
        }
        if name == 'apart':
            model(*given)
            valid = mask.bool()
            norms = model.context.norm(dim=-1)
            means = [[float(norms[i, h][valid[i]].mean()) for i in range(samples)] for h in range(heads)]
            found['headActivity'] = means
            active = model.active
            found['neuronActivity'] = [[float(active[i, :, j][valid[i]].mean()) for i in range(samples)] for j in range(hidden)]
            found['neuronMean'] = [float(active[..., j][valid].mean()) for j in range(hidden)]
    with open(os.path.join(here, name + '.json'), 'w') as file:
        json.dump(found, file)


torch.manual_seed(4)
apart, merged = Apart(), Merged()
with torch.no_grad():
    for parameter in [*apart.parameters(), *merged.parameters()]:
        if parameter.dim() == 2:
            parameter.mul_(2)
write('apart', apart, ('input_ids', 'attention_mask', 'token_type_ids', 'position_ids'), apart.output.weight, apart.down.weight)
write('merged', merged, ('input_ids', 'attention_mask'), merged.encoder.self_attn.out_proj.weight, merged.encoder.linear2.weight)
