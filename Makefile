# La Boussole des jeunes. Every target sets up what it needs; `make help` lists them.
# PORT (8000) and BOUSSOLE_DATA (.data) may be set: two demos then run side by side.

BIN := .venv/bin
LOCAL := BOUSSOLE_LOCAL=1
# Bytecode is kept, whatever the machine prefers: tests start hundreds of processes, and each would compile it all.
unexport PYTHONDONTWRITEBYTECODE
# A browser, and a library that the program which drives it needs. Said again at the end when missing.
# The headless shell draws most pages a third faster; without it, chromium does it all.
BROWSERS := chromium chromium-headless-shell libatomic1
CAN_BROWSE := command -v chromium >/dev/null && PATH="$$PATH:/sbin" ldconfig -p | grep -q libatomic.so.1
BROWSER_MISSING := { $(CAN_BROWSE); } || echo "Left out: the tests in a browser (needs chromium and libatomic1)."
# Proofreads what professionals write, in the demo and in the tests.
CAN_PROOFREAD := command -v grammalecte-cli >/dev/null
PROOFREADER_MISSING := { $(CAN_PROOFREAD); } || echo "Left out: the spelling of offers (needs grammalecte-cli)."
# Draws the sealed document of a charter, in the demo and in the tests.
PANGO := libpango-1.0-0 libpangoft2-1.0-0
CAN_SEAL := PATH="$$PATH:/sbin" ldconfig -p | grep -q libpangoft2-1.0.so.0
PANGO_MISSING := { $(CAN_SEAL); } || echo "Left out: the sealed document of charters (needs $(PANGO))."
# Another program's eyes on that document, in the tests.
CAN_JUDGE := command -v pdfsig >/dev/null
JUDGE_MISSING := { $(CAN_JUDGE); } || echo "Left out: poppler's verdict on sealed charters (needs poppler-utils)."
CHECKS := check-format check-lint check-types check-floors check-templates check-django
UV_COMPILE := $(BIN)/uv --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL := help
.PHONY: help demo test check ci reset install lock docs shots bench chaos runtime dev browser proofreader pango judge $(CHECKS)

help: ## this list
	@echo "Usage: make TARGET   (PORT=8000 BOUSSOLE_DATA=.data)"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 12 | sed 's/^/  /'

demo: runtime proofreader pango ## everything running on http://localhost:PORT, with a demonstration territory; Ctrl-C stops it
	@$(PROOFREADER_MISSING)
	@$(PANGO_MISSING)
	@exec $(BIN)/boussole demo

test: dev browser proofreader pango judge ## the tests, on every core (ARGS="-k word" to choose, on one)
	@$(BIN)/pytest $(or $(ARGS),-n $(shell getconf _NPROCESSORS_ONLN)); result=$$?; $(BROWSER_MISSING); $(PROOFREADER_MISSING); $(PANGO_MISSING); $(JUDGE_MISSING); exit $$result

check: dev ## format, lint, types, floors, templates, migrations: under 30 seconds
	@$(MAKE) --no-print-directory --keep-going --jobs=2 --output-sync=target $(CHECKS)

ci: ## what the continuous integration runs: check, then test, from nothing
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory test

reset: ## remove the data folder (database, files); refuses while something uses it
	@$(or $(wildcard $(BIN)/python),python3) -m config.reset

shots: dev browser ## draw every page into .shots/ (open .shots/index.html), and the pictures of the README
	@$(BIN)/pytest tests/pages/pictures.py $(ARGS); result=$$?; $(BROWSER_MISSING); exit $$result

bench: dev ## measure at the scale of the country (bench/README.md; on a quiet machine)
	@command -v wrk >/dev/null || tools/debian_packages.sh required wrk
	@$(BIN)/python -m bench.run $(ARGS)

chaos: dev ## kill everything under load and judge what is left (ARGS="--mutations" plants bugs; chaos/README.md)
	@$(BIN)/python -m chaos.run $(ARGS)

docs: dev ## write the reference pages that come from the code
	@$(LOCAL) $(BIN)/boussole docs

install: runtime ## the environment of a server: .venv with the locked requirements, nothing else

lock: dev ## compile requirements/*.txt again (UPGRADE=1 takes newer versions)
	$(UV_COMPILE) --group fetch --output-file requirements/fetch.txt
	$(UV_COMPILE) pyproject.toml --group build --output-file requirements/runtime.txt
	$(UV_COMPILE) pyproject.toml --group build --extra dev --constraint requirements/runtime.txt \
		--output-file requirements/dev.txt

# --- what the targets above stand on ---------------------------------------------------------------
runtime:
	@tools/environment.sh runtime

dev:
	@tools/environment.sh dev

proofreader:
	@$(CAN_PROOFREAD) || tools/debian_packages.sh optional grammalecte-cli

pango:
	@$(CAN_SEAL) || tools/debian_packages.sh optional $(PANGO)

judge:
	@$(CAN_JUDGE) || tools/debian_packages.sh optional poppler-utils

browser:
	@{ $(CAN_BROWSE) && { command -v chromium-headless-shell >/dev/null || [ "$$(id -u)" != 0 ]; }; } || \
	  tools/debian_packages.sh optional $(BROWSERS)

check-format:
	@$(BIN)/ruff format --check --quiet . || { echo "Format: run $(BIN)/ruff format ."; exit 1; }

check-lint:
	@$(BIN)/ruff check --quiet .

check-types:
	@$(BIN)/mypy

check-floors:
	@$(BIN)/lint-imports

check-templates:
	@$(BIN)/djlint boussole --lint --quiet

check-django:
	@$(LOCAL) $(BIN)/boussole check --fail-level WARNING
	@$(LOCAL) $(BIN)/boussole docs --check
	@$(LOCAL) $(BIN)/boussole makemigrations --check --dry-run --verbosity 1
