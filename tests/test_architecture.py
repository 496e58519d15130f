"""The import arrows hold, and the contracts that check them can fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
CHECKOUT = Path(__file__).resolve().parents[1]
PACKAGES = ("config", "plans", "readiness", "notices", "athletes")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the packages and their contracts, to be spoilt."""
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    for package in PACKAGES:
        shutil.copytree(CHECKOUT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def lint_imports(house: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)


def module_file(house: Path, dotted: str) -> Path:
    path = house.joinpath(*dotted.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def test_the_house_keeps_its_contracts(house: Path) -> None:
    done = lint_imports(house)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("importer", "imported", "contract"),
    [
        pytest.param("athletes.models", "plans.models", "Between apps", id="people import plans"),
        pytest.param("readiness.models", "config.urls", "Between apps", id="an app imports config"),
        pytest.param("plans.models", "plans.night", "Inside an app", id="rows import the night"),
        pytest.param("plans.night", "plans.tasks", "Inside an app", id="writing imports tasks"),
        pytest.param("plans.engine.week", "plans.models", "Inside an app", id="the engine imports rows"),
        pytest.param("readiness.engine.logs", "django.utils.timezone", "Engines", id="an engine imports Django"),
        pytest.param("plans.engine.week", "celery", "Engines", id="an engine imports Celery"),
    ],
)
def test_a_violating_import_breaks_its_contract(house: Path, importer: str, imported: str, contract: str) -> None:
    if imported.split(".")[0] in PACKAGES:
        module_file(house, imported).touch()
    with module_file(house, importer).open("a") as file:
        file.write(f"\nimport {imported}\n")

    done = lint_imports(house)

    assert done.returncode == 1
    assert any(line.startswith(contract) and "BROKEN" in line for line in done.stdout.splitlines()), done.stdout
