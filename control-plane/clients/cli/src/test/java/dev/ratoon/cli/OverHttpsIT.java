package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client and a control plane that others reach, with the certificate of its own authority. */
class OverHttpsIT {
    @TempDir static Path folder;
    private static Installation server;
    private static Installation elsewhere;
    private static String authority;

    @BeforeAll
    static void oneThatListensForOthers() throws Exception {
        server = new Installation(folder);
        server.up("--host", "0.0.0.0", "--tls");
        authority = server.home().resolve("tls/ca.pem").toString();
        // As on another machine: no home of a control plane, no token.
        elsewhere = new Installation(Files.createDirectory(folder.resolve("elsewhere")));
    }

    @AfterAll
    static void end() throws Exception {
        server.close();
        elsewhere.close();
    }

    @Test
    void onItsOwnMachineTheAuthorityOfTheHomeIsTrusted() throws Exception {
        assertTrue(server.answer("status").contains(" at https://"));
    }

    @Test
    void fromElsewhereOneSignsInAndGoesOnWithTheAuthorityNamed() throws Exception {
        String link = server.answer("login", "--no-browser").lines().findFirst().orElseThrow();
        String here = link.replaceFirst("https://[^:]+", "https://localhost");
        assertTrue(elsewhere.answer("login", here, "--ca", authority).contains("Signed in to"));
        assertTrue(elsewhere.answer("status", "--url", url(), "--ca", authority).contains("up"));
        String backup = folder.resolve("backup.zip").toString();
        elsewhere.answer("backup", backup, "--url", url(), "--ca", authority);
        elsewhere.answer("restore", backup, "--yes", "--url", url(), "--ca", authority);
    }

    @Test
    void withoutTheAuthorityItIsNotTrusted() throws Exception {
        refused("does not trust", "--ca FILE", "--url", url());
    }

    @Test
    void aNameThatTheCertificateIsNotForIsRefused() throws Exception {
        String other = "https://127.0.0.2:" + server.port();
        refused("other names than 127.0.0.2", "name", "--url", other, "--ca", authority);
    }

    @Test
    void whatDoesNotSpeakHttpsGetsNoTokenUnencrypted() throws Exception {
        try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var heard = new CompletableFuture<String>();
            Thread.ofVirtual().start(() -> answerPlainly(plain, heard));
            String url = "https://127.0.0.1:" + plain.getLocalPort();
            refused("does not speak https", "--tls", "--url", url);
            assertFalse(heard.get(10, TimeUnit.SECONDS).contains("a-token"));
        }
    }

    /** As a server of plain http does, whatever comes. */
    private static void answerPlainly(ServerSocket server, CompletableFuture<String> heard) {
        try (Socket client = server.accept()) {
            client.getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            byte[] all = client.getInputStream().readAllBytes();
            heard.complete(new String(all, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            heard.complete("");
        }
    }

    private static String url() {
        return "https://localhost:" + server.port();
    }

    private static void refused(String what, String next, String... options) throws Exception {
        elsewhere.with("RATOON_TOKEN", "a-token");
        var words = new ArrayList<>(List.of("status"));
        words.addAll(List.of(options));
        Launched.End end = elsewhere.ratoon(words.toArray(String[]::new));
        elsewhere.without("RATOON_TOKEN");
        assertEquals(3, end.exit(), end::toString);
        assertTrue(end.err().contains(what), end::toString);
        assertTrue(end.err().contains("\nNext: ") && end.err().contains(next), end::toString);
    }
}
