package dev.ratoon.git.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.git.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayIT {
    @TempDir Path folder;
    GitClient owner;
    Path repository;
    final GitGatewaySettings settings = GitGatewaySettings.defaults();

    @BeforeEach
    void aRepository() throws Exception {
        owner = new GitClient(folder);
        repository = owner.repository(folder.resolve("owner"));
    }

    @Test
    void aCredentialThatIsNotKnownIsRefusedInWords() throws Exception {
        try (Sandbox sandbox = sandbox(settings)) {
            for (String header : List.of("Authorization: Runner other", "X-Nothing: x")) {
                String said =
                        owner.in(
                                        folder,
                                        "-c",
                                        "http.extraHeader=" + header,
                                        "clone",
                                        sandbox.url(),
                                        "x")
                                .failed();
                assertTrue(said.contains("remote: Ratoon does not take this credential"), said);
            }
        }
    }

    /** The JDK's server takes its bounds from there, and has none without. */
    @Test
    void whoSaysNothingIsBoundedWhereverAGatewayIs() throws Exception {
        List<String> bounds =
                List.of("jdk.httpserver.maxConnections", "sun.net.httpserver.maxReqTime");
        bounds.forEach(System::clearProperty);
        try (Sandbox _ = sandbox(settings)) {
            assertEquals(List.of("1000", "600"), bounds.stream().map(System::getProperty).toList());
        }
    }

    @Test
    void anyOtherPathIsNotFoundInWords() throws Exception {
        try (Sandbox sandbox = sandbox(settings)) {
            String base = "http://127.0.0.1:" + sandbox.gateway().port();
            for (String path :
                    List.of(
                            "/",
                            "/git/other.git/info/refs?service=git-upload-pack",
                            "/git/repository.git/HEAD",
                            "/git/repository.git/objects/info/alternates",
                            "/git/repository.git/info/refs",
                            "/git/repository.git/../../etc/passwd",
                            "/git/%2e%2e/repository.git/info/refs?service=git-upload-pack",
                            "/git/repository.git/info/refs?service=git-upload-archive")) {
                var connection = connection(base + path);
                assertEquals(404, connection.getResponseCode(), path);
                String said =
                        new String(
                                connection.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(said.contains("/git/repository.git"), said);
            }
            String said = sandbox.git(folder, "clone", base + "/git/other.git", "x").failed();
            assertTrue(said.contains("remote: The git gateway knows one repository"), said);
        }
    }

    @Test
    void aRequestThatUnpacksToTooMuchIsRefused() throws Exception {
        try (Sandbox sandbox = sandbox(settings.withLimits(4, 4, 1 << 20))) {
            var packed = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write("0014command=ls-refs\n0001".getBytes(StandardCharsets.US_ASCII));
                byte[] line = "0016ref-prefix aaaaaa\n".getBytes(StandardCharsets.US_ASCII);
                for (int i = 0; i < 100_000; i++) {
                    gzip.write(line);
                }
            }
            var connection = connection(sandbox.url() + "/git-upload-pack");
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setRequestProperty("Git-Protocol", "version=2");
            connection.setRequestProperty("Content-Encoding", "gzip");
            connection.getOutputStream().write(packed.toByteArray());
            String said =
                    new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(said.contains("the request is larger than 1048576 bytes"), said);
        }
    }

    @Test
    void onlySoManyAreServedAtOnceAndOneWhoStandsStillGivesHisPlaceBack() throws Exception {
        var narrow =
                settings.withLimits(1, 1, 1 << 20)
                        .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(1));
        try (Sandbox sandbox = sandbox(narrow)) {
            var slow = new ArrayList<Socket>();
            Waiting.until(() -> slow.add(halfARequest(sandbox)) && status(sandbox) == 429);
            Waiting.until(() -> status(sandbox) == 200);
            for (Socket one : slow) {
                one.close();
            }
        }
    }

    @Test
    void oneSandboxCannotTakeThePlacesOfTheOthers() throws Exception {
        try (Sandbox sandbox = sandbox(settings.withLimits(8, 2, 1 << 20))) {
            var slow = new ArrayList<Socket>();
            Waiting.until(() -> slow.add(halfARequest(sandbox)) && status(sandbox) == 429);
            for (int i = 0; i < 20; i++) {
                slow.add(halfARequest(sandbox));
            }
            var other = connection(refs(sandbox));
            other.setRequestProperty("Authorization", Sandbox.CREDENTIAL + "-of-another");
            assertEquals(200, other.getResponseCode());
            String said = sandbox.git(folder, "clone", sandbox.url(), "x").failed();
            assertTrue(said.contains("remote: This sandbox has 2 requests at the git"), said);
            for (Socket one : slow) {
                one.close();
            }
        }
    }

    private static Socket halfARequest(Sandbox sandbox) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.gateway().port());
        String half =
                "POST /git/repository.git/git-upload-pack HTTP/1.1\r\nHost: x\r\nAuthorization: "
                        + Sandbox.CREDENTIAL
                        + "\r\nContent-Length: 100\r\n\r\n0014";
        socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Tag("long")
    @Test
    void closingWaitsForWhatIsUnderWay() throws Exception {
        owner.commitLarge(repository, "large.bin", 64L << 20);
        Sandbox sandbox = sandbox(settings);
        Process clone = sandbox.start("clone", "--progress", sandbox.url(), "x");
        var said = new StringBuilder();
        for (int one = clone.getInputStream().read();
                !said.toString().contains("Receiving objects");
                one = clone.getInputStream().read()) {
            assertTrue(one >= 0, said::toString);
            said.append((char) one);
        }
        Thread reader = Thread.startVirtualThread(() -> drain(clone));
        sandbox.close();
        assertTrue(clone.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, clone.exitValue());
        reader.join();
        assertThrows(ConnectException.class, () -> status(sandbox));
    }

    @Test
    void aRepositoryWithARottenObjectFailsAndTheNextOneIsServed() throws Exception {
        try (Sandbox sandbox = sandbox(settings)) {
            String blob = owner.in(repository, "rev-parse", "HEAD:a.txt").ok();
            Path object =
                    repository
                            .resolve(".git/objects")
                            .resolve(blob.substring(0, 2))
                            .resolve(blob.substring(2));
            byte[] kept = Files.readAllBytes(object);
            object.toFile().setWritable(true);
            Files.write(object, new byte[] {1, 2, 3});
            String said = sandbox.cloned(2).failed();
            assertTrue(said.contains("remote"), said);
            Files.write(object, kept);
            sandbox.cloned(2).ok();
        }
    }

    private static void drain(Process process) {
        try {
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int status(Sandbox sandbox) throws IOException {
        return connection(refs(sandbox)).getResponseCode();
    }

    private static String refs(Sandbox sandbox) {
        return sandbox.url() + "/info/refs?service=git-upload-pack";
    }

    private static HttpURLConnection connection(String url) throws IOException {
        var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setRequestProperty("Authorization", Sandbox.CREDENTIAL);
        connection.setConnectTimeout(5_000);
        connection.setReadTimeout(20_000);
        return connection;
    }

    private Sandbox sandbox(GitGatewaySettings with) throws IOException {
        Path own = Files.createDirectories(folder.resolve("sandbox"));
        return Sandbox.of(own, new Source.LocalPath(repository), with);
    }
}
