# `make help` says what there is to do here.
PORT ?= 8000
HOST ?= 127.0.0.1
DB ?= sqlite
BIN := .venv/bin
PYTHON3 := $(BIN)/python

# The tests choose their database by DB alone, whatever DATABASE_URL says.
POSTGRES := $(or $(DATABASE_URL),postgres://postgres@127.0.0.1:5432/academy)
DATABASE_sqlite := env -u DATABASE_URL
DATABASE_postgres := env DATABASE_URL=$(POSTGRES)
DATABASE := $(or $(DATABASE_$(DB)),$(error DB=$(DB) is unknown: take DB=sqlite or DB=postgres))
CHECK := env -u DATABASE_URL DJANGO_SETTINGS_MODULE=learning.settings.test $(PYTHON3) manage.py

.PHONY: help run test lint format bench lock messages screenshots clean dev-packages chromium postgres-answers

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | awk -F'|' '{ printf "make %-12s %s\n", $$1, $$2 }'

run: export BASE_URL ?= http://127.0.0.1:$(PORT)
run: export BIND := $(HOST):$(PORT)
run: export DJANGO_SETTINGS_MODULE ?= learning.settings.dev
run: export PYTHONUNBUFFERED := 1
run:  ## the academy at http://127.0.0.1:8000 (PORT=… for another port, HOST=0.0.0.0 to let phones in)
	@python=$$(.ci/python) && "$$python" .ci/port.py $(HOST) $(PORT)
	@.ci/setup requirements.txt
	@$(PYTHON3) manage.py prepare
	@exec $(BIN)/gunicorn --config python:learning.server learning.wsgi

test: dev-packages chromium lint  ## every check and every test (DB=postgres for PostgreSQL)
	$(CHECK) makemigrations --check --dry-run
	$(CHECK) check_messages
	$(DATABASE) $(BIN)/pytest --numprocesses auto

lint: dev-packages  ## style, and imports that go one way
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo

format: dev-packages  ## bring the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: dev-packages  ## cost of the pages people open most, as ratios to a bare view
	$(PYTHON3) -m bench

screenshots: dev-packages chromium  ## pictures of every page, into docs/screenshots/
	$(PYTHON3) -m bench.screenshots

lock: dev-packages  ## requirements*.txt anew from requirements*.in
	$(PYTHON3) -m pip install -q uv
	for name in requirements requirements-dev; do \
		$(PYTHON3) -m uv pip compile --python-version 3.11.2 --no-header --no-annotate $$name.in -o $$name.txt; \
	done

messages: dev-packages  ## collect the texts to translate and compile the translations
	$(PYTHON3) manage.py collect_messages
	$(PYTHON3) manage.py compile_translations

clean:  ## remove the virtual environment and all caches; the data in var/ stays
	rm -rf .venv .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

dev-packages:
	@.ci/setup requirements-dev.txt
	@cp requirements.txt .venv/requirements.txt  # the development packages contain those of `make run`

chromium: dev-packages
	@$(PYTHON3) -m tests.chromium

postgres-answers: dev-packages
	@$(DATABASE_postgres) $(PYTHON3) .ci/postgres.py
