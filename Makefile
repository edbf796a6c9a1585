# What can be done here, and how: `make help`. The work itself is done by the modules named below.

.DEFAULT_GOAL := help
.PHONY: help setup setup-development demo demo-reset test test-fast test-wall test-services test-browser \
        quality bench smoke lint format types contracts checks messages audit lock clean

# The first Python on the machine that is new enough; the environment .venv is made with it.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
BIN := .venv/bin
SOURCES := blocks infra network_core search sites tests manage.py
# Settings from the shell must not leak from the demo into the tests.
TEST := DJANGO_SETTINGS_MODULE=infra.settings.test
# Two processes: more than that has no use on the small machines this is run on.
WORKERS ?= 2
# Takes the guards of the wall away one by one; has a target of its own.
WITHOUT_GUARDS := --ignore=tests/tenancy/wall/test_guards.py
PYTEST := $(TEST) $(BIN)/pytest -q

define need_python
	@test -n "$(PYTHON)" || { echo "✗ Python 3.11 or newer is needed and was not found on this machine." >&2; exit 1; }
endef

help: ## Show this overview
	@echo "Usage: make TARGET"
	@echo
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "First steps: make demo   (another port: PORT=8123 make demo)"

setup: ## Install the product: .venv from the locks, built static files; then .venv/bin/python manage.py works
	$(need_python)
	@$(PYTHON) -m infra.installation product assets

setup-development: ## Install what tests and tools need besides
	$(need_python)
	@$(PYTHON) -m infra.installation development

demo: ## Start the five networks with content on http://localhost:8000/ (PORT=… for another port)
	$(need_python)
	@exec $(PYTHON) -m infra.demo

demo-reset: ## Forget everything that was edited in the demo; the next `make demo` starts over
	$(need_python)
	@exec $(PYTHON) -m infra.demo reset

test: lint types contracts checks test-fast ## Everything that needs only Python: linters, types, contracts, tests on SQLite

test-fast: setup-development ## Only the tests of it (ARGS="tests/search -k umlaut" picks some)
	@echo "→ Tests on SQLite and the embedded search"
	@env -u DATABASE_URL $(PYTEST) -n $(WORKERS) --dist loadgroup --ignore=tests/browser --ignore=tests/benchmarks \
		-m "not elasticsearch" $(WITHOUT_GUARDS) $(ARGS)

test-wall: setup-development ## The wall for every role, and without each guard in turn: the matrix must fail then
	@echo "→ The wall: all roles, and each guard taken away"
	@env -u DATABASE_URL WALL_ROLES=all $(PYTEST) -n $(WORKERS) --dist loadgroup tests/tenancy/wall $(ARGS)

test-services: setup-development ## The same tests on PostgreSQL and Elasticsearch (DATABASE_URL, ELASTICSEARCH_URL, or started just for this), and the migrations
	@$(BIN)/python -m infra.checks.with_postgresql $(BIN)/python -m infra.checks.with_elasticsearch env $(TEST) sh -ec '\
		echo "→ migrations"; $(BIN)/python -m infra.checks.migrations; \
		echo "→ Tests on PostgreSQL"; exec $(BIN)/pytest -q -n $(WORKERS) \
			--ignore=tests/browser --ignore=tests/benchmarks $(WITHOUT_GUARDS) "$$@"' sh $(ARGS)

test-browser: setup-development ## Every template in a real browser: accessibility, no script, no cookie, sizes (needs chromium)
	$(need_python)
	@$(PYTHON) -m infra.installation assets
	@$(BIN)/python -m infra.checks.browser
	@echo "→ Tests in the browser"
	@env -u DATABASE_URL $(PYTEST) tests/browser $(ARGS)

quality: ## Judge the answers of the search (QUERIES=file [CORPUS=folder] [ENGINE=…] [AS_OF=date]); -s: only JSON
	@test -x $(BIN)/python || { echo "✗ First: make setup" >&2; exit 1; }
	@test -n "$(QUERIES)" || { echo "✗ QUERIES=file of judged queries" >&2; exit 1; }
	@$(BIN)/python -m infra.quality "$(QUERIES)" $(if $(CORPUS),--corpus "$(CORPUS)") \
		$(if $(ENGINE),--engine "$(ENGINE)") $(if $(AS_OF),--as-of "$(AS_OF)")

bench: setup-development ## Measure pages and searches ([OFFERS=100000] [ENGINE=…] [DATA=folder to keep what is made up])
	@env -u DATABASE_URL $(PYTEST) -s tests/benchmarks $(ARGS)
	@for engine in $(or $(ENGINE),embedded elasticsearch); do \
		$(BIN)/python -m tests.benchmarks.search --engine $$engine \
			$(if $(OFFERS),--offers $(OFFERS)) $(if $(DATA),--data "$(DATA)") || exit 1; done

smoke: setup-development ## The demo from the outside: first start, five hosts, second start within 10 s
	@$(BIN)/python -m infra.checks.smoke

lint: setup-development ## Look for mistakes in code and templates
	@echo "→ ruff"
	@$(BIN)/ruff check --quiet $(SOURCES)
	@$(BIN)/ruff format --quiet --check $(SOURCES)
	@echo "→ djlint"
	@$(BIN)/djlint --quiet --lint templates

format: setup-development ## Bring Python code into the common format
	@$(BIN)/ruff check --quiet --fix $(SOURCES)
	@$(BIN)/ruff format $(SOURCES)

types: setup-development ## Check the types
	@echo "→ mypy"
	@env -u DATABASE_URL $(BIN)/mypy --no-error-summary

contracts: setup-development ## Check that imports point downwards only
	@echo "→ import contract"
	@$(BIN)/lint-imports

checks: setup-development ## Check for missing migrations and the settings of production
	@echo "→ missing migrations, settings of production"
	@$(BIN)/python -m infra.checks.django_checks

messages: setup-development ## Bring the catalogues in locale/ up to what the sources say to visitors
	@$(BIN)/python -m infra.messages

audit: setup-development ## Ask the advisory databases about the locked packages (needs the network)
	@$(BIN)/pip-audit --require-hashes --disable-pip -r infra/requirements/product.lock

lock: setup-development ## Write the locks anew from pyproject.toml (UPGRADE=1 takes the newest versions)
	@$(BIN)/python -m infra.installation.lock $(if $(UPGRADE),--upgrade)

clean: ## Remove environments, built files and caches; the demo's data stay
	rm -rf .venv .venv-assets infra/assets/node_modules infra/assets/dist
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find $(wildcard $(SOURCES)) -name __pycache__ -type d -prune -exec rm -rf {} +
