package dev.ratoon.git.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import dev.ratoon.git.SshKeyPair;
import dev.ratoon.git.gateway.Waiting;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is no ssh server, or no good one, costs a bounded time and memory: this heap is 96 MiB. */
class HostileSocketIT {
    private static final Duration TO_CONNECT = Duration.ofSeconds(2);
    private static final byte[] GREETING = "SSH-2.0-Hostile\r\n".getBytes(US_ASCII);

    final SshKeyPair user = SshKeyPair.make(new SecureRandom());
    final Login login = new Login.SshKey("ann", user.privateKey(), Set.of(user.publicKey()));
    final CountDownLatch never = new CountDownLatch(1);
    final Upstreams upstreams = upstreams(TO_CONNECT);

    private static Upstreams upstreams(Duration toConnect) {
        UpstreamSettings usual = UpstreamSettings.defaults();
        return new Upstreams(
                usual.withPrivateHosts(Set.of(SshHost.NAME), usual.tls())
                        .withTimeouts(toConnect, Duration.ofSeconds(2)));
    }

    @AfterEach
    void close() {
        never.countDown();
        upstreams.close();
    }

    @Test
    void one_that_speaks_something_else_is_said_to() throws Exception {
        String said =
                refused(
                        (in, out) ->
                                out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII)));
        assertTrue(said.startsWith("There is no ssh at localhost, port "), said);
    }

    @Test
    void one_that_says_bytes_is_no_ssh() throws Exception {
        byte[] bytes = new byte[1 << 20];
        new Random(7).nextBytes(bytes);
        String said = refused((in, out) -> out.write(bytes));
        assertTrue(said.startsWith("There is no ssh at localhost, port "), said);
    }

    @Test
    void one_that_hangs_up_is_no_ssh() throws Exception {
        String said = refused((in, out) -> {});
        assertTrue(said.startsWith("There is no ssh at localhost, port "), said);
    }

    @Test
    void one_that_never_says_anything_is_waited_for_so_long() throws Exception {
        String said = refused((in, out) -> never.await());
        assertTrue(said.contains("localhost stopped answering"), said);
    }

    @Test
    void one_that_says_a_byte_now_and_then_is_no_faster() throws Exception {
        String said =
                refused(
                        (in, out) -> {
                            while (!never.await(50, TimeUnit.MILLISECONDS)) {
                                out.write('x');
                                out.write('\n');
                            }
                        });
        assertTrue(said.contains("localhost stopped answering"), said);
    }

    @Test
    void a_greeting_without_an_end_is_not_kept() throws Exception {
        byte[] returns = "\r".repeat(1 << 16).getBytes(US_ASCII);
        String said =
                refused(
                        (in, out) -> {
                            while (true) {
                                out.write(returns);
                            }
                        });
        assertTrue(said.startsWith("There is no ssh at localhost, port "), said);
    }

    @Test
    void lines_without_an_end_before_a_greeting_are_not_read_for_ever() throws Exception {
        byte[] lines = "Welcome to this host\r\n".repeat(1 << 12).getBytes(US_ASCII);
        String said =
                refused(
                        (in, out) -> {
                            while (true) {
                                out.write(lines);
                            }
                        });
        assertTrue(said.startsWith("There is no ssh at localhost, port "), said);
    }

    @Test
    void one_that_greets_and_says_bytes_is_broken_off_with() throws Exception {
        byte[] bytes = new byte[1 << 16];
        new Random(7).nextBytes(bytes);
        String said =
                refused(
                        (in, out) -> {
                            out.write(GREETING);
                            while (true) {
                                out.write(bytes);
                            }
                        });
        assertTrue(said.contains("localhost broke off"), said);
    }

    @Test
    void one_that_greets_and_says_no_more_is_waited_for_so_long() throws Exception {
        String said =
                refused(
                        (in, out) -> {
                            out.write(GREETING);
                            never.await();
                        });
        assertTrue(said.contains("localhost stopped answering"), said);
    }

    @Test
    void one_that_is_not_there_is_said_so() throws Exception {
        int port;
        try (var none = new ServerSocket(0)) {
            port = none.getLocalPort();
        }
        var at = new Source.Ssh("git", SshHost.NAME, port, "/owner.git");
        String said = words(at);
        assertTrue(said.contains("cannot be reached at port " + port), said);
    }

    @Test
    void many_that_take_no_connection_hold_up_nobody_else() throws Exception {
        try (var patient = upstreams(Duration.ofSeconds(8));
                var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var good = new HostileSocket((in, out) -> {})) {
            var at = new Source.Ssh("git", SshHost.NAME, full.getLocalPort(), "/owner.git");
            for (int i = 0; i < 20; i++) {
                Thread.startVirtualThread(() -> words(patient, at));
            }
            Waiting.until(() -> connecting(full.getLocalPort()) > 10);
            long began = System.nanoTime();
            String said = words(patient, good.source());
            assertTrue(said.startsWith("There is no ssh at localhost, port "), said);
            long took = (System.nanoTime() - began) / 1_000_000;
            assertTrue(took < 6_000, took + " ms");
        }
    }

    @Test
    void many_that_never_answer_hold_up_nobody_else() throws Exception {
        try (var silent = new HostileSocket((in, out) -> never.await())) {
            var waiting = new ArrayList<Thread>();
            for (int i = 0; i < 50; i++) {
                waiting.add(Thread.startVirtualThread(() -> words(silent.source())));
            }
            Waiting.until(() -> silent.visitors() == 50);
            String said = refused((in, out) -> {});
            assertTrue(said.startsWith("There is no ssh at localhost, port "), said);
            long threads =
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().startsWith("sshd-SshClient"))
                            .count();
            assertTrue(threads <= 4, threads + " threads");
            for (Thread one : waiting) {
                assertTrue(one.join(Duration.ofSeconds(20)));
            }
        }
    }

    /** What is said of one who is visited, and left in time. */
    private String refused(HostileSocket.Saying saying) throws Exception {
        try (var hostile = new HostileSocket(saying)) {
            long began = System.nanoTime();
            String said = words(hostile.source());
            long took = (System.nanoTime() - began) / 1_000_000;
            assertTrue(took < 3 * TO_CONNECT.toMillis(), took + " ms");
            return said;
        }
    }

    /** How many have knocked there and heard nothing: 02 is the kernel's number for that. */
    private static long connecting(int port) throws IOException {
        String there = ":%04X 02".formatted(port);
        long all = 0;
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            all += Files.readString(Path.of(table)).lines().filter(l -> l.contains(there)).count();
        }
        return all;
    }

    private String words(Source.Ssh at) {
        return words(upstreams, at);
    }

    private String words(Upstreams with, Source.Ssh at) {
        return assertThrows(GitTrouble.class, () -> with.look(at, Optional.of(login))).words();
    }
}
