package dev.ratoon.git.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GitHub at other addresses, and on a bad day. */
class WireIT {
    @TempDir Path folder;

    @Test
    void anEnterpriseServerIsAskedBelowItsPathOverTls() throws Exception {
        var tls = LocalTls.make(folder);
        try (GitHubFake github = new GitHubFake(tls)) {
            github.at("/api/v3/user", Reply.octocat().with("X-OAuth-Scopes", "repo"));
            var settings = GitHubSettings.of(api(github.url() + "/api/v3/")).withTls(tls);
            var account = new GitHubAccount(settings, "ghp_secret", new TestTime());
            assertEquals("octocat", EmulateIT.with(account.me()).login());
            assertEquals(List.of("Bearer ghp_secret"), github.tokens);
        }
    }

    @Test
    void aCertificateThatNobodyTrustsGetsNoToken() throws Exception {
        try (GitHubFake github = new GitHubFake(LocalTls.make(folder))) {
            Trouble trouble = asked(github.url());
            assertTrue(trouble.what().contains("no certificate that this machine"), trouble::what);
            assertEquals(List.of(), github.tokens);
        }
    }

    @Test
    void gitHubItselfIsAtNoPrivateAddress() {
        assertTrue(api("https://github.example.com/api/v3").isNamed());
        assertTrue(!ApiAddress.ofGitHubItself().isNamed());
    }

    @Test
    void nobodyThereIsSaid() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        Trouble trouble = asked("http://localhost:" + port);
        assertTrue(trouble.what().contains("localhost cannot be asked"), trouble::what);
    }

    @Test
    void whatIsNoGitHubIsSaid() throws Exception {
        try (GitHubFake github = new GitHubFake()) {
            github.at("/user", Reply.ok("<html>Welcome</html>"));
            assertInstanceOf(Trouble.Strange.class, asked(github.url()));
            github.at("/user", Reply.ok("[]"));
            assertInstanceOf(Trouble.Strange.class, asked(github.url()));
            github.at("/user", Reply.refused(502, "Unicorn!"));
            Trouble trouble = asked(github.url());
            assertTrue(trouble.what().contains("HTTP 502: Unicorn!"), trouble::what);
        }
    }

    @Test
    void silenceIsWaitedForAWhile() throws Exception {
        assertSlow(socket -> LockSupport.parkNanos(Duration.ofSeconds(20).toNanos()));
    }

    @Test
    void aByteNowAndThenIsNoLongerWaitedForThanSilence() throws Exception {
        assertSlow(
                socket -> {
                    var out = socket.getOutputStream();
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    while (!socket.isClosed()) {
                        out.write("a".getBytes(StandardCharsets.US_ASCII));
                        out.flush();
                        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                    }
                });
    }

    @Test
    void anAnswerThatIsCutOffIsSaid() throws Exception {
        try (var server =
                new OneAnswer(
                        socket -> {
                            socket.getOutputStream()
                                    .write(
                                            "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"
                                                    .getBytes(StandardCharsets.US_ASCII));
                            socket.close();
                        })) {
            Trouble trouble = asked(server.url());
            assertTrue(trouble.what().contains("cut off"), trouble::what);
        }
    }

    private static void assertSlow(Answering answering) throws Exception {
        try (var server = new OneAnswer(answering)) {
            Trouble trouble =
                    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> asked(server.url()));
            assertTrue(trouble.what().contains("answers too slowly"), trouble::what);
        }
    }

    private static Trouble asked(String url) {
        var settings =
                GitHubSettings.of(api(url))
                        .withTimes(
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2));
        return TokenIT.not(new GitHubAccount(settings, "ghp_secret", new TestTime()).me());
    }

    private static ApiAddress api(String url) {
        return ApiAddress.parse(url).orElseThrow();
    }

    private interface Answering {
        void answer(Socket socket) throws IOException;
    }

    /** A server that answers each connection like that. */
    private static final class OneAnswer implements AutoCloseable {
        private final ServerSocket server =
                new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

        OneAnswer(Answering answering) throws IOException {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try (Socket socket = server.accept()) {
                                    socket.getInputStream().read(new byte[4096]);
                                    answering.answer(socket);
                                } catch (IOException e) {
                                    // The other side has gone, as it should.
                                }
                            });
        }

        String url() {
            return URI.create("http://localhost:" + server.getLocalPort()).toString();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
