# Moisson: `make run` starts it, `make test` checks it. Both bring what they need.
SHELL := /bin/sh
.DEFAULT_GOAL := help
# `make run PYTHON=python3.12` chooses another Python than the one uv would take.
PYTHON ?= python3
chosen := $(if $(filter-out file,$(origin PYTHON)),--python "$(PYTHON)")
PY := .venv/bin/python
# One more than the cores of a small machine: tests wait for pages and servers a good part of their time.
WORKERS ?= 3
export UV_PYTHON_DOWNLOADS ?= never
export UV_LINK_MODE ?= copy
# The certificates this machine trusts, so that a company's proxy is no obstacle; else those that uv carries.
export UV_SYSTEM_CERTS ?= $(if $(wildcard /etc/ssl/certs/ca-certificates.crt),true,false)
unexport UV_PROJECT_ENVIRONMENT VIRTUAL_ENV

# $(call bring,OPTIONS): the locked libraries into .venv. Never changes uv.lock.
define bring
@command -v "$(PYTHON)" >/dev/null || { echo "Moisson needs Python 3.11, 3.12 or 3.13: install it, or name it as in make run PYTHON=python3.12" >&2; exit 1; }
@echo "Bringing the libraries Moisson needs (once) ..." >&2
@uv=$$("$(PYTHON)" tools/get_uv.py) || exit 1; \
"$$uv" sync --locked --quiet $(chosen) $(1) || { echo "The libraries could not be brought; the reason stands above (no network?). Run the same command again when it is mended." >&2; exit 1; }
endef

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /	/'

run: .venv/.run browser ## Start Moisson on this machine and print its address
	@$(PY) -m moisson up

test: .venv/.test browser steps lint ## Everything that must hold before a change lands
	$(PY) -m pytest -n $(WORKERS) --dist worksteal

lint: .venv/.test ## Style, types, arrows between rooms, translations
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -c "import sys; sys.path.insert(0, 'src'); from importlinter.cli import lint_imports_command as c; c()"
	$(PY) tools/messages.py check

prepare: .venv/.run browser ## What `make run` needs, without starting it (for servers and upgrades)

soak: .venv/.test browser ## The long proofs: 50 kills, visits stopped at each of their requests
	$(PY) bench/kill_rounds.py --rounds 50
	$(PY) bench/reach.py --stops
	$(PY) bench/read_fuzz.py --rounds 3000

bench: .venv/.test browser ## Speed and memory, as ratios in one run
	$(PY) bench/catalogue_search.py
	$(PY) bench/second_visit.py
	$(PY) bench/visits.py
	$(PY) bench/big_pages.py
	$(PY) bench/many_visits.py
	$(PY) bench/large_file.py
	$(PY) bench/idle_memory.py
	$(PY) bench/reach.py
	$(PY) bench/reading.py

browser:
	@tools/get_browser.sh $(PY)

steps:
	@tools/get_steps.sh

# --inexact: starting Moisson takes nothing away that a test needs.
.venv/.run: pyproject.toml uv.lock
	$(call bring,--no-dev --inexact)
	@touch $@

.venv/.test: pyproject.toml uv.lock
	$(call bring)
	@touch $@ .venv/.run

# Libraries first, then the browser that is started with them.
.NOTPARALLEL:
.PHONY: help run test lint prepare soak bench browser steps
