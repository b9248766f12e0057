package dev.ratoon.runner;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.Protocol;
import dev.ratoon.protocol.ToRunner;
import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.harness.Aside;
import dev.ratoon.runner.harness.Harness;
import dev.ratoon.runner.websocket.Message;
import dev.ratoon.runner.websocket.WebSocket;
import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Threads;
import dev.ratoon.runner.workspace.EmptyDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the harness beside its turns, one at a time; the turns come first. Each answer goes
 * back on a stream that is dialled, and whoever hangs up there wants it no more. Threads: the
 * agent's own asks and gives way; each question has two.
 */
final class Asides {
    private static final String NO_DIRECTORY = "No directory can be made in its sandbox.";

    private final Hands hands;
    private final Streams streams;
    private final AtomicReference<@Nullable Aside> underWay = new AtomicReference<>();
    private volatile boolean thinks;

    Asides(Hands hands, Streams streams) {
        this.hands = hands;
        this.streams = streams;
    }

    /** What is there to be asked. */
    void of(Assignment assignment) {
        thinks = !assignment.harness().command().isEmpty();
    }

    /**
     * Asks the harness, if it has nothing to do.
     *
     * @param isBusy whether a turn is under way or waits
     */
    void ask(ToRunner.AskAside asked, @Nullable Harness harness, boolean isBusy) {
        var aside = new Aside(asked.question());
        if (!thinks) {
            refuse(asked, "The shell harness runs commands, and writes no texts.");
        } else if (isBusy) {
            refuse(asked, "The agent is at work. Ask again when its turn is over.");
        } else if (harness == null || harness.isGone()) {
            refuse(asked, "Its harness does not run. The next message starts it.");
        } else if (!underWay.compareAndSet(null, aside)) {
            refuse(asked, "Its harness is being asked already. Wait for that.");
        } else {
            Threads.virtual("question", () -> run(asked, harness, aside));
        }
    }

    /** A turn begins, or all ends: what is being asked is not waited for. */
    void giveWay(String words) {
        Aside now = underWay.get();
        if (now != null) {
            now.stop(words);
        }
    }

    private void run(ToRunner.AskAside asked, Harness harness, Aside aside)
            throws InterruptedException {
        try (WebSocket socket = streams.dial(asked.path(), asked.ticket())) {
            Thread back = Threads.virtual("question's asker", () -> awaitHangUp(socket, aside));
            Aside.Answer answer = answer(harness, aside);
            // Who has heard it may ask at once again.
            underWay.compareAndSet(aside, null);
            say(socket, answer);
            socket.finish();
            back.join();
        } catch (IOException e) {
            Account.detail("a question's stream ended", e);
            refuse(asked, "The stream cannot be dialled back: " + e.getMessage());
        } finally {
            underWay.compareAndSet(aside, null);
        }
    }

    private Aside.Answer answer(Harness harness, Aside aside) throws InterruptedException {
        Optional<EmptyDirectory> made = EmptyDirectory.in(hands);
        if (made.isEmpty()) {
            return new Aside.Answer.Not(NO_DIRECTORY);
        }
        EmptyDirectory directory = made.get();
        try {
            return harness.ask(aside, directory.path());
        } finally {
            directory.remove();
        }
    }

    private static void awaitHangUp(WebSocket socket, Aside aside) {
        while (!(socket.receive() instanceof Message.Closed)) {}
        aside.stop("Nobody waits for the answer any more.");
    }

    private static void say(WebSocket socket, Aside.Answer answer) throws IOException {
        switch (answer) {
            case Aside.Answer.Said(String text) -> {
                // All of it fits into what may be under way at once.
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                for (int from = 0; from < bytes.length; from += Protocol.LARGEST_FRAME) {
                    int to = Math.min(bytes.length, from + Protocol.LARGEST_FRAME);
                    socket.binary(new Frame.Bytes(Arrays.copyOfRange(bytes, from, to)).bytes());
                }
                socket.binary(new Frame.Exit(0).bytes());
            }
            case Aside.Answer.Not(String words) -> socket.binary(new Frame.Refused(words).bytes());
        }
    }

    private void refuse(ToRunner.AskAside asked, String words) {
        streams.refuse(asked.path(), words);
    }
}
