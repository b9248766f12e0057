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

    /** It is not served any more, unless it is being served already. */
    public void cancel(UUID agent, Assignment.Way way) {
        streams.refused(agent, way.path(), "Another is expected in its place.");
    }

    /**
     * The way to it, good once, and no longer than that.
     *
     * @param over done when nobody serves it any more, or ever will
     */
    public Assignment.Way expect(UUID agent, Serving serving, Duration patience, Runnable over) {
        Streams.Expected expected = streams.expect(agent);
        Thread.ofVirtual()
                .name("expected stream of " + agent)
                .start(
                        () -> {
                            try {
                                if (streams.dialled(expected, patience)
                                        instanceof Streams.Dialled.Back(Socket socket, var end)) {
                                    try {
                                        serving.serve(socket);
                                    } finally {
                                        socket.close(1000, "over");
                                        end.countDown();
                                    }
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            } finally {
                                over.run();
                            }
                        });
        return new Assignment.Way(expected.path(), expected.ticket());
    }
}
