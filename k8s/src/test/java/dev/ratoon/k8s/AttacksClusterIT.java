package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.Eventually;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder.Address;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a harness that means harm gets at from inside a pod: by the tools of any image. */
class AttacksClusterIT {
    /** Prints the addresses that let it in. Who neither lets in nor refuses does not count. */
    private static final String TRY =
            "try() { timeout 5 nc -w 2 $1 $2 </dev/null >/dev/null 2>&1; [ $? -eq 1 ] || echo"
                    + " $1:$2; }; ";

    @Test
    void nothingOfTheClusterIsReachedAndNobodyWhoListensSeesAnybody() throws Exception {
        try (var cluster = new Cluster();
                var others = new OnNode(cluster)) {
            SandboxName name = cluster.running("one", 1);
            SandboxName neighbour = cluster.running("two", 1);
            listen(cluster, neighbour);
            String node = cluster.pod(name).getStatus().getHostIP();
            Address server = Server.of(cluster.admin, cluster.settings);
            String service =
                    cluster.admin
                            .services()
                            .inNamespace("default")
                            .withName("kubernetes")
                            .get()
                            .getSpec()
                            .getClusterIP();
            // They are there, and who is allowed gets in: else silence would show nothing.
            assertTrue(Tripwire.reaches(node, OnNode.HOST_PORT));
            others.knock();
            Eventually.holds(() -> others.hits(others.host) == 1 && others.hits(others.pod) == 1);
            Address control = cluster.network.control();
            assertEquals(
                    control.host() + ":" + control.port(),
                    cluster.inHands(name, TRY + "try " + control.host() + " " + control.port()));

            List<String> targets = new ArrayList<>();
            targets.add(server.host() + " " + server.port());
            targets.add(service + " 443");
            targets.add(node + " 6443");
            targets.add(node + " 10250");
            targets.add(node + " 10255");
            targets.add(node + " 10256");
            targets.add(node + " 2379");
            targets.add(node + " " + OnNode.HOST_PORT);
            targets.add(others.address(others.pod) + " " + OnNode.POD_PORT);
            targets.add(cluster.pod(neighbour).getStatus().getPodIP() + " " + OnNode.POD_PORT);
            targets.add(control.host() + " " + cluster.network.database().port());
            targets.add(control.host() + " 22");
            targets.add("169.254.169.254 80");
            targets.add("169.254.20.10 53");
            targets.add("1.1.1.1 443");
            String script = TRY;
            for (String each : targets) {
                script += "try " + each + " & ";
            }

            assertEquals("", cluster.inHands(name, script + "wait"));
            assertEquals("", cluster.in(name, SandboxContainers.RUNNER, script + "wait"));

            assertEquals(1, others.hits(others.host));
            assertEquals(1, others.hits(others.pod));
            assertEquals("0", cluster.inHands(neighbour, "cat /tmp/hits 2>/dev/null | wc -l"));
            assertFalse(cluster.network.database.anybody());
        }
    }

    @Test
    void noNameIsResolvedAndNoResolverHearsAQuestion() throws Exception {
        try (var cluster = new Cluster();
                var resolver = new DatagramSocket()) {
            SandboxName name = cluster.running("one", 1);
            var packet = new DatagramPacket(new byte[512], 512);
            resolver.setSoTimeout(2000);
            try (var asking = new DatagramSocket()) {
                asking.send(
                        new DatagramPacket(
                                new byte[] {1},
                                1,
                                InetAddress.getByName(cluster.network.host),
                                resolver.getLocalPort()));
            }
            resolver.receive(packet);

            String said =
                    cluster.inHands(
                            name,
                            "/opt/ratoon/real/bin/java -cp /opt/ratoon/runner.jar "
                                    + CanaryPod.MAIN
                                    + " prove x /tmp/report 3000 2000 shut=udp:"
                                    + cluster.network.host
                                    + ":"
                                    + resolver.getLocalPort()
                                    + " shut=udp:"
                                    + cluster.pod(name).getStatus().getHostIP()
                                    + ":53; cat /tmp/report; nslookup kubernetes.default"
                                    + " >/dev/null 2>&1 || echo no name; cat"
                                    + " /proc/sys/net/ipv4/ping_group_range");

            Report report =
                    Report.read(said.substring(0, said.indexOf("no name")), "x", 2).orElseThrow();
            assertEquals(
                    List.of(0L, 0L), report.lines().stream().map(Report.Line::reached).toList());
            // No group may ping: of ICMP a policy says nothing.
            assertTrue(said.endsWith("no name\n1\t0"), said);
            boolean heard = true;
            try {
                resolver.receive(packet);
            } catch (SocketTimeoutException _) {
                heard = false;
            }
            assertFalse(heard);
        }
    }

