# hookseal: `make demo` shows it, `make test` tests it, `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: docs docs-pages docs-parts docs-api docs-serve docs-test docs-screenshots compare help demo test format lint e2e bench bench-flood bench-gateway bench-check prove prove-quick dist dist-all test-dist test-platforms test-fresh release-check clean tools stage stage-rust stage-python stage-node stage-wasm stage-c stage-peers stage-bench stage-bench-gateway stage-adapters cli endpoint-c
MAKEFLAGS += --no-print-directory

VENV   := .venv
BIN    := $(CURDIR)/$(VENV)/bin
STAGE  := $(CURDIR)/target/stage
BENCH  := $(CURDIR)/target/bench
TOOLS  := $(CURDIR)/target/tools
RUN    := $(BIN)/python tests/run.py
FOR    := $(CURDIR)/tests/tools/platforms/toolchain
export CARGO_TARGET_DIR := $(CURDIR)/target
# Its build backend is maturin all the same: bindings-python/backend.
export MATURIN_NO_MISSING_BUILD_BACKEND_WARNING := 1
export PKG_CONFIG := $(BIN)/pkgconf
export CMAKE := $(BIN)/cmake

help:
	@awk -F ':.*## |^##@ ' '/^##@/ { print "\n" $$2 } /^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

##@ Use

demo: stage ## sign a real event; every language accepts it and refuses three forgeries
	@target/release/hookseal-tests demo

##@ Develop

# What must be staged to test one area alone.
NEEDS_rust        := stage-rust
NEEDS_c           := stage-c
NEEDS_python      := stage-python
NEEDS_node        := stage-node
NEEDS_adapters    := stage-python stage-adapters
NEEDS_conformance := stage
NEEDS_docs        := stage
NEEDS_tools       := stage-python stage-node
test: $(VENV)/ready $(if $(SUITE),$(NEEDS_$(SUITE)),stage stage-adapters) ## run every test and check; SUITE=python, node, c, rust, cli, adapters, conformance, docs or tools for one area
	@$(RUN) $(or $(SUITE),lint test)

# Formats all files that `make lint` checks.
format: $(VENV)/ready bindings-node/node_modules/.package-lock.json ## format the sources of every language
	@$(RUN) format

lint: stage ## formats, lints and types of every language
	@$(RUN) lint

e2e: stage cli endpoint-c ## test the gateway and the applications behind it, on SQLite and PostgreSQL, while killing all of them
	@$(RUN) e2e

bench: stage stage-bench bench-flood ## measure every language beside its peers; writes tests/bench/report.md
	@$(BENCH)/venv/bin/python tests/bench/run.py

bench-flood: stage-peers stage-adapters stage-bench-gateway ## flood the adapters and their peers with forged deliveries; writes its report
	@PYTHONPATH=tests/gateway:tests/bench $(BIN)/python tests/bench/flood/run.py

bench-gateway: stage-python stage-node stage-bench-gateway cli ## measure the gateway beside its peers; writes tests/bench/gateway/report.md
	@PYTHONPATH=tests/gateway:tests/bench $(BIN)/python tests/bench/gateway/run.py

compare: stage-peers ## ask WorkOS's SDKs and hookseal the same, for the table of docs/why.md
	@$(BENCH)/venv/bin/python tests/bench/behaviour/compare.py

bench-check: $(TOOLS)/bin/gungraun-runner ## count instructions; fails above a ceiling in core/benches/instructions.rs
	@command -v valgrind >/dev/null || { echo "missing: valgrind; install it (Debian: valgrind)" >&2; exit 1; }
	@GUNGRAUN_RUNNER=$< cargo bench --quiet -p hookseal --features event --bench instructions

clean: ## remove everything that was built or installed here
	rm -rf target dist $(VENV) bindings-node/*.node bindings-node/*.wasm bindings-node/dist
	find bindings-node tests -name node_modules -type d -prune -exec rm -rf {} +

##@ Documentation

PARTS := $(CURDIR)/target/docs-parts
API   := $(CURDIR)/target/docs-api
PYTHON_MODULES := hookseal $(patsubst %.py,hookseal.%,$(notdir $(filter-out %/__init__.py,$(wildcard bindings-python/python/hookseal/[a-z]*.py))))
SITE_PACKAGES = $(wildcard $(STAGE)/venv/lib/python3*/site-packages)
docs: docs-pages docs-api ## build the documentation into target/docs, for any static host
	@rm -rf target/docs/api && cp -r $(API) target/docs/api

docs-serve: docs ## show the documentation on this machine
	@docs/node_modules/.bin/vitepress preview docs

docs-test: docs stage-c stage-peers stage-adapters tests/site/node_modules/.package-lock.json ## run every block of code of the documentation, and test the site in Chromium
	@$(RUN) site

