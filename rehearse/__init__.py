"""Rehearse: practise behavioural interviews offline.

The library under the app and the command line. It never imports Qt and never opens a connection,
except `rehearse.weights.install`, which the person must ask for.
"""

import os

__version__ = "0.1.0"

# From 1.29 on ONNX Runtime keeps a device number and reports its use to Microsoft, unless told before it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
