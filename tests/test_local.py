"""What brings Fallow up: own servers, the supervisor, the test command, lock files, and the compose file."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
import psycopg
import pytest
import yaml

from config.local import django_environment, lock_files, postgres, servers, state
from config.local.state import CHECKOUT, Trouble

pytestmark = pytest.mark.slow
GIVEN = {
    name: os.environ[name]
    for name in ("DATABASE_URL", "REDIS_URL", "BROKER_URL", "FALLOW_STATE_DIR")
    if name in os.environ
}
PATIENCE_S = 60
HOLD_SERVERS = """
import os, sys
from pathlib import Path
from config.local import servers, state
with state.opened(Path(sys.argv[1])) as here, servers.running(here, {}, durable=False) as own:
    print("up", flush=True)
    sys.stdin.read()
"""


def wait_until_nobody_uses(root: Path) -> None:
    """Every process of an instance holds the lock, so getting it means that the last one has ended."""
    with (root / "lock").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """The output up to the line with `words`; a process that does not say them in time is killed."""
    assert process.stdout
    timer = threading.Timer(PATIENCE_S, process.kill)
    timer.start()
    seen = ""
    for line in process.stdout:
        seen += line
        if words in line:
            timer.cancel()
            return seen
    timer.cancel()
    pytest.fail(f"ended without {words!r}:\n{seen}")


def wait_for_words(log: Path, words: str) -> None:
    """A worker is still starting when the page answers already."""
    deadline = time.monotonic() + PATIENCE_S
    while words not in log.read_text():
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


class TestOwnServers:
    @pytest.mark.parametrize("name", ["plain", "with a blank", "long-" * 30])
    def test_data_outlives_a_restart_wherever_the_folder_lies(self, tmp_path: Path, name: str) -> None:
        for statement in ("CREATE TABLE kept ()", "SELECT FROM kept"):
            with (
                state.opened(tmp_path / name) as here,
                servers.running(here, {}, durable=False) as own,
                psycopg.connect(own.variables["DATABASE_URL"]) as connection,
            ):
                connection.execute(statement)
                assert len(str(here.sockets / ".s.PGSQL.5432")) < 100
        assert not here.sockets.exists()

    def test_case_folds_beyond_ascii(self, tmp_path: Path) -> None:
        with (
            state.opened(tmp_path) as here,
            servers.running(here, {}, durable=False) as own,
            psycopg.connect(own.variables["DATABASE_URL"]) as connection,
        ):
            assert connection.execute("SELECT lower('ÅSA@EXAMPLE.ORG')").fetchone() == ("åsa@example.org",)

    def test_given_servers_are_used_and_none_is_started(self, tmp_path: Path) -> None:
        given = {"DATABASE_URL": "postgres://elsewhere/fallow", "REDIS_URL": "redis://elsewhere"}
        with state.opened(tmp_path) as here, servers.running(here, given, durable=True) as own:
            assert own.children == ()
            assert own.variables == {"FALLOW_STATE_DIR": str(tmp_path)}

    def test_a_folder_of_another_major_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "postgres").mkdir()
        (tmp_path / "postgres" / "PG_VERSION").write_text("9\n")
        with (
            state.opened(tmp_path) as here,
            pytest.raises(Trouble, match=r"made by PostgreSQL 9, and this one is PostgreSQL \d\d"),
        ):
            postgres.launch(here, postgres.find(), durable=True)

    def test_an_interrupted_first_start_leaves_nothing_behind(self, tmp_path: Path) -> None:
        (tmp_path / "postgres.new").mkdir()
        (tmp_path / "postgres.new" / "half").touch()
        with state.opened(tmp_path) as here:
            server, _ = postgres.launch(here, postgres.find(), durable=False)
            server.stop()
        assert not (tmp_path / "postgres.new").exists()

    def test_one_instance_uses_a_folder_at_a_time(self, tmp_path: Path) -> None:
        with (
            state.opened(tmp_path),
            pytest.raises(Trouble, match=f"already runs on {tmp_path} .process {os.getpid()}"),
            state.opened(tmp_path),
        ):
            pass

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent was killed")
    def test_kill_9_leaves_no_process_and_a_clean_database(self, tmp_path: Path) -> None:
        command = [sys.executable, "-c", HOLD_SERVERS, str(tmp_path)]
        with subprocess.Popen(
            command, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as parent:
            read_until(parent, "up")
            parent.kill()
        wait_until_nobody_uses(tmp_path)
        assert "database system is shut down" in (tmp_path / "log" / "postgres.log").read_text()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one instance; only its first start has to load the demo."""
    return tmp_path_factory.mktemp("state")


