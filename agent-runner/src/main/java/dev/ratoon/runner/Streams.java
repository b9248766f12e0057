package dev.ratoon.runner;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.FromRunner;
import dev.ratoon.protocol.Protocol;
import dev.ratoon.protocol.ToRunner;
import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.hands.SpawnRequest;
import dev.ratoon.runner.websocket.Message;
import dev.ratoon.runner.websocket.WebSocket;
import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Endpoint;
import dev.ratoon.runner.wire.Packets;
import dev.ratoon.runner.wire.Threads;
import dev.ratoon.runner.workspace.Absences;
import dev.ratoon.runner.workspace.Ways;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Byte streams: a process beside the workspace, joined with a connection that is dialled back.
 * Frames pass as they are; credit keeps what is under way small. Threads: two a stream.
 */
final class Streams implements Ways {
    private static final int LARGEST = Protocol.LARGEST_FRAME + 64;
    private static final byte EXIT = 5;

    private final Endpoint control;
    private final Hands hands;
    private final Consumer<FromRunner> refusals;
    private final Absences absences;
    private volatile Map<String, String> variables = Map.of();
    private volatile @Nullable Packets underWay;
    private volatile boolean givenUp;

    Streams(Endpoint control, Hands hands, Consumer<FromRunner> refusals, Absences absences) {
        this.control = control;
        this.hands = hands;
        this.refusals = refusals;
        this.absences = absences;
    }

    /** What the commands of people have in their environment from now on. */
    void with(Map<String, String> now) {
        variables = now;
    }

    void open(ToRunner.OpenStream wanted) {
        Threads.virtual("stream", () -> run(wanted));
    }

    private void run(ToRunner.OpenStream wanted) throws InterruptedException {
        if (!isPath(wanted.path())) {
            refuse(wanted.path(), "That is no path of a stream.");
            return;
        }
        Hands.Spawned spawned;
        try {
            spawned =
                    hands.spawn(
                            new SpawnRequest(
                                    wanted.command(),
                                    variables,
                                    wanted.directory(),
                                    wanted.terminal()));
        } catch (IOException e) {
            refuse(wanted.path(), String.valueOf(e.getMessage()));
            return;
        }
        try (Packets process = spawned.packets()) {
            OptionalInt _ = join(process, wanted.path(), wanted.ticket());
        } catch (IOException e) {
            Account.detail("a stream ended", e);
            refuse(wanted.path(), "The stream cannot be dialled back: " + e.getMessage());
        }
    }

    @Override
    public OptionalInt run(Assignment.Way way, SpawnRequest request)
            throws IOException, InterruptedException {
        try (Packets process = hands.spawn(request).packets()) {
            underWay = process;
            return givenUp ? OptionalInt.empty() : join(process, way.path(), way.ticket());
        } finally {
            underWay = null;
        }
    }

    @Override
    public Absences absences() {
        return absences;
    }

    @Override
    public void giveUp() {
        givenUp = true;
        Packets process = underWay;
        if (process != null) {
            process.close();
        }
    }

    private OptionalInt join(Packets process, String path, String ticket)
            throws IOException, InterruptedException {
        try (WebSocket socket = dial(path, ticket)) {
            Thread back = Threads.virtual("stream back", () -> toProcess(socket, process));
            OptionalInt exit = toSocket(process, socket);
            socket.finish();
            back.join();
            return exit;
        }
    }

    private static boolean isPath(String path) {
        return path.matches(Protocol.STREAMS_PATH + "[A-Za-z0-9/_.-]{1,300}");
    }

    WebSocket dial(String path, String ticket) throws IOException {
        if (!isPath(path)) {
            throw new IOException("that is no path of a stream");
        }
        String shown = URLEncoder.encode(ticket, StandardCharsets.UTF_8);
        return WebSocket.open(control, path + "?ticket=" + shown, Map.of(), LARGEST);
    }

    private static void toProcess(WebSocket socket, Packets process) {
        try {
            for (Message message = socket.receive();
                    message instanceof Message.Binary(ByteBuffer bytes);
                    message = socket.receive()) {
                process.send(bytes(bytes));
            }
        } catch (IOException e) {
            // The process is over; what it said last is still on its way to the other side.
            awaitClosed(socket);
        } finally {
            process.close();
        }
    }

    private static void awaitClosed(WebSocket socket) {
        while (!(socket.receive() instanceof Message.Closed)) {}
    }

    private static OptionalInt toSocket(Packets process, WebSocket socket) {
        OptionalInt exit = OptionalInt.empty();
        try {
            for (ByteBuffer frame = next(process); frame != null; frame = next(process)) {
                if (frame.get(0) == EXIT && frame.remaining() == 1 + Integer.BYTES) {
                    exit = OptionalInt.of(frame.getInt(1));
                }
                socket.binary(bytes(frame));
            }
            if (exit.isEmpty()) {
                String words = "The process was cut off: the sandbox's workspace side has ended.";
                socket.binary(new Frame.Refused(words).bytes());
            }
        } catch (IOException e) {
            // Nobody is there any more: that ends the process as well.
            Account.detail("a stream was hung up on", e);
        }
        return exit;
    }

    private static @Nullable ByteBuffer next(Packets process) {
        try {
            return process.receive();
        } catch (IOException e) {
            return null;
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    void refuse(String path, String words) {
        refusals.accept(new FromRunner.StreamRefused(path, words));
    }
}
