#!/bin/sh
# Make .local/venv: Python 3.11 with Saleor 2.10.1, what the demo and the tests need, and
# this package. Takes no time when nothing has changed.
# VENV=... makes another environment, with the wheel PACKAGE=... in it.
set -eu
cd "$(dirname "$0")/.."

venv=${VENV:-.local/venv}
package=${PACKAGE:-pyproject.toml}
platform=requirements/saleor-2.10.txt

say() { printf 'bootstrap: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# What an installation was made from: a file, and the place of this checkout.
fingerprint() { printf '%s %s' "$(cksum <"$1")" "$PWD"; }
is_made_from() { [ "$(cat "$venv/$1" 2>/dev/null)" = "$(fingerprint "$2")" ]; }

is_fitting() {
    "$1" -c '
import sys
from importlib.util import find_spec
installs = find_spec("pip") or find_spec("ensurepip")
sys.exit(sys.version_info[:2] != (3, 11) or not installs)'
}

# By running each candidate, because a pyenv shim may be there and not work. That of a
# distribution comes first: it is built with optimizations that pyenv leaves out.
find_python() {
    if [ -n "${PYTHON:-}" ]; then
        set -- "$PYTHON"
    else
        set -- /usr/bin/python3.11 python3.11 python3 python \
            "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3.11*/bin/python
    fi
    for candidate; do
        if is_fitting "$candidate" 2>/dev/null; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    die "no Python 3.11 with pip or venv found; looked for: $*"
}

get_uv() {
    [ -x .local/tools/bin/uv ] || "$python" -m pip install --quiet --no-deps \
        --require-hashes --target .local/tools -r requirements/uv.txt 2>/dev/null
}

install_with_uv() {
    get_uv && .local/tools/bin/uv venv --quiet --clear --python "$python" "$venv" &&
        .local/tools/bin/uv pip install --quiet --python "$venv" --no-deps \
            --require-hashes --compile-bytecode -r "$platform"
}

install_with_pip() {
    "$python" -m venv --clear "$venv" &&
        "$venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check \
            --no-deps --ignore-requires-python --require-hashes -r "$platform"
}

# The package itself, so that its entry point is known; setuptools is in the platform.
install_package() {
    if [ "$package" = pyproject.toml ]; then
        set -- --editable .
    else
        set -- "$package"
    fi
    if [ -x "$venv/bin/pip" ]; then
        "$venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check \
            --no-deps --no-build-isolation "$@"
    else
        .local/tools/bin/uv pip install --quiet --python "$venv" \
            --no-deps --no-build-isolation "$@"
    fi
}

if ! is_made_from .platform "$platform" || ! "$venv/bin/python" -c '' 2>/dev/null; then
    python=$(find_python)
    say "installing Saleor 2.10.1 into $venv (about a minute)"
    mkdir -p .local
    [ -w "${HOME:-/nonexistent}" ] || export UV_CACHE_DIR="$PWD/.local/uv-cache"
    export UV_PYTHON_DOWNLOADS=never
    install_with_uv || install_with_pip || die "could not install $platform (see above)"
    fingerprint "$platform" >"$venv/.platform"
fi
if ! is_made_from .package "$package"; then
    install_package || die "could not install this package (see above)"
    fingerprint "$package" >"$venv/.package"
fi
