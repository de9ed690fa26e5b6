.DEFAULT_GOAL := help
.PHONY: help run demo test test-all lint bench docs lock clean
SHELL := /bin/bash
PY := .venv/bin/python
# Empty is unset: what has been compiled is kept, for the tests start many processes.
export PYTHONDONTWRITEBYTECODE :=

help:  ## print the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 12

run:  ## set up everything, load the examples once, serve at http://127.0.0.1:8000
	@.ci/bootstrap run
	@.venv/bin/review serve --demo

demo:  ## the same, and stop before serving
	@.ci/bootstrap run
	@.venv/bin/review demo

test: lint  ## lint and the quick tests (two to three minutes on two cores)
	@$(PY) -m pytest -n auto --dist worksteal -m "not heavy"

test-all: setup-heavy  ## the heavier tests: browser, PostgreSQL, many kills, long runs
	@$(PY) -m pytest -n 2 --dist worksteal -m heavy

lint: setup-test  ## ruff, mypy --strict, import contracts
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

bench: setup-test  ## judging beside other engines, replay of 10,000 matters, a chain of a million events, printing beside other ways
	@$(PY) -m tests.bench
	@$(PY) -m tests.bench_replay
	@$(PY) -m tests.bench_chain
	@$(PY) -m tests.bench_print

docs: setup-test  ## write docs/dossier.md anew from the dataclasses
	@$(PY) -m forms.reference

lock: setup-test  ## write the lock file anew from pyproject.toml
	@.venv/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --upgrade -q -o requirements.lock

clean:  ## remove what the targets made, the data under var/ included
	rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.PHONY: setup-test setup-heavy
setup-test:
	@.ci/bootstrap test

setup-heavy:
	@.ci/bootstrap heavy
