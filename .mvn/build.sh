# How ./ratoon builds and trains what it starts; read by it, with its names. POSIX sh.
# shellcheck shell=sh disable=SC2154 # top, server, client, home ... are the launcher's

# True when an artefact is missing, or a source is newer than it.
is_stale() {
  [ -f "$server" ] && [ -f "$client" ] && [ -f "$model" ] || return 0
  newer=$(find "$top" \( -name target -o -name .git -o -name node_modules -o -path '*/src/test' \
    -o -path "$top/docs" \) -prune \
    -o -type f \( -name pom.xml -o -path '*/src/main/*' \) -newer "$server" -print 2>/dev/null | head -n 1)
  [ -n "$newer" ]
}

cache_is_stale() {
  [ ! -f "$1" ] || [ -n "$(find "$2" "$JAVA_HOME/release" -newer "$1" -print 2>/dev/null)" ] ||
    [ "$(cat "$1.jdk" 2>/dev/null)" != "$JAVA_HOME $3" ]
}

is_untrained() {
  cache_is_stale "$server_cache" "$server" "$server_flags" || cache_is_stale "$client_cache" "$client" "$client_flags" ||
    cache_is_stale "$runner_cache" "$runner" "$runner_flags"
}

# One build at a time in these sources. A symlink is made in one step, and names its holder.
take_lock() {
  mkdir -p "$top/target" 2>/dev/null || fail \
    "Ratoon is not built yet, and cannot be: $top/target cannot be written." \
    "Make the sources yours (chown), or clone them where you may write"
  progress_begin
  until ln -s "$$" "$lock" 2>/dev/null; do
    holder=$(readlink "$lock" 2>/dev/null) || continue
    if alive "$holder" || [ -d "/proc/$holder" ]; then
      progress "Another ./ratoon (process $holder) builds here; waiting for it"
      pause
    elif mv "$lock" "$lock.$$" 2>/dev/null; then
      # Its holder was cut off. If somebody else was quicker, this is theirs: give it back.
      [ "$(readlink "$lock.$$")" = "$holder" ] || ln -s "$(readlink "$lock.$$")" "$lock" 2>/dev/null
      rm -f "$lock.$$"
    fi
  done
  progress_end
  trap 'give_up 130' INT
  trap 'give_up 143' TERM HUP
}

release_lock() {
  trap - INT TERM HUP
  rm -f "$lock"
}

working=''
learning=''
throwaway=''
give_up() {
  [ -z "$learning" ] || kill -KILL "$learning" 2>/dev/null
  [ -z "$working" ] || end_process "$working" 20
  [ -z "$throwaway" ] || rm -rf "$throwaway"
  rm -f "$lock"
  exit "$1"
}

prepare() {
  [ "${RATOON_BUILD-}" != never ] || {
    [ -f "$server" ] || fail 'Ratoon is not built.' './mvnw package'
    return 0
  }
  find_running
  # Never change the jars of one that runs: the start will say that it does.
  [ -z "$pid" ] || return 0
  if is_stale || is_untrained; then
    take_lock
    # While this waited, another may have done it.
    ! is_stale || build
    ! is_untrained || train
    release_lock
  fi
}

build() {
  rm -f "$server_cache" "$client_cache" "$runner_cache"
  # Maven needs to know a home of the user, whatever the environment says.
  build_home=${HOME:-$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6)}
  (
    cd "$top" && HOME=${build_home:-$top/target} exec ./mvnw -B -ntp -Dratoon.quick -Dmaven.test.skip=true \
      -pl control-plane,control-plane/clients/cli,agent-runner -am package
  ) >"$build_log" 2>&1 </dev/null &
  working=$!
  progress_begin
  while alive "$working"; do
    step=$(sed -n 's/^\[INFO\] Building \(Ratoon.*\) [0-9][^ ]* *\(\[[0-9/]*\]\)$/: \1 \2/p' "$build_log" | tail -n 1)
    progress "Building${step}"
    pause
  done
  progress_end
  wait "$working" && status=0 || status=$?
  working=''
  if [ "$status" -ne 0 ]; then
    say "The build failed:"
    grep -E '^\[(ERROR|FATAL)\]|BUILD' "$build_log" | grep -v -E '^\[ERROR\] *$|\[Help|re-run Maven|Re-run Maven' | head -n 12 >&2
    say "Next: the whole of it is in $build_log"
    give_up 1
  fi
  # Maven leaves a jar alone whose content is the same: say that it is as new as its sources.
  touch "$server" "$client" "$runner" "$model"
}

