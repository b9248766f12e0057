package dev.ratoon.git.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.Source;
import dev.ratoon.git.upstream.UpstreamSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsIT {
    @TempDir Path folder;
    GitClient owner;
    Path repository;
    TestCertificate certificate;
    HttpsHost host;
    UpstreamSettings settings;

    @BeforeEach
    void aHost() throws Exception {
        Path repositories = Files.createDirectories(folder.resolve("host"));
        owner = new GitClient(folder);
        repository = owner.repository(repositories.resolve("owner.git"));
        certificate = TestCertificate.make();
        host = new HttpsHost(repositories, certificate.server());
        settings =
                UpstreamSettings.defaults()
                        .withPrivateHosts(Set.of("localhost"), certificate.trust())
                        .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(2));
    }

    @AfterEach
    void noHost() {
        host.close();
    }

    @Test
    void everyVersionOfTheProtocolClones() throws Exception {
        try (Sandbox sandbox = sandbox("owner.git")) {
            for (int version : List.of(0, 1, 2)) {
                sandbox.cloned(version).ok();
                Path clone = sandbox.folder().resolve("clone" + version);
                assertEquals("two", Files.readString(clone.resolve("b.txt")));
                assertEquals("v1", sandbox.git(clone, "tag").ok());
            }
        }
    }

    @Test
    void aShallowAndAPartialCloneGoThrough() throws Exception {
        try (Sandbox sandbox = sandbox("owner.git")) {
            sandbox.cloned(0, "--depth=1").ok();
            Path shallow = sandbox.folder().resolve("clone0");
            assertEquals("1", sandbox.git(shallow, "rev-list", "--count", "HEAD").ok());
            sandbox.git(shallow, "fetch", "--unshallow").ok();
            sandbox.cloned(2, "--filter=blob:none", "--no-checkout").ok();
            Path partial = sandbox.folder().resolve("clone2");
            sandbox.git(partial, "checkout", "main").ok();
            assertEquals("one", Files.readString(partial.resolve("a.txt")));
        }
    }

    @Test
    void anEmptyRepositoryClones() throws Exception {
        owner.in(folder.resolve("host"), "init", "-q", "--bare", "-b", "main", "empty.git").ok();
        try (Sandbox sandbox = sandbox("empty.git")) {
            for (int version : List.of(0, 2)) {
                assertTrue(sandbox.cloned(version).ok().contains("empty repository"));
            }
        }
    }

    @Test
    void theHostSeesItsNameAndNoCredential() throws Exception {
        try (Sandbox sandbox = sandbox("owner.git")) {
            sandbox.cloned(2).ok();
        }
        assertFalse(host.seen.isEmpty());
        for (String request : host.seen) {
            assertTrue(request.contains("Host=[localhost:"), request);
            assertFalse(request.contains("Authorization"), request);
            assertFalse(request.contains(Sandbox.CREDENTIAL), request);
        }
    }

    @Test
    void aMovedRepositoryIsFollowedOnItsHostOnly() throws Exception {
        try (Sandbox sandbox = sandbox("moved")) {
            sandbox.cloned(2).ok();
            sandbox.cloned(0).ok();
        }
        for (String off : List.of("away", "plain")) {
            try (Sandbox sandbox = sandbox(off)) {
                String said = sandbox.cloned(2).failed();
                assertTrue(said.contains("which Ratoon does not follow"), said);
            }
        }
        try (Sandbox sandbox = sandbox("circle")) {
            assertTrue(sandbox.cloned(2).failed().contains("round in circles"));
        }
    }

    @Test
    void troubleOfTheHostIsToldToTheClient() throws Exception {
        var words =
                Map.of(
                        "private", "without a login (HTTP 401)",
                        "missing", "There is no repository at ",
                        "busy", "answered HTTP 503",
                        "page", "does not speak git's smart HTTP",
                        "stall", "localhost stopped answering");
        for (var one : words.entrySet()) {
            try (Sandbox sandbox = sandbox(one.getKey())) {
                for (int version : List.of(0, 2)) {
                    String said = sandbox.cloned(version).failed();
                    assertTrue(said.contains("remote error: "), said);
                    assertTrue(said.contains(one.getValue()), said);
                }
            }
        }
        try (Sandbox sandbox = sandbox("cut")) {
            sandbox.cloned(2).failed();
        }
    }

    /** This heap is 96 MiB. */
    @Test
    void whatAHostSaysWithoutAnEndIsBrokenOffWith() throws Exception {
        try (Sandbox sandbox = sandbox("branches")) {
            String said = sandbox.cloned(2).failed();
            assertTrue(said.contains("it lists more than 16 MiB"), said);
        }
        host.talks = true;
        try (Sandbox sandbox = sandbox("owner.git")) {
            String said = sandbox.cloned(2).failed();
            assertTrue(said.contains("it says more than 256 KiB besides"), said);
        }
    }

    @Test
    void privateAddressesAreRefused() throws Exception {
        var strict = settings.withPrivateHosts(Set.of(), certificate.trust());
        String port = ":" + host.address("").getPort();
        for (String name :
                List.of(
                        "localhost",
                        "127.0.0.1",
                        "[::1]",
                        "0.0.0.0",
                        "2130706433",
                        "[::ffff:127.0.0.1]")) {
            URI address = URI.create("https://" + name + port + "/owner.git");
            try (Sandbox sandbox = sandbox(address, strict)) {
                String said = sandbox.cloned(2).failed();
                assertTrue(said.contains("which is of this machine"), said);
            }
        }
        assertEquals(List.of(), host.seen);
    }

    @Test
    void aCertificateForAnotherNameOrFromNobodyIsRefused() throws Exception {
        var byNumber = settings.withPrivateHosts(Set.of("127.0.0.1"), certificate.trust());
        URI numbered = URI.create("https://127.0.0.1:" + host.address("").getPort() + "/owner.git");
        try (Sandbox sandbox = sandbox(numbered, byNumber)) {
            assertTrue(sandbox.cloned(2).failed().contains("has no certificate"));
        }
        var usual =
                settings.withPrivateHosts(Set.of("localhost"), UpstreamSettings.defaults().tls());
        try (Sandbox sandbox = sandbox(host.address("owner.git"), usual)) {
            assertTrue(sandbox.cloned(2).failed().contains("has no certificate"));
        }
        assertEquals(List.of(), host.seen);
    }

    @Test
    void aHostThatIsNotThereIsToldToTheClient() throws Exception {
        try (Sandbox sandbox = sandbox(URI.create("https://nowhere.invalid/o/n"), settings)) {
            assertTrue(sandbox.cloned(2).failed().contains("nowhere.invalid is not known"));
        }
        try (Sandbox sandbox = sandbox(URI.create("https://localhost:1/o/n"), settings)) {
            assertTrue(sandbox.cloned(2).failed().contains("localhost cannot be reached"));
        }
    }

    @Tag("long")
    @Test
    void aLargeRepositoryStreamsThroughALittleMemory() throws Exception {
        owner.commitLarge(repository, "large.bin", 128L << 20);
        var patient = settings.withTimeouts(settings.connectTimeout(), Duration.ofMinutes(1));
        try (Sandbox sandbox = sandbox(host.address("owner.git"), patient)) {
            sandbox.cloned(2).ok();
            assertEquals(128L << 20, Files.size(sandbox.folder().resolve("clone2/large.bin")));
        }
    }

    @Test
    void twoCloneAtOnce() throws Exception {
        owner.commitLarge(repository, "large.bin", 8L << 20);
        try (Sandbox sandbox = sandbox("owner.git")) {
            Process one = sandbox.start("clone", "-q", sandbox.url(), "one");
            Process two = sandbox.start("clone", "-q", sandbox.url(), "two");
            for (Process clone : List.of(one, two)) {
                assertTrue(clone.waitFor(60, TimeUnit.SECONDS));
                assertEquals(0, clone.exitValue());
            }
        }
    }

    private Sandbox sandbox(String path) throws IOException {
        return sandbox(host.address(path), settings);
    }

    private Sandbox sandbox(URI address, UpstreamSettings with) throws IOException {
        Path own = Files.createTempDirectory(folder, "sandbox");
        return Sandbox.of(own, new Source.Https(address), GitGatewaySettings.defaults(), with);
    }
}
