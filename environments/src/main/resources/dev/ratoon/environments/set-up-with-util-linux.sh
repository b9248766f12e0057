# Runs in fresh namespaces, as their root. Builds a root that holds the system's programs and nothing
# else, makes it the only one, gives every capability away, and runs the script that is its $0.
set -e
PATH=/usr/sbin:/sbin:/usr/bin:/bin
mount -t tmpfs -o mode=755 ratoon /tmp
cd /tmp
mkdir usr proc dev tmp old
for name in null zero urandom; do
  : > dev/$name
  mount --bind /dev/$name dev/$name
done
mount --bind /usr usr
mount -o remount,bind,ro usr
for name in bin sbin lib lib32 lib64; do
  if [ -L /$name ]; then
    ln -s usr/$name $name
  elif [ -d /$name ]; then
    mkdir $name
    mount --bind /$name $name
    mount -o remount,bind,ro $name
  fi
done
mount -t proc proc proc
pivot_root . old
cd /
umount -l /old
rmdir /old
exec setpriv --bounding-set -all --inh-caps -all --no-new-privs -- /bin/sh -c "$0"
