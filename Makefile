# Two commands matter: `make demo` and `make test`. Both build .venv from the one lock file first.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint format lock model teacher vectors evaluate docs bench-cold bench-scoring bench-reading bench-audit bench-off-topic bench-off-topic-rooms bench-decision bench-ablations bench-prevalence bench-serve bench-attributes bench-neardup

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

# What is learnt from, but for what is measured on.
LEARNT := --corpus seeds/comments.jsonl --corpus $(CORPORA)/train.csv.gz $(addprefix --hold-out ,$(wildcard $(CORPORA)/eval/*.gz))
LESSONS := config/recipes/lessons.bin

model: .venv/installed ## train the model that ships with tactful (CORPORA names the folder of train.csv.gz)
	$(BIN)/tactful train --recipe config/recipes/default.toml $(LEARNT) --lessons $(LESSONS) -o classifier/default.tactful

# PyTorch is large and nothing else needs it: the teacher has an environment of its own, pinned in classifier/training/teacher.txt.
.teacher/installed: classifier/training/teacher.txt
	$(PYTHON) -m venv .teacher
	.teacher/bin/python -m pip install --quiet -r classifier/training/teacher.txt
	.teacher/bin/python -m pip install --quiet --no-deps -e .
	@touch $@

teacher: .teacher/installed ## teach the linear model: an hour on two cores; writes $(LESSONS) for `make model`
	.teacher/bin/python -m classifier.training.teacher $(LEARNT) -o $(LESSONS)

vectors: .teacher/installed ## learn the word vectors that off_topic compares by; without, training takes the shipped ones
	.teacher/bin/python -m classifier.training.word_vectors --corpus seeds/comments.jsonl --corpus $(CORPORA)/train.csv.gz

# What the model card compares with lives apart: its pins are not ours. Without it the card says what is missing.
.peers/installed: benchmarks/peers.txt
	$(PYTHON) -m venv .peers
	.peers/bin/python -m pip install --quiet --no-deps -r benchmarks/peers.txt && touch $@ \
		|| echo "the peers in benchmarks/peers.txt can't all be installed; going on without" >&2

MODEL ?= default
CARD ?= docs/model-card.md

evaluate: .venv/installed .peers/installed ## measure a MODEL on our test split and on the sets in CORPORA, and write its CARD
	$(BIN)/python -m benchmarks.model_card --corpora $(CORPORA) --model $(MODEL) -o $(CARD)
	$(BIN)/python -m benchmarks.audit_evaluation --corpora $(CORPORA)

docs: .venv/installed ## write docs/commands.md, the list in docs/formats.md and the pictures anew
	$(BIN)/python -m classifier.cli.reference > docs/commands.md
	$(BIN)/python -m classifier.audit.dumps.reference
	$(BIN)/python docs/pictures.py

bench-cold: .venv/installed ## how long `tactful check` and `import classifier` take to start
	$(BIN)/python benchmarks/cold_start.py

bench-scoring: .venv/installed ## comments per second, and what a reason costs
	$(BIN)/python benchmarks/scoring.py

bench-reading: .venv/installed ## rows per second that one core reads from dumps of each format
	$(BIN)/python benchmarks/reading.py

bench-audit: .venv/installed .peers/installed ## how fast an audit is, beside its peers, as it grows and with more workers
	$(BIN)/python -m benchmarks.audit --corpora $(CORPORA) --output docs

bench-off-topic: .venv/installed ## how well off_topic tells topics apart, source by source
	$(BIN)/python benchmarks/off_topic.py --corpora $(CORPORA)

bench-off-topic-rooms: .venv/installed ## how often the bot suggests another channel, rightly and wrongly
	$(BIN)/python benchmarks/off_topic_rooms.py

bench-decision: .venv/installed ## how long the bot takes to decide about a post
	$(BIN)/python benchmarks/decision.py

bench-ablations: .venv/installed ## what each part of the recipe is worth (half an hour; see --only)
	$(BIN)/python -m benchmarks.ablations --corpora $(CORPORA)

bench-prevalence: .venv/installed ## how often the audit's intervals hold the truth for a set that took no part in them
	$(BIN)/python -m benchmarks.prevalence

bench-serve: .venv/installed ## analyses per second of `tactful serve` on one core, their latency, and its memory (needs wrk)
	$(BIN)/python -m benchmarks.serve

bench-attributes: .venv/installed ## how the attributes of `tactful serve` agree with people's labels
	$(BIN)/python -m benchmarks.serve_attributes --corpora $(CORPORA)

bench-neardup: .venv/installed ## how many planted campaigns of edited copies are found among a million comments (15 minutes)
	$(BIN)/python -m benchmarks.neardup --corpora $(CORPORA) --plot docs/images/campaigns.svg
