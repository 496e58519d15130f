"""`make run`: database, broker, migrations, demo, web, worker and clock, until Ctrl-C or until one ends."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import FrameType

from config.local import django_environment, servers, state
from config.local.children import Child, start
from config.local.state import CHECKOUT, Trouble

WEB_PATIENCE_S = 60
POLL_S = 0.2
ANY_HOST = "0.0.0.0"  # noqa: S104 - only compared with what HOST asks for


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        _run(dict(os.environ))
    except Trouble as trouble:
        print(f"Fallow stopped: {trouble}", file=sys.stderr)
        return 1
    except SystemExit:
        print("Fallow stopped.")
    return 0


def _leave(_number: int, _frame: FrameType | None) -> None:
    """Unwind once; a second Ctrl-C must not interrupt the orderly end."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    os.write(sys.stdout.fileno(), "\nStopping …\n".encode())
    raise SystemExit


def _run(given: Mapping[str, str]) -> None:
    host = given.get("HOST") or "127.0.0.1"
    with contextlib.ExitStack() as stack:
        here = stack.enter_context(state.opened(state.root_from_environment()))
        port = _free_port(host, given.get("PORT") or "8000")
        own = stack.enter_context(servers.running(here, given, durable=True))
        servers.announce(here, own)
        address = f"http://{'localhost' if host in ('127.0.0.1', ANY_HOST) else host}:{port}"
        environment = {"SITE_URL": address, **django_environment.variables(here.root, given), **own.variables}
        environment["PYTHONUNBUFFERED"] = "1"
        print(f"Servers: {own.words}. Migrating …", flush=True)
        sign_ins = _prepared(environment)
        children = list(own.children)
        for name, command in _processes(host, port, here.root).items():
            child = start(here, name, command, environment=environment, cwd=CHECKOUT)
            stack.callback(child.stop)
            children.append(child)
        _await_page(host, port, children)
        print(
            f"\nFallow answers at {address}\n\n{sign_ins}\nLogs: {here.logs}. Ctrl-C stops.",
            flush=True,
        )
        while True:
            _require_alive(children)
            time.sleep(POLL_S)


def _processes(host: str, port: int, root: Path) -> dict[str, list[str]]:
    web = [
        "gunicorn",
        "config.wsgi",
        f"--bind={host}:{port}",
        "--worker-class=gthread",
        "--workers=2",
        "--threads=4",
        "--graceful-timeout=5",
        "--no-control-socket",
        "--access-logfile=-",
    ]
    worker = [
        "celery",
        "--app=config",
        "worker",
        "--beat",
        f"--schedule={root / 'beat-schedule'}",
        "--pool=threads",
        "--concurrency=2",
        "--loglevel=INFO",
    ]
    return {"web": [sys.executable, "-m", *web], "worker": [sys.executable, "-m", *worker]}


def _free_port(host: str, text: str) -> int:
    """Asked before anything starts: the reason is then the only thing on the screen."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Trouble(f"PORT is {text!r}; it must be a number from 1 to 65535.")
    port = int(text)
    try:
        with socket.create_server((host, port)):
            return port
    except PermissionError:
        raise Trouble(f"Port {port} needs more rights; choose one above 1023: make run PORT=8000") from None
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else error
        raise Trouble(f"{host}:{port}: {reason}. Choose another: make run PORT=8001") from None


def _prepared(environment: Mapping[str, str]) -> str:
    """Who can sign in to the demo team, when the database is ready. Raises Trouble with all that was said when not."""
    done = subprocess.run(
        [sys.executable, "-m", "config.local.prepare"],
        cwd=CHECKOUT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        start_new_session=True,
    )
    if done.returncode:
        raise Trouble(f"the database could not be prepared:\n{done.stdout}")
    return done.stdout


def _await_page(host: str, port: int, children: Iterable[Child]) -> None:
    address = "127.0.0.1" if host == ANY_HOST else host
    give_up = time.monotonic() + WEB_PATIENCE_S
    told: object = "nothing"
    while time.monotonic() < give_up:
        _require_alive(children)
        connection = http.client.HTTPConnection(address, port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            told = connection.getresponse().status
        except OSError as error:
            told = error
        finally:
            connection.close()
        if told == http.HTTPStatus.OK:
            return
        time.sleep(POLL_S)
    raise Trouble(f"the page /healthz did not answer 200 within {WEB_PATIENCE_S} seconds, but {told}.")


def _require_alive(children: Iterable[Child]) -> None:
    for child in children:
        child.require_alive()


if __name__ == "__main__":
    sys.exit(main())
