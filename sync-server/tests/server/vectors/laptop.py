#!/usr/bin/env python3
"""Signs requests and believes answers, knowing nothing of Jemput but docs/signed-requests.md.

    laptop.py requests.json                             holds every case of the vectors against its lines
    laptop.py URL SERVER_ID DEVICE SEED OFFICE_KEY TIME PATH
                                                        asks for PATH twice with the same nonce, checks both signatures,
                                                        prints status and body of each answer

Needs cryptography (Debian: python3-cryptography).
"""

import base64
import hashlib
import json
import sys
import urllib.error
import urllib.request
import uuid

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def short(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def long(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def request_text(method, path, body, server_id, time, nonce):
    digest = hashlib.sha256(body).hexdigest()
    return f"jemput-1\n{method} {path}\n{digest}\n{server_id}\n{time}\n{nonce.hex()}\n".encode()


def answer_text(nonce, body):
    return f"jemput-answer-1\n{nonce.hex()}\n{hashlib.sha256(body).hexdigest()}\n".encode()


def proof(key, device, method, path, body, server_id, time, nonce):
    signature = key.sign(request_text(method, path, body, server_id, time, nonce))
    return short(uuid.UUID(device).bytes + time.to_bytes(6, "big") + nonce + signature)


def hold(path):
    with open(path, encoding="utf-8") as file:
        vectors = json.load(file)
    laptop = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(vectors["device_seed"]))
    office = Ed25519PublicKey.from_public_bytes(bytes.fromhex(vectors["office_public_key"]))
    for case in vectors["cases"]:
        nonce, body = bytes.fromhex(case["nonce"]), case["body"].encode()
        parts = (case["method"], case["path"], body, vectors["server_id"], case["time"], nonce)
        assert request_text(*parts).decode() == case["text"], case["name"]
        assert proof(laptop, vectors["device"], *parts) == case["proof"], case["name"]
        said = answer_text(nonce, case["answer"].encode())
        assert said.decode() == case["answer_text"], case["name"]
        office.verify(long(case["answer_signature"]), said)
    print(f"{len(vectors['cases'])} cases agree")


def ask(url, server_id, device, seed, office, time, path):
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))
    office = Ed25519PublicKey.from_public_bytes(bytes.fromhex(office))
    nonce = hashlib.sha256(path.encode()).digest()[:16]
    line = proof(key, device, "GET", path, b"", server_id, int(time), nonce)
    for _ in range(2):
        try:
            answer = urllib.request.urlopen(urllib.request.Request(url + path, headers={"jemput": line}))
        except urllib.error.HTTPError as refused:
            answer = refused
        body = answer.read()
        office.verify(long(answer.headers["jemput"]), answer_text(nonce, body))
        print(answer.status, body.decode())


if __name__ == "__main__":
    hold(sys.argv[1]) if len(sys.argv) == 2 else ask(*sys.argv[1:])
