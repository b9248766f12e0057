package dev.ratoon.controlplane.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Registries as a sandbox finds them: to read, and not to learn their keys. */
class RegistryIT {
    private static final String JSON =
            String.join(
                    "\r\n",
                    "HTTP/1.1 200 OK",
                    "Content-Type: application/json",
                    "Set-Cookie: a=b",
                    "Transfer-Encoding: chunked",
                    "",
                    "");

    @Test
    void whatIsReadLeadsBackToTheGatewayAndTheKeyStaysThere() throws Exception {
        try (var stub = new Canary(Bench.PUBLIC, JSON + body("http://npm.example:%d/a/-/a-1.tgz"));
                var bench = bench(stub, List.of())) {
            String said = bench.registry("GET", "/registry/npm/a");
            assertTrue(said.startsWith("HTTP/1.1 200 "), said);
            assertFalse(said.contains("Set-Cookie"), said);
            assertFalse(said.contains("key-of-ours"), said);
            String heard = stub.heard().getFirst();
            assertTrue(heard.startsWith("GET /a HTTP/1.1\r\nHost: npm.example:"), heard);
            assertTrue(heard.contains("Authorization: Bearer key-of-ours"), heard);
            assertFalse(heard.contains(Bench.CREDENTIAL), heard);
            assertEquals(1, bench.used(1).size());
        }
    }

    @Test
    void nothingIsPublished() throws Exception {
        try (var stub = new Canary(Bench.PUBLIC, JSON);
                var bench = bench(stub, List.of())) {
            for (String method : List.of("PUT", "POST", "DELETE", "PATCH", "OPTIONS")) {
                String said = bench.registry(method, "/registry/npm/a");
                assertTrue(said.startsWith("HTTP/1.1 405 The registry npm is for reading"), said);
            }
            for (String path :
                    List.of(
                            "/registry/npm/-/user/org.couchdb.user:a",
                            "/registry/npm/a/../../etc",
                            "/registry/npm/~127.0.0.1/a",
                            "/registry/npm/a?write=true")) {
                assertTrue(bench.registry("GET", path).startsWith("HTTP/1.1 403 "), path);
            }
            assertTrue(bench.registry("GET", "/registry/other/a").startsWith("HTTP/1.1 404 "));
            assertEquals(0, stub.connections());
            assertEquals(0, bench.lookups.get());
        }
    }

    @Test
    void aRedirectGoesToItsOwnHostsOnly() throws Exception {
        try (var inside = new Canary("127.0.0.1", JSON)) {
            String moved = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: ";
            for (String to :
                    List.of(
                            "http://127.0.0.1:" + inside.port() + "/a",
                            "http://evil.example/a",
                            "https://evil.example/a",
                            "//evil.example/a",
                            "ftp://npm.example/a",
                            "http://npm.example@evil.example/a",
                            "::::")) {
                try (var stub = new Canary(Bench.PUBLIC, moved + to + "\r\n\r\n");
                        var bench = bench(stub, List.of("files.example"))) {
                    bench.names.put("evil.example", List.of(Bench.PUBLIC));
                    String said = bench.registry("GET", "/registry/npm/a");
                    assertTrue(said.startsWith("HTTP/1.1 502 "), to + " " + said);
                    assertEquals(1, bench.lookups.get());
                }
            }
            assertEquals(0, inside.connections());
        }
    }

    @Test
    void aRegistryThatIsInsideIsNotDialled() throws Exception {
        try (var inside = new Canary("127.0.0.1", JSON);
                var bench = bench(inside, List.of())) {
            bench.names.put("npm.example", List.of("127.0.0.1"));
            String said = bench.registry("GET", "/registry/npm/a");
            assertTrue(said.startsWith("HTTP/1.1 403 npm.example has the address"), said);
            assertEquals(0, inside.connections());
        }
    }

    @Test
    void whatOneAgentReadsInADayIsBounded() throws Exception {
        String whole =
                "HTTP/1.1 200 OK\r\nContent-Type: application/x-tar\r\nContent-Length: 400\r\n\r\n";
        try (var stub = new Canary(Bench.PUBLIC, whole + "x".repeat(400));
                var bench = bench(stub, List.of(), 1_000)) {
            for (int i = 0; i < 2; i++) {
                String said = bench.registry("GET", "/registry/npm/a/-/a-1.tgz");
                assertTrue(said.endsWith("\r\n\r\n" + "x".repeat(400)), said);
            }
            String said = bench.registry("GET", "/registry/npm/a/-/a-1.tgz");
            assertTrue(said.startsWith("HTTP/1.1 429 "), said);
            assertTrue(said.contains("ratoon.egress.registry-bytes-per-day"), said);
            assertTrue(bench.refused().getLast().startsWith("limit npm.example:"), "it is told");
        }
        // One that does not say how long it is is cut off at the bound, and the next told why.
        String endless = "HTTP/1.1 200 OK\r\nContent-Type: application/x-tar\r\n\r\n";
        try (var stub = new Canary(Bench.PUBLIC, endless + "x".repeat(500_000));
                var bench = bench(stub, List.of(), 100_000)) {
            String cut = bench.registry("GET", "/registry/npm/a/-/a-1.tgz");
            assertTrue(cut.length() <= 100_500, () -> cut.length() + " came");
            String said = bench.registry("GET", "/registry/npm/a");
            assertTrue(said.startsWith("HTTP/1.1 429 "), said);
            assertEquals(1, stub.connections());
        }
    }

    @Test
    void oneThatIsAskedAsAHostIsARegistryStill() throws Exception {
        try (var stub = new Canary(Bench.PUBLIC, JSON + body("x"));
                var bench = bench(stub, List.of())) {
            String url = "http://npm.example:" + stub.port() + "/a";
            assertTrue(bench.get(url).startsWith("HTTP/1.1 200 "));
            String put =
                    bench.ask(
                            "PUT "
                                    + url
                                    + " HTTP/1.1\r\nHost: npm.example:"
                                    + stub.port()
                                    + "\r\nProxy-Authorization: "
                                    + Bench.CREDENTIAL
                                    + "\r\n\r\n");
            assertTrue(put.startsWith("HTTP/1.1 405 "), put);
        }
    }

    private static Bench bench(Canary stub, List<String> hosts) throws Exception {
        return bench(stub, hosts, 1 << 20);
    }

    private static Bench bench(Canary stub, List<String> hosts, long aDay) throws Exception {
        var registry =
                new Registry(
                        "npm",
                        RegistryKind.NPM,
                        URI.create("http://npm.example:" + stub.port()),
                        hosts,
                        Optional.of("Bearer key-of-ours"));
        var bench =
                new Bench(
                        List.of(),
                        List.of(registry),
                        s ->
                                new Settings(
                                        new InetSocketAddress(
                                                InetAddress.ofLiteral("127.0.0.1"), 0),
                                        s.ofOne(),
                                        s.lookups(),
                                        s.bytes(),
                                        aDay,
                                        s.idle(),
                                        s.longest(),
                                        s.toAsk(),
                                        s.tls()));
        bench.names.put("npm.example", List.of(Bench.PUBLIC));
        return bench;
    }

    private static String body(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n0\r\n\r\n";
    }
}
