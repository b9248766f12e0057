package dev.ratoon.git.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Source;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that never stands still and never gets anywhere: a byte of it comes now and then. */
class SlowHostIT {
    private static final String ANSWER =
            """
            HTTP/1.1 200 OK\r
            Content-Type: application/x-git-upload-pack-advertisement\r
            \r
            """;

    @TempDir Path folder;
    TestCertificate certificate;

    @BeforeEach
    void make() throws Exception {
        certificate = TestCertificate.make();
    }

    private UpstreamSettings settings(Duration connect, Duration stall) throws Exception {
        return UpstreamSettings.defaults()
                .withPrivateHosts(Set.of("localhost"), certificate.trust())
                .withTimeouts(connect, stall);
    }

    @Test
    void its_handshake_is_not_waited_for_without_an_end() throws Exception {
        // The head of a record of 16 KiB, in which a handshake would stand.
        byte[] record = {22, 3, 3, 64, 0};
        var plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        try (Drip host = Drip.saying(plain, record)) {
            String said = looked(host, settings(Duration.ofSeconds(1), Duration.ofSeconds(1)));
            assertEquals(
                    "localhost answers too slowly (its TLS handshake was not over after 1 s): try"
                            + " again later.",
                    said);
        }
    }

    @Test
    void the_head_of_its_answer_is_not() throws Exception {
        assertTooSlow("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void its_list_of_branches_is_not() throws Exception {
        assertTooSlow(ANSWER + "001e# service=git-upload-pack\n0000fff0");
    }

    @Tag("long")
    @Test
    void objects_are_not_and_once_it_is_quick_again_they_come_and_nothing_half_is_left()
            throws Exception {
        Path repositories = Files.createDirectories(folder.resolve("host"));
        var owner = new GitClient(folder);
        Path repository = owner.repository(repositories.resolve("owner.git"));
        owner.commitLarge(repository, "large.bin", 4L << 20);
        try (var host = new HttpsHost(repositories, certificate.server());
                Drip drip = Drip.before(host.address("").getPort())) {
            var source = new Source.Https(at(drip));
            var settings = settings(Duration.ofSeconds(10), Duration.ofSeconds(2));
            drip.atOnce = 1 << 20;
            try (Sandbox sandbox =
                    Sandbox.of(folder, source, GitGatewaySettings.defaults(), settings)) {
                String said =
                        assertTimeoutPreemptively(
                                Duration.ofSeconds(60), () -> sandbox.cloned(2).failed());
                assertTrue(said.contains("answers too slowly (less than 64 KiB in 10 s)"), said);
                assertTrue(said.contains("try again later."), said);
                drip.atOnce = Long.MAX_VALUE;
                sandbox.cloned(2).ok();
            }
            try (var all = Files.walk(folder.resolve("store"))) {
                assertTrue(all.noneMatch(one -> one.toString().contains("incoming_")));
            }
        }
    }

    private void assertTooSlow(String first) throws Exception {
        var secured =
                certificate
                        .server()
                        .getServerSocketFactory()
                        .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        byte[] bytes = first.getBytes(StandardCharsets.US_ASCII);
        try (Drip host = Drip.saying(secured, bytes)) {
            String said = looked(host, settings(Duration.ofSeconds(10), Duration.ofSeconds(1)));
            assertTrue(said.contains("answers too slowly (less than 64 KiB in 5 s)"), said);
            assertTrue(said.contains("try again later."), said);
        }
    }

    private static String looked(Drip host, UpstreamSettings settings) {
        var source = new Source.Https(at(host));
        try (var upstreams = new Upstreams(settings)) {
            return assertTimeoutPreemptively(
                            Duration.ofSeconds(20),
                            () ->
                                    assertThrows(
                                            GitTrouble.class,
                                            () -> upstreams.look(source, Optional.empty())))
                    .words();
        }
    }

    private static URI at(Drip host) {
        return URI.create("https://localhost:" + host.port() + "/owner.git");
    }
}