def see_the_real_pages(address: str) -> None:
    """As people do, and not as who develops them."""
    with urlopen(f"{address}/static/css/base.css") as style:
        assert style.headers["Content-Type"].startswith("text/css")

    with pytest.raises(HTTPError) as missing:
        urlopen(f"{address}/no/such/page/")

    page = missing.value.read().decode()
    assert missing.value.code == 404
    assert "There is nothing at this address" in page
    assert "DEBUG" not in page


class TestSupervisor:
    @pytest.fixture
    def fallow(self, root: Path, free_port: int) -> Iterator[subprocess.Popen[str]]:
        environment = {
            name: value for name, value in os.environ.items() if name not in (*GIVEN, "DJANGO_SETTINGS_MODULE")
        }
        with subprocess.Popen(
            [sys.executable, "-m", "config.local.run"],
            cwd=CHECKOUT,
            env={**environment, "FALLOW_STATE_DIR": str(root), "PORT": str(free_port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            yield process
            process.kill()

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
    def test_it_answers_and_ends_in_order(
        self, fallow: subprocess.Popen[str], root: Path, free_port: int, number: signal.Signals
    ) -> None:
        read_until(fallow, f"http://localhost:{free_port}")
        with urlopen(f"http://127.0.0.1:{free_port}/healthz") as reply:
            assert reply.status == 200
        see_the_real_pages(f"http://127.0.0.1:{free_port}")

        fallow.send_signal(number)

        said, _ = fallow.communicate()
        assert fallow.returncode == 0, said
        assert "Traceback" not in said
        wait_until_nobody_uses(root)
        assert "database system is shut down" in (root / "log" / "postgres.log").read_text()

    def test_sessions_are_signed_with_a_key_of_this_instance(self, tmp_path: Path) -> None:
        key = django_environment.variables(tmp_path, {})["SECRET_KEY"]
        assert len(key) >= 50
        assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
        assert django_environment.variables(tmp_path, {})["SECRET_KEY"] == key
        assert django_environment.variables(tmp_path, {"SECRET_KEY": "given", "DEBUG": "true"}) == {
            "DEBUG": "true",
            "HTTPS": "false",
            "STATIC_FROM_SOURCE": "true",
            "ERASURES_FILE": str(tmp_path / "erasures"),
            "SECRET_KEY": "given",
        }

    @pytest.mark.parametrize(
        ("program", "name", "last_words"),
        [("postgres", "postgres", "ready to accept connections"), ("celery", "worker", "[tasks]")],
    )
    def test_the_death_of_one_ends_all(
        self, fallow: subprocess.Popen[str], root: Path, program: str, name: str, last_words: str
    ) -> None:
        read_until(fallow, "Ctrl-C stops")
        wait_for_words(root / "log" / f"{name}.log", last_words)
        family = psutil.Process(fallow.pid).children(recursive=True)
        victim = next(child for child in family if program in " ".join(child.cmdline()[:3]))

        victim.kill()

        said, _ = fallow.communicate()
        assert fallow.returncode == 1
        assert f"{name} was killed by SIGKILL" in said
        assert last_words in said
        _, alive = psutil.wait_procs(family, timeout=1)
        assert [child for child in alive if child.status() != psutil.STATUS_ZOMBIE] == []

    def test_a_taken_port_is_told_before_anything_starts(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            done = subprocess.run(
                [sys.executable, "-m", "config.local.run"],
                cwd=CHECKOUT,
                env={**os.environ, "FALLOW_STATE_DIR": str(tmp_path), "PORT": str(port)},
                capture_output=True,
                text=True,
                check=False,
            )
        assert done.returncode == 1
        assert f"Fallow stopped: 127.0.0.1:{port}: Address already in use." in done.stderr
        assert done.stdout == ""


class TestTestCommand:
    @pytest.fixture
    def checkout(self, tmp_path: Path) -> Path:
        shutil.copytree(CHECKOUT / "config" / "local", tmp_path / "config" / "local")
        (tmp_path / "config" / "__init__.py").touch()
        (tmp_path / "pytest.ini").write_text("[pytest]\nnorecursedirs = tests/browser\n")
        for name in ("tests/test_fast.py", "tests/browser/test_story.py"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("def test_nothing(): pass\n")
        return tmp_path

    @pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)], ids=["at home", "in CI"])
    def test_it_is_loud_without_chromium_and_fails_in_ci(self, checkout: Path, ci: str, code: int) -> None:
        environment = {**GIVEN, "PATH": "/nowhere", "CI": ci}
        done = subprocess.run(
            [sys.executable, "-m", "config.local.suites"],
            cwd=checkout,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert "1 passed" in done.stdout
        assert "THE BROWSER TESTS DID NOT RUN" in done.stdout.rstrip().splitlines()[-3]


class TestLockFiles:
    @pytest.fixture
    def checkout(self, tmp_path: Path) -> Path:
        for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
            shutil.copy(CHECKOUT / name, tmp_path)
        return tmp_path

    def test_they_are_in_order(self, checkout: Path) -> None:
        assert lock_files.complaints(checkout) == []

    @pytest.mark.parametrize(
        ("old", "new", "complaint"),
        [
            pytest.param("amqp==", "# https://mirror.example\namqp==", "names an address", id="address"),
            pytest.param("django==5.2", "django==4.2", "does not fit pyproject.toml: django", id="old version"),
            pytest.param("gunicorn==", "unicorn==", "does not fit pyproject.toml: gunicorn", id="missing package"),
            pytest.param("    --hash=sha256:", "    # ", "has no hash for amqp", id="no hashes"),
        ],
    )
    def test_what_is_wrong_is_told(self, checkout: Path, old: str, new: str, complaint: str) -> None:
        lock = checkout / "requirements.lock"
        lock.write_text(lock.read_text().replace(old, new))
        assert complaint in "\n".join(lock_files.complaints(checkout))


def wait_for_the_timetable(folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not any(b"plans.tasks.tick" in file.read_bytes() for file in folder.glob("beat-schedule*")):
        assert time.monotonic() < deadline, sorted(file.name for file in folder.iterdir())


class TestComposeFile:
    """Without a docker engine: each command starts with exactly the variables that its service gets."""

    @pytest.mark.parametrize(
        ("service", "sign_of_life"),
        [("web", "Booting worker"), ("worker", "ready."), ("beat", "beat: Starting")],
    )
    def test_a_command_starts_with_its_environment(
        self, tmp_path: Path, free_port: int, service: str, sign_of_life: str
    ) -> None:
        described = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())["services"][service]
        assert described["env_file"] == ".env"
        example = [line.split("=", 1) for line in (CHECKOUT / ".env.example").read_text().splitlines() if "=" in line]
        environment = {name: value for name, value in example if not name.startswith("#")}
        environment["SECRET_KEY"] = "filled in"
        assert set(described["environment"]) == {"DATABASE_URL", "REDIS_URL", "ERASURES_FILE"}
        command = described.get("command") or command_of_the_image()
        here = {"0.0.0.0:8000": f"127.0.0.1:{free_port}", "/tmp/": f"{tmp_path}/"}
        for there, replacement in here.items():
            command = [part.replace(there, replacement) for part in command]
        with subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=CHECKOUT,
            env={**environment, **GIVEN},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            said = read_until(process, sign_of_life)
            if service == "beat":  # it says so before it has opened its timetable, and cannot stop cleanly until then
                wait_for_the_timetable(tmp_path)
            process.terminate()
            said += process.communicate()[0]
        assert "Traceback" not in said
        assert process.returncode == 0


def command_of_the_image() -> list[str]:
    """The exec form in the Dockerfile, which is a list as YAML has it."""
    _, command = (CHECKOUT / "Dockerfile").read_text().split("\nCMD ")
    parts: list[str] = yaml.safe_load(command.replace("\\\n", ""))
    return parts
