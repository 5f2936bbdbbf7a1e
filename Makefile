# Each line can be run by hand. The virtual environment is .venv; everything else stands in pyproject.toml.
PYTHON ?= python3
BIN = .venv/bin

setup: .venv/ready

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch .venv/ready

build: setup
	$(BIN)/techatlas build

test: setup
	$(BIN)/python -m pytest

test-slow: setup
	$(BIN)/python -m pytest -m slow

kill: setup
	$(BIN)/python tests/files/kill.py --swap 200 --random 50

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BIN)/techatlas check

# The core of the tests with the lowest versions of all libraries, and with every other Python that can be had.
versions: setup
	$(BIN)/python tests/versions.py

# The licence of every library that techatlas brings along.
licences: setup
	$(BIN)/pip-licenses --python=$(BIN)/python --from=mixed --with-urls --order=license

# Looks for inputs that end a reader in an unforeseen way: SECONDS for each reader.
SECONDS ?= 60
fuzz: setup
	$(BIN)/python -m pip install --quiet --editable ".[fuzz]"
	for target in $$(tail -n +2 tests/fuzz/targets.csv | cut -d, -f1); do $(BIN)/python tests/fuzz/fuzz.py $$target $(SECONDS) || exit 1; done

docs: setup
	$(BIN)/python docs/generate.py

.PHONY: setup build test test-slow kill check versions licences fuzz docs
