package dev.ratoon.runner.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Reported;
import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.hands.HandsProcess;
import dev.ratoon.runner.hands.SpawnRequest;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.outbox.Segments;
import dev.ratoon.runner.rpc.Peer;
import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Threads;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One harness that runs. Threads: one listens to it and reports; prompt, cancel and the like come
 * from its owner's thread.
 */
public final class Harness {
    private static final int LONGEST_LINE = 8 << 20;
    private static final Duration TO_DIE = Duration.ofSeconds(10);

    private final HandsProcess process;
    private final Ledger ledger;
    private final Owner owner;
    private final Updates updates;
    private final Permissions permissions;
    private final Segments aside;
    private final Peer peer;
    private Modes modes = Modes.NONE;
    private String session = "";
    private volatile int turn;
    private volatile boolean prompted;
    private volatile boolean begun;
    private volatile @Nullable String stopped;
    private volatile boolean gone;

    Harness(HandsProcess process, Ledger ledger, Owner owner) {
        this.process = process;
        this.ledger = ledger;
        this.owner = owner;
        this.updates = new Updates(ledger);
        this.permissions = new Permissions(ledger);
        this.aside =
                new Segments(
                        (offset, text, last) -> {
                            if (!text.isEmpty()) {
                                ledger.report(new Reported.Output("harness", text));
                            }
                        });
        this.peer = new Peer(process.output(), process.input(), LONGEST_LINE, new Ears());
    }

    /** Starts one and waits until it has a session. */
    public static Harness start(Hands hands, Order order, Ledger ledger, Owner owner)
            throws StartTrouble, InterruptedException {
        HandsProcess process;
        try {
            process = hands.run(new SpawnRequest(order.command(), order.environment(), null, null));
        } catch (IOException e) {
            throw new StartTrouble(
                    "The harness " + order.name() + " cannot be started: " + e.getMessage());
        }
        var harness = new Harness(process, ledger, owner);
        harness.listen();
        try {
            Opening.Opened opened =
                    new Opening(harness.peer, harness.updates).open(order, process.directory());
            harness.session = opened.session();
            harness.modes = opened.modes();
            harness.begun = true;
            harness.mode(order.mode());
            ledger.report(
                    new Reported.HarnessStarted(order.name(), opened.version(), opened.resumed()));
            return harness;
        } catch (StartTrouble e) {
            harness.stop("It did not start.");
            throw e;
        } catch (InterruptedException e) {
            process.close();
            throw e;
        }
    }

    public String session() {
        return session;
    }

    private void listen() {
        Threads.virtual("harness's errors", () -> drain());
        Threads.virtual("harness", this::hear);
    }

    private void hear() throws InterruptedException {
        String why = null;
        try {
            peer.listen();
        } catch (IOException e) {
            why = e.getMessage();
        } catch (RuntimeException e) {
            why = "what it said cannot be understood: " + e;
            Account.say("A harness's message broke the runner's reading: " + e);
        }
        end(why);
    }

    private void end(@Nullable String why) throws InterruptedException {
        OptionalInt code = bury();
        gone = true;
        updates.pause();
        aside.end();
        String words = Ends.words(code, why, stopped);
        permissions.withdraw(peer, words, () -> {});
        int cut = turn;
        if (prompted) {
            prompted = false;
            owner.turnEnded(cut, "failed", words + " The next prompt starts it again.");
        }
        if (begun) {
            owner.harnessEnded(this, code.isPresent() ? (Integer) code.getAsInt() : null, words);
        }
    }

    private OptionalInt bury() throws InterruptedException {
        try {
            process.signal(HandsProcess.END);
        } catch (IOException e) {
            Account.detail("the harness's process is gone already", e);
        }
        Thread patience =
                Threads.virtual(
                        "patience",
                        () -> {
                            Thread.sleep(TO_DIE);
                            process.close();
                        });
        OptionalInt code = process.waitFor();
        patience.interrupt();
        process.close();
        return code;
    }

