# Runs inside the sandbox and tells what it sees; nothing here decides.
for path in /*; do echo "root $path"; done
for path in /proc/[0-9]*; do echo "process $path"; done
while read -r name _; do
  case $name in *:*) echo "interface ${name%%:*}" ;; esac
done < /proc/net/dev
while read -r key value; do
  case $key in CapEff: | CapBnd:) echo "capabilities $value" ;; esac
done < /proc/self/status
for kind in net pid mnt ipc user; do echo "namespace $kind $(readlink /proc/self/ns/$kind)"; done
if [ -e "$CANARY" ]; then echo "canary seen"; else echo "canary hidden"; fi
# In a shell of its own: one whose redirection fails ends.
if (: > /usr/ratoon-was-here) 2> /dev/null; then echo "system writable"; else echo "system read-only"; fi
echo "done yes"
