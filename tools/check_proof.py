#!/usr/bin/env python3
"""Checks that one event of the audit chain is among what was signed.

    check_proof.py PROOF "CHECKPOINT LINE" OPEN_KEY

Needs Python 3 alone, no database and nothing of the program whose events these are: it can be read, and
written again, by whoever does not trust that program. Answers 0 (right), 1 (wrong), 2 (asked wrongly).
The signature is Ed25519 (RFC 8032), the tree that of RFC 6962, hashes are SHA-256.
"""
import hashlib
import struct
import sys

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def recover_x(y, sign):
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P:
        raise ValueError("no point of the curve")
    return P - x if x % 2 != sign else x


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    cross = D * x1 * x2 * y1 * y2 % P
    return ((x1 * y2 + x2 * y1) * pow(1 + cross, P - 2, P) % P, (y1 * y2 + x1 * x2) * pow(1 - cross, P - 2, P) % P)


def times(number, point):
    result = (0, 1)
    while number:
        if number & 1:
            result = add(result, point)
        point = add(point, point)
        number >>= 1
    return result


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover_x(BASE_Y, 0), BASE_Y)


def point_of(raw):
    number = int.from_bytes(raw, "little")
    y = number & (2**255 - 1)
    if y >= P:
        raise ValueError("no point of the curve")
    return recover_x(y, number >> 255), y


def signature_right(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= ORDER:
        return False
    try:
        public, commitment = point_of(key), point_of(signature[:32])
    except ValueError:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    return times(scalar, BASE) == add(commitment, times(challenge, public))


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def root_from(leaf, index, size, path):
    """The root that a leaf and its proof lead to, or None where the proof is of another length."""
    def climb(at, count):
        if count == 1:
            return leaf
        left = 1 << ((count - 1).bit_length() - 1)
        if at < left:
            below = climb(at, left)
            return None if below is None or not hashes else sha256(b"\1", below, hashes.pop(0))
        below = climb(at - left, count - left)
        return None if below is None or not hashes else sha256(b"\1", hashes.pop(0), below)

    hashes = list(path)
    root = climb(index, size)
    return None if hashes else root


def read_proof(raw):
    if raw[:8] != b"PYPROOF1":
        raise ValueError("no proof")
    number, size = struct.unpack(">QQ", raw[8:24])
    before, (length,) = raw[24:56], struct.unpack(">H", raw[56:58])
    event, rest = raw[58:58 + length], raw[58 + length:]
    path = [rest[1 + 32 * i:33 + 32 * i] for i in range(rest[0])]
    if len(event) != length or len(rest) != 1 + 32 * rest[0]:
        raise ValueError("cut off")
    return number, size, before, event, path


def fault_of(raw, line, open_key):
    """What is wrong; nothing where the proof holds."""
    try:
        number, size, before, event, path = read_proof(raw)
        kind, signed_size, _, root, _, signature = line.split()
        key, mark, root = bytes.fromhex(open_key), bytes.fromhex(signature), bytes.fromhex(root)
    except (ValueError, IndexError, struct.error):
        return "the proof or the checkpoint cannot be read"
    statement = line.rsplit(" ", 1)[0].encode()
    if kind != "payung-checkpoint-1" or not signature_right(key, statement, mark):
        return "the signature of the checkpoint is wrong"
    if size != int(signed_size) or not 1 <= number <= size:
        return "the proof is of another checkpoint"
    if not event.startswith(b"payung-event-1,%d," % number):
        return "the event is not the one that is proven"
    leaf = sha256(b"\0", sha256(before, event))
    return "" if root_from(leaf, number - 1, size, path) == root else "the event is not among what was signed"


def main(arguments):
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with open(arguments[0], "rb") as file:
            raw = file.read()
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    fault = fault_of(raw, arguments[1].strip(), arguments[2].strip())
    print(fault or "right: the event is among what was signed")
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
