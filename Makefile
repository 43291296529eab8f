# Everything runs in .venv; nothing else on the machine is changed, but for the Debian
# packages that `make test` installs where it is root. `make help` lists the commands.
PYTHON ?= python3
PREPARE := @$(PYTHON) tools/prepare.py
BIN := .venv/bin
ON_POSTGRES := tests/services tests/queries tests/test_database.py tests/web/test_phone_api.py \
	tests/web/test_office_api.py tests/web/test_idempotency.py \
	tests/durability/test_every_statement.py tests/durability/test_bad_network.py
PMQA := @$(BIN)/python -m pmqa_workshop

.PHONY: help run demo check test fix bench clean
.DEFAULT_GOAL := help

help: ## List the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 16

run: ## Start the product on this machine (PMQA_PORT=8000)
	$(PREPARE) run
	$(PMQA) serve

demo: ## The same, with a demonstration workshop in it
	$(PREPARE) run
	$(PMQA) demo
	$(PMQA) serve

check: ## Style, types, import contracts and tests, with what is installed
	$(PREPARE) dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

test: ## The same, after getting what every test needs (browser, databases, LibreOffice, validators)
	$(PREPARE) dev servers browser office ooxml axe
	@$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest --on-postgres $(ON_POSTGRES)

fix: ## Put the code in style
	$(PREPARE) dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: ## Measure: how many phones, how fast
	$(PREPARE) dev
	@$(BIN)/python -m bench

clean: ## Remove what is built and installed here; data/ stays
	rm -rf .venv .web .tools
