#!/usr/bin/env python3
"""Checks seals against a key list, knowing nothing of Jemput but docs/seal.md.

    verify.py seals.json            holds every case of the vectors against its answer
    verify.py KEYLIST OFFICEKEY     reads the texts of QR codes line by line from standard input;
                                    KEYLIST is the signed list in a file, OFFICEKEY 64 hex digits

Needs cbor2 and cryptography (Debian: python3-cbor2, python3-cryptography).
"""

import base64
import binascii
import hashlib
import json
import re
import sys
import unicodedata

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ED25519 = -19  # RFC 9864
LETTER, ENTRIES = -70001, -70002
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Refused(Exception):
    """The answer when a text is no seal."""


def envelope(raw):
    """COSE_Sign1 in its only encoding: (kid, payload, signature, signed bytes)."""
    try:
        parts = cbor2.loads(raw)
        protected, unprotected, payload, signature = parts
        header = cbor2.loads(protected)
        if cbor2.dumps(parts) != raw or cbor2.dumps(header) != protected:
            raise Refused("damaged")
        if 2 in header:  # crit
            raise Refused("newer-format")
        if header.get(1) != ED25519 or unprotected or len(signature) != 64:
            raise Refused("damaged")
        kid = header[4]
        if not 1 <= len(kid) <= 4:
            raise Refused("damaged")
    except Refused:
        raise
    except Exception as fault:  # whatever CBOR and unpacking find wrong
        raise Refused("damaged") from fault
    return kid, payload, signature, cbor2.dumps(["Signature1", protected, b"", payload])


def fits(public_key, signature, message):
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def key_list(raw, office_key):
    kid, payload, signature, message = envelope(raw)
    if kid != hashlib.sha256(office_key).digest()[:4] or not fits(office_key, signature, message):
        raise SystemExit("the key list is not signed by this office")
    return cbor2.loads(payload)[ENTRIES]


def token(text):
    """The bytes inside a QR text."""
    text = "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf").upper()
    found = re.fullmatch(r"(?:JEMPUT:V(\d+)/|HTTPS?://[^/#]+/V(\d+)/?#)(.*)", text)
    if not found:
        raise Refused("not-a-seal")
    if int(found[1] or found[2]) != 1:
        raise Refused("newer-format")
    body = found[3]
    try:
        raw = base64.b32decode(body + "=" * (-len(body) % 8))
    except binascii.Error as fault:
        raise Refused("damaged") from fault
    if base64.b32encode(raw).decode().rstrip("=") != body:
        raise Refused("damaged")
    return raw


def short_id(cti):
    number = int.from_bytes(cti, "big")
    text = "".join(CROCKFORD[number >> (59 - 5 * i) & 31] for i in range(10))
    return f"{text[:5]}-{text[5:]}"


def check(text, keys):
    """(verdict, claims or None)"""
    try:
        kid, payload, signature, message = envelope(token(text))
    except Refused as refused:
        return str(refused), None
    named = [key for key in keys if key[0] == kid]
    if not named:
        return "unknown-key", None
    key = next((key for key in named if fits(key[1], signature, message)), None)
    if key is None:
        return "forged", None
    claims = cbor2.loads(payload)
    letter = claims[LETTER]
    _kid, _public, _device, not_before, not_after, revoked_at = key[:6]
    at = claims[6]
    if not not_before <= at <= not_after:
        return "outside-window", None
    if revoked_at is not None and at >= revoked_at:
        return "key-revoked", None
    return "genuine", {
        "office": claims[1],
        "issued_at": at,
        "expires_at": claims.get(4),
        "cti": claims[7].hex(),
        "short_id": short_id(claims[7]),
        "number": letter[1],
        "type_code": letter[2],
        "name": letter[3],
        "nik_tail": letter.get(4),
        "signer": letter[5],
        "post": letter[6],
        "digest": letter[8].hex(),
    }


def vectors(path):
    with open(path, encoding="utf-8") as file:
        all_of_it = json.load(file)
    office_key = bytes.fromhex(all_of_it["office_public_key"])
    lists = {
        name: key_list(bytes.fromhex(raw), office_key)
        for name, raw in all_of_it["key_lists"].items()
    }
    wrong = 0
    for case in all_of_it["cases"]:
        answer = check(case["text"], lists[case["list"]])
        if answer != (case["verdict"], case.get("claims")):
            wrong += 1
            print(f"{case['name']}: {answer} instead of {case['verdict']} {case.get('claims')}")
    print(f"{len(all_of_it['cases'])} seals, {wrong} answered otherwise")
    return 1 if wrong else 0


def main():
    if len(sys.argv) == 2:
        return vectors(sys.argv[1])
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    with open(sys.argv[1], "rb") as file:
        keys = key_list(file.read(), bytes.fromhex(sys.argv[2]))
    for line in sys.stdin:
        verdict, claims = check(line, keys)
        print(json.dumps({"verdict": verdict, "claims": claims}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
