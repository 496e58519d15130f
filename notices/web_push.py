"""Web push: a message sealed for one browser (RFC 8291), signed by this server (RFC 8292), posted to its push service.

Written on `cryptography`, which Fallow has anyhow: the libraries for it bring two HTTP clients along, for the forty
lines below, which the example of RFC 8291 checks.
"""

from __future__ import annotations

import base64
import json
import os
import struct
import urllib.error
import urllib.request
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CURVE = ec.SECP256R1()
KNOWN_HOSTS = ("fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com")
KNOWN_DOMAINS = (".notify.windows.com", ".push.apple.com", ".push.services.mozilla.com")
TIMEOUT_S = 3
_RECORD_BYTES = 4096
_SIGNED_FOR = timedelta(hours=12)


class Gone(Exception):
    """The browser is no longer there; nothing will ever reach it."""


class Refused(Exception):
    """The push service took it not, this time."""


def is_push_service(endpoint: str, own_origins: tuple[str, ...] = ()) -> bool:
    """Whether a browser's address may be posted to: only the services that browsers use, so that nobody makes this
    server call another one. `own_origins` are added by whoever runs it."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    if f"{parts.scheme}://{parts.netloc}" in own_origins:
        return True
    is_plain = parts.scheme == "https" and port in (None, 443) and not parts.username and not parts.password
    return is_plain and (host in KNOWN_HOSTS or host.endswith(KNOWN_DOMAINS))


def new_private_key() -> str:
    """The number of a new key, for the environment."""
    number = ec.generate_private_key(CURVE).private_numbers().private_value
    return encoded(number.to_bytes(32, "big"))


def public_key(private_key: str) -> str:
    """What browsers subscribe with."""
    return encoded(point_of(private_key_of(private_key).public_key()))


def send(
    endpoint: str, p256dh: str, auth: str, payload: dict[str, Any], *, private_key: str, contact: str, topic: str,
    ttl: timedelta, now: datetime,
) -> None:  # fmt: skip
    """Post one message. A later one of the same topic takes its place where the phone has not seen it. Raises `Gone`
    or `Refused`."""
    headers = {
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(ttl.total_seconds())),
        "Topic": topic,
        "Urgency": "normal",
        "Authorization": authorization(endpoint, private_key, contact, now),
    }
    body = sealed(json.dumps(payload).encode(), decoded(p256dh), decoded(auth))
    request = urllib.request.Request(endpoint, body, headers, method="POST")  # noqa: S310 - is_push_service has looked
    try:
        with _OPENER.open(request, timeout=TIMEOUT_S):
            return
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in (404, 410):
            raise Gone from error
        raise Refused(f"status {error.code}") from error
    except (OSError, HTTPException) as error:
        raise Refused(type(error).__name__) from error


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Where a push service points to is nobody's business of ours."""

    def redirect_request(self, *args: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirects, urllib.request.ProxyHandler({}))


def sealed(
    plain: bytes, browser_key: bytes, auth: bytes, *, own: ec.EllipticCurvePrivateKey | None = None, salt: bytes = b""
) -> bytes:
    """One record of aes128gcm for the browser; `own` and `salt` are chosen freshly. Raises ValueError for no key."""
    own, salt = own or ec.generate_private_key(CURVE), salt or os.urandom(16)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, browser_key)
    own_point = point_of(own.public_key())
    shared = derived(auth, own.exchange(ec.ECDH(), theirs), b"WebPush: info\0" + browser_key + own_point, 32)
    key = derived(salt, shared, b"Content-Encoding: aes128gcm\0", 16)
    nonce = derived(salt, shared, b"Content-Encoding: nonce\0", 12)
    head = salt + struct.pack("!LB", _RECORD_BYTES, len(own_point)) + own_point
    return head + AESGCM(key).encrypt(nonce, plain + b"\x02", None)


def authorization(endpoint: str, private_key: str, contact: str, now: datetime) -> str:
    """Who sends, for this push service and half a day."""
    key, parts = private_key_of(private_key), urlsplit(endpoint)
    head = {"typ": "JWT", "alg": "ES256"}
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}", "exp": int((now + _SIGNED_FOR).timestamp()), "sub": contact,
    }  # fmt: skip
    signed = ".".join(encoded(json.dumps(each, separators=(",", ":")).encode()) for each in (head, claims))
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return f"vapid t={signed}.{encoded(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}, k={public_key(private_key)}"


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Raises ValueError for what is no base64url."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def is_browser_key(p256dh: str, auth: str) -> bool:
    """Whether a message can be sealed for these."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decoded(p256dh))
        return len(decoded(auth)) == 16
    except ValueError:
        return False


def private_key_of(private_key: str) -> ec.EllipticCurvePrivateKey:
    """The key to a number in base64url."""
    return ec.derive_private_key(int.from_bytes(decoded(private_key), "big"), CURVE)


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as browsers write it: 65 bytes, not compressed."""
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def derived(salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    """HKDF of RFC 5869; `length` in bytes."""
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)
