"""Rehearse: practise behavioural interviews offline.

The library under the app and the command line. It never imports Qt and never opens a connection,
except `rehearse.weights.install`, which the person must ask for.
"""

__version__ = "0.1.0"
