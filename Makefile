# Every command a developer needs. `make` alone lists them.
# On the machine: Python 3.11 or later, and make. PYTHON=python3.12 chooses another interpreter.
PYTHON ?= python3
PY := .venv/bin/python
UV_VERSION := 0.13.9
INSTALLED := .venv/.installed

# uv does not read pip's configuration: an index or a certificate that is configured for pip must count here too.
pip_setting = $$($(PY) -m pip config list 2>/dev/null | sed -n "s/^[a-z:]*\.$(1)='\(.*\)'$$/\1/p" | tail -n 1)
uv = UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$(call pip_setting,index-url)}" \
     SSL_CERT_FILE="$${SSL_CERT_FILE:-$(call pip_setting,cert)}" $(PY) -m uv
compile = $(uv) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help setup run manage test test-fast teeth bench check fmt words pictures lock clean

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 16

setup: $(INSTALLED) ## install the locked dependencies into .venv; incremental
$(INSTALLED): requirements-dev.lock Makefile
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Fallow needs Python 3.11 or later, and this is " + sys.version.split()[0] + ". Choose another: make PYTHON=python3.12 …")'
	@echo "Installing into .venv …"
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-input uv==$(UV_VERSION)
	@$(uv) pip sync --quiet --python $(PY) --compile-bytecode requirements-dev.lock
	@touch $@

run: setup ## database, broker, web, worker, clock and a demo team; PORT=8000
	@$(PY) -m config.local.run

manage: setup ## a Django command on the local services: make manage do="night"
	@$(PY) -m config.local.manage $(do)

test: setup ## all tests: fast ones, then browser, then faults
	@$(PY) -m config.local.suites

test-fast: setup ## the tests to run all day; choose with only="-k night"
	@$(PY) -m pytest -n auto -m "not slow" --ignore=tests/isolation $(only)

teeth: setup ## remove the guards between teams one by one: the tests must notice each; some: only="token"
	@$(PY) -m tests.isolation.teeth $(only)

bench: setup ## how fast the engine is, and what it decides over made athletes; real logs: data=DIRECTORY
	@DATABASE_URL=postgres://unused SECRET_KEY=bench HTTPS=false $(PY) -m bench.engine
	@DATABASE_URL=postgres://unused SECRET_KEY=bench HTTPS=false $(PY) -m bench.replay $(or $(data),--synthetic 16)

check: setup ## lint, types, import contracts, migrations, templates, compose file, lock files, all tests
	@$(PY) -m config.local.check

fmt: setup ## format code and templates
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .
	@.venv/bin/djade --target-version 5.2 $$(find templates -name '*.html')

words: setup ## gather what is to be translated, and compile what is, in locale/
	@DATABASE_URL=postgres://unused SECRET_KEY=words HTTPS=false DJANGO_SETTINGS_MODULE=config.settings $(PY) -m config.local.catalogues

pictures: setup ## take the pictures of the README from a running `make run`
	@PYTHONPATH=. $(PY) docs/pictures/take.py

lock: setup ## resolve the dependencies again; newer versions with UPGRADE=--upgrade
	@$(compile) pyproject.toml -o requirements.lock
	@$(compile) pyproject.toml -c requirements.lock --group local --group dev -o requirements-dev.lock

clean: ## remove .venv, caches and the database of test runs; the one of `make run` stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .local/tests
