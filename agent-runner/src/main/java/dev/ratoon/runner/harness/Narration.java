package dev.ratoon.runner.harness;

import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.Upstream;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.outbox.Segments;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the harness says, as messages: one goes on until another kind of text, another message of
 * the harness, a tool call or the end of the turn. Threads: one.
 */
final class Narration {
    private static final int LIVE_PIECE = 8 << 10;

    private final Ledger ledger;
    private final String prefix = UUID.randomUUID().toString().substring(0, 8);
    private int messages;
    private @Nullable Message current;

    private record Message(String id, String kind, @Nullable String named, Segments segments) {}

    Narration(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * @param kind {@code text} or {@code thought}
     * @param named the harness's own name of the message, if it has one
     */
    void say(String kind, @Nullable String named, String words) {
        Message message = current;
        if (message == null
                || !message.kind().equals(kind)
                || !Objects.equals(message.named(), named)) {
            end();
            String id = prefix + "." + ++messages;
            message =
                    new Message(
                            id,
                            kind,
                            named,
                            new Segments(
                                    (offset, text, last) ->
                                            ledger.report(
                                                    new Reported.Said(
                                                            id, kind, offset, text, last))));
            current = message;
        }
        String text = Wellformed.text(words);
        show(message, text);
        message.segments().add(text);
    }

    private void show(Message message, String text) {
        long offset = message.segments().length();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(from + LIVE_PIECE, text.length());
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            ledger.show(
                    new Upstream.Chunk(
                            message.id(), message.kind(), offset + from, text.substring(from, to)));
            from = to;
        }
    }

    /** The message is complete. */
    void end() {
        Message message = current;
        current = null;
        if (message != null) {
            message.segments().end();
        }
    }
}
