package dev.ratoon.controlplane.feeds;

import dev.ratoon.controlplane.access.Actor;
import java.io.IOException;

/** A stream of one log; what it is resumed with is the number of an event. */
final class OneLog implements Feed.Content {
    private final Feed feed;
    private final LogReader reader;

    OneLog(Feed feed, LogReader reader) {
        this.feed = feed;
        this.reader = reader;
    }

    @Override
    public boolean write(SseWriter out, Actor actor) throws IOException {
        if (!reader.isFor(actor)) {
            feed.end(Feed.End.GONE);
            return true;
        }
        return reader.write(
                new LogReader.Form() {
                    @Override
                    public void event(long seq, String event) throws IOException {
                        out.event(Long.toString(seq), "event", event);
                    }

                    @Override
                    public void chunk(String chunk) throws IOException {
                        out.event(null, "chunk", chunk);
                    }
                });
    }

    @Override
    public String id() {
        return Long.toString(reader.at());
    }

    @Override
    public void close() {
        reader.close();
    }
}
