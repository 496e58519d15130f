"""What the check-in costs a phone: bytes, milliseconds, shifts of the page, taps.

    DATABASE_URL=postgres://… SECRET_KEY=bench HTTPS=false python -m bench.phone     PAGES=/today/,/progress/ adds pages

Serves a team from a database of its own as in production (gunicorn, collected and compressed files), and opens it in
Chromium with the CPU four times slower and a slow 4G network: 150 ms round trip, 1.6 Mbit/s down, 750 kbit/s up. Prints
bytes on the wire, LCP and CLS, cold and warm, each beside its bar, and taps and seconds from a reminder's link to
“saved”. The median of TIMES visits. LIGHTHOUSE=node_modules/.bin/lighthouse prints its scores, too, where it is.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import django

TIMES = 5
CPU_SLOWER = 4
SLOW_4G = {"latency": 150, "downloadThroughput": 1_638_400 / 8, "uploadThroughput": 750_000 / 8}
MOST_COLD, MOST_WARM, MOST_LCP_MS, MOST_CLS, MOST_TAPS = 100_000, 10_000, 2500, 0.1, 8
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
SMALL = {"width": 360, "height": 640}
VITALS = """new Promise(done => {
  let lcp = 0, cls = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) lcp = e.startTime; })
    .observe({type: 'largest-contentful-paint', buffered: true});
  new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) cls += e.value; })
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done([lcp, cls]), 300);
})"""


@dataclass(frozen=True, slots=True)
class Visit:
    size: int
    lcp_ms: float
    cls: float


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()
    from django.db import connection

    from tests.cast import assemble
    from tests.season import begin

    collected = Path("staticfiles")
    was_there = collected.exists()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        cast = assemble()
        begin(cast.ana, cast.coach)
        environment = _production()
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
        subprocess.run(collect, env=environment, check=True)
        with _served(environment) as address:
            state = _signed_in(cast.ana_user)
            _measure(address, state)
            if lighthouse := os.environ.get("LIGHTHOUSE"):
                _rate(lighthouse, address, state)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
        if not was_there:
            shutil.rmtree(collected, ignore_errors=True)


def _production() -> dict[str, str]:
    """The environment of a server on the database that was made."""
    from django.db import connection

    address = urlsplit(os.environ["DATABASE_URL"])
    database = address._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": database, "HTTPS": "false"}


def _signed_in(user: Any) -> dict[str, Any]:
    """A browser's state after signing in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "domain": "127.0.0.1", "path": "/", "expires": -1}
    return {"cookies": [{**cookie, "httpOnly": True, "secure": False, "sameSite": "Lax"}], "origins": []}


@contextmanager
def _served(environment: dict[str, str]) -> Iterator[str]:
    """gunicorn on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["-m", "gunicorn", "config.wsgi", f"--bind=127.0.0.1:{port}", "--worker-class=gthread", "--threads=4"]
    server = subprocess.Popen([sys.executable, *command, "--log-level=error"], env=environment)
    try:
        address = f"http://127.0.0.1:{port}"
        _await(f"{address}/healthz")
        yield address
    finally:
        server.terminate()
        server.wait()


def _await(url: str) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(url)
            return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"{url} did not answer.")


def _measure(address: str, state: Any) -> None:
    from playwright.sync_api import sync_playwright

    from config.local import browser

    path = browser.find(whole=True)
    if path is None:
        sys.exit("There is no Chromium on this machine.")
    extra = [page for page in os.environ.get("PAGES", "").split(",") if page]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        print(f"CPU {CPU_SLOWER}x slower, slow 4G; the median of {TIMES} visits")
        print(f"{'':24}{'bytes':>9}{'bar':>9}{'LCP ms':>9}{'bar':>7}{'CLS':>8}{'bar':>6}")
        for each in ("/check-in/", *extra):
            pairs = [_visits(chromium, address, state, each) for _ in range(TIMES)]
            _tell(f"{each} cold", [cold for cold, _warm in pairs], MOST_COLD)
            _tell(f"{each} warm", [warm for _cold, warm in pairs], MOST_WARM)
        _tell_taps(chromium, address, state)
        chromium.close()


def _visits(chromium: Any, address: str, state: Any, path: str) -> tuple[Visit, Visit]:
    """A first visit and a second one, of a phone that has never been here."""
    context = chromium.new_context(base_url=address, viewport=SMALL, storage_state=state, service_workers="block")
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", {"offline": False, **SLOW_4G})
    wire.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    visits = []
    for _ in range(2):
        sizes.clear()
        page.goto(path, wait_until="load")
        lcp, cls = page.evaluate(VITALS)
        visits.append(Visit(round(sum(sizes)), lcp, cls))
    context.close()
    return visits[0], visits[1]


def _tell(what: str, visits: list[Visit], most: int) -> None:
    size = median(visit.size for visit in visits)
    lcp, cls = median(visit.lcp_ms for visit in visits), max(visit.cls for visit in visits)
    print(f"{what:24}{size:9,.0f}{most:9,}{lcp:9.0f}{MOST_LCP_MS:7,}{cls:8.3f}{MOST_CLS:6}")


def _tell_taps(chromium: Any, address: str, state: Any) -> None:
    context = chromium.new_context(base_url=address, viewport=SMALL, storage_state=state, has_touch=True)
    page = context.new_page()
    begun = time.monotonic()
    page.goto("/check-in/")
    taps = 1  # the reminder's link
    form = page.locator("form[data-kept]")
    for scale in form.locator(".scale").all():
        scale.locator("label").nth(4).tap()  # the best of five words
        taps += 1
    form.locator(".is-big").tap()
    taps += 1
    page.locator(".note[data-tone=positive]").first.wait_for()
    print(
        f"from the reminder's link to saved: {taps} taps of {MOST_TAPS}, {time.monotonic() - begun:.1f} s by a script"
    )
    context.close()


def _rate(lighthouse: str, address: str, state: dict[str, Any]) -> None:
    """Lighthouse's scores of 100 for the pages of an athlete who is signed in, on its own phone."""
    from playwright.sync_api import sync_playwright

    from config.local import browser

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    print(f"{'Lighthouse':24}" + "".join(f"{name:>16}" for name in CATEGORIES))
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        flags = ["--no-sandbox", "--disable-gpu", f"--remote-debugging-port={port}"]
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=browser.find(whole=True), args=flags
        )
        context.add_cookies(state["cookies"])
        for path in ("/check-in/", "/today/", "/my-week/", "/progress/", "/me/"):
            options = [f"--port={port}", "--disable-storage-reset", "--quiet", "--output=json"]
            done = subprocess.run([lighthouse, f"{address}{path}", *options], capture_output=True, text=True)
            if done.returncode:
                sys.exit(done.stderr)
            report = json.loads(done.stdout)
            scores = [round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES]
            print(f"{path:24}" + "".join(f"{score:>16}" for score in scores))
        context.close()


if __name__ == "__main__":
    main()