# A real start with a throw-away home, some requests by the client, a runner that is refused, and an
# end: what they load on the way is what their caches keep. All that can go wrong costs only speed. The server learns with C1 only:
# profiles for C2 in the cache make the next start compile for seconds.
train() {
  progress_begin
  progress 'Preparing fast starts'
  throwaway=$(mktemp -d "${TMPDIR:-/tmp}/ratoon-training.XXXXXX") || return 0
  if cache_is_stale "$server_cache" "$server" "$server_flags"; then
    rm -f "$server_cache"
    set -- "-XX:AOTCacheOutput=$server_cache" -XX:TieredStopAtLevel=1
  else
    set -- "-XX:AOTCache=$server_cache"
  fi
  runners=$(free_port)
  # shellcheck disable=SC2086 # the flags are words
  RATOON_HOME=$throwaway/home RATOON_RUNNERS_PORT=$runners "$JAVA_HOME/bin/java" "$@" $server_flags -jar "$server" --home "$throwaway/home" --port "$(free_port)" >"$top/target/training.log" 2>&1 </dev/null &
  working=$!
  while alive "$working" && [ ! -f "$throwaway/home/run/control-plane.json" ]; do
    progress 'Preparing fast starts: a first start'
    pause
  done
  if alive "$working"; then
    ! cache_is_stale "$client_cache" "$client" "$client_flags" || train_client
    ! cache_is_stale "$runner_cache" "$runner" "$runner_flags" || train_runner
    kill -TERM "$working" 2>/dev/null
    while alive "$working"; do
      progress 'Preparing fast starts: keeping what was learned'
      pause
    done
  fi
  wait "$working" 2>/dev/null
  working=''
  learning=''
  # A whole database: a busy disk takes seconds for it.
  rm -rf "$throwaway" &
  working=$!
  while alive "$working"; do
    progress 'Preparing fast starts: tidying up'
    pause
  done
  wait "$working" 2>/dev/null
  working=''
  throwaway=''
  [ ! -f "$server_cache" ] || printf '%s\n' "$JAVA_HOME $server_flags" >"$server_cache.jdk"
  [ ! -f "$client_cache" ] || printf '%s\n' "$JAVA_HOME $client_flags" >"$client_cache.jdk"
  [ ! -f "$runner_cache" ] || printf '%s\n' "$JAVA_HOME $runner_flags" >"$runner_cache.jdk"
  progress_end
}

train_client() {
  # In the middle of a build it is not there yet.
  [ -f "$client" ] || return 0
  rm -f "$client_cache"
  # shellcheck disable=SC2086 # the flags are words
  RATOON_HOME=$throwaway/home HOME=$throwaway "$JAVA_HOME/bin/java" -XX:AOTCacheOutput="$client_cache" \
    $client_flags -cp "$client" dev.ratoon.cli.Training >>"$top/target/training.log" 2>&1 </dev/null &
  learning=$!
  while alive "$learning"; do
    progress 'Preparing fast starts: the client'
    pause
  done
}

# What runs in sandboxes: its two sides and the shell harness, which is asked what a runner asks it.
train_runner() {
  rm -f "$runner_cache"
  mkdir -p "$throwaway/link" "$throwaway/state" "$throwaway/workspace/repository"
  echo key >"$throwaway/key"
  {
    echo '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":1}}'
    echo '{"jsonrpc":"2.0","id":2,"method":"session/new","params":{"cwd":"/","mcpServers":[]}}'
  } >"$throwaway/questions"
  # shellcheck disable=SC2086 # the flags are words
  RATOON_LINK=$throwaway/link RATOON_WORKSPACE=$throwaway/workspace RATOON_STATE=$throwaway/state \
    RATOON_AGENT=00000000-0000-7000-8000-000000000000 RATOON_INCARNATION=1 \
    RATOON_FIRST_KEY_FILE=$throwaway/key RATOON_CONTROL=tcp:127.0.0.1:$runners \
    "$JAVA_HOME/bin/java" -XX:AOTCacheOutput="$runner_cache" $runner_flags -cp "$runner" dev.ratoon.runner.Training \
    >>"$top/target/training.log" 2>&1 <"$throwaway/questions" &
  learning=$!
  while alive "$learning"; do
    progress 'Preparing fast starts: the runner'
    pause
  done
}

free_port() {
  echo 'void main() throws Exception { try (var s = new java.net.ServerSocket(0)) { IO.println(s.getLocalPort()); } }' \
    >"$throwaway/Port.java"
  "$JAVA_HOME/bin/java" "$throwaway/Port.java"
}
