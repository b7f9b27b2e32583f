# `make` alone lists what can be done. Everything prepares what it needs by itself.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v $$p; break; }; done)
BIN := .venv/bin
PORT ?= 8000
WORKERS ?= 2
PROVINCE ?= hung-yen
WHAT := dev
LOCK := UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header

ifneq ($(PROVINCE),hung-yen)
$(if $(wildcard demo/$(PROVINCE)/province.yaml),,$(error There is no demo/$(PROVINCE); choose one of $(notdir $(patsubst %/,%,$(dir $(wildcard demo/*/province.yaml))))))
export MOTCUA_PROVINCE := $(CURDIR)/demo/$(PROVINCE)
export MOTCUA_VAR := $(CURDIR)/var/$(PROVINCE)
endif

.DEFAULT_GOAL := help
.PHONY: help ready ready-demo demo demo-data demo-reset fmt check test test-domain test-browser pictures test-deep bench messages lock

help: ## List what can be done
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1|\2/' | \
		while IFS='|' read -r name what; do printf '  make %-14s %s\n' "$$name" "$$what"; done

ready-demo:
	@$(MAKE) --no-print-directory ready WHAT=demo

ready: ## Install what the lock files name; does nothing the second time
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none was found."; exit 1; }
	@$(PYTHON) tools/prepare.py $(WHAT)

demo: ready-demo ## Serve a demo province on http://127.0.0.1:8000 (PORT=8080; PROVINCE=hau-giang-2013 for the other)
	@$(BIN)/motcua demo --port $(PORT)

demo-data: ready-demo ## Prepare the demo province without serving it (UNTIL=2025-06-30: up to a day gone by)
	@$(BIN)/motcua demo-data $(if $(UNTIL),--until $(UNTIL))

demo-reset: ready-demo ## Throw the demo province away and prepare it anew
	@$(BIN)/motcua demo-data --reset $(if $(UNTIL),--until $(UNTIL))

fmt: ready ## Format everything
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/djlint --quiet --reformat src || true

check: ready ## Lint, types, imports, templates, migrations, messages, guards of the code base
	@$(BIN)/python tools/check.py

test-domain: ready ## The rules only: seconds
	@$(BIN)/pytest tests/domain --quiet -n $(WORKERS)

test: ready ## All tests; the rules are covered to the last branch
	@$(BIN)/python tools/test.py --workers $(WORKERS)

test-browser: ready ## The journeys in a real browser only
	@$(BIN)/pytest tests/browser -m browser -n $(WORKERS)

pictures: ready ## Draw the pictures of README and manuals anew from the journeys
	@$(BIN)/python tools/pictures.py

test-deep: ready ## Larger worlds, then mutants of the rules: an hour
	@HYPOTHESIS_PROFILE=deep $(BIN)/pytest tests -m "deep or not deep" --timeout=3600 -n $(WORKERS)
	@$(BIN)/mutmut run && $(BIN)/python tools/mutation_score.py

bench: ready ## Measure the budgets of docs/performance.md
	@$(BIN)/motcua bench

messages: ready ## Gather new sentences for the translators and compile what they wrote
	@$(BIN)/python tools/messages.py update
	@$(BIN)/python tools/messages.py compile

lock: ready ## Renew the lock files from requirements/*.in and package.json
	@$(LOCK) --upgrade requirements/dev.in --output-file requirements/dev.txt
	@for name in base demo; do $(LOCK) --constraints requirements/dev.txt requirements/$$name.in \
		--output-file requirements/$$name.txt; done
	@$(BIN)/npm update --package-lock-only --ignore-scripts
