package dev.ratoon.runner.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Reported;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.rpc.Peer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is set at a harness while it runs: its mode and its model. Threads: any. */
final class Dials {
    private final Peer peer;
    private final Ledger ledger;
    private final Modes modes;
    private volatile Offers offers = Offers.NONE;
    private volatile String session = "";
    private volatile String wanted = Modes.NORMAL;

    Dials(Peer peer, Ledger ledger, Map<String, List<String>> words) {
        this.peer = peer;
        this.ledger = ledger;
        this.modes = new Modes(words);
    }

    /** There is a session. */
    void open(String id, JsonNode answer) {
        session = id;
        offers = Offers.of(answer);
    }

    void mode(String mode) {
        wanted = mode;
        Optional<List<Offers.Setting>> settings = modes.settings(mode, offers);
        if (settings.isPresent()) {
            set(settings.get().iterator(), "mode " + mode, new Reported.ModeReported(mode));
            return;
        }
        if (mode.equals(Modes.PLAN)) {
            ledger.report(
                    new Reported.Notice(
                            "This harness has no plan mode: it goes on as before, and asks before"
                                    + " it acts."));
        }
        ledger.report(new Reported.ModeReported(mode));
    }

    /** In its own words; one that takes its model from elsewhere names none and is left alone. */
    void model(String id) {
        Optional<Offers.Setting> setting = offers.model(id);
        if (setting.isPresent()) {
            if (!setting.get().isSet()) {
                set(List.of(setting.get()).iterator(), "model " + id, null);
            }
        } else if (offers.namesModels()) {
            ledger.report(
                    new Reported.Notice(
                            "This harness does not offer the model "
                                    + id
                                    + ": it works with the one that it is set to."));
        }
    }

    /** All of them, one after the other; then that is told. */
    private void set(Iterator<Offers.Setting> left, String what, @Nullable Reported done) {
        if (!left.hasNext()) {
            if (done != null) {
                ledger.report(done);
            }
            return;
        }
        Offers.Setting next = left.next();
        ObjectNode params = Messages.JSON.createObjectNode().put("sessionId", session);
        params.setAll(next.params());
        peer.request(
                next.method(),
                params,
                new Peer.Reply() {
                    @Override
                    public void result(JsonNode result) {
                        offers = offers.withOptions(result.path("configOptions"));
                        set(left, what, done);
                    }

                    @Override
                    public void error(int code, String words) {
                        ledger.report(
                                new Reported.Notice(
                                        "The harness did not take the " + what + ": " + words));
                    }

                    @Override
                    public void gone(String why) {
                        // Its end is told.
                    }
                });
    }

    /** The harness's own word for its mode has changed; says which of ours that is. */
    String modeIs(String id) {
        offers = offers.withMode(id);
        return modes.ours(offers, wanted).orElse(id);
    }

    /** Which of our modes it is in now; none that we have a word for, or the one it was in. */
    Optional<String> optionsAre(JsonNode options) {
        Optional<String> before = modes.ours(offers, wanted);
        offers = offers.withOptions(options);
        return modes.ours(offers, wanted).filter(mode -> !before.equals(Optional.of(mode)));
    }
}
