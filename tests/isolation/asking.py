"""Send a request as one of the actors."""

from __future__ import annotations

import json
import re
from http.cookies import SimpleCookie
from typing import Any

from django.test import Client
from django.test.client import ClientHandler

from tests.isolation.rules import SIGN_IN
from tests.isolation.world import World

API = "/api/v1/"


_HANDLER = ClientHandler(enforce_csrf_checks=False)
"""Shared: making the middleware anew for each of some thousand requests would take half of the time."""


def client_of(world: World, actor: str, *, enforce_csrf_checks: bool = False) -> Client:
    headers = {"authorization": f"Bearer {world.tokens[actor]}"} if actor in world.tokens else {}
    client = Client(headers=headers, raise_request_exception=False, enforce_csrf_checks=enforce_csrf_checks)
    if not enforce_csrf_checks:
        client.handler = _HANDLER
    client.cookies = SimpleCookie(world.cookies[actor].output(header="", attrs=[]))
    return client


def send(client: Client, method: str, url: str, sent: dict[str, Any]) -> Any:
    """As a browser sends a form, or as a program sends JSON."""
    call = getattr(client, method)
    if url.startswith(API) and method not in ("get", "head"):
        return call(url, json.dumps(sent).encode(), content_type="application/json")
    return call(url, sent) if method in ("get", "head", "post") else call(url)


def status_of(answer: Any) -> int:
    """Its status, or SIGN_IN where it leads to the sign-in page."""
    leads_to = answer.headers.get("Location", "").split("?")[0]
    return SIGN_IN if answer.status_code == 302 and leads_to == "/sign-in/" else int(answer.status_code)


def said(answer: Any) -> str:
    """All that it tells, in body and headers."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(body.decode("utf-8", "replace")) + str(answer.headers) + str(answer.cookies)


def addresses(answer: Any) -> list[str]:
    """All addresses that it names: what a browser would keep in its history and send to the next server."""
    named = re.findall(
        r'(?:href|src|action|formaction|hx-[a-z-]+)="([^"]*)"', answer.content.decode("utf-8", "replace")
    )
    return [
        *named,
        *(value for name, value in answer.headers.items() if name in ("Location", "HX-Push-Url", "HX-Redirect")),
    ]
