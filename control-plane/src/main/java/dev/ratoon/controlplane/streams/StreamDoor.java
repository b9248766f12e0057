package dev.ratoon.controlplane.streams;

import dev.ratoon.controlplane.runners.RunnerListener;
import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.protocol.Protocol;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;

/** Where runners dial streams back. The ticket alone opens it, once. */
@Singleton
class StreamDoor implements RunnerListener.Door {
    private static final String TICKET = "ticket=";

    private final Streams streams;

    StreamDoor(Streams streams) {
        this.streams = streams;
    }

    @Override
    public boolean opens(String path) {
        return path.startsWith(Protocol.STREAMS_PATH);
    }

    @Override
    public void enter(RunnerListener.Caller caller, Socket socket) throws InterruptedException {
        String query = caller.query();
        Optional<BlockingQueue<Streams.Dialled>> waiting =
                query != null && query.startsWith(TICKET)
                        ? streams.use(caller.path(), query.substring(TICKET.length()))
                        : Optional.empty();
        if (waiting.isEmpty()) {
            socket.close(1008, "Nobody waits for this stream.");
            return;
        }
        caller.known().run();
        var over = new CountDownLatch(1);
        if (waiting.get().offer(new Streams.Dialled.Back(socket, over))) {
            over.await();
        }
    }
}
