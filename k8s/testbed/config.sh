# The certificates and the configuration of the node's parts, as up writes them; read by `.`, never run.
# shellcheck shell=bash disable=SC2154

# certificate NAME SUBJECT [ALTERNATIVE NAMES]
certificate() {
  local pki=$home/pki
  openssl ecparam -name prime256v1 -genkey -noout -out "$pki/$1.key" 2>/dev/null
  openssl req -new -key "$pki/$1.key" -subj "$2" -out "$pki/$1.csr" 2>/dev/null
  openssl x509 -req -in "$pki/$1.csr" -CA "$pki/ca.crt" -CAkey "$pki/ca.key" -CAcreateserial -days 365 -out "$pki/$1.crt" \
    -extfile <(printf 'extendedKeyUsage=clientAuth,serverAuth\n%s\n' "${3:+subjectAltName=$3}") 2>/dev/null
  rm "$pki/$1.csr"
}

write_certificates() {
  local pki=$home/pki
  chmod 700 "$pki"
  openssl ecparam -name prime256v1 -genkey -noout -out "$pki/ca.key"
  openssl req -x509 -new -key "$pki/ca.key" -subj /CN=testbed -days 365 -out "$pki/ca.crt"
  openssl genrsa -out "$pki/tokens.key" 2048 2>/dev/null
  openssl rsa -in "$pki/tokens.key" -pubout -out "$pki/tokens.pub" 2>/dev/null
  certificate kube-apiserver /CN=kube-apiserver \
    "DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,IP:${service_range%.0/*}.1,IP:$node_address,IP:127.0.0.1"
  certificate admin /O=system:masters/CN=admin
  certificate kubelet /O=system:nodes/CN=system:node:testbed "DNS:testbed,IP:$node_address"
  certificate kube-controller-manager /CN=system:kube-controller-manager
  certificate kube-scheduler /CN=system:kube-scheduler
  certificate kube-proxy /CN=system:kube-proxy
}

# kubeconfig NAME: who speaks with that certificate, all in one file
kubeconfig() {
  cat <<END
apiVersion: v1
kind: Config
clusters:
- name: testbed
  cluster: {server: "https://$node_address:6443", certificate-authority-data: $(base64 -w0 <"$home/pki/ca.crt")}
users:
- name: $1
  user: {client-certificate-data: $(base64 -w0 <"$home/pki/$1.crt"), client-key-data: $(base64 -w0 <"$home/pki/$1.key")}
contexts:
- name: testbed
  context: {cluster: testbed, user: $1}
current-context: testbed
END
}

write_configuration() {
  local etc=$home/etc name
  chmod 700 "$etc"
  for name in admin kubelet kube-controller-manager kube-scheduler kube-proxy; do kubeconfig "$name" >"$etc/$name.conf"; done
  install -m 600 "$etc/admin.conf" "$home/kubeconfig"
  mkdir -p "$etc/cni"
  # restrict_oom_score_adj: root may lack CAP_SYS_RESOURCE.
  cat >"$etc/containerd.toml" <<END
version = 3
[plugins.'io.containerd.cri.v1.images'.pinned_images]
sandbox = '$pause_image'
[plugins.'io.containerd.cri.v1.runtime']
restrict_oom_score_adj = true
[plugins.'io.containerd.cri.v1.runtime'.cni]
bin_dirs = ['/usr/lib/cni']
conf_dir = '/run/testbed/etc/cni'
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
runtime_type = 'io.containerd.runc.v2'
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
SystemdCgroup = false
END
  cat >"$etc/cni/10-testbed.conflist" <<END
{"cniVersion": "1.0.0", "name": "testbed", "plugins": [
  {"type": "bridge", "bridge": "cni0", "isGateway": true, "hairpinMode": true,
    "ipam": {"type": "host-local", "ranges": [[{"subnet": "$pod_range"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
END
  # No image is thrown away: there is no registry to bring it back from.
  cat >"$etc/kubelet.yaml" <<END
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
failCgroupV1: false
failSwapOn: false
cgroupDriver: cgroupfs
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
resolvConf: /run/testbed/resolv.conf
tlsCertFile: /run/testbed/pki/kubelet.crt
tlsPrivateKeyFile: /run/testbed/pki/kubelet.key
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: /run/testbed/pki/ca.crt}}
authorization: {mode: Webhook}
oomScoreAdj: 0
imageGCHighThresholdPercent: 100
evictionHard: {memory.available: 100Mi, nodefs.available: 1Gi, imagefs.available: 1Gi}
END
  cat >"$etc/kube-proxy.yaml" <<END
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: iptables
clientConnection: {kubeconfig: /run/testbed/etc/kube-proxy.conf}
clusterCIDR: $pod_range
oomScoreAdj: 0
iptables: {localhostNodePorts: false}
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
END
  cat >"$etc/objects.yaml" <<END
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: testbed, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
provisioner: ratoon.dev/testbed
END
}
