package dev.ratoon.environments.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.Confinement;
import dev.ratoon.environments.Eventually;
import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxesContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What is particular to sandboxes that are processes of this machine. */
class LifeOfSandboxesIT {
    private static final String KNOCK =
            "perl -MIO::Socket::UNIX -e '$s = IO::Socket::UNIX->new(Peer =>"
                    + " \"/run/ratoon/doors/control.sock\") or die $!; print $s \"knock\";"
                    + " $s->shutdown(1); print <$s>'";

    @Test
    void theRunnerReachesTheControlPlaneThroughItsDoor() throws Exception {
        try (var server = answering();
                var bench = new Bench().withControl(server.getLocalPort())) {
            SandboxName name = bench.running("one", 1);

            assertEquals("heard knock", bench.inRunner(name, KNOCK));
        }
    }

    @Test
    void oneThatIsOrderedOfAnImageIsRefusedInWords() throws Exception {
        try (var bench = new Bench()) {
            SandboxOrder usual = bench.order("one", 1);
            var chosen =
                    new SandboxOrder(
                            usual.name(),
                            usual.firstKey(),
                            usual.control(),
                            usual.gateways(),
                            usual.size(),
                            usual.shared(),
                            usual.unconfined(),
                            Optional.of("example.org/java:21"));

            SandboxTrouble refused =
                    assertThrows(SandboxTrouble.class, () -> bench.sandboxes().start(chosen));

            assertEquals(SandboxTrouble.Blame.USER, refused.blame());
            assertTrue(refused.what().endsWith("no image: example.org/java:21"), refused.what());
            assertEquals(Optional.empty(), bench.sandboxes().observe("one"));
        }
    }

    @Test
    void theDoorWorksAgainAfterARestartOnAnotherPort() throws Exception {
        try (var bench = new Bench()) {
            SandboxName name = bench.running("one", 1);
            bench.sandboxes().close();
            try (var server = answering()) {
                bench.withControl(server.getLocalPort());
                bench.another().start(bench.order("one", 1));

                assertEquals("heard knock", bench.inRunner(name, KNOCK));
            }
        }
    }

    @Test
    void aKilledControlPlaneLeavesItsSandboxesToTheNext() throws Exception {
        try (var server = answering();
                var bench = new Bench().withControl(server.getLocalPort())) {
            Process first = bench.startedByAnotherProcess("one");
            var name = new SandboxName("one", 1);
            first.destroyForcibly().waitFor();

            var next = bench.another();

            assertTrue(SandboxesContract.isRunning(next, name));
            assertEquals("heard knock", bench.inRunner(name, KNOCK));
            var told = new CopyOnWriteArrayList<String>();
            next.listen(told::add);
            bench.endByItself(name);
            Eventually.within(Duration.ofMillis(1500), () -> told.contains("one"));
        }
    }

    @Test
    void aSideThatDiedWhileNobodyLookedIsTheEndOfTheOther() throws Exception {
        try (var bench = new Bench()) {
            SandboxName name = bench.running("one", 1);
            Life hands = bench.life(name, Side.HANDS).init().orElseThrow();
            bench.sandboxes().close();
            bench.life(name, Side.RUNNER).lives().forEach(Life::kill);
            Eventually.holds(() -> bench.life(name, Side.RUNNER).over());

            var next = bench.another();

            assertFalse(hands.lasts());
            assertTrue(next.observe("one").orElseThrow() instanceof Observed.Ended);
        }
    }

    @Test
    void whatACrashHalfMadeIsRemovedAndCanBeStarted() throws Exception {
        try (var bench = new Bench()) {
            Incarnation half = bench.files("one").unfinished(1);
            Files.createDirectories(half.directory().resolve("link"));

            bench.another();

            assertFalse(Files.exists(half.directory()));
            bench.running("one", 1);
        }
    }

    @Test
    void whatWasStoppedIsNotStartedAgain() throws Exception {
        try (var bench = new Bench()) {
            SandboxName name = bench.running("one", 1);
            bench.sandboxes().stop(name);

            bench.sandboxes().start(bench.order("one", 1));

            assertEquals(List.of(), bench.sandboxes().all());
            assertFalse(bench.incarnation(name).exists());
        }
    }

    @Test
    void deletingFollowsNoLinkAndOpensWhatIsClosed() throws Exception {
        Path outside = Files.createTempDirectory("ratoon-outside");
        Path kept = Files.writeString(outside.resolve("kept"), "kept");
        try (var bench = new Bench()) {
            SandboxName name = bench.running("one", 1);
            bench.inHands(
                    name,
                    "cd /workspace; ln -s "
                            + outside
                            + " out; ln -s / root; mkdir -p a/b/c;"
                            + " ln -s /proc/1/root a/b/up; touch a/b/c/f; chmod 000 a/b/c a/b");

            bench.sandboxes().deleteWorkspace("one");

            assertTrue(Files.exists(kept));
            assertFalse(bench.files("one").exists());
        } finally {
            Removal.of(outside);
        }
    }

    @Test
    void whatASidePrintsIsKeptToItsFirstMebibyte() throws Exception {
        try (var bench = new Bench()) {
            SandboxName name = bench.running("one", 1);

            bench.inHands(name, "head -c 5000000 /dev/zero >&3; echo end >&3");

            assertEquals(1 << 20, Files.size(bench.incarnation(name).log(Side.HANDS)));
        }
    }

    @Test
    void theFirstKeyCanBeRemovedByItsReader() throws Exception {
        try (var bench = new Bench()) {
            SandboxName name = bench.running("one", 1);

            bench.inRunner(name, "rm $RATOON_FIRST_KEY_FILE");

            assertFalse(Files.exists(bench.incarnation(name).firstKey()));
        }
    }

    @Test
    void withoutConfinementItIsRefusedWithWhatToType() throws Exception {
        try (var bench = new Bench(new Confinement.Unavailable("none here", "install it"))) {
            var refused =
                    assertThrows(
                            SandboxTrouble.class,
                            () -> bench.sandboxes().start(bench.order("one", 1)));

            assertEquals(SandboxTrouble.Blame.USER, refused.blame());
            assertEquals("install it", refused.nextStep());
            assertEquals(List.of(), bench.sandboxes().all());
        }
    }

    @Test
    void withoutWallsItRunsAndEndsWhollyAllTheSame() throws Exception {
        try (var bench =
                new Bench(new Confinement.Unavailable("none here", "install it")).withoutWalls()) {
            SandboxName name = bench.running("one", 1);
            bench.inHands(name, "setsid sleep 989 > /dev/null 2>&1 & true");
            Eventually.holds(() -> GreedIT.machineRuns("sleep\0" + "989"));

            bench.sandboxes().stop(name);

            assertFalse(GreedIT.machineRuns("sleep\0" + "989"));
        }
    }

    private static ServerSocket answering() throws IOException {
        var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> answer(server));
        return server;
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
