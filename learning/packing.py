"""A gzip stream put together from parts that were packed beforehand.

Packing a lesson anew for each reader would cost twice the rest of the request. Deflate (RFC 1951) lets blocks made
apart stand one after another as long as each ends on a full byte and looks back at nothing before it, and may hold
bytes as they are. So what all readers share is packed once, and what is one reader's own stands between as it is. That
keeps the two from being packed together, too: the length of the stream says nothing about a secret in it.
"""

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

# RFC 1952: deflate, no name, no date, any system. The empty last block closes the stream.
HEAD, LAST_BLOCK = b"\x1f\x8b\x08\0\0\0\0\0\2\xff", b"\x03\0"
LONGEST_STORED = 0xFFFF


class Printed(NamedTuple):
    """Bytes that all readers get, and the same as blocks of deflate."""

    raw: bytes
    packed: bytes


def printed(raw: bytes) -> Printed:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Printed(raw, packer.compress(raw) + packer.flush(zlib.Z_FULL_FLUSH))


def stored(raw: bytes) -> bytes:
    """As blocks of deflate that hold the bytes as they are."""
    pieces = (raw[start : start + LONGEST_STORED] for start in range(0, len(raw), LONGEST_STORED))
    return b"".join(b"\0" + struct.pack("<HH", len(piece), len(piece) ^ 0xFFFF) + piece for piece in pieces)


def as_it_is(parts: Iterable[Printed | bytes]) -> bytes:
    return b"".join(part.raw if isinstance(part, Printed) else part for part in parts)


def gzipped(parts: Iterable[Printed | bytes]) -> bytes:
    parts = list(parts)
    raw = as_it_is(parts)
    blocks = (part.packed if isinstance(part, Printed) else stored(part) for part in parts)
    return b"".join([HEAD, *blocks, LAST_BLOCK, struct.pack("<LL", zlib.crc32(raw), len(raw) & 0xFFFFFFFF)])
