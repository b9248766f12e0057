package dev.ratoon.controlplane.streams;

import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.protocol.Assignment;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;

/** Streams that a runner dials by itself, when it is as far. */
@Singleton
public class ExpectedStreams {
    private final Streams streams;

    ExpectedStreams(Streams streams) {
        this.streams = streams;
    }

    /** Serves one; when it returns, the stream is over. */
    public interface Serving {
        void serve(Socket socket) throws InterruptedException;
    }

    /** The way to it, good once, and no longer than that. */
    public Assignment.Way expect(UUID agent, Serving serving, Duration patience) {
        Streams.Expected expected = streams.expect(agent);
        Thread.ofVirtual()
                .name("expected stream of " + agent)
                .start(
                        () -> {
                            try {
                                if (streams.dialled(expected, patience)
                                        instanceof Streams.Dialled.Back(Socket socket, var over)) {
                                    try {
                                        serving.serve(socket);
                                    } finally {
                                        socket.close(1000, "over");
                                        over.countDown();
                                    }
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        return new Assignment.Way(expected.path(), expected.ticket());
    }
}
