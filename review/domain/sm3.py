"""Computes SM3, the hash of GB/T 32905-2016, with which the State Cryptography Administration has seals and chains made.

The standard library has it where the OpenSSL of the machine has; a record is proven on any machine, so it is here as well.
"""

import hashlib
from struct import pack, unpack

_START = (0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E)
_BLOCK = 64
_ALL = 0xFFFFFFFF


def sm3(content: bytes) -> str:
    """The SM3 of these bytes, as 64 hexadecimal digits."""
    if "sm3" in hashlib.algorithms_available:
        return hashlib.new("sm3", content).hexdigest()
    return sm3_alone(content)


def sm3_alone(content: bytes) -> str:
    """The same without OpenSSL."""
    padded = content + b"\x80" + bytes((55 - len(content)) % _BLOCK) + pack(">Q", 8 * len(content))
    state: tuple[int, ...] = _START
    for start in range(0, len(padded), _BLOCK):
        state = _compressed(state, padded[start : start + _BLOCK])
    return pack(">8I", *state).hex()


def _compressed(state: tuple[int, ...], block: bytes) -> tuple[int, ...]:
    words = [*unpack(">16I", block)]
    for at in range(16, 68):
        mixed = words[at - 16] ^ words[at - 9] ^ _turned(words[at - 3], 15)
        words.append(mixed ^ _turned(mixed, 15) ^ _turned(mixed, 23) ^ _turned(words[at - 13], 7) ^ words[at - 6])
    a, b, c, d, e, f, g, h = state
    for step in range(64):
        early = step < 16
        turned = _turned(a, 12)
        first = _turned((turned + e + _turned(0x79CC4519 if early else 0x7A879D8A, step % 32)) & _ALL, 7)
        chosen = a ^ b ^ c if early else (a & b) | (a & c) | (b & c)
        other = e ^ f ^ g if early else (e & f) | (~e & _ALL & g)
        one = (chosen + d + (first ^ turned) + (words[step] ^ words[step + 4])) & _ALL
        two = (other + h + first + words[step]) & _ALL
        a, b, c, d = one, a, _turned(b, 9), c
        e, f, g, h = two ^ _turned(two, 9) ^ _turned(two, 17), e, _turned(f, 19), g
    return tuple(new ^ old for new, old in zip((a, b, c, d, e, f, g, h), state, strict=True))


def _turned(word: int, by: int) -> int:
    return ((word << by) | (word >> (32 - by))) & _ALL if by else word
