package dev.ratoon.controlplane.feeds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Five hundred who look at one fleet, over real connections. */
@Tag("long")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ManyViewersIT {
    private static final Logger LOG = Logger.getLogger(ManyViewersIT.class);
    private static final int VIEWERS = 500;

    @Inject TestPeople people;
    @Inject GivenAgents agents;
    @Inject OpenFeeds feeds;

    @Test
    void a_change_reaches_all_of_them() throws Exception {
        TestPeople.Person ada = people.invited("member");
        UUID one = agents.of(ada, "one");
        int before = feeds.count();
        long used = used();
        List<Viewer> viewers = new ArrayList<>();
        try {
            for (int i = 0; i < VIEWERS; i++) {
                viewers.add(new Viewer(ada.api()));
            }
            for (Viewer viewer : viewers) {
                assertTrue(viewer.whole.await(60, TimeUnit.SECONDS), () -> said(viewers));
            }
            assertEquals(before + VIEWERS, feeds.count());
            long each = (used() - used) / VIEWERS;
            long began = System.nanoTime();
            agents.rename(one, "uno");
            for (Viewer viewer : viewers) {
                assertTrue(viewer.heard.await(60, TimeUnit.SECONDS), () -> said(viewers));
            }
            LOG.infof(
                    "%d viewers: a change reached the last after %d ms; %d KiB of heap each, with"
                            + " their own side of the connection; %d came twice",
                    VIEWERS,
                    Duration.ofNanos(System.nanoTime() - began).toMillis(),
                    each / 1024,
                    viewers.stream().mapToInt(viewer -> viewer.connections.get() - 1).sum());
        } finally {
            for (Viewer viewer : viewers) {
                viewer.close();
            }
        }
    }

    private static String said(List<Viewer> viewers) {
        return viewers.stream()
                .filter(viewer -> viewer.heard.getCount() > 0)
                .map(viewer -> viewer.connections.get() + ": " + viewer.last)
                .toList()
                .toString();
    }

    /** Comes back when it is told that Ratoon is busy, as every client does. */
    private static final class Viewer implements AutoCloseable {
        final CountDownLatch whole = new CountDownLatch(1);
        final CountDownLatch heard = new CountDownLatch(1);
        private final Api api;
        final AtomicInteger connections = new AtomicInteger();
        volatile String last = "";
        private volatile boolean closed;
        private volatile Socket socket;

        Viewer(Api api) throws IOException {
            this.api = api;
            socket = connect(api);
            Thread.ofVirtual().start(this::view);
        }

        private void view() {
            while (!closed && heard.getCount() > 0) {
                connections.incrementAndGet();
                try {
                    read();
                } catch (IOException e) {
                    last = last + " " + e.getMessage();
                }
                again();
            }
        }

        private void again() {
            try {
                socket.close();
                socket = closed || heard.getCount() == 0 ? socket : connect(api);
            } catch (IOException e) {
                last = last + " " + e.getMessage();
            }
        }

        private void read() throws IOException {
            var lines =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line.isEmpty() ? last : line;
                if (line.equals("event: fleet-complete")) {
                    whole.countDown();
                } else if (whole.getCount() == 0 && line.equals("event: agent")) {
                    heard.countDown();
                } else if (line.equals("event: end") || line.startsWith("HTTP/1.1 5")) {
                    return;
                }
            }
        }

        @Override
        public void close() throws IOException {
            closed = true;
            socket.close();
        }
    }

    private static Socket connect(Api api) throws IOException {
        int port = api.base().getPort();
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        // There is a comment each 15 s: after a longer silence a client comes back.
        socket.setSoTimeout(20_000);
        String head =
                "GET /api/stream HTTP/1.1\r\nHost: 127.0.0.1:"
                        + port
                        + "\r\nAccept: text/event-stream\r\nAuthorization: "
                        + api.headers().get("Authorization")
                        + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
