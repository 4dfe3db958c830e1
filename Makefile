# hookseal: `make demo` shows it, `make test` proves it, `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help demo test e2e bench bench-check lint prove prove-quick dist test-dist test-fresh release-check clean tools stage stage-rust stage-python stage-node stage-c stage-bench stage-adapters sender endpoint-c
MAKEFLAGS += --no-print-directory

VENV   := .venv
BIN    := $(CURDIR)/$(VENV)/bin
STAGE  := $(CURDIR)/target/stage
BENCH  := $(CURDIR)/target/bench
TOOLS  := $(CURDIR)/target/tools
RUN    := $(BIN)/python tests/run.py
export CARGO_TARGET_DIR := $(CURDIR)/target
export PKG_CONFIG := $(BIN)/pkgconf
export CMAKE := $(BIN)/cmake

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

demo: stage ## sign a real event; every language accepts it and refuses three forgeries
	@target/release/hookseal-tests demo

test: stage stage-adapters ## run every test and check of every language
	@$(RUN) lint tests

e2e: stage sender endpoint-c ## send 20 000 deliveries to the receivers of every language, on SQLite and PostgreSQL, and kill both
	@$(RUN) e2e

lint: stage ## formats, lints and types of every language
	@$(RUN) lint

bench: stage stage-bench ## measure every language beside its peers; writes tests/bench/report.md
	@$(BENCH)/venv/bin/python tests/bench/run.py

bench-check: $(TOOLS)/bin/gungraun-runner ## count instructions; fails over a ceiling of core/benches/instructions.rs
	@command -v valgrind >/dev/null || { echo "missing: valgrind; install it (Debian: valgrind)" >&2; exit 1; }
	@GUNGRAUN_RUNNER=$< cargo bench --quiet -p hookseal --bench instructions

prove: stage dist ## check the promises of SECURITY.md: fuzzers, mutants, sanitizers, valgrind, two builds
	@$(RUN) proof

prove-quick: stage ## the part of it that fits CI
	@$(RUN) proof-quick

# What is shipped names no folder of this machine and asks for no new libc: zig links it, and its
# caches stay in this folder. (The C library asks for this machine's libc.)
dist: export RUSTFLAGS := --remap-path-prefix=$(CURDIR)=hookseal --remap-path-prefix=$(or $(CARGO_HOME),$(HOME)/.cargo)=cargo
dist: export CARGO_ZIGBUILD_PYTHON_PATH := $(BIN)/python
dist: export CARGO_ZIGBUILD_CACHE_DIR := $(CURDIR)/target/zig
dist: export ZIG_GLOBAL_CACHE_DIR := $(CURDIR)/target/zig
dist: export PATH := $(BIN):$(PATH)
dist: $(VENV)/ready-dist bindings-node/node_modules/.package-lock.json ## build the wheel, the sdist, the npm tarballs and the C archive into dist/
	@rm -rf dist && mkdir -p dist
	@$(MAKE) -C bindings-python dist DIST=$(CURDIR)/dist
	@cd bindings-node && npm run --silent build -- --cross-compile --target x86_64-unknown-linux-gnu.2.28
	@node bindings-node/tarballs.mjs dist >/dev/null
	@CARGO_TERM_QUIET=true $(MAKE) -s -C bindings-c dist DIST=$(CURDIR)/dist
	@ls dist

test-dist: $(VENV)/ready-dist stage-rust tests/dist/node/node_modules/.package-lock.json ## test what `make dist` has built, as users get it
	@$(BIN)/python -m pytest -q -rs tests/dist

release-check: $(VENV)/ready ## prove that everything in dist/ and its sources have one version
	@$(BIN)/python tests/release.py

test-fresh: ## run `make demo` and `make test` in a minimal Debian of their own
	@tests/fresh/run

clean: ## remove everything built and installed here
	rm -rf target dist $(VENV) bindings-node/*.node
	find bindings-node tests -name node_modules -type d -prune -exec rm -rf {} +

# The frameworks of Node, with the staged package, for the suite of the adapters.
SERVERS := tests/adapters/servers/node
stage-adapters: stage-node $(SERVERS)/node_modules/.package-lock.json $(SERVERS)/next/node_modules/.package-lock.json
	@ln -sfn $(STAGE)/node/node_modules/hookseal $(SERVERS)/node_modules/hookseal

# The example of C, as the suite of the adapters asks it.
endpoint-c: stage-c
	@$(MAKE) -C tests/adapters/servers/c PREFIX=$(STAGE)/c BUILD=$(CURDIR)/target/adapters/c

# The simulator of WorkOS's deliveries, target/release/hookseal-sender.
sender: | tools
	@cargo build --release --quiet --locked --manifest-path tests/sender/Cargo.toml

tools:
	@.ci/tools

# A stamp and not the folder: an install that broke off is begun anew.
$(VENV)/ready: requirements-dev.txt | tools
	@rm -rf $(VENV) && python3 -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENV)/ready-dist: requirements-dist.txt $(VENV)/ready
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dist.txt
	@touch $@

%/node_modules/.package-lock.json: %/package-lock.json | tools
	@cd $* && npm ci --loglevel=error --ignore-scripts >/dev/null

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
	@cd bindings-node && npm run --silent build
	@node bindings-node/tarballs.mjs $(STAGE)/node >/dev/null
	@cd $(STAGE)/node && echo '{ "private": true }' > package.json && npm install --loglevel=error --offline ./hookseal-*.tgz

stage-c: | tools
	@rm -rf $(STAGE)/c
	@CARGO_TERM_QUIET=true $(MAKE) -C bindings-c install PREFIX=$(STAGE)/c >/dev/null

# What `make bench` runs besides: the harnesses and the peers of each language.
stage-bench: $(BENCH)/venv/ready tests/bench/node/node_modules/.package-lock.json
	@$(BENCH)/venv/bin/pip install --quiet --disable-pip-version-check --force-reinstall --no-index $(STAGE)/wheel/*.whl
	@$(MAKE) -C tests/bench BUILT=$(BENCH) STAGE=$(STAGE)

$(BENCH)/venv/ready: tests/bench/python/requirements.txt | tools
	@rm -rf $(BENCH)/venv && python3 -m venv $(BENCH)/venv
	@$(BENCH)/venv/bin/pip install --quiet --disable-pip-version-check -r tests/bench/python/requirements.txt
	@touch $@

# Of the version that the benchmark is built with; it need not be fast.
$(TOOLS)/bin/gungraun-runner: Cargo.lock | tools
	@version=$$(cargo pkgid gungraun | sed 's/.*@//') && \
	    cargo install --quiet --debug --locked --root $(TOOLS) --version $$version gungraun-runner
	@touch $@
