# make demo    install into .venv and extract the example articles with the embedded engine
# make check   everything that must hold: lint, types, import rules, docs in sync, tests (offline)
# make record  ask the embedded engine what tests/cassettes does not hold yet
# make replay  score the recorded answers with `syriaevents eval`, and hold them against their floors
# make dag     check the Airflow example in an environment of its own
# make bench   this library, LangExtract and plain instructor side by side

PYTHON ?= python3
BIN := .venv/bin
.PHONY: demo check test dag record replay bench clean

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[local]'
	touch $@

.venv/complete: .venv/installed
	$(BIN)/python -m pip install --quiet --editable '.[all]' --group dev
	touch $@

demo: .venv/installed
	$(BIN)/syriaevents extract examples/articles/en_hama_front.txt --published 2019-05-09

check: .venv/complete
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/syriaevents schema --check schemas
	$(BIN)/python scripts/help_in_readme.py --check
	$(BIN)/pytest --numprocesses auto --cov --cov-fail-under=95

test: .venv/complete
	$(BIN)/pytest --numprocesses auto

dag:
	$(PYTHON) -m venv .venv-airflow
	.venv-airflow/bin/python -m pip install --quiet --upgrade pip
	.venv-airflow/bin/python -m pip install --quiet --group airflow
	AIRFLOW_HOME=$(CURDIR)/.venv-airflow/home .venv-airflow/bin/python scripts/check_dag.py

record: .venv/complete
	SYRIAEVENTS_RECORD=1 $(BIN)/pytest tests/test_recorded.py -k "own_words"

replay: .venv/complete
	$(BIN)/python scripts/replay.py

bench: .venv/complete
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python benchmarks/compare.py
	$(BIN)/python benchmarks/overhead.py

clean:
	rm -rf .venv .venv-airflow .mypy_cache .ruff_cache .hypothesis .coverage
