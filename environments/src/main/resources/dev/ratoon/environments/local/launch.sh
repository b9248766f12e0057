# Runs on the machine, before any wall stands: notes itself, joins its limits, and becomes the command.
# Arguments: the incarnation's directory, the side, its cgroups (a line each), the command.
set -eu
run=$1 side=$2 groups=$3
shift 3
# First of all: whoever cleans up after a crash finds this line, or has moved the directory away.
note() {
  read -r stat < /proc/$$/stat
  set -- ${stat##*) }
  echo "$$ ${20}" > "$run/$side.pid"
}
note
ulimit -c 0
IFS='
'
for group in $groups; do echo 0 > "$group/cgroup.procs"; done
unset IFS
if [ -e "$run/heard" ]; then
  exec 2>&1
else
  # What it prints is kept to its first mebibyte, by somebody who outlives the control plane.
  mkfifo -m 600 "$run/$side.pipe"
  { dd of="$run/$side.log" bs=1024 count=1024 status=none; exec cat > /dev/null; } < "$run/$side.pipe" > /dev/null 2>&1 &
  exec > "$run/$side.pipe" 2>&1
  rm "$run/$side.pipe"
fi
if [ -e "$run/$side.filter" ]; then exec 9< "$run/$side.filter"; fi
exec 8> "$run/$side.init"
exec "$@"
