#!/usr/bin/env bash
# Makes .venv from the lock file and installs the project into it. Safe to run again; prints what it does.
set -euo pipefail
cd "$(dirname "$0")/.."

source packaging/apt.sh

find_python() {
    local name
    for name in python3.11 python3.12 python3 python; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null; then
            printf '%s' "$name"
            return
        fi
    done
    say "Rehearse needs Python 3.11 or 3.12, and none was found. On Debian or Ubuntu: apt install python3 python3-venv"
    exit 1
}

python=$(find_python)
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    apt_install "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
fi
if ! "$python" -c 'import ctypes.util, sys; sys.exit(ctypes.util.find_library("stdc++") is None)' 2>/dev/null; then
    apt_install libstdc++6
fi

if ! .venv/bin/python -c '' 2>/dev/null; then
    say "Making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi
say "Installing the locked packages (about a minute the first time)"
export PIP_DISABLE_PIP_VERSION_CHECK=1
.venv/bin/python -m pip install -q --no-deps --require-hashes -r packaging/requirements.lock
.venv/bin/python -m pip install -q --no-deps --no-build-isolation -e .
touch .venv/.ready
