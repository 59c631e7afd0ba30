"""Writes the data files of this folder: the first 100 samples of the digits' test set, and some columns of numbers.

`/usr/bin/python3 write.py` with Debian's python3-numpy and python3-h5py writes HDF5 and pickles; a Python with pyarrow writes
Parquet and Arrow. What can't be imported is left as it is.
"""
import json, pathlib, pickle, struct, zlib
import numpy as np

here = pathlib.Path(__file__).parent
names = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
whole = np.load(here / '../../../examples/digits/digits.npz')
x, y = whole['x'][1297:1397], whole['y'][1297:1397]


def png(pixels):
    """A grey picture of 8 bits."""
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    height, width = pixels.shape
    rows = b''.join(b'\0' + row.tobytes() for row in pixels)
    header = struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0)
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + chunk(b'IDAT', zlib.compress(rows, 9)) + chunk(b'IEND', b'')


def cifar(seed, count, keys):
    draw = np.random.default_rng(seed)
    batch = {'data': draw.integers(0, 256, (count, 3072), dtype=np.uint8), 'filenames': [f'{i}.png' for i in range(count)]}
    for i, (key, classes) in enumerate(keys.items()):
        batch[key] = [int(value) for value in draw.integers(0, classes, count)]
    return batch


if np.__version__ < '2':
    import h5py
    with h5py.File(here / 'digits.h5', 'w') as file:
        file.create_dataset('x', data=x, chunks=(30, 8, 8), compression='gzip', shuffle=True)
        file.create_dataset('y', data=y.astype('>i8'))
        file['deeper/half'] = (x[:5] / 16).astype('<f2')
        file['deeper/truth'] = np.array([True, False, True])
        file['words'] = np.array([names[i].encode() for i in y])
        file.create_dataset('odd', data=np.arange(100.0), chunks=(10,), compression='lzf')
    for i in (1, 2):
        (here / f'cifar10/data_batch_{i}').write_bytes(pickle.dumps(cifar(i, 3, {'labels': 10}), 2))
    (here / 'cifar10/test_batch').write_bytes(pickle.dumps(cifar(3, 3, {'labels': 10}), 2))
    meta = {'label_names': ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck']}
    (here / 'cifar10/batches.meta').write_bytes(pickle.dumps(meta, 2))
    (here / 'cifar100.pkl').write_bytes(pickle.dumps(cifar(4, 2, {'fine_labels': 100, 'coarse_labels': 20}), 2))
    pairs = ((x[:2] / 16, y[:2]), (x[2:4] / 16, y[2:4]), (x[4:7] / 16, y[4:7]))
    (here / 'mnist.pkl').write_bytes(pickle.dumps(pairs, 4))

try:
    import pyarrow as pa
    from pyarrow import parquet
except ImportError:
    raise SystemExit
features = {'image': {'_type': 'Image'}, 'label': {'names': names, '_type': 'ClassLabel'}}
metadata = {'huggingface': json.dumps({'info': {'features': features}})}
image = pa.array([{'bytes': png(each), 'path': None} for each in x], pa.struct([('bytes', pa.binary()), ('path', pa.string())]))
pictures = pa.table({'image': image, 'label': pa.array(y.astype('i8'))}).replace_schema_metadata(metadata)
parquet.write_table(pictures, here / 'digits.parquet', row_group_size=30)
for i in range(2):
    part = pictures.slice(60 * i, 60)
    parquet.write_table(part, here / f'shards/test-{i:05}-of-00002.parquet', compression='zstd')
with pa.ipc.new_stream(here / 'data-00000-of-00001.arrow', pictures.schema) as writer:
    writer.write_table(pictures, max_chunksize=40)
lists = pa.table({
    'pixels': pa.array(list(x.reshape(100, 64)), pa.list_(pa.uint8())),
    'nested': pa.array([each.tolist() for each in x / 16], pa.list_(pa.list_(pa.float32(), 8), 8)),
    'target': pa.array([names[i] for i in y]),
})
parquet.write_table(lists, here / 'lists.parquet', compression='gzip')
with pa.ipc.new_file(here / 'lists.arrow', lists.schema) as writer:
    writer.write_table(lists, max_chunksize=64)
from pyarrow import feather
feather.write_feather(lists.slice(0, 5), here / 'compressed.feather', compression='lz4')
plain = pa.table({
    'id': pa.array(range(6)), 'a': pa.array([0.5, 1.5, 2.5, 3.5, 4.5, 5.5], pa.float64()), 'b': pa.array([1, 2, 3, 4, 5, 250], pa.uint8()),
    'c': pa.array([True, False] * 3), 'species': pa.array(['b', 'a', 'b', 'c', 'a', 'c']).dictionary_encode(),
})
parquet.write_table(plain, here / 'plain.parquet', compression='brotli', row_group_size=4)
parquet.write_table(pa.table({'a': pa.array([1.0, None]), 'label': pa.array([0, 1])}), here / 'holes.parquet')
