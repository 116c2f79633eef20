# The front door: `make` lists what there is. It needs Python 3.11 or later and make; the rest it sets up in .venv.

PYTHON ?= python3
BIN    := .venv/bin
SUITES ?= evals/dev-1 evals/dev-2 evals/dev-3
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

# `writeoff` starts quickly because Python keeps the modules it compiled; let nobody's environment forbid that.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo serve test soak lint eval baseline fit record cassettes rails screens bench coverage mutants clean

help:  ## list what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

demo: .venv/runtime  ## fresh books in ./demo/ and the whole walk, step by step
	@$(BIN)/writeoff demo

serve: .venv/runtime  ## the review desk in a browser, on your own books (BOOKS=path takes others)
	@$(BIN)/writeoff serve $(if $(BOOKS),--books $(BOOKS))

test: lint  ## lint, then every test that this machine's programs allow
	@$(BIN)/python -m pytest -q -n auto --maxprocesses 4

soak: .venv/dev  ## ten times the tests' entries, faults and kills, in parts that go on where they were stopped (MINUTES=9)
	$(BIN)/python -m tests.proof.soak $(if $(MINUTES),--minutes $(MINUTES))

lint: .venv/dev  ## style, types, and the map of who may import whom
	@$(BIN)/ruff check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

EVALS := $(sort $(wildcard evals/dev-*)) $(sort $(wildcard evals/suites/*))

eval: .venv/dev  ## every suite by every lane, offline: out/report.html, and by name what fell below evals/baseline.json
	@mkdir -p out
	$(BIN)/writeoff eval $(EVALS) --bench --faults --injections --report out/report.html --baseline

baseline: .venv/dev  ## keep what every lane comes to today as evals/baseline.json
	$(BIN)/writeoff eval $(EVALS) --bench --faults --injections --keep-baseline

fit: .venv/dev  ## fit the confidence anew on own suites, and measure what it proves on the books kept apart
	$(BIN)/writeoff eval $(wildcard evals/suites/own-*) --bench --fit

record: .venv/dev  ## ask the model that is set (WRITEOFF_MODEL, _URL, _KEY) what SUITES have no recorded answer to, and keep it
	$(BIN)/writeoff eval $(SUITES) --reader model --record $(if $(CASES),--cases $(CASES))

cassettes: .venv/dev  ## record anew what is said to QuickBooks, against the practice company (tests/cassettes/quickbooks)
	$(BIN)/python -m tests.adapters.quickbooks.cassettes

rails: .venv/dev  ## walk every loss against a practice company, and write docs/rails.md: what QuickBooks is sent of each
	$(BIN)/python -m tests.proof.rails

screens: .venv/dev  ## a picture of every page of the desk, at a firm's quarter-end, to docs/screens/ (needs chromium)
	$(BIN)/python -m tests.surfaces.screens

bench: .venv/dev  ## side by side with others, each a ratio in one run
	@missed=; for each in bench/*.py; do echo "$$each"; $(BIN)/python $$each || missed="$$missed $$each"; done; \
	    test -z "$$missed" || { echo "missed:$$missed"; exit 1; }

# What decides for the books: each branch of it is run by its own tests, by those of what stands on it, and of the readers.
COVERED := tests/books tests/stages tests/bookkeeping tests/agreement tests/readers tests/worked_examples \
    tests/test_workflow.py tests/test_learning.py tests/test_two_pairs.py tests/surfaces/said tests/surfaces/cli/test_wrong_base.py \
    tests/surfaces/cli/test_duplicates.py

coverage: .venv/dev  ## every branch of books and stages, and what of them no test runs
	$(BIN)/python -m pytest -q -n auto --maxprocesses 4 $(COVERED) --cov=assistant.books --cov=assistant.stages --cov-branch \
	    --cov-report=term-missing:skip-covered --cov-fail-under=100 -o filterwarnings=default

mutants: .venv/dev  ## change each line of validation, valuation and posting, and see whether a test notices: docs/mutants.txt
	$(BIN)/python -m tests.proof.mutating run --max-children 2
	$(BIN)/python -m tests.proof.mutants

clean:  ## remove the environment, the caches and what runs left behind
	rm -rf .venv build dist demo out mutants .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find assistant tests -name __pycache__ -prune -exec rm -rf {} +

# ── The environment: pinned, made anew whenever a pin changes ────────────────────────────────────────────────────────

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else \
	    "writeoff needs Python 3.11 or later, and this is " + sys.version.split()[0] + ": make PYTHON=python3.12 …")'
	@$(PYTHON) -m venv .venv >/dev/null || { rm -rf .venv; \
	    echo "This Python makes no virtual environments. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

.venv/runtime: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Setting up .venv ($< and writeoff itself)"
	@$(PIP) install -r requirements.txt
	@$(PIP) install --no-deps --editable .
	@touch $@

.venv/dev: requirements-dev.txt .venv/runtime
	@echo "Setting up .venv ($<)"
	@$(PIP) install -r requirements-dev.txt
	@touch $@
