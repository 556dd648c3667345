# Moisson: `make run` starts it, `make test` checks it. Both bring what they need.
SHELL := /bin/sh
export UV_PYTHON_DOWNLOADS ?= never
export UV_LINK_MODE ?= copy
PYTHON ?= python3
PY := .venv/bin/python
.DEFAULT_GOAL := help

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /	/'

run: .venv/.run browser ## Start Moisson on this machine and print its address
	@$(PY) -m moisson up

test: .venv/.test browser lint ## Everything that must hold before a change lands
	$(PY) -m pytest -n 2 --dist loadgroup

lint: .venv/.test ## Style, types, arrows between rooms, translations
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -c "import sys; sys.path.insert(0, 'src'); from importlinter.cli import lint_imports_command as c; c()"
	$(PY) tools/messages.py check

soak: .venv/.test browser ## The long proofs: 50 kills, many visits
	$(PY) bench/kill_rounds.py --rounds 50

bench: .venv/.test browser ## Speed and memory, as ratios in one run
	$(PY) bench/catalogue_search.py
	$(PY) bench/visits.py
	$(PY) bench/idle_memory.py

browser:
	@tools/get_browser.sh $(PY)

.venv/.run: pyproject.toml uv.lock
	@uv=$$($(PYTHON) tools/get_uv.py) && $$uv sync --locked --no-dev --quiet && touch $@

.venv/.test: pyproject.toml uv.lock
	@uv=$$($(PYTHON) tools/get_uv.py) && $$uv sync --locked --quiet && touch $@ .venv/.run

.PHONY: help run test lint soak bench browser
