# Runs as root in a mount namespace of its own: the agent's user cannot walk to its files through
# directories of root's, so they are put where it can. Arguments: an empty place, pairs of what and
# its name there, --, the command.
set -eu
place=$1
shift
mount -t tmpfs -o mode=755,size=64k,nosuid,nodev ratoon "$place"
while [ "$1" != -- ]; do
  if [ -d "$1" ]; then mkdir "$place/$2"; else : > "$place/$2"; fi
  mount --bind "$1" "$place/$2"
  shift 2
done
shift
exec "$@"
