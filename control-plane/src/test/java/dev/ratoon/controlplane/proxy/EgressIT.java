package dev.ratoon.controlplane.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sandbox tries at the proxy: canaries on this machine stay silent. */
class EgressIT {
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello";

    private Canary inside;
    private Canary outside;

    @BeforeEach
    void listen() throws Exception {
        inside = new Canary("127.0.0.1", ANSWER);
        outside = new Canary(Bench.PUBLIC, ANSWER);
    }

    @AfterEach
    void hush() throws Exception {
        inside.close();
        outside.close();
    }

    @Test
    void anAllowedHostIsReachedByHttpAndByTls() throws Exception {
        String host = "example.org:" + outside.port();
        try (var bench = new Bench(List.of(host), List.of())) {
            bench.names.put("example.org", List.of(Bench.PUBLIC));
            assertTrue(bench.get("http://" + host + "/a?b").endsWith("hello"));
            assertTrue(outside.heard().getFirst().startsWith("GET /a?b HTTP/1.1\r\n"));
            byte[] hello = Hellos.of("example.org");
            assertTrue(bench.connect(host, hello).endsWith("hello"));
            assertEquals(new String(hello, StandardCharsets.ISO_8859_1), outside.heard().getLast());
            assertEquals(2, bench.used(2).size());
            assertEquals(List.of(), bench.refused());
        }
    }

    @Test
    void aHostThatIsNotOnTheListIsNotEvenLookedUp() throws Exception {
        try (var bench = new Bench(List.of("example.org"), List.of())) {
            bench.names.put("example.net", List.of(Bench.PUBLIC));
            String said = bench.connect("example.net:443", Hellos.of("example.net"));
            assertTrue(said.startsWith("HTTP/1.1 403 example.net is not on the list"), said);
            assertTrue(said.contains("ratoon allow fix-it example.net --always"), said);
            assertTrue(bench.get("http://example.net/").startsWith("HTTP/1.1 403 "), said);
            assertEquals(0, bench.lookups.get());
            assertEquals(List.of("host example.net:443", "host example.net:80"), bench.refused());
        }
    }

    /** A name by whoever owns it, to whatever they like: all its addresses count. */
    @Test
    void noNameLeadsInside() throws Exception {
        List<String> addresses =
                List.of(
                        "127.0.0.1",
                        "0.0.0.0",
                        "10.0.0.1",
                        "169.254.169.254",
                        "100.100.100.200",
                        "::1",
                        "::ffff:127.0.0.1",
                        "64:ff9b::7f00:1",
                        "2002:7f00:1::1",
                        "fd00:ec2::254",
                        "fe80::1",
                        "224.0.0.1",
                        "198.18.0.1");
        String host = "evil.example:" + inside.port();
        try (var bench = new Bench(List.of(host), List.of())) {
            for (String address : addresses) {
                bench.names.put("evil.example", List.of(Bench.PUBLIC, address));
                String said = bench.connect(host, Hellos.of("evil.example"));
                assertTrue(said.startsWith("HTTP/1.1 403 evil.example has the address"), said);
                assertTrue(bench.get("http://" + host + "/").startsWith("HTTP/1.1 403 "), said);
            }
            assertEquals(2 * addresses.size(), bench.refused().size());
            assertTrue(bench.refused().stream().allMatch(one -> one.startsWith("address ")));
        }
        assertEquals(0, inside.connections());
        assertEquals(0, outside.connections());
    }

    @Test
    void anAddressInsteadOfANameIsWhatItIs() throws Exception {
        String port = ":" + inside.port();
        try (var bench =
                new Bench(List.of("127.0.0.1" + port, "[::1]" + port, "10.0.0.1"), List.of())) {
            for (String literal : List.of("127.0.0.1", "[::1]", "[::ffff:127.0.0.1]")) {
                String said = bench.connect(literal + port, Hellos.of(null));
                assertTrue(said.startsWith("HTTP/1.1 403 "), literal + " " + said);
                said = bench.get("http://" + literal + port + "/");
                assertTrue(said.startsWith("HTTP/1.1 403 "), literal + " " + said);
            }
            for (String trick :
                    List.of("127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost")) {
                String said = bench.connect(trick + port, Hellos.of(null));
                assertTrue(said.startsWith("HTTP/1.1 40"), trick + " " + said);
            }
            assertEquals(0, bench.lookups.get());
        }
        assertEquals(0, inside.connections());
    }

