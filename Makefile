# Two commands for a fresh machine: `make demo` and `make test`. The others are for those who work on it.
PYTHON ?= python3
VENV := .venv
PEERS := .venv-peers
PY := $(VENV)/bin/python
EV := $(VENV)/bin/everyname
OUT ?= demo-out
NEED_DATA ?=

.PHONY: demo test test-spark check bench bench-link bench-estimate bench-ledger bench-edition bench-erasure torture peers bench-claims \
	packs maps docs messages pictures wheelhouse check-leak lock clean

demo: $(VENV)/installed
	$(EV) demo --out $(OUT)

test: export NEED_DATA := $(NEED_DATA)
test: check
	$(PY) -m pytest tests

check: $(VENV)/installed
	$(VENV)/bin/ruff check src tests
	$(VENV)/bin/ruff format --check src tests
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-cache

# Everything is locked by hash. Packages come by name from wherever pip is set up to look.
$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# Times of the whole job on invented data; prints a table.
bench: $(VENV)/installed
	$(PY) tests/bench.py

# The table of targets for names and linking, beside its peers; needs the development data (EVERYNAME_DATA).
# ROWS="names gaza" measures these alone.
ROWS ?=

bench-link: $(VENV)/installed
	-$(MAKE) --no-print-directory peers
	PYTHONPATH=tests $(PY) -m bench_link $(ROWS)
	PYTHONPATH=tests $(PY) -m bench_link.drawn

# The table of targets for estimation; rows on real tables need the development data (EVERYNAME_DATA).
# ROWS="vectors speed latent spread coverage" measures these alone; answers on simulated tables are kept until code changes.
bench-estimate: $(VENV)/installed
	OMP_NUM_THREADS=1 PYTHONPATH=tests $(PY) -m bench_estimate $(ROWS)

# The table of targets for the speed of ledger, rebuild and bundles, on a book of a million entries made for it: about ten minutes and
# 6 GB of disk. ROWS="F7 F13 F14 F15 F16" measures these alone; EVERYNAME_BENCH_ENTRIES and EVERYNAME_BENCH_BYTES make it smaller.
bench-ledger: $(VENV)/installed
	OMP_NUM_THREADS=1 PYTHONPATH=tests $(PY) -m bench_ledger $(ROWS)

# The table of targets for editions: building (10,000 persons; large: 100,000, minutes and 2 GB of disk), name search and both verifiers in a real
# Chromium. ROWS="build search verify" measures these alone.
bench-edition: $(VENV)/installed
	OMP_NUM_THREADS=1 PYTHONPATH=tests $(PY) -m bench_edition $(ROWS)

# 1,000 canaries in everything a book holds, erased at one desk and looked for in every byte of five (COUNT, SEED).
COUNT ?= 1000
SEED ?= 1

bench-erasure: $(VENV)/installed
	OMP_NUM_THREADS=1 PYTHONPATH=tests $(PY) -m book.erasure_canaries $(COUNT) $(SEED)

# What is broken on purpose in ledger and courier, and what went wrong; ROWS="F1 F2 F3 F4 F5 F6 F9" runs these alone.
# TORTURE_PART=0.1 tries a tenth; the whole table takes one to two hours of a processor (docs/reference/torture.md).
torture: $(VENV)/installed
	OMP_NUM_THREADS=1 PYTHONPATH=tests $(PY) -m torture $(ROWS)

# 5,000 canaries in everything that must not be published, looked for in every byte of an edition (COUNT, SEED).
bench-leaks: COUNT = 5000
bench-leaks: $(VENV)/installed
	OMP_NUM_THREADS=1 PYTHONPATH=tests $(PY) -m edition.leaks $(COUNT) $(SEED)

# Attacking texts in every field people write, every page opened in a real Chromium.
bench-attacks: $(VENV)/installed
	PYTHONPATH=tests $(PY) -m edition.attacks

# What others offer, for the table; never shipped, and in an environment of its own (nomenklatura needs duckdb<2).
peers: $(PEERS)/installed

$(PEERS)/installed: requirements-peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements-peers.txt
	touch $@

# One equality test: linking by Spark (Java 17) gives the persons that DuckDB gives.
test-spark: $(VENV)/spark
	$(PY) -m pytest tests/link/test_spark.py

$(VENV)/spark: $(VENV)/installed requirements-spark.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-spark.lock
	touch $@

# The packs and the name model, learned anew from the open lists (EVERYNAME_DATA); the same lists give the same files.
packs: $(VENV)/installed
	$(PY) tools/names/build.py

# The map of every country from Natural Earth: WORLD_MAP is `world_map.gpkg` of Debian's package qgis-common.
maps: $(VENV)/installed
	PYTHONPATH=tools/maps $(PY) tools/maps/build.py $(WORLD_MAP)

bench-claims: $(VENV)/installed
	$(PY) tests/claims/bench_muc.py

# Brings the edition's translations in line with its English sentences; says how far each language is.
messages: $(VENV)/installed
	$(PY) tools/messages.py

# Draws the pictures of the edition (invented data) into docs/pictures with Chromium.
pictures: $(VENV)/installed
	$(PY) docs/pictures/draw.py

# Writes the reference of commands from their own help.
docs: $(VENV)/installed
	$(PY) docs/reference/write_commands.py > docs/reference/commands.md

# An installer for a machine with no network: copy the folder, run its install.sh.
wheelhouse: $(VENV)/installed
	$(PY) -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir wheelhouse .
	$(PY) -m pip download --quiet --require-hashes --only-binary :all: --requirement requirements-run.lock --dest wheelhouse
	cp requirements-run.lock wheelhouse/
	cp docs/install-offline.sh wheelhouse/install.sh

# No name from the real development data may stand in the tree, its history or the wheel.
check-leak: $(VENV)/installed
	$(PY) tests/check_leak.py

# Renew the lock (needs the `uv` client): universal, by hash, naming no address.
lock:
	uv pip compile --universal --python-version 3.11 --no-header --no-annotate --generate-hashes \
		--extra dev --extra postgresql --upgrade pyproject.toml --output-file requirements.lock
	uv pip compile --universal --python-version 3.11 --no-header --no-annotate --generate-hashes \
		--constraint requirements.lock pyproject.toml --output-file requirements-run.lock
	uv pip compile --universal --python-version 3.11 --no-header --no-annotate --generate-hashes \
		--constraint requirements.lock --extra spark pyproject.toml --output-file requirements-spark.lock

clean:
	rm -rf $(OUT) wheelhouse build dist
