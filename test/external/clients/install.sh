#!/usr/bin/env bash
# Makes a Python environment for each file in requirements/ below the folder given (default: .dutycycle/clients of the checkout).
# They cannot share one: ThingsBoard's client brings a paho of its own, Tahu needs an old protobuf. Does nothing where all is there.
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
