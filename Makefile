# Two commands matter: `make demo` and `make test`. Both build .venv from the one lock file first.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint format lock model evaluate docs bench-cold bench-scoring

help:            ## list the targets
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 16

# The stamp is newer than the lock file only after an install that ended well.
.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "tactful needs Python 3.11 or newer; set PYTHON=python3.12 or the like" >&2; exit 3; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

demo: .venv/installed ## the bot in a local channel: it flags posts and explains why
	$(BIN)/tactful demo

test: .venv/installed ## every test this machine can run
	$(BIN)/python -m pytest

lint: .venv/installed ## style, types and the rules of the tree
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/installed ## let ruff lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: .venv/installed ## resolve the dependencies anew into requirements.lock
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --all-extras pyproject.toml -o requirements.lock

CORPORA ?= ../shared/corpora

model: .venv/installed ## train the model that ships with tactful (CORPORA names the folder of train.csv.gz)
	$(BIN)/tactful train --recipe config/recipes/default.toml --corpus seeds/comments.jsonl --corpus $(CORPORA)/train.csv.gz -o classifier/default.tactful

evaluate: .venv/installed ## measure it on our own test split and on the evaluation sets in CORPORA
	$(BIN)/tactful evaluate default --set seeds/comments.jsonl --split test
	$(BIN)/tactful evaluate default $(addprefix --set ,$(wildcard $(CORPORA)/eval/*.csv.gz))

docs: .venv/installed ## write docs/commands.md and the pictures anew
	$(BIN)/python -m classifier.cli.reference > docs/commands.md
	$(BIN)/python docs/pictures.py

bench-cold: .venv/installed ## how long `tactful check` and `import classifier` take to start
	$(BIN)/python benchmarks/cold_start.py

bench-scoring: .venv/installed ## comments per second, and what a reason costs
	$(BIN)/python benchmarks/scoring.py
