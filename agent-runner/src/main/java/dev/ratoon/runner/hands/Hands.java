package dev.ratoon.runner.hands;

import dev.ratoon.protocol.Messages;
import dev.ratoon.runner.wire.Packets;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** The process server as the runner sees it. What it answers is not to be trusted. */
public record Hands(Path socket) {
    private static final Duration TO_START = Duration.ofSeconds(15);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(30);

    public static final String SOCKET = "hands.sock";
    public static final String GATEWAYS = "gateways.sock";
    public static final String PROXY = "proxy.sock";

    public static Hands at(Path link) {
        return new Hands(link.resolve(SOCKET));
    }

    /** A process that runs: its frames come and go on these packets. */
    public record Spawned(Packets packets, String directory) {}

    /** Starts a process; throws {@link Refusal} with words when it cannot run. */
    public Spawned spawn(SpawnRequest request) throws IOException {
        var packets = new Packets(dialled());
        try {
            packets.send(Messages.JSON.writeValueAsBytes(request));
            ByteBuffer packet = packets.receive();
            if (packet == null) {
                throw new EOFException("the workspace's side closed without an answer");
            }
            byte[] bytes = new byte[packet.remaining()];
            packet.get(bytes);
            SpawnAnswer answer = Messages.JSON.readValue(bytes, SpawnAnswer.class);
            if (answer.refused() != null || answer.directory() == null) {
                throw new Refusal(answer.refused() == null ? "no reason given" : answer.refused());
            }
            return new Spawned(packets, answer.directory());
        } catch (IOException e) {
            packets.close();
            throw e;
        }
    }

    /** Both sides of a sandbox start at the same time: the other one may need a moment more. */
    private SocketChannel dialled() throws IOException {
        long giveUpAt = System.nanoTime() + TO_START.toNanos();
        while (true) {
            // In the directory of its door the other side may put whatever it likes: also a link to
            // a door that only this side sees.
            try (var found = Found.at(socket)) {
                return SocketChannel.open(UnixDomainSocketAddress.of(found.path()));
            } catch (IOException e) {
                if (System.nanoTime() > giveUpAt) {
                    throw new IOException("the workspace's side of the sandbox is not there", e);
                }
            }
            try {
                Thread.sleep(LOOK_AGAIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    /** The same, with streams instead of frames. */
    public HandsProcess run(SpawnRequest request) throws IOException {
        return new HandsProcess(spawn(request));
    }
}
