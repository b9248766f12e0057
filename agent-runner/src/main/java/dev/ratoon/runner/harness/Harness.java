package dev.ratoon.runner.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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
    private final Dials dials;
    private final Beside beside;
    private volatile String session = "";
    private volatile int turn;
    private volatile boolean prompted;
    private volatile boolean begun;
    private volatile boolean takesImages;
    private volatile @Nullable String stopped;
    private volatile boolean gone;
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

    Harness(HandsProcess process, Order order, Ledger ledger, Owner owner) {
        this.process = process;
        this.ledger = ledger;
        this.owner = owner;
        this.permissions = new Permissions(ledger);
        this.aside =
                new Segments(
                        (offset, text, last) -> {
                            if (!text.isEmpty()) {
                                ledger.report(new Reported.Output("harness", text));
                            }
                        });
        this.peer = new Peer(process.output(), process.input(), LONGEST_LINE, new Ears());
        this.dials = new Dials(peer, ledger, order.modes());
        this.updates = new Updates(ledger, dials);
        this.beside = new Beside(peer, order);
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
        var harness = new Harness(process, order, ledger, owner);
        harness.listen();
        try {
            Opening.Opened opened =
                    new Opening(harness.peer, harness.updates).open(order, process.directory());
            harness.begin(order, opened);
            return harness;
        } catch (StartTrouble e) {
            if (e.hasLeft()) {
                throw e.with(harness.ended.take());
            }
            harness.stop("It did not start.");
            throw e;
        } catch (InterruptedException e) {
            process.close();
            throw e;
        }
    }

    private void begin(Order order, Opening.Opened opened) {
        session = opened.session();
        dials.open(session, opened.answer(), opened.switches());
        begun = true;
        takesImages = opened.images();
        beside.open(opened.closes());
        String model = order.model();
        if (model != null) {
            dials.model(model);
        }
        mode(order.mode());
        ledger.report(
                new Reported.HarnessStarted(order.name(), opened.version(), opened.resumed()));
        if (opened.lost() != null) {
            ledger.report(
                    new Reported.Notice(
                            "The harness begins anew and knows nothing of the turns before: "
                                    + opened.lost()
                                    + ". What matters of them, say again."));
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
        ended.add(words);
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

    /** With the images that it takes; what it is not shown is told. */
    public void prompt(int number, String text, List<PromptImage> images) {
        turn = number;
        prompted = true;
        remember();
        if (!images.isEmpty() && !takesImages) {
            ledger.report(
                    new Reported.Notice(
                            "The harness takes no images: it was not shown the %d of this message."
                                    .formatted(images.size())));
        }
        if (images.isEmpty() || !takesImages) {
            ask(number, text, List.of());
        } else {
            // They are more than a harness has to read at once: nobody is held up by it.
            Threads.virtual("images", () -> ask(number, text, images));
        }
    }

    private void ask(int number, String text, List<PromptImage> images) {
        ObjectNode params = params();
        ArrayNode content = params.putArray("prompt");
        content.addObject().put("type", "text").put("text", text);
        for (PromptImage image : images) {
            content.addObject()
                    .put("type", "image")
                    .put("mimeType", image.type())
                    .put("data", image.data());
        }
        peer.request(
                "session/prompt",
                params,
                new Peer.Reply() {
                    @Override
                    public void result(JsonNode result) {
                        account(number, result);
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

    /** What an answer to a prompt says beside how the turn ended. */
    private void account(int number, JsonNode result) {
        updates.pause();
        if (result.path("usage").isObject()) {
            updates.usage(number, "turn", result.path("usage"));
        }
        if (Ends.saysMore(result)) {
            updates.aside("session/prompt", "result", result);
        }
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

    /**
     * Asks it something beside its turns, and waits for what comes of it; one at a time.
     *
     * @param directory where that is asked
     */
    public Aside.Answer ask(Aside aside, String directory) throws InterruptedException {
        return beside.ask(
                aside,
                session,
                directory,
                () -> {
                    if (!prompted) {
                        stop("It went on with what it was asked beside its turns.");
                    }
                });
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
        dials.mode(mode, prompted);
    }

    public void decide(String request, @Nullable String option, @Nullable String words) {
        permissions.decide(peer, request, option, words);
    }

    private ObjectNode params() {
        return Messages.JSON.createObjectNode().put("sessionId", session);
    }

    /** The update, with what was said about it beside it. */
    private static JsonNode whole(JsonNode params) {
        JsonNode update = params.path("update");
        if (!(update instanceof ObjectNode object)
                || !(params.path("_meta") instanceof ObjectNode beside)) {
            return update;
        }
        ObjectNode meta = beside.deepCopy();
        if (object.path("_meta") instanceof ObjectNode own) {
            meta.setAll(own);
        }
        ObjectNode whole = object.deepCopy();
        whole.set("_meta", meta);
        return whole;
    }

    private final class Ears implements Peer.Heard {
        @Override
        public void notification(String method, JsonNode params) {
            String of = Peer.text(params, "sessionId");
            boolean isOurs = of == null || session.isEmpty() || of.equals(session);
            if (beside.hears(method, params)) {
                return;
            }
            if (method.equals("$/cancel_request")) {
                permissions.forget(peer, params.path("requestId"));
            } else if (method.equals("session/update") && isOurs) {
                updates.take(turn, whole(params));
            } else {
                updates.aside(method, "params", params);
            }
        }

        @Override
        public void request(JsonNode id, String method, JsonNode params, String raw) {
            if (beside.denies(id, method, params)) {
                return;
            }
            switch (method) {
                case "session/request_permission" -> {
                    updates.pause();
                    permissions.ask(peer, id, turn, params, raw);
                    updates.asked(params.path("toolCall"));
                }
                case "elicitation/create" -> {
                    updates.pause();
                    permissions.elicit(peer, id, turn, params, raw);
                }
                default -> {
                    // Files and terminals are the harness's own: it is where they are.
                    peer.refuse(id, Peer.UNKNOWN_METHOD, Beside.NOT_OFFERED + method);
                    updates.aside(method, "params", params);
                }
            }
        }

        @Override
        public void garbage(byte[] line) {
            aside.add(new String(line, StandardCharsets.UTF_8) + "\n");
        }
    }
}
