# Everything runs in a virtual environment of its own; the first target that is called sets it up.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

# Pins hold for what is installed and for what builds it (older pip reads the first name, newer the second).
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_BUILD_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# Prefect with its embedded defaults: no account, no telemetry, nothing outside this folder, time to start on a slow machine.
export PREFECT_HOME ?= $(CURDIR)/.prefect
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export DO_NOT_TRACK := 1
export PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS := 120

# Seconds for each target of `make fuzz`.
FUZZ ?= 300

.PHONY: demo test lint bench fuzz soak samples golden eval docs clean

$(READY): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "setting up $(VENV) (once)"
	@$(BIN)/python -m pip install --quiet --quiet --editable ".[flows,dask,ocr,dev]"
	@$(BIN)/python -m compileall -q src
	@touch $@

demo: $(READY)  ## run the Prefect flow over the samples, with a review page for each
	@$(BIN)/python flows/extract_reports.py $(sort $(wildcard samples/*-[0-9]*)) --out out/demo --review

test: lint  ## everything that must hold before a commit
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)  ## ratios of speed, on the report under EXTRACT_TRUTH or the largest sample
	@$(BIN)/python tests/bench.py

soak: $(READY)  ## very many reports in one run, and hundreds of kills; EXTRACT_SOAK=0.1 does a tenth
	$(BIN)/python -m pytest -n 0 -s -m soak tests/flows
	EXTRACT_KILLS=200 $(BIN)/python -m pytest -n 0 -o timeout=7200 tests/inbox/test_kills.py

fuzz: $(READY)  ## fuzz each reader for FUZZ seconds; what brings one down is left under out/fuzz
	@$(BIN)/python -m pip install --quiet --editable ".[fuzz]"
	@for target in pdf page text word document numerals; do \
		PYTHONPATH=. $(BIN)/python -m tests.fuzz.run $$target $(FUZZ) out/fuzz || exit 1; done

samples: $(READY)  ## build the fictional reports anew (needs the tools that samples/README.md names)
	$(BIN)/python samples/build.py

golden: $(READY)  ## write the golden outputs anew; explain every changed line in the commit
	$(BIN)/python tests/golden.py

eval: $(READY)  ## score everything with known truth and write docs/evaluation.md
	$(BIN)/python samples/evaluate.py

docs: $(READY)  ## write the pages that are made from the code: schemas and command line
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) .prefect out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
