"""Writes the pickles of this folder: `/usr/bin/python3 write.py` with Debian's python3-numpy, and again with a NumPy 2, which
names its modules differently."""
import collections, pickle, pathlib
import numpy as np

here = pathlib.Path(__file__).parent
plain = {
    'none': None, 'truth': [True, False], 'whole': [0, 255, 256, 65536, -1, 2**31, -2**40, 2**60 + 1, 2**53 - 1],
    'floats': [0.5, -1e300, float('inf')], 'text': 'Zürich \u20ac\n\'"\\ \U0001d11e', 'bytes': b'\x00\xff\n',
    'tuple': (), 'nested': [[1, (2, 3)], {'a': {'b': (4, 5, 6, 7)}}], 'ordered': collections.OrderedDict([('z', 1), ('a', 2)]),
    'set': {7},
}
plain['self'] = plain['nested']
for protocol in range(5):
    (here / f'plain{protocol}.pkl').write_bytes(pickle.dumps(plain, protocol))
arrays = {
    'bytes': np.arange(24, dtype=np.uint8).reshape(2, 3, 4),
    'turned': np.asfortranarray(np.arange(6, dtype='<i2').reshape(2, 3)),
    'big': np.array([1.5, -2], dtype='>f8'), 'text': np.array(['ab', 'c']), 'objects': np.array([1, 'a', None], dtype=object),
    'number': np.float32(0.25), 'high': np.array([200, 100], dtype=np.uint8),
}
if np.__version__ >= '2':
    (here / 'numpyNewer.pkl').write_bytes(pickle.dumps(arrays, 4))
else:
    for protocol in range(6):
        (here / f'numpy{protocol}.pkl').write_bytes(pickle.dumps(arrays, protocol))
