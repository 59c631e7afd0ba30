"""Writes the frames of this folder with the command `lz4` (Debian's package lz4): `python3 lz4Frames.py`.

`squares` is longer than two blocks of 64 KB; `draws` can't be made shorter, so its block is left as it is.
"""
import pathlib, subprocess

here = pathlib.Path(__file__).parent
squares = ''.join(f'{i * i % 97}\n' for i in range(50000)).encode()
draws, state = bytearray(), 1
for _ in range(300):
    state = (state * 1103515245 + 12345) % 2**31
    draws.append(state >> 16 & 255)


def write(name, content, *options):
    frame = subprocess.run(['lz4', '-c', *options], input=content, stdout=subprocess.PIPE, check=True).stdout
    (here / name).write_bytes(frame)


write('linked.lz4', squares, '-9', '-B4', '-BD')
write('independent.lz4', squares, '-1', '-B4', '-BI', '-BX', '--content-size')
write('bare.lz4', squares, '-B7', '--no-frame-crc')
write('draws.lz4', bytes(draws))
