#!/bin/sh
# Makes .venv hold exactly what requirements/ lists, hashes checked. Instant when nothing changed.
#   tools/environment.sh runtime    what a server needs
#   tools/environment.sh dev        and what tests need
set -eu
cd "$(dirname "$0")/.."
wanted=$1
python=${PYTHON:-python3}
export UV_PYTHON_DOWNLOADS=never PIP_DISABLE_PIP_VERSION_CHECK=1

# What is installed: the list, its hash, and where (a moved folder breaks the scripts of an environment).
state_of() { echo "$1 $(cat requirements/fetch.txt "requirements/$1.txt" | sha256sum | cut -c1-20) $PWD"; }
installed=$(cat .venv/.installed 2>/dev/null || true)
case "$installed" in
  "$(state_of "$wanted")" | "$(state_of dev)") [ -x .venv/bin/boussole ] && exit 0 ;;
esac

say() { printf '%s\n' "$*" >&2; }

say "Environment: .venv, from requirements/$wanted.txt (a minute or two the first time)."
command -v "$python" >/dev/null || { say "Python 3.11 or later is needed: apt-get install python3"; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  { say "Python 3.11 or later is needed, and $python is older: make PYTHON=python3.12 …"; exit 1; }

# Debian gives Python without the part that makes environments.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  tools/debian_packages.sh required python3-venv
fi
# An environment made elsewhere, by another Python or half-way is made again.
case "$installed" in *" $PWD") .venv/bin/python -c '' 2>/dev/null || rm -rf .venv ;; ?*) rm -rf .venv ;; esac
[ -x .venv/bin/python ] || { rm -rf .venv; "$python" -m venv .venv; }
rm -f .venv/.installed

with_uv() {
  [ -x .venv/bin/uv ] ||
    .venv/bin/python -m pip install --quiet --require-hashes -r requirements/fetch.txt || return 1
  # The machine's own certificates when it has some: a company's network may have added one.
  certificates=$([ ! -e /etc/ssl/certs/ca-certificates.crt ] || echo --system-certs)
  .venv/bin/uv --no-config $certificates pip sync --quiet --require-hashes --python .venv/bin/python \
    requirements/fetch.txt "requirements/$wanted.txt" &&
    .venv/bin/uv --no-config pip install --quiet --offline --no-deps --no-build-isolation \
      --python .venv/bin/python --editable .
}
with_pip() {
  .venv/bin/python -m pip install --quiet --require-hashes -r "requirements/$wanted.txt" &&
    .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
}
with_uv || { say "uv could not do it: pip does, more slowly."; with_pip; }
state_of "$wanted" > .venv/.installed
