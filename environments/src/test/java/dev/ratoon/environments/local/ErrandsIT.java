package dev.ratoon.environments.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.ErrandEnd;
import dev.ratoon.environments.ErrandOrder;
import dev.ratoon.environments.ErrandsContract;
import dev.ratoon.environments.Eventually;
import dev.ratoon.environments.SandboxOrder.Address;
import dev.ratoon.environments.SandboxTrouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Throw-away sandboxes of this machine: the contract, and what hostile code tries in one. */
class ErrandsIT implements ErrandsContract {
    private static final String KNOCK =
            "perl -MIO::Socket::UNIX -e '$p = $ENV{RATOON_GATEWAY_EGRESS}; $p =~ s/^unix://;"
                    + " $s = IO::Socket::UNIX->new(Peer => $p) or die $!; print $s \"knock\";"
                    + " $s->shutdown(1); print <$s>'";

    Bench bench() throws IOException, SandboxTrouble {
        return new Bench();
    }

    @Override
    public Place place() throws Exception {
        return bench();
    }

    @Test
    void itReachesItsGatewaysAndNoOtherNetwork() throws Exception {
        try (var bench = bench();
                var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(server));
            String connect =
                    "perl -MSocket -e 'socket(S, 2, 1, 0) or die $!; connect(S, sockaddr_in(%d,"
                            + " inet_aton(\"%s\"))) ? print 0 : print $!+0, \"\\n\"'";
            var order =
                    new ErrandOrder(
                            List.of(
                                    "/bin/sh",
                                    "-c",
                                    connect.formatted(server.getLocalPort(), "127.0.0.1")
                                            + ";"
                                            + connect.formatted(53, "192.0.2.1")
                                            + ";"
                                            + KNOCK),
                            Map.of(),
                            bench.freshFolder(),
                            false,
                            List.of(),
                            Map.of("egress", new Address("127.0.0.1", server.getLocalPort())),
                            USUAL);

            Said said = Said.by(bench, order);

            assertEquals(List.of("111", "101", "heard knock"), said.lines());
        }
    }

    @Test
    void itHasNoPrivilegeAndTheFilterOfEverySide() throws Exception {
        try (var bench = bench()) {
            Said said =
                    Said.by(
                            bench,
                            ErrandsContract.shell(
                                    "grep -E '^(Cap|NoNewPrivs|Seccomp:|Uid)' /proc/self/status;"
                                            + " ls /; unshare -U true || echo refused",
                                    bench.freshFolder(),
                                    USUAL));

            String status = String.join("\n", said.lines());
            assertTrue(status.contains("NoNewPrivs:\t1"), status);
            assertTrue(status.contains("Seccomp:\t2"), status);
            assertEquals(
                    5,
                    status.lines().filter(line -> line.endsWith("\t" + "0".repeat(16))).count());
            assertTrue(said.lines().contains("refused"), status);
            assertFalse(said.lines().contains("workspace"), status);
            assertFalse(said.lines().contains("Uid:\t0\t0\t0\t0"), status);
        }
    }

    @Test
    void whatIsKeptBelongsToWhoAskedAndNoLinkWasFollowed() throws Exception {
        Path outside = Files.createTempDirectory("ratoon-outside");
        Path kept = Files.writeString(outside.resolve("kept"), "kept");
        try (var bench = bench()) {
            Object before = Files.getAttribute(kept, "unix:ctime");
            String folder = bench.freshFolder();

            Said said =
                    Said.by(
                            bench,
                            ErrandsContract.shell(
                                    "ln -s %s out; ln -s %s file; mkdir d; echo x > d/f; chmod"
                                            .formatted(outside, kept)
                                            + " 4755 d/f",
                                    folder,
                                    USUAL));

            assertEquals(new ErrandEnd.Exited(0), said.end());
            Path made = Path.of(folder, "d", "f");
            assertEquals(Host.own("uid"), Files.getAttribute(made, "unix:uid"));
            assertEquals(before, Files.getAttribute(kept, "unix:ctime"));
            assertTrue(Files.isSymbolicLink(Path.of(folder, "out")));
        } finally {
            Removal.of(outside);
        }
    }

    @Test
    void aKilledControlPlanesErrandsAreEndedByTheNext() throws Exception {
        try (var bench = bench()) {
            String mark = "94" + System.nanoTime() % 100_000;
            String folder = bench.freshFolder();
            Process first = bench.errandByAnotherProcess(folder, "sleep " + mark);
            first.destroyForcibly().waitFor();
            assertTrue(bench.anythingRunsOf(mark));

            bench.another();

            assertFalse(bench.anythingRunsOf(mark));
            assertFalse(Files.exists(Path.of(folder), LinkOption.NOFOLLOW_LINKS));
            try (var left = Files.list(bench.root.resolve("errands"))) {
                assertEquals(List.of(), left.toList());
            }
        }
    }

    @Test
    void aHungryErrandEndsAndNobodyElse() throws Exception {
        try (var bench = bench()) {
            Said said =
                    Said.by(
                            bench,
                            ErrandsContract.shell(
                                    "perl -e 'my @a; for (1..900) { push @a, \"x\" x (1 << 20) }"
                                            + " print \"satisfied\\n\"'; perl -e 'my $n = 0; for"
                                            + " (1..300) { my $p = fork(); last unless defined $p;"
                                            + " if (!$p) { sleep 20; exit } $n++ } print $n'",
                                    bench.freshFolder(),
                                    USUAL));

            assertFalse(said.lines().contains("satisfied"), said.toString());
            int children = Integer.parseInt(said.lines().getLast().replaceAll("\\D.*", ""));
            assertTrue(children < 100, said.toString());
        }
    }

    @Test
    void anErrandThatIsLostLeavesItsUserToTheNext() throws Exception {
        try (var bench = bench()) {
            for (int i = 0; i < 3; i++) {
                Said said =
                        Said.by(
                                bench,
                                ErrandsContract.shell("kill -9 1; true", bench.freshFolder(), USUAL));
                assertInstanceOf(ErrandEnd.Exited.class, said.end());
            }
            try (var left = Files.list(bench.root.resolve("errands"))) {
                assertEquals(List.of(), left.toList());
            }
        }
    }

    private static void answer(ServerSocket server) {
        while (true) {
            try (Socket socket = server.accept()) {
                String heard =
                        new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                socket.getOutputStream().write(("heard " + heard).getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                return;
            }
        }
    }
}
