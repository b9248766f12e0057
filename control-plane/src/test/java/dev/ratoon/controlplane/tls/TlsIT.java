package dev.ratoon.controlplane.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.operations.PackagedApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged control plane with a certificate of its own authority, and curl as its client. */
class TlsIT {
    @TempDir static Path directory;
    static PackagedApp app;
    static String authority;

    @BeforeAll
    static void start() throws Exception {
        app = PackagedApp.launch(directory, "--host", "0.0.0.0", "--tls", "--no-browser");
        app.awaitAccount();
        authority = app.home().resolve("tls/ca.pem").toString();
    }

    @AfterAll
    static void end() {
        app.close();
    }

    @Test
    void whoever_trusts_the_authority_is_served() throws Exception {
        assertEquals(0, curl("https://localhost:" + app.port() + "/health", "--cacert", authority));
        assertEquals(0, curl("https://127.0.0.1:" + app.port() + "/health", "--cacert", authority));
    }

    @Test
    void whoever_does_not_trust_it_is_warned() throws Exception {
        assertEquals(60, curl("https://localhost:" + app.port() + "/health"));
    }

    @Test
    void another_name_is_not_covered() throws Exception {
        String host = "elsewhere.invalid:" + app.port();
        assertEquals(
                60,
                curl(
                        "https://" + host + "/health",
                        "--cacert",
                        authority,
                        "--resolve",
                        host + ":127.0.0.1"));
    }

    @Test
    void nothing_is_served_unencrypted() throws Exception {
        assertNotEquals(0, curl("http://127.0.0.1:" + app.port() + "/health"));
    }

    @Test
    void the_account_says_where_the_authority_is() throws Exception {
        String account = Files.readString(app.out());
        assertTrue(account.contains(authority), account);
        assertTrue(account.contains("https://"), account);
    }

    private static int curl(String url, String... options) throws Exception {
        var command = new ArrayList<>(List.of("curl", "-sS", "-f", "-m", "20", "-o", "/dev/null"));
        command.addAll(List.of(options));
        command.add(url);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