docs-screenshots: docs-pages tests/site/node_modules/.package-lock.json ## pictures of five pages, into target/screenshots
	@node tests/site/screenshots.mjs

docs-pages: docs-parts stage-wasm docs/node_modules/.package-lock.json ## the pages
	@docs/node_modules/.bin/vitepress build docs >/dev/null

# What pages include, each made by the program that knows it.
docs-parts: cli ## the reference of the command, the findings of diagnose, the number of tests
	@mkdir -p $(PARTS)
	@python3 docs/tools/command_reference.py target/release/hookseal >$(PARTS)/command.md
	@cargo run --quiet -p hookseal-docs --bin findings >$(PARTS)/findings.md
	@python3 docs/tools/test_counts.py >$(PARTS)/test-counts.md

# Each by the tool of its language, from the sources.
docs-api: stage-python docs/node_modules/.package-lock.json ## the references of the APIs
	@command -v doxygen >/dev/null || { echo "missing: doxygen; install it (Debian: doxygen)" >&2; exit 1; }
	@rm -rf $(API) target/doc && mkdir -p $(API)
	@cargo doc --quiet --no-deps --all-features -p hookseal && cp -r target/doc $(API)/rust
	@PYTHONPATH=$(SITE_PACKAGES) $(BIN)/python -W ignore -m pdoc $(PYTHON_MODULES) --output-directory $(API)/python
	@docs/node_modules/.bin/typedoc --options docs/typedoc.json
	@doxygen docs/Doxyfile

##@ Release

# Shipped binaries contain no path of this machine and do not need a recent libc, because zig links them.
# Zig's caches stay in this folder.
dist dist-all: export RUSTFLAGS := --remap-path-prefix=$(CURDIR)=hookseal --remap-path-prefix=$(or $(CARGO_HOME),$(HOME)/.cargo)=cargo
dist dist-all: export CARGO_ZIGBUILD_PYTHON_PATH := $(BIN)/python
dist dist-all: export CARGO_ZIGBUILD_CACHE_DIR := $(CURDIR)/target/zig
dist dist-all: export ZIG_GLOBAL_CACHE_DIR := $(CURDIR)/target/zig
dist dist-all: export PATH := $(BIN):$(PATH)
dist: $(VENV)/ready-dist bindings-node/node_modules/.package-lock.json stage-wasm ## build the wheels, the sdist, the npm tarballs, the C archive and the command into dist/
	@rm -rf dist && mkdir -p dist
	@$(MAKE) -C bindings-python dist DIST=$(CURDIR)/dist
	@cd bindings-node && npm run --silent build:native -- --dts ../target/native.d.ts \
	    --cross-compile --target x86_64-unknown-linux-gnu.2.17
	@node bindings-node/tarballs.mjs dist >/dev/null
	@CARGO_TERM_QUIET=true $(MAKE) -s -C bindings-c dist DIST=$(CURDIR)/dist
	@$(MAKE) -C cli dist DIST=$(CURDIR)/dist
	@ls dist

dist-all: dist ## build also for every other platform that can be built for here
	@$(BIN)/python tests/tools/platforms/dist_all.py

test-dist: $(VENV)/ready-dist stage-rust tests/dist/node/node_modules/.package-lock.json ## test what `make dist` built, as users get it
	@$(BIN)/python -m pytest -q -rs --numprocesses 2 --dist loadfile tests/dist --ignore tests/dist/platforms

test-platforms: $(VENV)/ready-dist stage-rust tests/dist/node/node_modules/.package-lock.json tests/adapters/servers/node/next/node_modules/.package-lock.json ## run what `make dist-all` built (under qemu, with musl's loader, under wine), and builds of Next.js
	@PYTHONPATH=tests/dist/platforms:tests/tools/platforms $(BIN)/python -m pytest -q -rs -p summary tests/dist/platforms

release-check: $(VENV)/ready ## check that dist/ and the sources have the same version
	@$(BIN)/python tests/tools/platforms/release_check.py

test-fresh: ## run `make demo` and `make test` in a fresh minimal Debian
	@tests/tools/clean-install/run

prove: stage dist ## check the promises of SECURITY.md: fuzzers, mutants, sanitizers, valgrind, reproducible builds
	@$(RUN) proof

prove-quick: stage ## the part of `make prove` that is fast enough for CI
	@$(RUN) proof-quick

##@ Parts that the targets above need

# Node's frameworks with the staged package, for the tests of the adapters.
SERVERS := tests/adapters/servers/node
stage-adapters: stage-node $(SERVERS)/node_modules/.package-lock.json $(SERVERS)/next/node_modules/.package-lock.json ## Node's frameworks, for the suite of the adapters
	@rm -rf $(SERVERS)/node_modules/hookseal $(SERVERS)/node_modules/@hookseal
	@cp -r $(STAGE)/node/node_modules/hookseal $(STAGE)/node/node_modules/@hookseal $(SERVERS)/node_modules/