    private void drain() throws IOException {
        char[] buffer = new char[4096];
        try (Reader error = new InputStreamReader(process.error(), StandardCharsets.UTF_8)) {
            for (int read = error.read(buffer); read >= 0; read = error.read(buffer)) {
                aside.add(new String(buffer, 0, read));
            }
        }
    }

    public void prompt(int number, String text) {
        turn = number;
        prompted = true;
        remember();
        ObjectNode params = params();
        params.putArray("prompt").addObject().put("type", "text").put("text", text);
        peer.request(
                "session/prompt",
                params,
                new Peer.Reply() {
                    @Override
                    public void result(JsonNode result) {
                        over(Ends.outcome(result.path("stopReason").asText("")), null);
                    }

                    @Override
                    public void error(int code, String words) {
                        over("failed", "The harness says: " + words);
                    }

                    @Override
                    public void gone(String why) {
                        // How it ended is told when that is known.
                    }
                });
    }

    private void over(String outcome, @Nullable String words) {
        updates.pause();
        permissions.withdraw(peer, "The turn has ended.", () -> {});
        prompted = false;
        owner.turnEnded(turn, outcome, words);
    }

    private void remember() {
        try {
            process.signal(HandsProcess.REMEMBER);
        } catch (IOException e) {
            Account.detail("the harness is gone", e);
        }
    }

    /** Asks it to stop working. What it had started since the prompt is ended once it has. */
    public void cancel() {
        permissions.withdraw(
                peer,
                "The turn is being cancelled.",
                () -> peer.notify("session/cancel", params()));
    }

    public void sweep() {
        try {
            process.signal(HandsProcess.SWEEP);
        } catch (IOException e) {
            Account.detail("the harness is gone", e);
        }
    }

    /** Ends it with all that it had started; its owner hears of it as of any end. */
    public void stop(String words) {
        stopped = words;
        try {
            process.signal(HandsProcess.END);
        } catch (IOException e) {
            process.close();
        }
        Threads.virtual(
                "stop",
                () -> {
                    Thread.sleep(TO_DIE);
                    process.close();
                });
    }

    public boolean isGone() {
        return gone;
    }

    public void mode(String mode) {
        permissions.auto(mode.equals(Modes.AUTO));
        var word = modes.harnessWord(mode);
        if (word.isEmpty()) {
            if (mode.equals(Modes.PLAN)) {
                ledger.report(
                        new Reported.Notice(
                                "This harness has no plan mode: it goes on as before, and asks"
                                        + " before it acts."));
            }
            ledger.report(new Reported.ModeReported(mode));
            return;
        }
        ObjectNode params = params().put("modeId", word.get());
        peer.request(
                "session/set_mode",
                params,
                new Peer.Reply() {
                    @Override
                    public void result(JsonNode result) {
                        ledger.report(new Reported.ModeReported(mode));
                    }

                    @Override
                    public void error(int code, String words) {
                        ledger.report(
                                new Reported.Notice(
                                        "The harness did not take the mode "
                                                + mode
                                                + ": "
                                                + words));
                    }

                    @Override
                    public void gone(String why) {
                        // Its end is told.
                    }
                });
    }

    public void decide(String request, @Nullable String option, @Nullable String words) {
        permissions.decide(peer, request, option, words);
    }

    private ObjectNode params() {
        return Messages.JSON.createObjectNode().put("sessionId", session);
    }

    private final class Ears implements Peer.Heard {
        @Override
        public void notification(String method, JsonNode params) {
            if (method.equals("session/update")) {
                updates.take(params.path("update"));
            }
        }

        @Override
        public void request(JsonNode id, String method, JsonNode params, String raw) {
            if (method.equals("session/request_permission")) {
                updates.pause();
                updates.asked(params.path("toolCall"));
                permissions.ask(peer, id, turn, params, raw);
            } else {
                // Files and terminals are the harness's own: it is where they are.
                peer.refuse(id, Peer.UNKNOWN_METHOD, "not offered by this client: " + method);
            }
        }

        @Override
        public void garbage(byte[] line) {
            aside.add(new String(line, StandardCharsets.UTF_8) + "\n");
        }
    }
}
