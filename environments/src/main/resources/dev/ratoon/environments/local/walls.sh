# Runs in fresh namespaces as their first process and their root. Builds a root that holds what it is
# told and nothing else, makes it the only one, gives every capability away and watches over the command.
# Arguments: host name, uid, gid, directory, the number of prctl (0: load no filter), then kind, what and where of each mount, --, the command.
set -eu
PATH=/usr/sbin:/sbin:/usr/bin:/bin
# /proc is still the machine's, and knows this process by the machine's number.
read -r number rest < /proc/self/stat
echo "$number" >&8
exec 8>&-
hostname=$1 uid=$2 gid=$3 directory=$4 prctl=$5
shift 5
# Where there is no such program the machine keeps its name inside too.
hostname "$hostname" 2> /dev/null || true
# It leaves no list of its own behind.
mount() { command mount -n "$@"; }
umount() { command umount -n "$@"; }
# Without loopback the two ends of a sandbox's own connections do not meet.
ip link set lo up 2> /dev/null || perl -e '
  socket(my $s, 2, 2, 0) or die $!; ioctl($s, 0x8914, pack("Z16 s x22", "lo", 0x41)) or die $!;'
mount -t tmpfs -o mode=755,size=1m,nosuid,nodev ratoon /tmp
cd /tmp
mkdir old proc dev
# The system's programs come first: from then on they are run from the new root.
while [ "$3" != /etc/passwd ]; do
  case $1 in
    ro) mkdir -p ".$3"; mount --bind "$2" ".$3"; mount -o remount,bind,ro,nosuid,nodev ".$3" ;;
    link) ln -s "$2" ".$3" ;;
    *) exit 3 ;;
  esac
  shift 3
done
mount -t proc -o nosuid,nodev,noexec proc proc
mount -t tmpfs -o mode=755,size=1m,nosuid ratoon dev
for name in null zero full random urandom tty; do
  : > dev/$name
  mount --bind /dev/$name dev/$name
done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,nosuid,noexec devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s fd/0 dev/stdin
ln -s fd/1 dev/stdout
ln -s fd/2 dev/stderr
pivot_root . old
cd /
while [ "$1" != -- ]; do
  case $1 in
    ro | rw)
      if [ -d "/old$2" ]; then
        mkdir -p "$3"
      else
        mkdir -p "${3%/*}"
        : > "$3"
      fi
      mount --bind "/old$2" "$3"
      mount -o "remount,bind,$1,nosuid,nodev" "$3"
      ;;
    link) ln -s "$2" "$3" ;;
    memory)
      mkdir -p "$3"
      mount -t tmpfs -o "mode=1777,size=$2,nosuid,nodev" ratoon "$3"
      ;;
  esac
  shift 3
done
shift
umount -l /old
rmdir /old
mount -o remount,ro,bind /dev
mount -o remount,ro,bind /
cd "$directory"
# One more user namespace, which is this user's, and no other below it.
echo 1 > /proc/sys/user/max_user_namespaces
cd "$directory"
set -- /bin/sh -c '"$@" & wait $!; exit $?' ratoon "$@"
if [ "$prctl" != 0 ]; then
  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER, and a struct sock_fprog of what descriptor 9 holds.
  set -- perl -e '
    my $prctl = 0 + shift;
    open(my $in, "<&=", 9) or die $!; binmode $in; local $/; my $filter = <$in>; close $in;
    my $program = pack("S x6 P", length($filter) / 8, $filter);
    syscall($prctl, 22, 2, $program, 0, 0) == 0 or die "filter: $!";
    exec { $ARGV[0] } @ARGV or die $!;' "$prctl" "$@"
else
  exec 9<&-
fi
exec unshare --user --keep-caps --map-user="$uid" --map-group="$gid" -- \
  setpriv --bounding-set -all --ambient-caps -all --inh-caps -all --no-new-privs -- "$@"
