# make demo: from a clone to a graph of a real report. make test: every test. Both do all the set-up.
.DEFAULT_GOAL := help
.PHONY: help demo test test-wheel lint renew renew-readings wheel benchmark clean

BIN := .venv/bin
REPORT := gold/zx-shanghai-2021.txt

help:
	@echo "make demo        build the graph of $(REPORT) into demo/ and ask it two questions"
	@echo "make test        run every test (the browser's too)"
	@echo "make test-wheel  run those of what is installed once more, from the built wheel"
	@echo "make lint        ruff (style, complexity), mypy and import-linter"
	@echo "make renew       write into the documents what their commands print now"
	@echo "make renew-readings  keep what the texts with gold are read as now, and their figures (10 s)"
	@echo "make wheel       build the wheel into dist/"
	@echo "make benchmark   speed of reading, starting, showing and serving, and whether the same input gives the same bytes"

.venv/installed: pyproject.toml scripts/make-venv
	@scripts/make-venv
	@echo "installing jigou into .venv …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/developed: .venv/installed
	@echo "installing what the tests need into .venv …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 -e '.[dev]'
	@touch $@

demo: .venv/installed
	@PATH="$(CURDIR)/$(BIN):$$PATH" scripts/demo $(REPORT) demo

test: .venv/developed
	@scripts/find-browser
	$(BIN)/python -m pytest

test-wheel: .venv/developed
	scripts/test-wheel

lint: .venv/developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

renew: .venv/developed renew-readings
	JIGOU_RENEW=1 $(BIN)/python -m pytest -q tests/test_docs.py

renew-readings:
	JIGOU_RENEW=1 $(BIN)/python -m pytest -q tests/test_readings.py tests/test_golden.py

wheel: .venv/developed
	rm -rf build
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

benchmark: .venv/developed
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/formats.py
	$(BIN)/python benchmarks/importing.py
	$(BIN)/python benchmarks/stability.py
	$(BIN)/python benchmarks/viewing.py
	$(BIN)/python benchmarks/serving.py

clean:
	rm -rf .venv .venv-wheel build dist demo *.egg-info
