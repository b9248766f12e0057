#!/bin/sh
# Builds the web app: build.sh OUT [check]. Takes the machine's Node where it is new enough; else one of npm's
# registry, kept beside the output. With "check", types, style and unit tests are checked too.
set -eu
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"
export NO_COLOR=1
tools=$(dirname "$out")/web-tools

say() { echo "web app: $*"; }
fail() {
  echo "web app: $1" >&2
  echo "Next: $2" >&2
  exit 1
}

# Nothing is built twice.
sum() { find . -name node_modules -prune -o -name dist -prune -o -type f -print | sort | xargs cksum | cksum; }
stamp="$(sum) ${2-}"
if [ -f "$tools/built" ] && [ "$(cat "$tools/built")" = "$stamp" ] && [ -f "$out/META-INF/resources/index.html" ]; then
  say 'built already'
  exit 0
fi
mkdir -p "$tools"

new_enough() {
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)'
}

registry() {
  for file in "$HOME/.npmrc" /etc/npmrc; do
    if [ -f "$file" ]; then
      sed -n 's/^registry[ ]*=[ ]*//p' "$file"
    fi
  done | head -n 1
}

# fetch NAME VERSION SHA512: a package of the registry, unpacked to $tools/NAME.
fetch() {
  [ -e "$tools/$1/.whole" ] && return
  from=${npm_config_registry:-$(registry)}
  from=${from:-https://registry.npmjs.org}
  say "fetching $1 $2"
  curl -fsSL --retry 3 -o "$tools/$1.tgz" "${from%/}/$1/-/$1-$2.tgz" ||
    fail "$1 cannot be fetched from npm's registry." 'install Node 22 or newer with npm, or set npm_config_registry.'
  got=$(openssl dgst -sha512 -binary "$tools/$1.tgz" | openssl base64 -A)
  [ "$got" = "$3" ] || fail "What came as $1 is something else." 'see what answers as the registry.'
  rm -rf "${tools:?}/$1"
  mkdir "$tools/$1"
  tar -xzf "$tools/$1.tgz" -C "$tools/$1" --strip-components=1
  rm "$tools/$1.tgz"
  touch "$tools/$1/.whole"
}

if ! new_enough; then
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) node=linux-x64 sum512='3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==' ;;
    Linux-aarch64) node=linux-arm64 sum512='FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==' ;;
    *) fail 'There is no Node on this machine that is new enough.' 'install Node 22 or newer with npm.' ;;
  esac
  fetch "node-$node" 24.21.0 "$sum512"
  fetch npm 11.19.1 'ztsxKxt/kkIaAs+2i0GU6I+DRmUdrNasxTZKJe9TCdSjKxlhah/4r/hl5ygMD6XAg1qZ9c2TNomR4qgOydp10g=='
  mkdir -p "$tools/bin"
  ln -sf "$tools/node-$node/bin/node" "$tools/bin/node"
  printf '#!/bin/sh\nexec "%s/bin/node" "%s/npm/bin/npm-cli.js" "$@"\n' "$tools" "$tools" >"$tools/bin/npm"
  chmod +x "$tools/bin/npm"
  PATH=$tools/bin:$PATH
fi

if ! cmp -s package-lock.json node_modules/.built-from 2>/dev/null; then
  say 'fetching what it is built with'
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error ||
    fail 'npm could not fetch what the web app is built with.' 'look at what it says above; npm_config_registry names another registry.'
  cp package-lock.json node_modules/.built-from
fi
if [ "${2-}" = check ]; then
  node node_modules/typescript/bin/tsc --noEmit
  node node_modules/@biomejs/biome/bin/biome ci src test
  node node_modules/vitest/vitest.mjs run --reporter=dot
fi
say 'building'
node node_modules/vite/bin/vite.js build --logLevel warn --outDir "$out/META-INF/resources"
echo "$stamp" >"$tools/built"
