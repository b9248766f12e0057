package dev.ratoon.runner;

import dev.ratoon.protocol.Audience;
import dev.ratoon.protocol.FromRunner;
import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Protocol;
import dev.ratoon.protocol.ToRunner;
import dev.ratoon.runner.outbox.Notebook;
import dev.ratoon.runner.outbox.Outbox;
import dev.ratoon.runner.websocket.Message;
import dev.ratoon.runner.websocket.UpgradeRefused;
import dev.ratoon.runner.websocket.WebSocket;
import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Endpoint;
import dev.ratoon.runner.workspace.Absences;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the control plane: dialled again for ever, until it is said that this
 * incarnation is over or that its credential is worth nothing. Threads: run is one; the others any.
 */
final class ControlLine {
    static final int OVER = 4001;
    static final int REFUSED = 4003;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Endpoint control;
    private final Identity identity;
    private final Outbox outbox;
    private final Notebook notebook;
    private final Sender sender;
    private final Consumer<ToRunner> listener;
    private final BackOff backOff;
    private final Absences absences;
    private volatile @Nullable WebSocket open;
    private volatile boolean finished;
    private boolean welcomed;
    private boolean greeted;
    private boolean own;
    private long refusedSince;

    ControlLine(
            Endpoint control,
            Identity identity,
            Outbox outbox,
            Notebook notebook,
            Sender sender,
            Consumer<ToRunner> listener,
            BackOff backOff,
            Absences absences) {
        this.control = control;
        this.identity = identity;
        this.outbox = outbox;
        this.notebook = notebook;
        this.sender = sender;
        this.listener = listener;
        this.backOff = backOff;
        this.absences = absences;
    }

    /** Why the line is closed for good. */
    enum End {
        FINISHED,
        OVER,
        REFUSED,
        FOREIGN_OUTBOX
    }

    End run() throws InterruptedException {
        while (!finished) {
            Message.Closed closed = connection();
            if (closed.code() == OVER) {
                Account.say("The control plane says that this incarnation is over.");
                return End.OVER;
            }
            if (sender.isForeign()) {
                return End.FOREIGN_OUTBOX;
            }
            if (closed.code() == REFUSED && greeted && !welcomed) {
                // Whether the first connection got through is not known when it broke: try both.
                own = !own;
            }
            if (closed.code() != REFUSED) {
                refusedSince = 0;
            } else if (refusedSince == 0) {
                refusedSince = System.nanoTime();
            } else if (System.nanoTime() - refusedSince > PATIENCE.toNanos()) {
                Account.say("The control plane refuses this runner's credential: " + closed);
                return End.REFUSED;
            }
            if (!finished) {
                Account.detail("the control line is closed", new IOException(closed.toString()));
                Thread.sleep(backOff.next());
            }
        }
        return End.FINISHED;
    }

    private Message.Closed connection() {
        String shown = own ? identity.header(Audience.CONTROL) : identity.first();
        try (WebSocket socket =
                WebSocket.open(
                        control,
                        Protocol.CONTROL_PATH,
                        Map.of("Authorization", shown),
                        Protocol.LARGEST_MESSAGE)) {
            // Before it is sent: one that breaks meanwhile may have arrived all the same.
            greeted = true;
            socket.text(Messages.write(hello()));
            open = socket;
            return converse(socket);
        } catch (UpgradeRefused e) {
            boolean credential = e.status() == 401 || e.status() == 403;
            return new Message.Closed(credential ? REFUSED : 1006, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Message.Closed(1006, String.valueOf(e.getMessage()));
        } finally {
            open = null;
            absences.begin();
            sender.stop();
        }
    }

    private FromRunner.Hello hello() {
        return new FromRunner.Hello(
                Protocol.VERSION,
                Version.text(),
                identity.published(),
                outbox.id(),
                outbox.last(),
                notebook.page().noted());
    }

    private Message.Closed converse(WebSocket socket) {
        while (true) {
            switch (socket.receive()) {
                case Message.Closed closed -> {
                    return closed;
                }
                case Message.Binary _ -> Account.say("A binary message came, and is passed over.");
                case Message.Text(String text) -> {
                    try {
                        take(socket, Messages.toRunner(text));
                    } catch (Malformed e) {
                        Account.say("A message cannot be read, and is passed over: " + e);
                    }
                }
            }
        }
    }

    private void take(WebSocket socket, ToRunner message) {
        switch (message) {
            case ToRunner.Welcome welcome -> {
                welcomed = true;
                own = true;
                backOff.succeeded();
                if (!sender.start(socket, welcome.acknowledged())) {
                    socket.close(1000, "another outbox");
                    return;
                }
                absences.end();
                listener.accept(welcome);
            }
            case ToRunner.Acknowledged(long n) -> sender.acknowledged(n);
            case ToRunner.ImagePiece _,
                    ToRunner.Prompt _,
                    ToRunner.Cancel _,
                    ToRunner.Decided _,
                    ToRunner.SwitchMode _,
                    ToRunner.OpenStream _,
                    ToRunner.AskAside _,
                    ToRunner.End _,
                    ToRunner.Unknown _ ->
                    listener.accept(message);
        }
    }

    /** Says it if anybody listens just now. */
    void say(FromRunner message) {
        WebSocket socket = open;
        if (socket != null) {
            try {
                socket.text(Messages.write(message));
            } catch (IOException e) {
                Account.detail("a message is lost", e);
            }
        }
    }

    /** Waits until the log has everything, but not for ever, and ends the line. */
    void finish(Duration patience) throws InterruptedException {
        sender.awaitAcknowledged(patience);
        finished = true;
        WebSocket socket = open;
        if (socket != null) {
            socket.finish();
        }
    }
}