# The C example, for the tests of the adapters.
endpoint-c: stage-c ## build the C example for the suite of the adapters
	@$(MAKE) -C tests/adapters/servers/c PREFIX=$(STAGE)/c BUILD=$(CURDIR)/target/adapters/c

cli: | tools ## build the command, target/release/hookseal
	@cargo build --release --quiet --locked --manifest-path cli/Cargo.toml

tools: ## name every tool that is missing or too old
	@.ci/tools

# The target is a stamp, not the folder, so that an interrupted installation starts again.
$(VENV)/ready: requirements-dev.txt | tools
	@rm -rf $(VENV) && python3 -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENV)/ready-dist: requirements-dist.txt $(VENV)/ready
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dist.txt
	@touch $@

%/node_modules/.package-lock.json: %/package-lock.json | tools
	@cd $* && npm ci --loglevel=error --ignore-scripts >/dev/null

# The artefacts, installed as a user installs them, each into a fresh folder.
stage: stage-rust stage-python stage-node stage-wasm stage-c ## build every binding and install it into target/stage

stage-rust: | tools ## the harness and the runner of Rust
	@cargo build --release --quiet -p hookseal-tests

stage-python: $(VENV)/ready ## the wheel, in an environment of its own
	@rm -rf $(STAGE)/venv $(STAGE)/wheel
	@$(BIN)/maturin build --release --quiet -m bindings-python/Cargo.toml --out $(STAGE)/wheel
	@python3 -m venv $(STAGE)/venv
	@$(STAGE)/venv/bin/pip install --quiet --disable-pip-version-check --no-index $(STAGE)/wheel/*.whl

# Not `npm run build`, which does without WebAssembly where this machine's Rust lacks the target.
stage-wasm: bindings-node/node_modules/.package-lock.json ## the WebAssembly, and the bundles that embed it
	@cd bindings-node && $(FOR) wasm32-unknown-unknown npm run --silent build:wasm -- --required
	@cd bindings-node && npm run --silent build:js

# The declarations go elsewhere, so that the tests notice when those in the folder are stale.
stage-node: stage-wasm ## the npm packages, in a project of their own
	@rm -rf $(STAGE)/node && mkdir -p $(STAGE)/node
	@cd bindings-node && npm run --silent build:native -- --dts ../target/native.d.ts
	@node bindings-node/tarballs.mjs $(STAGE)/node >/dev/null
	@cd $(STAGE)/node && echo '{ "private": true }' > package.json && npm install --loglevel=error --offline ./hookseal-*.tgz

stage-c: | tools ## the C library, in a prefix
	@rm -rf $(STAGE)/c
	@CARGO_TERM_QUIET=true $(MAKE) -C bindings-c install PREFIX=$(STAGE)/c >/dev/null

# The peers from PyPI and npm, beside hookseal.
stage-peers: stage-python $(BENCH)/venv/ready tests/bench/node/node_modules/.package-lock.json ## WorkOS's SDKs and other peers
	@$(BENCH)/venv/bin/pip install --quiet --disable-pip-version-check --force-reinstall --no-index $(STAGE)/wheel/*.whl

# What `make bench` needs as well: the harnesses and the peers of each language.
stage-bench: stage-peers ## what make bench runs
	@$(MAKE) -C tests/bench BUILT=$(BENCH) STAGE=$(STAGE)

# Beside the gateway: the load, the bare server, and the applications by hand.
GATEWAY_PEERS := tests/bench/gateway
stage-bench-gateway: $(BENCH)/gateway/ready $(GATEWAY_PEERS)/node/node_modules/.package-lock.json | tools ## what make bench-gateway measures with
	@CARGO_TARGET_DIR=$(BENCH)/http cargo build --release --quiet --locked --manifest-path $(GATEWAY_PEERS)/http/Cargo.toml
	@$(BENCH)/gateway/bin/pip install --quiet --disable-pip-version-check --force-reinstall --no-index $(STAGE)/wheel/*.whl

$(BENCH)/gateway/ready: tests/bench/gateway/python/requirements.txt | tools
	@rm -rf $(BENCH)/gateway && python3 -m venv $(BENCH)/gateway
	@$(BENCH)/gateway/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(BENCH)/venv/ready: tests/bench/python/requirements.txt | tools
	@rm -rf $(BENCH)/venv && python3 -m venv $(BENCH)/venv
	@$(BENCH)/venv/bin/pip install --quiet --disable-pip-version-check -r tests/bench/python/requirements.txt
	@touch $@

# The runner must have the version that the benchmark is built with. It need not be fast.
$(TOOLS)/bin/gungraun-runner: Cargo.lock | tools
	@version=$$(cargo pkgid gungraun | sed 's/.*@//') && \
	    cargo install --quiet --debug --locked --root $(TOOLS) --version $$version gungraun-runner
	@touch $@
