# The commands that people and programs rely on. `make run` and `make test` need Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --quiet --disable-pip-version-check install --require-hashes
BASE_STAMP := $(VENV)/.installed-base
DEV_STAMP := $(VENV)/.installed-dev
export PORT DATA_DIR
# An empty variable is not a setting.
ifeq ($(PORT),)
unexport PORT
endif
ifeq ($(DATA_DIR),)
unexport DATA_DIR
endif

# The longest first. Two at a time; what each says stays together where make can see to it (4.0).
CHECKS := check-types check-deployment check-templates check-catalogues check-migrations \
  check-imports check-styles check-code

.PHONY: run test check bench image css catalogues requirements clean $(CHECKS)

run: $(BASE_STAMP)
	@exec $(PY) manage.py serve

test: $(DEV_STAMP)
	$(PY) -m pytest

check: $(DEV_STAMP)
	@$(MAKE) --no-print-directory --keep-going --jobs=2 $(if $(filter output-sync,$(.FEATURES)),--output-sync) $(CHECKS)

check-types:
	$(VENV)/bin/mypy --no-incremental

check-deployment:
	$(PY) -m portal.deploy_check

check-templates:
	$(VENV)/bin/djade --check --target-version 5.2 $$(find accounts committee_pages home reports -path '*/templates/*.html')

check-catalogues:
	$(PY) manage.py catalogues --check

check-migrations:
	$(PY) manage.py makemigrations --check --dry-run

check-imports:
	$(VENV)/bin/lint-imports

check-styles:
	$(PY) assets/build.py --check

check-code:
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

bench: $(DEV_STAMP)
	$(PY) -m bench

image:
	@for engine in docker podman buildah; do \
	  if command -v $$engine >/dev/null && $$engine info >/dev/null 2>&1; then \
	    exec $$engine build --tag mahon .; \
	  fi; \
	done; echo "No container engine answers: start docker, podman or buildah." >&2; exit 1

css: $(DEV_STAMP)
	$(PY) assets/build.py

catalogues: $(DEV_STAMP)
	$(PY) manage.py catalogues

requirements:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --output-file requirements/base.txt
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --output-file requirements/dev.txt

clean:
	rm -rf $(VENV) var

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: set PYTHON=" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "No virtual environment could be made. On Debian: apt install python3-venv" >&2; exit 1; }

$(BASE_STAMP): requirements/base.txt | $(VENV)/bin/python
	$(PIP) --requirement requirements/base.txt
	@touch $@

$(DEV_STAMP): requirements/dev.txt | $(VENV)/bin/python
	$(PIP) --requirement requirements/dev.txt
	@touch $@ $(BASE_STAMP)
