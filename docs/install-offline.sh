#!/bin/sh
# Install everyname on a machine with no network from the packages in this folder. Needs Python 3.11 or newer.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-"$HOME/everyname"}
python3 -m venv "$target"
"$target/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here" \
    --require-hashes --requirement "$here/requirements-run.lock"
"$target/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps "$here"/everyname-*.whl
echo "Installed. Start it with: $target/bin/everyname"
