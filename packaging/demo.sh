#!/usr/bin/env bash
# The main job on the sample answer, in a throw-away library: analyse, print the report, write it as a page.
set -euo pipefail
cd "$(dirname "$0")/.."
demo=build/demo
rm -rf "$demo"
mkdir -p "$demo"
export REHEARSE_HOME="$PWD/$demo/home" REHEARSE_LIBRARY="$PWD/$demo/library"
.venv/bin/rehearse analyze assets/sample/answer.mp4 --recogniser sphinx --baseline 0-1 --question general/two-good-options
.venv/bin/rehearse export last --format html --output "$demo/report.html"
