package dev.ratoon.runner;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.FromRunner;
import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Protocol;
import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.Terminal;
import dev.ratoon.protocol.ToRunner;
import dev.ratoon.protocol.Upstream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The control plane as a runner sees it: keeps a log in memory, and is strict about its order. */
final class ControlPlaneFake implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final List<Reported> log = new ArrayList<>();
    final List<String> violations = new ArrayList<>();
    final List<FromRunner.Hello> hellos = new ArrayList<>();
    final List<String> authorizations = new ArrayList<>();
    final List<Upstream.Chunk> chunks = new ArrayList<>();
    final BlockingQueue<FromRunner.StreamRefused> refused = new LinkedBlockingQueue<>();
    private final Map<String, BlockingQueue<ExecStream>> streams = new ConcurrentHashMap<>();
    private final TreeMap<Long, ToRunner> commands = new TreeMap<>();
    private final WebSocketServer server;
    private Assignment assignment;
    private String outbox = "";
    private long stored;
    private long seq;
    private int cutEvery;
    private int cutsLeft;
    private boolean acknowledges = true;
    private boolean forgetful;
    private boolean losesWelcome;
    private WebSocketServer.@Nullable Connection current;

    ControlPlaneFake(ServerSocketChannel door, Assignment assignment) {
        this.assignment = assignment;
        this.server = new WebSocketServer(door, this::serve);
    }

    private void serve(WebSocketServer.Connection connection) throws IOException {
        if (connection.target.startsWith(Protocol.STREAMS_PATH)) {
            connection.accept();
            new ExecStream(connection).serve(streams.get(connection.target));
            return;
        }
        connection.accept();
        try {
            converse(connection);
        } catch (Malformed e) {
            violations.add("malformed: " + e.getMessage());
        }
    }

    private void converse(WebSocketServer.Connection connection) throws IOException, Malformed {
        int messages = 0;
        while (true) {
            WebSocketServer.Received received = connection.receive();
            synchronized (this) {
                switch (received.opcode()) {
                    case 1 -> said(connection, Messages.fromRunner(received.text()));
                    case 2 -> store(connection, Upstream.of(ByteBuffer.wrap(received.bytes())));
                    case 8 -> {
                        connection.close(1000);
                        return;
                    }
                    default -> connection.send(10, received.bytes());
                }
                notifyAll();
                if (cutsLeft > 0 && ++messages >= cutEvery) {
                    cutsLeft--;
                    connection.cut();
                    return;
                }
            }
        }
    }

    private void said(WebSocketServer.Connection connection, FromRunner message)
            throws IOException {
        switch (message) {
            case FromRunner.Hello hello -> {
                String shown = connection.headers.get("authorization");
                if (losesWelcome && !hellos.isEmpty() && shown.startsWith("Sandbox ")) {
                    connection.close(4003);
                    return;
                }
                hellos.add(hello);
                authorizations.add(shown);
                if (losesWelcome && hellos.size() == 1) {
                    connection.cut();
                    return;
                }
                if (!hello.outbox().equals(outbox)) {
                    outbox = hello.outbox();
                    stored = 0;
                }
                current = connection;
                connection.text(Messages.write(new ToRunner.Welcome(stored, assignment)));
                for (var command :
                        commands.tailMap(forgetful ? 0 : hello.noted(), false).values()) {
                    connection.text(Messages.write(command));
                }
            }
            case FromRunner.StreamRefused refusal -> refused.add(refusal);
            case FromRunner.Unknown _ -> violations.add("unknown text");
        }
    }

    private void store(WebSocketServer.Connection connection, Upstream upstream)
            throws IOException, Malformed {
        switch (upstream) {
            case Upstream.Chunk chunk -> chunks.add(chunk);
            case Upstream.Entry entry -> {
                if (entry.n() != stored + 1) {
                    violations.add("entry " + entry.n() + " after " + stored);
                    return;
                }
                stored = entry.n();
                log.add(Reported.of(entry.type(), entry.payload()));
                if (acknowledges) {
                    connection.text(Messages.write(new ToRunner.Acknowledged(stored)));
                }
            }
        }
    }

    /** From now on it says every command again, as one that does not know what was noted. */
    synchronized void forget() {
        forgetful = true;
    }

    /** No turn is open: a runner that has lost its notes is told none again. */
    synchronized void allTurnsAreOver() {
        commands.clear();
    }

    /** Notes the first Hello and is gone before it answers; takes no first key from then on. */
    synchronized void loseTheFirstWelcome() {
        losesWelcome = true;
    }

    synchronized void acknowledges(boolean now) {
        acknowledges = now;
    }

    /** From now on, ends the connection after so many messages, so many times. */
    synchronized void cut(int every, int times) {
        cutEvery = every;
        cutsLeft = times;
    }

    synchronized int cutsLeft() {
        return cutsLeft;
    }

    synchronized void cutNow() throws IOException {
        if (current != null) {
            current.cut();
        }
    }

    synchronized void close(int code) throws IOException {
        current.close(code);
    }

    synchronized void assign(Assignment next) {
        assignment = next;
    }

    private synchronized long next() {
        return ++seq;
    }

    synchronized void send(ToRunner message) {
        try {
            current.text(Messages.write(message));
        } catch (IOException e) {
            // A command is said again after the next Hello, if that has not noted it.
            return;
        }
    }

    private synchronized void command(long number, ToRunner command) {
        commands.put(number, command);
        send(command);
    }

    void prompt(int turn, String text) throws InterruptedException {
        await(log -> current != null);
        long number = next();
        command(number, new ToRunner.Prompt(number, turn, text));
    }

    /** With an image: its pieces go before it. */
    void prompt(int turn, String text, byte[] image) throws InterruptedException {
        await(log -> current != null);
        int piece = 3 << 17;
        for (int from = 0; from < image.length; from += piece) {
            byte[] some = Arrays.copyOfRange(image, from, Math.min(image.length, from + piece));
            String data = Base64.getEncoder().encodeToString(some);
            send(new ToRunner.ImagePiece("c0ffee", from, data));
        }
        var shown = new ToRunner.Image("c0ffee", "image/png", image.length);
        long number = next();
        command(number, new ToRunner.Prompt(number, turn, text, List.of(shown)));
    }

    void cancel(int turn) {
        long number = next();
        command(number, new ToRunner.Cancel(number, turn));
    }

    void decide(String request, @Nullable String option) {
        long number = next();
        command(number, new ToRunner.Decided(number, request, option, null));
    }

    void switchTo(String mode) {
        long number = next();
        command(number, new ToRunner.SwitchMode(number, mode));
    }

    synchronized void await(Predicate<List<Reported>> condition) throws InterruptedException {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.test(log)) {
            long left = (giveUpAt - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("in vain; the log is\n" + shown());
            }
            wait(Math.min(left, 100));
        }
    }

    /** The newest of this kind, as soon as there is one that fits. */
    <T extends Reported> T await(Class<T> kind, Predicate<T> fits) throws InterruptedException {
        await(log -> last(kind, fits) != null);
        return last(kind, fits);
    }

    Reported.TurnEnded awaitEnd(int turn) throws InterruptedException {
        return await(Reported.TurnEnded.class, end -> end.turn() == turn);
    }

    private synchronized <T extends Reported> @Nullable T last(Class<T> kind, Predicate<T> fits) {
        return all(kind).stream().filter(fits).reduce((one, other) -> other).orElse(null);
    }

    synchronized <T extends Reported> List<T> all(Class<T> kind) {
        return log.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** What tools printed, put together. */
    String printed() {
        var text = new StringBuilder();
        for (Reported.Tool tool : all(Reported.Tool.class)) {
            text.append(tool.update().path("_meta").path("terminal_output").path("data").asText());
        }
        return text.toString();
    }

    synchronized String shown() {
        var text = new StringBuilder();
        log.forEach(entry -> text.append(entry).append('\n'));
        return text + "violations: " + violations;
    }

    ExecStream exec(@Nullable Terminal terminal, String... command) throws InterruptedException {
        ExecStream stream = request(terminal, command).poll(20, TimeUnit.SECONDS);
        if (stream == null) {
            throw new AssertionError("no stream came: " + refused);
        }
        return stream;
    }

    BlockingQueue<ExecStream> request(@Nullable Terminal terminal, String... command)
            throws InterruptedException {
        await(log -> current != null);
        String path = Protocol.STREAMS_PATH + "test/" + UUID.randomUUID();
        BlockingQueue<ExecStream> coming = new LinkedBlockingQueue<>();
        streams.put(path + "?ticket=t", coming);
        send(new ToRunner.OpenStream(path, "t", List.of(command), null, terminal));
        return coming;
    }

    /** The answer to it, as soon as the runner has dialled back. */
    ExecStream ask(String question) throws InterruptedException {
        ExecStream stream = asked(question).poll(20, TimeUnit.SECONDS);
        if (stream == null) {
            throw new AssertionError("no answer came: " + refused);
        }
        return stream;
    }

    /** Why it is not even asked. */
    String askInVain(String question) throws InterruptedException {
        BlockingQueue<ExecStream> coming = asked(question);
        FromRunner.StreamRefused refusal = refused.poll(20, TimeUnit.SECONDS);
        if (refusal == null) {
            throw new AssertionError("it was not refused: " + coming);
        }
        return refusal.words();
    }

    private BlockingQueue<ExecStream> asked(String question) {
        String path = Protocol.STREAMS_PATH + "test/" + UUID.randomUUID();
        BlockingQueue<ExecStream> coming = new LinkedBlockingQueue<>();
        streams.put(path + "?ticket=t", coming);
        send(new ToRunner.AskAside(path, "t", question));
        return coming;
    }

    @Override
    public void close() throws IOException {
        server.close();
        cutNow();
    }
}
