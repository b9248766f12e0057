package dev.ratoon.controlplane.feeds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.protocol.Upstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A reader that takes nothing costs a bounded amount, and nobody else anything. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class StalledReaderIT {
    /** More than any buffer between here and the reader holds. */
    static final int MANY = 3_000;

    static final String TEXT = "x".repeat(8_000);

    @Inject TestPeople people;
    @Inject GivenAgents agents;
    @Inject LogStore log;
    @Inject LogHub hub;

    @Test
    @Tag("long")
    void what_waits_for_it_in_memory_is_bounded_and_nothing_is_lost() {
        UUID one = agents.of(people.invited("member"), "one");
        try (var reader = new Follower(one, 0, log, hub, new Bell())) {
            assertEquals(2, reader.next().size());
            for (int i = 0; i < 1_000; i++) {
                say(one, i);
                assertTrue(reader.bytesAhead() <= Follower.BYTES_AHEAD);
            }
            assertEquals(LongStream.rangeClosed(3, 1_002).boxed().toList(), rest(reader, 1_002));
        }
    }

    @Test
    void so_is_how_many_wait_and_what_is_said_live() {
        UUID one = agents.of(people.invited("member"), "one");
        try (var reader = new Follower(one, 0, log, hub, new Bell())) {
            assertEquals(2, reader.next().size());
            for (int i = 0; i < 1_000; i++) {
                hub.say(one, new Upstream.Chunk("m", "text", 0, TEXT));
                assertTrue(reader.bytesAhead() <= Follower.BYTES_AHEAD);
            }
            assertTrue(reader.next().size() <= Follower.BYTES_AHEAD / TEXT.length());
            for (int i = 0; i < 1_000; i++) {
                hub.say(one, new Upstream.Chunk("m", "text", 0, "x"));
            }
            assertEquals(Follower.AHEAD, reader.next().size());
            for (int i = 0; i < 1_000; i++) {
                agents.rename(one, "title " + i);
            }
            assertTrue(reader.next().size() <= Follower.AHEAD);
            assertEquals(1_002, rest(reader, 1_002).getLast());
        }
    }

    @Test
    @Tag("long")
    void the_others_read_on_and_it_gets_the_rest_when_it_wakes() throws Exception {
        TestPeople.Person ada = people.invited("member");
        UUID one = agents.of(ada, "one");
        String path = "/api/stream?log=" + one;
        try (var stalled = connect(ada.api(), path);
                var awake = Listener.to(ada.api(), path)) {
            awake.awaitAll("the fleet", all -> StreamIT.whole(all, 1));
            for (int i = 0; i < MANY; i++) {
                say(one, i);
            }
            awake.await("the last", event -> event.is("event") && event.seq() == MANY + 2);
            assertEquals(
                    LongStream.rangeClosed(1, MANY + 2).boxed().toList(),
                    StreamIT.seqs(awake.events(), one));
            assertEquals(LongStream.rangeClosed(1, MANY + 2).boxed().toList(), woken(stalled));
        }
    }

    private void say(UUID agent, int i) {
        log.append(agent, _ -> List.of(NewEvent.of(new ObservedEvent.Renamed(TEXT + i, "ada"))));
    }

    private static List<Long> rest(Follower reader, long last) {
        List<Long> seqs = new ArrayList<>();
        while (seqs.isEmpty() || seqs.getLast() < last) {
            for (Follower.Item item : reader.next()) {
                if (item instanceof Follower.Item.Logged(LogEvent event)) {
                    seqs.add(event.seq());
                }
            }
        }
        return seqs;
    }

    static Socket connect(Api api, String path) throws Exception {
        var socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), api.base().getPort()));
        String head =
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1:"
                        + api.base().getPort()
                        + "\r\nAccept: text/event-stream\r\nAuthorization: "
                        + api.headers().get("Authorization")
                        + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** The numbers of the events, each of which begins with an id line of its own. */
    private static List<Long> woken(Socket socket) throws Exception {
        socket.setSoTimeout(30_000);
        List<Long> seqs = new ArrayList<>();
        var lines =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine();
                line != null && (seqs.isEmpty() || seqs.getLast() < MANY + 2);
                line = lines.readLine()) {
            int at = line.indexOf("\"event\":{\"seq\":");
            if (at > 0) {
                int from = at + "\"event\":{\"seq\":".length();
                seqs.add(Long.parseLong(line.substring(from, line.indexOf(',', from))));
            }
        }
        return seqs;
    }
}
