# Every recipe is one line that can be typed by hand; the work is in bin/.
# PORT, HOST and DATABASE_URL may be given on the command line: make run PORT=8001
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run demo test journeys coverage drill check format lint types docs css bench judge lock
PYTHON ?= python3
VENV := .venv/bin

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 12

setup:  ## Debian packages, virtual environment, local secrets: what `make run` needs
	@$(PYTHON) bin/setup.py

setup-dev:  ## the same, and what tests and checks need
	@$(PYTHON) bin/setup.py --dev

run: setup  ## web server and worker, with the demo on an empty database
	@$(VENV)/python bin/serve.py

test:  ## everything on SQLite, then on PostgreSQL, then the journeys in Chromium
	@$(PYTHON) bin/setup.py --dev --browser
	@$(VENV)/python bin/test.py

journeys:  ## only the journeys in Chromium
	@$(PYTHON) bin/setup.py --dev --browser
	@$(VENV)/python bin/test.py browser

coverage: setup-dev  ## which lines and branches the tests on SQLite reach
	@$(VENV)/pytest -n 2 -q --cov --cov-report=term

drill: setup-dev  ## the promises of reliability at their full counts; writes docs/drills.md
	@$(VENV)/python bin/drill.py

check: setup-dev  ## format, lint, types, imports, templates, migrations, production settings
	@$(VENV)/python bin/check.py

format: setup-dev  ## format code and templates
	@$(VENV)/ruff format . && $(VENV)/ruff check --fix . && $(VENV)/djade --target-version 5.2 $$(find templates -name '*.html')

lint: setup-dev  ## only format and lint
	@$(VENV)/python bin/check.py format lint templates

types: setup-dev  ## only types and the order of imports
	@$(VENV)/python bin/check.py types imports

docs: setup-dev  ## write docs/workflow.md from the tables of moves
	@$(VENV)/python manage.py workflow_docs

css: setup-dev  ## compile static/scss
	@$(VENV)/python bin/build_css.py

bench: setup-dev  ## measure; writes docs/benchmarks.json and docs/benchmarks.md
	@$(VENV)/python bin/bench.py $(ROWS)

judge:  ## outside programs decide over a batch of certificates; not zero at the first disagreement
	@$(PYTHON) bin/setup.py --dev --judges
	@$(VENV)/python bin/judge.py

lock: setup-dev  ## resolve requirements*.in into requirements*.txt
	@$(VENV)/pip install --quiet uv==0.13.9 && $(VENV)/python bin/lock.py
