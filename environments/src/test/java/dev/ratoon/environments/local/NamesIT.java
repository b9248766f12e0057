package dev.ratoon.environments.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ratoon.environments.SandboxName;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The machine may know every name: in a sandbox nobody is asked, and no file tells. */
class NamesIT {
    @Test
    void noNameIsResolved() throws Exception {
        noNameIsResolved(new Bench());
    }

    @Test
    void noNameIsResolvedWhereThereIsNoBubblewrap() throws Exception {
        noNameIsResolved(new Bench(UtilLinuxIT.WITHOUT_BUBBLEWRAP));
    }

    private static void noNameIsResolved(Bench one) throws Exception {
        try (var bench = one;
                var resolver = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            SandboxName name = bench.running("one", 1);
            String resolves =
                    "perl -MSocket -e 'print defined(inet_aton(\"%s\")) ? \"known\" : \"none\"'";

            assertEquals("known", bench.inHands(name, resolves.formatted("192.0.2.1")));
            for (String host : List.of("example.org", "registry.npmjs.org", "_gateway")) {
                assertEquals("none", bench.inHands(name, resolves.formatted(host)), host);
                assertEquals("", bench.inHands(name, "getent ahosts " + host + "; true"), host);
            }
            for (String file :
                    List.of(
                            "/etc/resolv.conf",
                            "/run/systemd/resolve",
                            "/var/run/nscd/socket",
                            "/run/dbus/system_bus_socket")) {
                AttacksIT.assertRefused(bench.inHands(name, "ls -d " + file));
            }
            assertEquals("", bench.inHands(name, "grep -v localhost /etc/hosts; true"));
            bench.inHands(
                    name,
                    ("perl -MSocket -e 'socket(S, 2, 2, 0) or die $!; send(S, \"who\", 0,"
                                    + " sockaddr_in(%d, inet_aton(\"127.0.0.1\")))'; true")
                            .formatted(resolver.getLocalPort()));
            resolver.setSoTimeout(500);
            assertThrows(
                    SocketTimeoutException.class,
                    () -> resolver.receive(new DatagramPacket(new byte[9], 9)));
        }
    }
}
