#!/usr/bin/env bash
# Creates a Python environment for each file in requirements/ below the given folder (default: .dutycycle/clients of the checkout).
# They can't share an environment, because ThingsBoard's client includes its own paho, and Tahu needs an old protobuf. Does nothing if
# all environments exist.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
target="${1:-$here/../../../.dutycycle/clients}"
for requirements in "$here"/requirements/*.txt; do
  name="$(basename "$requirements" .txt)"
  if ! cmp -s "$requirements" "$target/$name/installed.txt"; then
    python3 -m venv --clear "$target/$name"
    "$target/$name/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"
    cp "$requirements" "$target/$name/installed.txt"
  fi
done
