#!/bin/sh
# Installs Debian packages when we are root on Debian; else says the one line that does it.
#   tools/debian_packages.sh required python3-venv    stops when it cannot
#   tools/debian_packages.sh optional libatomic1       goes on without
set -eu
need=$1
shift
line="apt-get update && apt-get install -y --no-install-recommends $*"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  printf 'Installing from Debian: %s\n' "$*" >&2
  log=$(mktemp)
  if DEBIAN_FRONTEND=noninteractive sh -c "$line" >"$log" 2>&1; then
    rm -f "$log"
    exit 0
  fi
  tail -n 5 "$log" >&2
  rm -f "$log"
fi
if [ "$need" = required ]; then
  printf 'This needs %s. On Debian, as root:\n  %s\n' "$*" "$line" >&2
  exit 1
fi
printf 'Going on without %s. To have it on Debian, as root:\n  %s\n' "$*" "$line" >&2
