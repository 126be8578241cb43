# Two commands matter: `make demo` and `make test`. Each does its own set-up on a fresh machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up

.PHONY: demo test test-all bench lint set-up clean

demo: set-up
	@$(BIN)/cablegram demo $(if $(FILE),"$(FILE)")

test: set-up
	$(BIN)/ruff check src tests benchmarks training
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not heavy"

test-all: set-up
	$(BIN)/ruff check src tests benchmarks training
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist worksteal

bench: set-up
	$(BIN)/python -m benchmarks

# The archive against the index library alone; COUNTS="10000 50000 250000" for a table of growth.
.PHONY: bench-archive
bench-archive: set-up
	$(BIN)/python -m benchmarks.archive $(or $(COUNTS),20000) --scan

lint: set-up
	$(BIN)/ruff check src tests benchmarks training
	$(BIN)/mypy

set-up: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@echo "setting up $(VENV) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Cablegram needs Python 3.11 or newer; say PYTHON=... to make"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); \
		else echo "Python's venv module is missing: install python3-venv as root"; exit 1; fi; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && apt-get install -y -qq chromium >/dev/null || echo "Chromium could not be installed"; \
		fi; }
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
		echo "Chromium is missing: the browser tests of the reading room are skipped (as root: apt-get install chromium)"
	@touch $(STAMP)

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build

# Coverage-guided fuzzing, beside the tests: SECONDS=600 by default.
.PHONY: fuzz
fuzz: set-up
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris
	$(BIN)/python -m tests.fuzz.fuzz_reading -max_total_time=$(or $(SECONDS),600) -print_final_stats=1

# The model of who is named, trained anew from our annotation (../shared has the gold and the texts).
.PHONY: train-actors measure-actors
train-actors: set-up
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt python-crfsuite
	$(BIN)/python -m training.actors

measure-actors: set-up
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt python-crfsuite
	$(BIN)/python -m training.measure --older
