package dev.ratoon.controlplane.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.operations.PackagedApp;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged control plane with a certificate that somebody else made. */
class GivenTlsIT {
    @TempDir Path directory;

    @Tag("long")
    @Test
    void it_serves_what_it_was_given_and_makes_no_authority() throws Exception {
        String certificate = directory.resolve("given.pem").toString();
        String key = directory.resolve("given.key").toString();
        int made =
                run(
                        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
                                + " -days 2 -subj /CN=given -addext subjectAltName=DNS:localhost"
                                + " -keyout '%s' -out '%s'".formatted(key, certificate));
        assertEquals(0, made);
        try (var app =
                PackagedApp.launch(
                        directory, "--tls-cert", certificate, "--tls-key", key, "--no-browser")) {
            app.awaitAccount();
            String url = "https://localhost:" + app.port() + "/health";
            assertEquals(
                    0,
                    run(
                            "curl -sSf -m 20 -o /dev/null --cacert '%s' %s"
                                    .formatted(certificate, url)));
            String account = Files.readString(app.out());
            assertTrue(account.contains("at https://127.0.0.1:" + app.port()), account);
            assertFalse(account.contains("local authority"), account);
            assertFalse(Files.exists(app.home().resolve("tls")));
        }
    }

    private static int run(String line) throws Exception {
        return new ProcessBuilder("/bin/sh", "-c", line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
