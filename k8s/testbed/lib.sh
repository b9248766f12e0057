# What the scripts of the testbed share; read by `.`, never run. Wants `here`, the folder of the scripts.
# shellcheck shell=bash disable=SC2034

home=${RATOON_TESTBED_HOME:-/var/lib/ratoon-testbed}
net=${RATOON_TESTBED_NET:-10.231}   # the first two numbers of the node's networks
node_address=$net.255.2             # the node, seen from the machine
host_address=$net.255.1             # the machine, seen from the node
pod_range=$net.0.0/24
service_range=$net.128.0/24
# Named after the networks, so that a second testbed (with a folder and networks of its own) stays out of the way.
link=rtb-$net                       # the machine's end of the cable to the node
chain=RATOON-TESTBED-$net
group=ratoon-testbed-$net           # the node's cgroup, in every hierarchy
pause_image=localhost/testbed/pause:1
probe_image=localhost/testbed/probe:1

say() { printf '%s\n' "$*"; }
die() { printf 'testbed: %s\n' "$*" >&2; exit 1; }

options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --home) [ $# -ge 2 ] || die "--home wants a folder."; home=$2; shift 2 ;;
      *) die "Unknown option $1; there is only --home FOLDER." ;;
    esac
  done
  case $home in /?*) ;; *) die "The folder of the testbed must be an absolute path, not \"$home\"." ;; esac
}

needs_root() { [ "$(id -u)" = 0 ] || die "Run this as root: it makes namespaces, cgroups and iptables rules."; }

# The first process of the node, if it runs; its network namespace is recorded too, since process ids return.
node_pid() {
  local pid namespace
  [ -f "$home/state/node" ] || return 1
  read -r pid namespace <"$home/state/node" || return 1
  [ "$(readlink "/proc/$pid/ns/net" 2>/dev/null)" = "$namespace" ] || return 1
  printf '%s\n' "$pid"
}

# Runs a command inside the node.
inside() {
  local pid
  pid=$(node_pid) || die "The testbed does not run; start it with k8s/testbed/up."
  nsenter -t "$pid" -m -n -p -i -u -C -- env "PATH=/run/testbed/bin:$PATH" "$@"
}

kubectl() { "$home/bin/kubectl" --kubeconfig "$home/kubeconfig" "$@"; }

# The folder of the hierarchies of cgroups, one a line.
hierarchies() { awk '$3 == "cgroup" || $3 == "cgroup2" { print $2 }' /proc/mounts; }

# Waits for a command, at most so many seconds.
within() {
  local seconds=$1 end
  shift
  end=$((SECONDS + seconds))
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.2
  done
}

# An image of one static program as an OCI archive: oci_archive PROGRAM FILE
oci_archive() {
  local program=$1 file=$2 work layer config manifest
  work=$(mktemp -d)
  mkdir -p "$work/root" "$work/oci/blobs/sha256"
  install -m 755 "$program" "$work/root/probe"
  tar -C "$work/root" --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -cf "$work/layer" .
  layer=$(blob "$work" "$work/layer")
  printf '{"architecture":"amd64","os":"linux","config":{"Entrypoint":["/probe"],"User":"65532:65532"},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "$layer" >"$work/config"
  config=$(blob "$work" "$work/config")
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s","size":%s},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"sha256:%s","size":%s}]}' \
    "$config" "$(stat -c %s "$work/oci/blobs/sha256/$config")" "$layer" "$(stat -c %s "$work/oci/blobs/sha256/$layer")" >"$work/manifest"
  manifest=$(blob "$work" "$work/manifest")
  printf '{"imageLayoutVersion":"1.0.0"}' >"$work/oci/oci-layout"
  for name in "$pause_image" "$probe_image"; do
    printf '{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%s,"platform":{"architecture":"amd64","os":"linux"},"annotations":{"io.containerd.image.name":"%s"}}\n' \
      "$manifest" "$(stat -c %s "$work/oci/blobs/sha256/$manifest")" "$name"
  done | paste -sd, | sed 's/.*/{"schemaVersion":2,"manifests":[&]}/' >"$work/oci/index.json"
  tar -C "$work/oci" -cf "$file" .
  rm -rf "$work"
}

blob() {
  local digest
  digest=$(sha256sum "$2" | cut -d' ' -f1)
  mv "$2" "$1/oci/blobs/sha256/$digest"
  printf '%s' "$digest"
}
