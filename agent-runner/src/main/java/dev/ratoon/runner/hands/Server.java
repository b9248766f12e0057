package dev.ratoon.runner.hands;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ratoon.protocol.Messages;
import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Door;
import dev.ratoon.runner.wire.Packets;
import dev.ratoon.runner.wire.Threads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;

/** Answers on the socket: one connection, one process. */
final class Server {
    private static final Duration REAP_EVERY = Duration.ofSeconds(5);

    private final ServerSocketChannel door;
    private final Workplace workplace;

    Server(ServerSocketChannel door, Workplace workplace) {
        this.door = door;
        this.workplace = workplace;
    }

    void serve() throws InterruptedException {
        Threads.virtual(
                "reaper",
                () -> {
                    while (door.isOpen()) {
                        Thread.sleep(REAP_EVERY);
                        workplace.reap();
                    }
                });
        Door.admit("connection", door, channel -> answer(new Packets(channel)));
    }

    private void answer(Packets packets) throws IOException, InterruptedException {
        try (packets) {
            ByteBuffer first = packets.receive();
            if (first == null) {
                return;
            }
            Workplace.Started started;
            try {
                started = workplace.start(request(first));
            } catch (IOException e) {
                String words =
                        e instanceof Refusal
                                ? String.valueOf(e.getMessage())
                                : "It cannot be started: " + e.getMessage();
                Account.detail("a process was refused", e);
                send(packets, new SpawnAnswer(0, null, words));
                return;
            }
            Child child = started.child();
            try {
                send(
                        packets,
                        new SpawnAnswer(child.process().pid(), child.directory().toString(), null));
            } finally {
                // Also when nobody waits for it any more: then it ends it.
                new Attendant(packets, workplace, started).attend();
            }
        }
    }

    private static SpawnRequest request(ByteBuffer packet) throws IOException {
        byte[] bytes = new byte[packet.remaining()];
        packet.get(bytes);
        try {
            return Messages.JSON.readValue(bytes, SpawnRequest.class);
        } catch (JsonProcessingException e) {
            throw new Refusal("This is no request to start a process: " + e.getOriginalMessage());
        }
    }

    private static void send(Packets packets, SpawnAnswer answer) throws IOException {
        packets.send(Messages.JSON.writeValueAsBytes(answer));
    }
}
