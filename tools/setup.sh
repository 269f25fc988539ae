#!/usr/bin/env bash
# Installs what is missing from Debian and npm; nothing else. Run again, it only looks (under 5 s).
#
#   tools/setup.sh            what `make build`, `make test` and `make demo` need
#   tools/setup.sh --bench    also the peer that bench/ compares with
#   tools/setup.sh --fuzz     also clang, for the fuzzers
#   tools/setup.sh --nightly  also clang and clang-tidy
set -euo pipefail
cd "$(dirname "$0")/.."

have() {  # a package counts as present if Debian installed it or the command it brings is there
    case "$1" in
        g++ | cmake | make | git | python3 | npm) command -v "$1" >/dev/null && return 0 ;;
        ninja-build) command -v ninja >/dev/null && return 0 ;;
        nodejs) command -v node >/dev/null && return 0 ;;
    esac
    dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
}

mapfile -t wanted < <(grep -v '^#' tools/debian-packages.txt)
for option in "$@"; do
    [ "$option" = --nightly ] && wanted+=(clang-tidy clang)
    [ "$option" = --fuzz ] && wanted+=(clang)
done
missing=()
for package in "${wanted[@]}"; do
    have "$package" || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    echo "installing: ${missing[*]}"
    as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    log=$(mktemp)
    if ! { "${as_root[@]}" apt-get update -q && DEBIAN_FRONTEND=noninteractive "${as_root[@]}" \
        apt-get install -yq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        echo "setup: Debian packages could not be installed (whole log: $log)" >&2
        exit 1
    fi
    rm -f "$log"
fi

npm_packages() {  # $1: a folder with package-lock.json
    local stamp="$1/node_modules/.package-lock.json"
    if [ ! -e "$stamp" ] || [ "$1/package-lock.json" -nt "$stamp" ]; then
        echo "installing npm packages of $1"
        npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$1"
        touch "$stamp"
    fi
}
npm_packages tools
for option in "$@"; do
    if [ "$option" = --bench ]; then npm_packages bench; fi
done
