package dev.ratoon.controlplane.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.operations.PackagedApp;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    void old_versions_of_tls_are_not_spoken() throws Exception {
        String url = "https://localhost:" + app.port() + "/health";
        assertEquals(35, curl(url, "--cacert", authority, "--tls-max", "1.1"));
    }

    /** It would hold for every port of the name, and not all that runs on localhost has TLS. */
    @Test
    void encryption_is_made_a_rule_for_the_machines_name_and_not_for_localhost() throws Exception {
        String named = head("https://" + machine() + ":" + app.port() + "/");
        String local = head("https://localhost:" + app.port() + "/");
        assertTrue(named.contains("strict-transport-security: max-age=31536000"), named);
        assertFalse(local.contains("strict-transport-security"), local);
    }

    @Test
    void the_cookie_of_a_session_goes_encrypted_only() throws Exception {
        String link = link(Files.readString(app.out()));
        String login =
                head(
                        "https://localhost:" + app.port() + "/api/login",
                        "--json",
                        "{\"client\":\"browser\",\"code\":\"" + link + "\"}");
        String cookie =
                login.lines().filter(l -> l.startsWith("set-cookie:")).findFirst().orElseThrow();
        assertTrue(cookie.contains("secure"), cookie);
        assertTrue(cookie.contains("httponly"), cookie);
        assertTrue(cookie.contains("samesite=strict"), cookie);
    }

    private static String link(String account) {
        int code = account.indexOf("#code=") + "#code=".length();
        return account.substring(code, account.indexOf('\n', code));
    }

    private static String machine() throws Exception {
        return InetAddress.getLocalHost().getHostName();
    }

    /** The head of an answer, in lower case. */
    private static String head(String url, String... options) throws Exception {
        var command = new ArrayList<>(List.of("curl", "-sS", "-m", "20", "-o", "/dev/null"));
        command.addAll(List.of("-D", "-", "--cacert", authority));
        command.addAll(List.of("--resolve", machine() + ":" + app.port() + ":127.0.0.1"));
        command.addAll(List.of(options));
        command.add(url);
        var curl = new ProcessBuilder(command).start();
        return new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT);
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
