# Every target is complete in itself: it makes .venv and installs what it needs. PYTHON=python3.12 picks another Python.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: help demo test check agree onnx-suite speeds breakdown runtime-ir clean

help:
	@echo "make demo        compile and run ResNet-50 and a transformer encoder, compare with onnxruntime"
	@echo "make test        run the tests"
	@echo "make check       lint, type-check, check the direction of imports"
	@echo "make agree       compare whole networks with onnxruntime at several sparsities (long)"
	@echo "make onnx-suite  run ONNX's tests for backends in all modes, record the outcomes, rewrite docs/operators.md"
	@echo "make speeds      compare with every peer found, and rewrite the table of speeds in README.md"
	@echo "make breakdown   measure where the time goes, and rewrite the tables in docs/performance.md"
	@echo "make runtime-ir  make the native runtime's LLVM text from its C"
	@echo "make clean       remove everything that make made"

demo: $(VENV)/installed-test
	@$(BIN)/python -m benchmarks.demo

test: $(VENV)/installed-test
	@$(BIN)/python -m pytest -n auto

check: $(VENV)/installed-test $(VENV)/installed-check
	@$(BIN)/ruff check .
	@rm -rf .build/zeroskip && mkdir -p .build/zeroskip
	@for folder in ir kernels compiler runtime cli; do ln -s ../../$$folder .build/zeroskip/; done
	@for file in api/*.py api/py.typed; do ln -s ../../$$file .build/zeroskip/; done
	@$(BIN)/mypy
	@$(BIN)/python -m pytest tests/test_imports.py

agree: $(VENV)/installed-test
	@$(BIN)/python -m benchmarks.agree

onnx-suite: $(VENV)/installed-test
	@$(BIN)/python -W ignore -m tests.onnx_suite --write

speeds: $(VENV)/installed-test
	@mkdir -p .build
	@$(BIN)/python -m benchmarks.compare --write README.md --json .build/speeds.json

breakdown: $(VENV)/installed-test
	@$(BIN)/python -m benchmarks.breakdown --write docs/performance.md
	@$(BIN)/python -m benchmarks.scaling --write docs/performance.md
	@ZEROSKIP_PEERS= $(BIN)/python -m benchmarks.compare mlp:128 bert --no-huge-pages --write docs/performance.md --mark huge-pages

runtime-ir: $(VENV)/installed-linker
	@$(BIN)/python -m zeroskip.runtime.native.build

clean:
	@rm -rf $(VENV) .build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -prune -exec rm -rf {} +

# One stamp for each set of optional dependencies; pyproject.toml names them.
$(VENV)/installed-%: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e '.[$*]'
	@touch $@
