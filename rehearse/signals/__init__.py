"""What was said and seen, moment by moment: arrays, no judgement."""

import os

# Analysis never asks a model hub, whatever is cached. The hub's client reads these when it is first imported.
os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1")