    /** Looked up a second time, it would lead elsewhere. */
    @Test
    void aNameThatTurnsRoundIsLookedUpOnceAndTheCheckedAddressIsDialled() throws Exception {
        String host = "turns.example:" + outside.port();
        try (var bench = new Bench(List.of(host), List.of())) {
            bench.names.put("turns.example", List.of(Bench.PUBLIC));
            try (Socket socket = bench.dial()) {
                socket.getOutputStream()
                        .write(
                                ("CONNECT "
                                                + host
                                                + " HTTP/1.1\r\nProxy-Authorization: "
                                                + Bench.CREDENTIAL
                                                + "\r\n\r\n")
                                        .getBytes(StandardCharsets.US_ASCII));
                byte[] yes = new byte[39];
                assertEquals(39, socket.getInputStream().readNBytes(yes, 0, 39));
                bench.names.put("turns.example", List.of("127.0.0.1"));
                socket.getOutputStream().write(Hellos.of("turns.example"));
                String said =
                        new String(
                                socket.getInputStream().readAllBytes(),
                                StandardCharsets.ISO_8859_1);
                assertTrue(said.endsWith("hello"), said);
            }
            assertEquals(1, bench.lookups.get());
        }
        assertEquals(1, outside.connections());
        assertEquals(0, inside.connections());
    }

