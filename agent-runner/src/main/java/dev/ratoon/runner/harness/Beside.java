package dev.ratoon.runner.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.protocol.Messages;
import dev.ratoon.runner.rpc.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of questions beside the turns, one at a time. In the harness's quietest mode, and
 * nothing that it asks for is granted, whatever mode the agent is in; nothing of it is reported.
 * Threads: one asks, the harness's own hears.
 */
final class Beside {
    static final String NOT_OFFERED = "not offered by this client: ";
    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Peer peer;
    private final Modes modes;
    private final @Nullable String model;
    private final Duration patience;
    private final Duration grace;

    /** Those that are over too: what comes of them late is no part of the conversation. */
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Asking now;
    private volatile boolean closes;

    Beside(Peer peer, Order order) {
        this(peer, order, PATIENCE, GRACE);
    }

    Beside(Peer peer, Order order, Duration patience, Duration grace) {
        this.peer = peer;
        this.modes = new Modes(order.modes());
        this.model = order.model();
        this.patience = patience;
        this.grace = grace;
    }

    /**
     * The harness has said what it can.
     *
     * @param closes whether it gives up what it holds of a session that is over
     */
    void open(boolean closes) {
        this.closes = closes;
    }

    /**
     * Asks, and waits for what comes of it.
     *
     * @param main the session of the conversation
     * @param directory where the question's own is
     * @param deaf is run when the harness does not stop when asked to
     */
    Aside.Answer ask(Aside aside, String main, String directory, Runnable deaf)
            throws InterruptedException {
        var asking = new Asking(aside, main);
        now = asking;
        try {
            asking.open(directory);
            Aside.Answer answer = aside.await(patience);
            if (!asking.awaitQuiet()) {
                deaf.run();
            }
            return answer;
        } finally {
            now = null;
            asking.close();
        }
    }

    /** Whether this is of a question's session, and no part of the conversation. */
    boolean hears(String method, JsonNode params) {
        Asking asking = now;
        String of = Peer.text(params, "sessionId");
        if (of == null || !(asking == null ? sessions.contains(of) : !of.equals(asking.main))) {
            return false;
        }
        if (asking != null && of.equals(asking.session) && method.equals("session/update")) {
            asking.aside.hear(params.path("update"));
        }
        return true;
    }

    /** Whether this was asked beside the turns, and is denied. */
    boolean denies(JsonNode id, String method, JsonNode params) {
        Asking asking = now;
        String of = Peer.text(params, "sessionId");
        if (asking == null ? of == null || !sessions.contains(of) : asking.main.equals(of)) {
            return false;
        }
        switch (method) {
            case "session/request_permission" -> peer.answer(id, rejected(params));
            case "elicitation/create" ->
                    peer.answer(id, Messages.JSON.createObjectNode().put("action", "decline"));
            default -> {
                if (of == null) {
                    return false;
                }
                peer.refuse(id, Peer.UNKNOWN_METHOD, NOT_OFFERED + method);
                return true;
            }
        }
        if (asking != null) {
            asking.aside.stop(
                    "The harness asked to do something instead of answering, which is denied.");
        }
        return true;
    }

    private static ObjectNode rejected(JsonNode params) {
        ObjectNode result = Messages.JSON.createObjectNode();
        ObjectNode outcome = result.putObject("outcome").put("outcome", "cancelled");
        for (JsonNode option : params.path("options")) {
            String id = Peer.text(option, "optionId");
            if (id != null && "reject_once".equals(option.path("kind").asText())) {
                outcome.put("outcome", "selected").put("optionId", id);
                break;
            }
        }
        return result;
    }

    /** One of them. */
    private final class Asking {
        private final Aside aside;
        private final String main;
        private final CountDownLatch quiet = new CountDownLatch(1);
        private volatile @Nullable String session;
        private volatile boolean prompted;
        private boolean closed;

        Asking(Aside aside, String main) {
            this.aside = aside;
            this.main = main;
        }

        void open(String directory) {
            peer.request(
                    "session/new",
                    Opening.at(directory),
                    then("has no session to spare", this::opened));
        }

        private void opened(JsonNode answer) {
            String id = Peer.text(answer, "sessionId");
            if (id == null || id.equals(main)) {
                aside.fail("The harness has no session to spare.");
                return;
            }
            sessions.add(id);
            if (!begin(id)) {
                return;
            }
            Offers offers = Offers.of(answer);
            Optional<List<Offers.Setting>> quietest =
                    modes.settings(Modes.ANSWER, offers)
                            .or(() -> modes.settings(Modes.PLAN, offers));
            if (quietest.isEmpty()) {
                aside.fail("The harness has no mode in which it only answers.");
                return;
            }
            List<Offers.Setting> settings = new ArrayList<>();
            Optional.ofNullable(model).flatMap(offers::model).ifPresent(settings::add);
            settings.addAll(quietest.get());
            set(settings.stream().filter(each -> !each.isSet()).iterator());
        }

        /** It is over: what the harness holds of it is of no use, and it may be asked often. */
        void close() {
            synchronized (this) {
                closed = true;
                if (session == null) {
                    return;
                }
            }
            giveUp();
        }

        /** False when it was over before there was a session. */
        private boolean begin(String id) {
            synchronized (this) {
                session = id;
                if (!closed) {
                    return true;
                }
            }
            giveUp();
            return false;
        }

        private void giveUp() {
            if (closes) {
                peer.request("session/close", at(), then("keeps what is over", _ -> {}));
            }
        }

        private void set(Iterator<Offers.Setting> left) {
            if (!left.hasNext()) {
                prompt();
                return;
            }
            Offers.Setting next = left.next();
            ObjectNode params = at();
            params.setAll(next.params());
            peer.request(
                    next.method(), params, then("cannot be made only to answer", _ -> set(left)));
        }

        private void prompt() {
            if (aside.isOver()) {
                return;
            }
            prompted = true;
            ObjectNode params = at();
            params.putArray("prompt").addObject().put("type", "text").put("text", aside.question());
            peer.request("session/prompt", params, then("does not answer", this::answered));
            aside.whenStopped(() -> peer.notify("session/cancel", at()));
        }

        private void answered(JsonNode result) {
            quiet.countDown();
            String reason = result.path("stopReason").asText("");
            if (reason.equals("end_turn")) {
                aside.finish();
            } else {
                aside.fail("The harness stopped before it had answered: " + Ends.outcome(reason));
            }
        }

        private ObjectNode at() {
            return Messages.JSON.createObjectNode().put("sessionId", session);
        }

        /** Whether it works on the question no more. */
        boolean awaitQuiet() throws InterruptedException {
            return !prompted || quiet.await(grace.toMillis(), TimeUnit.MILLISECONDS);
        }

        private Peer.Reply then(String trouble, Consumer<JsonNode> next) {
            return new Peer.Reply() {
                @Override
                public void result(JsonNode result) {
                    next.accept(result);
                }

                @Override
                public void error(int code, String words) {
                    quiet.countDown();
                    aside.fail("The harness " + trouble + ": " + words);
                }

                @Override
                public void gone(String why) {
                    quiet.countDown();
                    aside.fail("The harness has ended.");
                }
            };
        }
    }
}
