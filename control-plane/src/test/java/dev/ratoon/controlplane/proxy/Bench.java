package dev.ratoon.controlplane.proxy;

import dev.ratoon.git.AddressRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The gateway with names of the test's own, and one address of this machine that stands for the
 * public internet; all other addresses are judged as ever.
 */
final class Bench implements AutoCloseable {
    static final String PUBLIC = "127.0.0.77";
    static final String CREDENTIAL = "Runner of-the-test";
    static final UUID AGENT = new UUID(7, 7);

    final Map<String, List<String>> names = new ConcurrentHashMap<>();
    final AtomicInteger lookups = new AtomicInteger();

    /** How often somebody was looked up. */
    final AtomicInteger recognised = new AtomicInteger();

    volatile Optional<Caller.TooOften> tooOften = Optional.empty();

    /** Until it is closed, nobody answers for names that begin with slow. */
    private final Silence silence = new Silence();

    final List<String> refused = new ArrayList<>();
    final List<String> used = new ArrayList<>();
    private final EgressGateway gateway;

    Bench(List<String> allowed, List<Registry> registries) throws Exception {
        this(allowed, registries, settings -> settings);
    }

    Bench(List<String> allowed, List<Registry> registries, UnaryOperator<Settings> change)
            throws Exception {
        this(allowed, registries, change, SSLContext.getDefault());
    }

    Bench(
            List<String> allowed,
            List<Registry> registries,
            UnaryOperator<Settings> change,
            SSLContext tls)
            throws IOException {
        var rules = new AddressRules(List.of());
        List<HostPattern> patterns =
                allowed.stream().map(text -> HostPattern.of(text).orElseThrow()).toList();
        var caller = new Caller(AGENT, "fix-it", patterns);
        gateway =
                new EgressGateway(
                        change.apply(
                                new Settings(
                                        new InetSocketAddress(
                                                InetAddress.ofLiteral("127.0.0.1"), 0),
                                        8,
                                        10,
                                        1 << 20,
                                        1 << 20,
                                        Duration.ofSeconds(20),
                                        Duration.ofSeconds(60),
                                        Duration.ofSeconds(2),
                                        tls)),
                        new Recognising(caller),
                        registries,
                        this::lookUp,
                        (_, address) ->
                                PUBLIC.equals(address.getHostAddress())
                                        ? Optional.empty()
                                        : rules.refusal(address),
                        new Heard(),
                        Instant::now);
    }

    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        lookups.incrementAndGet();
        if (host.startsWith("slow")) {
            silence.awaitUninterruptibly();
        }
        List<InetAddress> all = new ArrayList<>();
        for (String address : names.getOrDefault(host, List.of())) {
            all.add(InetAddress.getByName(address));
        }
        if (all.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return all;
    }

    Socket dial() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout(15_000);
        return socket;
    }

    /** All that comes back for it. */
    String ask(String request) throws IOException {
        try (Socket socket = dial()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return rest(socket);
        }
    }

    String get(String url, String... headers) throws IOException {
        String host = url.replaceFirst("http://([^/]*).*", "$1");
        return ask(
                "GET "
                        + url
                        + " HTTP/1.1\r\nHost: "
                        + host
                        + "\r\nProxy-Authorization: "
                        + CREDENTIAL
                        + "\r\n"
                        + String.join("", headers)
                        + "\r\n");
    }

    String registry(String method, String path) throws IOException {
        return ask(
                method
                        + " "
                        + path
                        + " HTTP/1.1\r\nHost: gateway\r\nAuthorization: "
                        + CREDENTIAL
                        + "\r\n\r\n");
    }

    /** What is said to CONNECT, and if that is yes, to what follows; nothing without it. */
    String connect(String authority, byte @Nullable [] then) throws IOException {
        try (Socket socket = dial()) {
            socket.getOutputStream()
                    .write(
                            ("CONNECT "
                                            + authority
                                            + " HTTP/1.1\r\nHost: "
                                            + authority
                                            + "\r\nProxy-Authorization: "
                                            + CREDENTIAL
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
            var head = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int octet = in.read();
                if (octet < 0) {
                    break;
                }
                head.write(octet);
            }
            String said = head.toString(StandardCharsets.ISO_8859_1);
            if (then != null && said.startsWith("HTTP/1.1 200 ")) {
                socket.getOutputStream().write(then);
            }
            return said + rest(socket);
        }
    }

    private static String rest(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (java.net.SocketException reset) {
            return "";
        }
    }

    synchronized List<String> refused() {
        return List.copyOf(refused);
    }

    /** As soon as there are so many; they are told after the last byte. */
    List<String> used(int wanted) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < end) {
            synchronized (this) {
                if (used.size() >= wanted) {
                    return List.copyOf(used);
                }
            }
            LockSupport.parkNanos(10_000_000);
        }
        throw new AssertionError("only " + used);
    }

    @Override
    public void close() {
        silence.end();
        gateway.close();
    }

    private final class Recognising implements Caller.Recognised {
        private final Caller caller;

        Recognising(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Optional<Caller.TooOften> tooOften(@Nullable String credential) {
            return tooOften;
        }

        @Override
        public Optional<Caller> of(@Nullable String credential) {
            recognised.incrementAndGet();
            return CREDENTIAL.equals(credential) ? Optional.of(caller) : Optional.empty();
        }
    }

    private static final class Silence {
        private final CountDownLatch over = new CountDownLatch(1);

        void awaitUninterruptibly() {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void end() {
            over.countDown();
        }
    }

    private final class Heard implements Notes {
        @Override
        public void refused(UUID agent, String host, int port, Rule rule, String words) {
            synchronized (Bench.this) {
                refused.add(rule.word() + " " + host + ":" + port);
            }
        }

        @Override
        public void used(UUID agent, String host, int port, long sent, long received) {
            synchronized (Bench.this) {
                used.add(host + ":" + port + " " + sent + " " + received);
            }
        }
    }
}