    @Test
    void tlsForAnotherNameIsNotPassedOn() throws Exception {
        String host = "example.org:" + outside.port();
        try (var bench = new Bench(List.of(host), List.of())) {
            bench.names.put("example.org", List.of(Bench.PUBLIC));
            for (byte[] wrong :
                    List.of(
                            Hellos.of("hidden.example"),
                            Hellos.of(null),
                            Hellos.hiding("example.org"),
                            Hellos.twice("example.org", "hidden.example"),
                            "GET / HTTP/1.1\r\nHost: hidden.example\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII))) {
                String said = bench.connect(host, wrong);
                assertTrue(said.startsWith("HTTP/1.1 200 "), said);
                assertFalse(said.contains("hello"), said);
            }
            assertEquals(5, bench.refused().size());
            assertTrue(bench.refused().stream().allMatch(one -> one.startsWith("name ")));
        }
        assertEquals(0, outside.connections());
    }

    @Test
    void aFloodOfNamesCostsNoMoreLookupsThanItsBound() throws Exception {
        try (var bench = new Bench(List.of("*.flood.example"), List.of())) {
            for (int i = 0; i < 40; i++) {
                bench.connect("x" + i + ".flood.example:443", null);
                bench.connect("x" + i + ".other.example:443", null);
            }
            assertEquals(10, bench.lookups.get());
            assertEquals(
                    40, bench.refused().stream().filter(one -> one.startsWith("host ")).count());
        }
    }

    /** Whoever answers for a name may be in league with the sandbox. */
    @Test
    void namesThatNobodyAnswersForTakeAFewPlacesForAFewSeconds() throws Exception {
        List<Thread> asking = new ArrayList<>();
        List<String> answers = Collections.synchronizedList(new ArrayList<>());
        try (var bench =
                new Bench(
                        List.of("*.flood.example"),
                        List.of(),
                        s ->
                                new Settings(
                                        new InetSocketAddress(
                                                InetAddress.ofLiteral("127.0.0.1"), 0),
                                        64,
                                        64,
                                        1 << 20,
                                        s.registryBytes(),
                                        s.idle(),
                                        s.longest(),
                                        s.toAsk(),
                                        s.tls()))) {
            for (int i = 0; i < 30; i++) {
                String name = "slow" + i + ".flood.example:443";
                asking.add(
                        Thread.ofVirtual()
                                .start(
                                        () -> {
                                            try {
                                                answers.add(bench.connect(name, null));
                                            } catch (IOException e) {
                                                answers.add(String.valueOf(e));
                                            }
                                        }));
            }
            for (Thread thread : asking) {
                thread.join();
            }
            assertEquals(8, bench.lookups.get());
            assertEquals(22, answers.stream().filter(a -> a.startsWith("HTTP/1.1 503 ")).count());
            assertEquals(8, answers.stream().filter(a -> a.startsWith("HTTP/1.1 504 ")).count());
        }
    }

    @Test
    void oneRequestIsPassedOnAndWithItNothingOfTheProxys() throws Exception {
        String host = "example.org:" + outside.port();
        try (var bench = new Bench(List.of(host), List.of())) {
            bench.names.put("example.org", List.of(Bench.PUBLIC));
            String second = "GET /second HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
            String said =
                    bench.get(
                            "http://" + host + "/first",
                            "Connection: close, X-Drop\r\n",
                            "X-Drop: 1\r\nX-Keep: 2\r\nTE: trailers\r\nUpgrade: h2c\r\n",
                            "Proxy-Connection: keep-alive\r\n\r\n" + second);
            assertTrue(said.endsWith("hello"), said);
            String heard = outside.heard().getFirst();
            assertTrue(heard.contains("X-Keep: 2"), heard);
            for (String mine :
                    List.of("X-Drop", "TE:", "Upgrade", "Proxy-", "of-the-test", "/second")) {
                assertFalse(heard.contains(mine), mine + " in " + heard);
            }
            for (String unclear :
                    List.of(
                            "Transfer-Encoding: chunked\r\n",
                            "Content-Length: 3\r\nContent-Length: 4\r\n",
                            "Host: hidden.example\r\n",
                            "X: a\nHost: hidden.example\r\n",
                            "X : a\r\n")) {
                said = bench.get("http://" + host + "/", unclear);
                assertTrue(said.startsWith("HTTP/1.1 4"), said);
            }
            said =
                    bench.ask(
                            "GET http://"
                                    + host
                                    + "/ HTTP/1.1\r\nHost: hidden.example\r\nProxy-Authorization: "
                                    + Bench.CREDENTIAL
                                    + "\r\n\r\n");
            assertTrue(said.startsWith("HTTP/1.1 400 "), said);
        }
        assertEquals(1, outside.connections());
    }

    @Test
    void whoIsNobodyGetsNothing() throws Exception {
        try (var bench = new Bench(List.of("example.org"), List.of())) {
            for (String header :
                    List.of("", "Proxy-Authorization: Runner x\r\n", "Authorization: x\r\n")) {
                String said = bench.ask("CONNECT example.org:443 HTTP/1.1\r\n" + header + "\r\n");
                assertTrue(said.startsWith("HTTP/1.1 407 "), said);
            }
            assertEquals(0, bench.lookups.get());
        }
    }

    /** Before anybody is looked up, so that it costs next to nothing. */
    @Test
    void whoAsksTooOftenIsToldWhenToAskAgain() throws Exception {
        try (var bench = new Bench(List.of("example.org"), List.of())) {
            bench.tooOften = Optional.of(new Caller.TooOften(7, "Too often: wait."));
            for (String said :
                    List.of(
                            bench.get("http://example.org/"),
                            bench.connect("example.org:443", null),
                            bench.registry("GET", "/registry/npm/a"))) {
                assertTrue(said.startsWith("HTTP/1.1 429 Too often: wait."), said);
                assertTrue(said.contains("\r\nRetry-After: 7\r\n"), said);
            }
            assertEquals(0, bench.recognised.get());
            assertEquals(List.of(), bench.refused(), "nobody was recognised whose log it is");
        }
    }

    @Test
    void connectionsOfOneAgentAreBounded() throws Exception {
        String host = "example.org:" + outside.port();
        List<Socket> open = new ArrayList<>();
        try (var bench = new Bench(List.of(host), List.of())) {
            bench.names.put("example.org", List.of(Bench.PUBLIC));
            for (int i = 0; i < 8; i++) {
                Socket socket = bench.dial();
                open.add(socket);
                socket.getOutputStream()
                        .write(
                                ("CONNECT "
                                                + host
                                                + " HTTP/1.1\r\nProxy-Authorization: "
                                                + Bench.CREDENTIAL
                                                + "\r\n\r\n")
                                        .getBytes(StandardCharsets.US_ASCII));
                assertEquals('H', socket.getInputStream().read());
            }
            String said = bench.connect(host, null);
            assertTrue(said.startsWith("HTTP/1.1 429 "), said);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void bytesOfOneAgentAreBounded() throws Exception {
        String host = "example.org:" + outside.port();
        try (var bench =
                new Bench(
                        List.of(host),
                        List.of(),
                        s ->
                                new Settings(
                                        new InetSocketAddress(
                                                InetAddress.ofLiteral("127.0.0.1"), 0),
                                        8,
                                        10,
                                        700,
                                        s.registryBytes(),
                                        s.idle(),
                                        s.longest(),
                                        s.toAsk(),
                                        s.tls()))) {
            bench.names.put("example.org", List.of(Bench.PUBLIC));
            String answers = "";
            for (int i = 0; i < 20; i++) {
                answers += bench.get("http://" + host + "/") + "\n";
            }
            assertTrue(answers.startsWith("HTTP/1.1 200 "), answers);
            assertTrue(outside.connections() < 20, answers);
        }
    }

    @Test
    void whoStandsStillIsHungUpOn() throws Exception {
        String host = "example.org:" + outside.port();
        try (var bench =
                new Bench(
                        List.of(host),
                        List.of(),
                        s ->
                                new Settings(
                                        new InetSocketAddress(
                                                InetAddress.ofLiteral("127.0.0.1"), 0),
                                        8,
                                        10,
                                        700,
                                        s.registryBytes(),
                                        java.time.Duration.ofMillis(300),
                                        s.longest(),
                                        java.time.Duration.ofMillis(300),
                                        s.tls()))) {
            bench.names.put("example.org", List.of(Bench.PUBLIC));
            assertEquals("", bench.ask("CONNECT exa"));
            String said = bench.connect(host, null);
            assertTrue(said.startsWith("HTTP/1.1 200 "), said);
        }
        assertEquals(0, outside.connections());
    }
}
