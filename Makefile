# hookseal: `make demo` shows it, `make test` proves it, `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help demo test bench lint dist test-dist clean tools stage stage-rust stage-python stage-node stage-c stage-bench
MAKEFLAGS += --no-print-directory

VENV   := .venv
BIN    := $(CURDIR)/$(VENV)/bin
STAGE  := $(CURDIR)/target/stage
BENCH  := $(CURDIR)/target/bench
RUN    := $(BIN)/python tests/run.py
export CARGO_TARGET_DIR := $(CURDIR)/target
export PKG_CONFIG := $(BIN)/pkgconf
export CMAKE := $(BIN)/cmake

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

demo: stage ## sign a real event; every language accepts it and refuses three forgeries
	@target/release/hookseal-tests demo

test: stage ## run every test and check of every language
	@$(RUN) lint tests

lint: stage ## formats, lints and types of every language
	@$(RUN) lint

bench: stage stage-bench ## measure every language beside its peers; writes tests/bench/report.md
	@$(BENCH)/venv/bin/python tests/bench/run.py

dist: $(VENV)/ready bindings-node/node_modules/.package-lock.json ## build the wheel, the npm tarball and the C archive into dist/
	@rm -rf dist && mkdir -p dist
	@$(MAKE) -C bindings-python dist DIST=$(CURDIR)/dist
	@cd bindings-node && npm pack --silent --pack-destination ../dist
	@$(MAKE) -C bindings-c dist DIST=$(CURDIR)/dist
	@ls dist

test-dist: $(VENV)/ready stage-rust ## test what `make dist` has built, as users get it
	@$(BIN)/python -m pytest -q -rs tests/dist

clean: ## remove everything built and installed here
	rm -rf target dist $(VENV) bindings-node/node_modules bindings-node/*.node tests/bench/node/node_modules

tools:
	@.ci/tools

# A stamp and not the folder: an install that broke off is begun anew.
$(VENV)/ready: requirements-dev.txt | tools
	@rm -rf $(VENV) && python3 -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

bindings-node/node_modules/.package-lock.json: bindings-node/package-lock.json | tools
	@cd bindings-node && npm ci --loglevel=error --ignore-scripts >/dev/null

# The three artefacts, installed as a user would install them, each into a fresh folder.
stage: stage-rust stage-python stage-node stage-c

stage-rust: | tools
	@cargo build --release --quiet -p hookseal-tests

stage-python: $(VENV)/ready
	@rm -rf $(STAGE)/venv $(STAGE)/wheel
	@$(BIN)/maturin build --release --quiet -m bindings-python/Cargo.toml --out $(STAGE)/wheel
	@python3 -m venv $(STAGE)/venv
	@$(STAGE)/venv/bin/pip install --quiet --disable-pip-version-check --no-index $(STAGE)/wheel/*.whl

stage-node: bindings-node/node_modules/.package-lock.json
	@rm -rf $(STAGE)/node && mkdir -p $(STAGE)/node
	@cd bindings-node && npm pack --loglevel=error --pack-destination $(STAGE)/node >/dev/null
	@cd $(STAGE)/node && echo '{ "private": true }' > package.json && npm install --loglevel=error --offline ./hookseal-*.tgz

stage-c: | tools
	@rm -rf $(STAGE)/c
	@$(MAKE) -C bindings-c install PREFIX=$(STAGE)/c >/dev/null

# What `make bench` runs besides: the harnesses and the peers of each language.
stage-bench: $(BENCH)/venv/ready tests/bench/node/node_modules/.package-lock.json
	@$(BENCH)/venv/bin/pip install --quiet --disable-pip-version-check --force-reinstall --no-index $(STAGE)/wheel/*.whl
	@$(MAKE) -C tests/bench BUILT=$(BENCH) STAGE=$(STAGE)

$(BENCH)/venv/ready: tests/bench/python/requirements.txt | tools
	@rm -rf $(BENCH)/venv && python3 -m venv $(BENCH)/venv
	@$(BENCH)/venv/bin/pip install --quiet --disable-pip-version-check -r tests/bench/python/requirements.txt
	@touch $@

tests/bench/node/node_modules/.package-lock.json: tests/bench/node/package-lock.json | tools
	@cd tests/bench/node && npm ci --loglevel=error --ignore-scripts >/dev/null