    @Test
    void nothingOfTheRunnerTheNodeOrTheClusterIsInItsFiles() throws Exception {
        try (var cluster = new Cluster()) {
            SandboxName name = cluster.running("one", 1);
            var _ =
                    cluster.in(
                            name,
                            SandboxContainers.RUNNER,
                            "echo outbox-of-the-runner > /state/outbox;"
                                    + " sleep 300 >/dev/null 2>&1 &");

            // No token of the cluster, no key, no state: neither as a path nor by another way.
            assertEquals(
                    "",
                    cluster.inHands(
                            name,
                            "ls -d /var/run/secrets /run/secrets /run/ratoon/key /state /host"
                                    + " /run/containerd /var/run/docker.sock /var/lib/kubelet"
                                    + " 2>/dev/null; ls /workspace/../state 2>/dev/null;"
                                    + " cat /proc/*/root/state/outbox 2>/dev/null;"
                                    + " grep -rl outbox-of-the-runner /workspace /run /tmp"
                                    + " 2>/dev/null; true"));
            // Of processes it sees its own alone.
            assertEquals(
                    "",
                    cluster.inHands(
                            name,
                            "cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep -E"
                                    + " '^RATOON_(CONTROL|FIRST_KEY_FILE|GATEWAY|STATE)';"
                                    + " grep -l 'sleep' /proc/[0-9]*/comm 2>/dev/null | while read"
                                    + " f; do grep -q 300 ${f%comm}cmdline && echo $f; done; true"));
            String mounts = cluster.inHands(name, "cat /proc/self/mountinfo");
            for (String other :
                    List.of("/state ", "first-key", "kubernetes.io~secret", "docker.sock")) {
                assertFalse(mounts.contains(other), other + " in " + mounts);
            }
            // Where the node is a container itself, its paths say so: those of the pod alone count.
            String places = cluster.inHands(name, "cut -d' ' -f5 /proc/self/mountinfo");
            assertFalse(places.contains("docker"), places);
        }
    }

    @Test
    void whatWouldLeadOutOfAContainerIsRefused() throws Exception {
        try (var cluster = new Cluster()) {
            SandboxName name = cluster.running("one", 1);

            String able =
                    cluster.inHands(
                            name,
                            "able() { \"$@\" >/dev/null 2>&1 && echo \"$1 $2\"; };"
                                    + " able mount -t tmpfs x /mnt; able mount -o bind /proc /tmp;"
                                    + " able unshare -U true; able unshare -m true;"
                                    + " able chroot /workspace /bin/true;"
                                    + " able mknod /tmp/disk b 8 0; able su -c true;"
                                    + " able nsenter -t 1 -m true; able dmesg; able insmod x;"
                                    + " able sh -c 'echo x > /proc/sys/kernel/core_pattern';"
                                    + " able sh -c 'echo 1 > /proc/sysrq-trigger';"
                                    + " able sh -c 'echo x > /sys/kernel/uevent_helper';"
                                    + " able sh -c 'echo x > /opt/ratoon/bring';"
                                    + " able chown 0 /tmp; able hostname other; true");

            assertEquals("", able);
        }
    }

    /** In the hands' side of another sandbox: as a harness's own server would. */
    private static void listen(Cluster cluster, SandboxName name) throws Exception {
        var _ =
                cluster.inHands(
                        name,
                        "setsid nc -ll -p "
                                + OnNode.POD_PORT
                                + " -e sh -c 'echo hit >>/tmp/hits' </dev/null >/dev/null 2>&1 &");
        Eventually.holds(
                () ->
                        cluster.inHands(
                                        name,
                                        TRY
                                                + "try 127.0.0.1 "
                                                + OnNode.POD_PORT
                                                + "; wc -l </tmp/hits; rm -f /tmp/hits")
                                .equals("127.0.0.1:" + OnNode.POD_PORT + "\n1"));
    }
}
