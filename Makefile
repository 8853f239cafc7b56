# Choudo's commands. `make help` lists them; each installs what it needs.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
INSTALL = $(BIN)/uv pip install -q --python $(PY) --require-hashes
PIP = $(BIN)/pip install -q --disable-pip-version-check --require-hashes

.DEFAULT_GOAL := help
.PHONY: help setup demo run migrate test test-quick test-browser check fix bench faults messages clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# ---- what needs to be there -------------------------------------------------------
$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Choudo needs Python 3.11 or newer as '$(PYTHON)'. Install it, or name another: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python's venv module is missing. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Making the virtual environment ($(VENV)) …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) -r requirements/installer.txt 2>/dev/null || true
	@touch $@

$(VENV)/app: requirements/app.txt $(VENV)/made
	@echo "Installing the application's packages (locked, with hashes) …"
	@$(INSTALL) -r $< 2>/dev/null || $(PIP) -r $<
	@touch $@

$(VENV)/test: requirements/test.txt $(VENV)/app
	@echo "Installing what the tests need …"
	@$(INSTALL) -r $< 2>/dev/null || $(PIP) -r $<
	@touch $@

$(VENV)/quality: requirements/quality.txt $(VENV)/app
	@echo "Installing what the checks need …"
	@$(INSTALL) -r $< 2>/dev/null || $(PIP) -r $<
	@touch $@

$(VENV)/messages: $(wildcard locale/*/LC_MESSAGES/*.po) $(VENV)/app
	@$(PY) manage.py compile_catalogues
	@touch $@

setup: $(VENV)/app $(VENV)/test $(VENV)/quality $(VENV)/messages ## install everything for developing

# ---- use it ------------------------------------------------------------------------
demo: export DJANGO_SETTINGS_MODULE = learning.settings.demo
demo: $(VENV)/messages ## a demo city on http://127.0.0.1:$(PORT) (PORT= for another)
	@$(PY) manage.py prepare_demo --port $(PORT)
	@exec $(BIN)/gunicorn learning.wsgi -c learning/serving.py -b 127.0.0.1:$(PORT)

run: export DJANGO_SETTINGS_MODULE = learning.settings.dev
run: $(VENV)/messages ## the developers' server
	@$(PY) manage.py runserver 127.0.0.1:$(PORT)

migrate: $(VENV)/messages ## bring the database up to date
	@$(PY) manage.py migrate
	@$(PY) manage.py createcachetable

# ---- prove it ----------------------------------------------------------------------
PYTEST = $(BIN)/pytest -q --ds=learning.settings.test
WITHOUT_BROWSER = tests/unit tests/spec tests/architecture tests/integration tests/faults

test: $(VENV)/test $(VENV)/messages ## all tests, on SQLite and PostgreSQL, and in a browser
	@$(PY) -m tests.browser.chromium --install
	$(PYTEST) -n 2 $(WITHOUT_BROWSER)
	$(PY) -m tests.with_postgresql $(PYTEST) -n 2 tests/unit tests/integration tests/faults
	$(PYTEST) tests/browser

test-quick: $(VENV)/test $(VENV)/messages ## no browser, nothing slow
	$(PYTEST) -m "not slow" tests/unit tests/spec tests/architecture

test-browser: $(VENV)/test $(VENV)/messages ## the journeys in a browser
	@$(PY) -m tests.browser.chromium --install
	$(PYTEST) tests/browser

check: $(VENV)/quality $(VENV)/messages ## format, lint, types, contracts, migrations, templates, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy .
	$(PY) manage.py check
	$(PY) manage.py makemigrations --check --dry-run
	git ls-files '*.html' | xargs $(BIN)/djade --check --target-version 5.2
	$(PY) manage.py check_catalogues

fix: $(VENV)/quality ## format and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	git ls-files '*.html' | xargs $(BIN)/djade --target-version 5.2

messages: $(VENV)/app ## collect the texts of the interface into the catalogues
	$(PY) manage.py collect_messages

bench: $(VENV)/test $(VENV)/messages ## measure, print a table, write JSON
	$(PY) -m tests.bench

faults: $(VENV)/test $(VENV)/messages ## kill the server while 10,000 answers are saved; none may be lost
	$(PY) -m tests.faults

clean: ## remove the environment; var/ (the data) stays
	rm -rf $(VENV)
