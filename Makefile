.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
READY := .venv/.ready
# Where torch without a graphics card's libraries comes from; "--find-links FOLDER" takes wheels at hand.
TORCH_FROM := --extra-index-url https://download.pytorch.org/whl/cpu

$(READY): pyproject.toml packaging/requirements.lock packaging/setup.sh
	@bash packaging/setup.sh

.PHONY: help setup run demo test check format screenshots accuracy bench story-model story-readers lock clean

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

setup: $(READY) ## Make .venv from the lock file (the others do it too)

run: $(READY) ## Open the app (ARGS="--camera clip:FILE" passes options on)
	@bash packaging/system.sh app
	@.venv/bin/rehearse $(ARGS)

demo: $(READY) ## Analyse the sample answer, print the report, write build/demo/report.html
	@bash packaging/demo.sh

test: $(READY) check ## Check style, types and layers, then run every test
	@bash packaging/system.sh test
	@$(PYTHON) -m pytest -n auto --cov --cov-report=term:skip-covered

check: $(READY)
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports

format: $(READY) ## Lay the code out
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

screenshots: $(READY) ## Draw every view in both themes into build/screenshots/
	@bash packaging/system.sh test
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.screenshots

accuracy: $(READY) ## Measure accuracy and print one table (REHEARSE_EVAL=FOLDER adds data of your own)
	@$(PYTHON) -m tests.accuracy

bench: $(READY) ## Measure speed and memory against their floor
	@$(PYTHON) -m tests.bench

story-model: $(READY) ## Make the story check's model file from the labelled answers
	@$(PYTHON) -m tests.accuracy.train_story

story-readers: $(READY) ## Train the story check's readers anew, then its model file (needs torch in build/torch)
	@test -d build/torch || .venv/bin/uv pip install -q --python $(PYTHON) --target build/torch --no-deps \
		torch==2.13.0+cpu sympy networkx mpmath jinja2 fsspec typing-extensions filelock \
		$(TORCH_FROM)
	@PYTHONPATH=build/torch $(PYTHON) -m tests.accuracy.train_readers
	@$(PYTHON) -m tests.accuracy.train_story

lock: $(READY) ## Resolve the dependencies anew
	@.venv/bin/uv pip compile pyproject.toml --extra app --extra dev --universal --python-version 3.11 --generate-hashes --upgrade -q \
		--custom-compile-command "make lock" -o packaging/requirements.lock

clean: ## Remove what was made, .venv included
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage* *.egg-info
