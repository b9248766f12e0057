package dev.ratoon.runner.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Reported;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.rpc.Peer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is set at a harness while it runs: its mode and its model. Threads: any. */
final class Dials {
    private final Peer peer;
    private final Ledger ledger;
    private final Modes modes;
    private volatile Offers offers = Offers.NONE;
    private volatile String session = "";
    private volatile String wanted = Modes.NORMAL;
    private volatile boolean atOnce;

    Dials(Peer peer, Ledger ledger, Map<String, List<String>> words) {
        this.peer = peer;
        this.ledger = ledger;
        this.modes = new Modes(words);
    }

    /**
     * There is a session.
     *
     * @param switches whether a mode that is set in a turn holds from then on; some harnesses hold
     *     a turn to the one that it began with
     */
    void open(String id, JsonNode answer, boolean switches) {
        session = id;
        offers = Offers.of(answer);
        atOnce = switches;
    }

    /**
     * @param working whether a turn is going on
     */
    void mode(String mode, boolean working) {
        String before = wanted;
        wanted = mode;
        Optional<List<Offers.Setting>> settings = modes.settings(mode, offers);
        if (settings.isPresent()) {
            List<Reported> done = new ArrayList<>(List.of(new Reported.ModeReported(mode)));
            boolean isAnother = !params(mode).equals(params(before));
            if (working && isAnother && !atOnce && Modes.isStricter(mode, before)) {
                done.add(kept(mode, before));
            }
            set(settings.get().iterator(), "mode " + mode, done);
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

    /** What a mode is to the harness. */
    private List<ObjectNode> params(String mode) {
        return modes.settings(mode, offers).orElse(List.of()).stream()
                .map(Offers.Setting::params)
                .toList();
    }

    private static Reported.Notice kept(String mode, String before) {
        return new Reported.Notice(
                "The mode "
                        + mode
                        + " holds from the next turn on. The one that is going on may keep to "
                        + before
                        + ", in which it began, and ask for nothing that this mode asks for: stop"
                        + " it if it must not.");
    }

    /** In its own words; one that takes its model from elsewhere names none and is left alone. */
    void model(String id) {
        Optional<Offers.Setting> setting = offers.model(id);
        if (setting.isPresent()) {
            if (!setting.get().isSet()) {
                set(List.of(setting.get()).iterator(), "model " + id, List.of());
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
    private void set(Iterator<Offers.Setting> left, String what, List<Reported> done) {
        if (!left.hasNext()) {
            done.forEach(ledger::report);
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
