# make demo: from a clone to a graph of a real report. make test: every test. Both do all the set-up.
.DEFAULT_GOAL := help
.PHONY: help demo test lint wheel benchmark clean

BIN := .venv/bin
JIGOU := $(BIN)/jigou
REPORT := gold/zx-shanghai-2021.txt
GRAPH := demo/graph

help:
	@echo "make demo    build the graph of $(REPORT) into demo/ and ask it two questions"
	@echo "make test    run every test (the browser's too)"
	@echo "make lint    ruff and mypy"
	@echo "make wheel   build the wheel into dist/"

.venv/installed: pyproject.toml scripts/make-venv
	@scripts/make-venv
	@echo "installing jigou into .venv …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/developed: .venv/installed
	@echo "installing what the tests need into .venv …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: .venv/installed
	@scripts/demo $(REPORT) demo

test: .venv/developed
	@scripts/find-browser
	$(BIN)/python -m pytest

lint: .venv/developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

wheel: .venv/developed
	$(BIN)/python -m build --wheel --outdir dist

benchmark: .venv/developed
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/importing.py
	$(BIN)/python benchmarks/stability.py

clean:
	rm -rf .venv build dist demo *.egg-info
