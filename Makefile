# Everything this project does, by name. `make help` lists it.

.DEFAULT_GOAL := help
.PHONY: help demo test check bench audit drill lock format coverage-doc screenshots strings clean env env-dev
MAKEFLAGS += --no-print-directory
BIN := .venv/bin
export PYTHON

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-14s %s\n", $$1, $$2}'

env: ## make the environment from requirements.lock, once
	@scripts/environment runtime

env-dev: ## the same with what the tests need, from requirements-dev.lock
	@scripts/environment dev

demo: env ## start Makegood with the demo company (FRESH=1 anew, PORT=8001 elsewhere, SCALE=100000 orders)
	@echo "make demo: Northvale Appliances on this machine; Ctrl-C stops it."
	@exec $(BIN)/makegood demo $(if $(filter-out 0,$(FRESH)),--fresh) $(if $(PORT),--port $(PORT)) $(if $(SCALE),--scale $(SCALE))

test: env-dev check ## every check, then every test on SQLite, and on PostgreSQL where one is reachable (ARGS="-k AC19")
	@echo "make test: the whole suite, engine by engine."
	@$(BIN)/python scripts/run_tests.py $(ARGS)

check: env-dev ## form, lint, types, layers, rules of the house, migrations, handbook
	@echo "make check: what can be seen without a customer."
	@scripts/check

bench: env-dev ## measure, and print the figures as JSON
	@$(BIN)/makegood bench $(ARGS)

audit: env-dev ## ask the advisory service about every version of the lock files (needs the network)
	@scripts/audit

drill: env ## rehearse the loss of all records on a copy: back up, restore, prove (ARGS="--into postgresql://...")
	@$(BIN)/makegood drill $(ARGS)

format: env-dev ## put the code into its form, and mend what lint can mend
	@echo "make format: ruff, over everything."
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

coverage-doc: env-dev ## write docs/coverage.md (cases and their tests) and docs/operations.md (all acts)
	@$(BIN)/python -m scripts.coverage_doc
	@$(BIN)/python -m scripts.operations_doc

strings: env-dev ## list the strings of the desk for translation, in its catalogue desk.pot
	@$(BIN)/python -m scripts.desk_strings

screenshots: env-dev ## take the pictures of docs/screenshots anew, wide and phone, light and dark
	@$(BIN)/python scripts/screenshots.py

lock: env-dev ## make the lock files again from pyproject.toml (UPGRADE=1 takes newer versions)
	@echo "make lock: requirements.lock, with PostgreSQL's and with what tests need, with hashes and no host."
	@UPGRADE=$(UPGRADE) scripts/lock

clean: ## remove what tools left behind; the environment and the demo's data in var/ stay
	@echo "make clean: caches and build folders; .venv and var stay."
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache src/*.egg-info
	@find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
