"""A push service of our own: it answers as it is told, and opens what came as the browser would."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from notices.web_push import CURVE, derived, encoded, point_of


class Browser:
    """The keys that a browser makes when it subscribes."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(CURVE)
        self.point = point_of(self.private.public_key())
        self.secret = b"0123456789abcdef"

    @property
    def keys(self) -> dict[str, str]:
        return {"p256dh": encoded(self.point), "auth": encoded(self.secret)}

    def opened(self, body: bytes) -> bytes:
        """Read back by the steps of RFC 8188 and 8291, section 3.4."""
        salt, length = body[:16], body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender)
        exchanged = self.private.exchange(ec.ECDH(), theirs)
        shared = derived(self.secret, exchanged, b"WebPush: info\0" + self.point + sender, 32)
        key = derived(salt, shared, b"Content-Encoding: aes128gcm\0", 16)
        plain = AESGCM(key).decrypt(derived(salt, shared, b"Content-Encoding: nonce\0", 12), sealed, None)
        assert plain[-1:] == b"\x02"
        return plain[:-1]


class PushService:
    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.status = 201
        self.status_of: dict[str, int] = {}
        """By path, where one differs; 0 is no answer of HTTP."""
        self.came: list[tuple[str, dict[str, str], bytes]] = []

    def messages(self, browser: Browser) -> list[dict[str, Any]]:
        return [json.loads(browser.opened(body)) for _path, _headers, body in self.came]


@contextmanager
def push_service() -> Iterator[PushService]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.came.append((self.path, dict(self.headers), body))
            status = service.status_of.get(self.path, service.status)
            if not status:
                self.wfile.write(b"no words of HTTP\r\n\r\n")
                return
            self.send_response(status)
            if status == 302:
                self.send_header("Location", f"{service.origin}/elsewhere")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    service = PushService(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
