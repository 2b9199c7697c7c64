# Every target first makes what it needs, in .local; nothing else is touched.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.PHONY: help demo test test-long twins money voucher-sequences hostile bench bench-scale bench-load lint lock clean
.PHONY: venv docs schema wheel coverage pages pictures

PORT ?= 8000
export PORT
CUSTOMERS ?= 20000
ORDERS ?= 100000
STEPS ?= 50000
# Later runs are quicker with what earlier ones have compiled.
unexport PYTHONDONTWRITEBYTECODE

python := .local/venv/bin/python
run := $(python) demo/postgres.py run $(python) -m

help:
	@echo 'make demo    the shop on http://127.0.0.1:$(PORT) (PORT=...), with customer groups'
	@echo 'make test    the tests in minutes; ARGS="tests/engine -x" goes to pytest'
	@echo 'make test-long   those that take long: pages in a browser, the demo, every field'
	@echo 'make coverage   which lines the tests run; without the longest of them'
	@echo 'make twins   2,000 random journeys with a price of a group and with its twin'
	@echo 'make money   500 orders on terms, whose money changes at random, beside plain books'
	@echo 'make pages   the pages of shop owners, built where they changed'
	@echo 'make lint    style, types, missing migrations'
	@echo 'make docs    links, examples and the schema reference of the documentation'
	@echo 'make pictures   docs/pages, pictures of the pages from the demo shop'
	@echo 'make schema  docs/schema.graphql, made from the code'
	@echo 'make wheel   dist/: sdist and wheel, and the wheel tried in an empty environment'
	@echo 'make voucher-sequences STEPS=50000   random shopping with vouchers, at length'
	@echo 'make hostile   all that nobody should send; make test-long sends a third of it'
	@echo 'make bench   what is promised about speed, measured; COMPARE=file with another run'
	@echo 'make bench-scale CUSTOMERS=... ORDERS=...   groups that fill themselves'
	@echo 'make bench-load   forty shoppers at once, with customer groups off and on'
	@echo 'make lock    the newest versions that fit into requirements/*.in'
	@echo 'make clean   remove .local: the environment, the database, all caches'

demo: venv pages
	@$(run) demo.run

# The process that shares the tests out needs no Django, which takes seconds to load.
# Each costs ten seconds before its first test. For the longest tests there is one more
# than processors: whoever has a browser waits most of the time.
settings := DJANGO_SETTINGS_MODULE
shared_out = -o $(settings)= --dist worksteal --tx '$(1)*popen//env:$(settings)=tests.settings'
processors := $(shell nproc)

# The first time the template database is made beside all else; the first test that needs
# it waits for it. The tests of the pages alone run beside the others, and say what they
# found after them.
test: venv
	@[ -d dashboard/node_modules ] || $(run) tests.database.template & \
	dashboard/build.sh
	@dashboard/build.sh run test >.local/pages.log 2>&1 & pages=$$!; \
	$(run) pytest $(or $(ARGS),-m 'not long' $(call shared_out,$(processors))); python=$$?; \
	wait $$pages; pages=$$?; cat .local/pages.log; \
	exit $$((python ? python : pages))

test-long: venv pages
	@$(run) pytest -m long $(call shared_out,$(shell expr $(processors) + 1))

# Random shopping and what nobody should send run the same lines again, many times.
coverage: venv
	@$(run) coverage run -m pytest -q --ignore tests/demo \
		--ignore tests/graphql/base/hostile/test_hostile_arguments.py \
		--ignore tests/journeys/pricing/test_twins.py \
		--ignore tests/journeys/terms/test_money_sequences.py \
		--ignore tests/journeys/pricing/vouchers/test_voucher_sequences.py
	@$(python) -m coverage report

twins: venv
	@TWINS=$(or $(TWINS),2000) $(run) pytest tests/journeys/pricing/test_twins.py

voucher-sequences: venv
	@VOUCHER_STEPS=$(STEPS) $(run) pytest tests/journeys/pricing/vouchers/test_voucher_sequences.py

money: venv
	@MONEY=$(or $(MONEY),500) $(run) pytest tests/journeys/terms/test_money_sequences.py

hostile: venv
	@HOSTILE=all $(run) pytest tests/graphql/base/hostile/test_hostile_arguments.py

bench: venv pages
	@$(run) benchmarks.run $(if $(COMPARE),--compare $(COMPARE)) $(ARGS)

bench-scale: venv
	@$(run) benchmarks.scale --customers $(CUSTOMERS) --orders $(ORDERS) \
		$(if $(COMPARE),--compare $(COMPARE))

bench-load: venv
	@$(run) benchmarks.load $(ARGS)

lint: venv
	@$(python) -m ruff check --quiet --output-format concise .
	@$(python) -m ruff format --quiet --check .
	@$(python) -m mypy --no-error-summary
	@dashboard/build.sh run lint
	@DJANGO_SETTINGS_MODULE=tests.settings $(python) -W ignore::RuntimeWarning \
		-m django makemigrations --check --dry-run saleor_customer_groups

docs: venv
	@$(run) pytest -q tests/test_documentation.py tests/test_documentation_links.py \
		tests/graphql/base/test_schema_reference.py

# Of the pages of shop owners, from the demo shop.
pictures: venv pages
	@$(run) demo.pictures

schema: venv
	@$(run) tests.schema_reference docs/schema.graphql

wheel: venv pages
	@.ci/wheel

lock: venv
	@for name in saleor-2.10 postgresql uv; do \
		.local/tools/bin/uv pip compile --quiet --upgrade --universal \
			--config-file requirements/uv.toml --python-version 3.11 \
			--generate-hashes --no-header --no-annotate \
			--output-file requirements/$$name.txt requirements/$$name.in || exit; \
	done

clean:
	@if [ -x $(python) ]; then $(python) demo/postgres.py stop; fi
	@rm -rf .local dashboard/node_modules dashboard/generated \
		saleor_customer_groups/dashboard/built

# The pages of shop owners.
pages: venv
	@dashboard/build.sh

venv:
	@demo/bootstrap.sh
