"""The database and the broker that everything else needs: the given ones, or our own."""

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from config.local import postgres, redis
from config.local.children import Child
from config.local.state import State


@dataclass(frozen=True, slots=True)
class Servers:
    """`variables` point Django to the servers; `children` are those we started; `words` name them all."""

    variables: dict[str, str]
    children: tuple[Child, ...]
    words: str


@contextlib.contextmanager
def running(state: State, given: Mapping[str, str], *, durable: bool) -> Iterator[Servers]:
    """Start what `given` (an environment) does not name, and stop it in the end. Raises Trouble."""
    variables = {"FALLOW_STATE_DIR": str(state.root)}
    children: list[Child] = []
    words: list[str] = []
    with contextlib.ExitStack() as stack:
        if given.get("DATABASE_URL"):
            words.append("database from DATABASE_URL")
        else:
            binaries = postgres.find()
            server, variables["DATABASE_URL"] = postgres.launch(state, binaries, durable=durable)
            stack.callback(server.stop)
            children.append(server)
            words.append(f"PostgreSQL {binaries.major}")
        binary = redis.find()
        if given.get("REDIS_URL") or given.get("BROKER_URL"):
            words.append("broker from REDIS_URL")
        elif binary:
            server, urls = redis.launch(state, binary)
            variables |= urls
            stack.callback(server.stop)
            children.append(server)
            words.append("Redis")
        else:
            variables |= redis.files()
            words.append("files instead of Redis")
        yield Servers(variables, tuple(children), ", ".join(words))


def announce(state: State, servers: Servers) -> None:
    """Let other commands find the servers while they run."""
    state.environment.write_text(json.dumps(servers.variables))
