# make run and make test do their own set-up; a second run takes seconds and needs no network.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help run test setup setup-dev gpu-engine hostile large fuzz train lock screenshots bench clean
.DEFAULT_GOAL := help

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 14

run: setup ## set up, then open the window; without a display, run the demo here
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	  exec $(BIN)/cofferdam-window; \
	else \
	  echo "No display found: running the demo in the terminal. On a desktop, make run opens the window."; \
	  exec $(BIN)/cofferdam demo; \
	fi

test: setup-dev ## set up, then run linters, type checks and all tests
	@packaging/check.sh

hostile: setup-dev ## two thousand hostile files of each kind through the real readers, about half an hour
	@$(BIN)/python tests/hostile/run.py

large: setup-dev ## read a PDF of 1,600 pages and 1,000 files, and print the memory it took
	@$(BIN)/pytest -s tests/unit/documents/test_large.py

fuzz: setup-dev ## fuzz our own readers, an hour in all; see tests/fuzz/run.py for what it needs
	@$(BIN)/python tests/fuzz/run.py --seconds 330

setup: ## environment, engine and starter models
	@$(PYTHON) packaging/bootstrap.py

setup-dev: ## the same, with what the tests need
	@$(PYTHON) packaging/bootstrap.py --dev

gpu-engine: setup ## an engine with a graphics device beside the processor's: KIND=vulkan or KIND=cuda
	@$(PYTHON) packaging/build_gpu_engine.py $(or $(KIND),vulkan)

train: setup-dev ## train the risk model again from ../shared/data (or COFFERDAM_DATA)
	@COFFERDAM_DATA=$${COFFERDAM_DATA:-../shared/data} $(BIN)/python models/credit-default/train.py

lock: ## write packaging/locks/ anew from pyproject.toml (needs uv and a network)
	@packaging/lock.sh

screenshots: setup-dev ## take the pictures in docs/screenshots/ again
	@QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/screenshots.py

bench: setup ## run every benchmark; one JSON object each
	@for script in $$(grep -l __main__ benchmarks/*.py); do echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

clean: ## remove the environment and what was built here; the cache in ~/.cache/cofferdam stays
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
