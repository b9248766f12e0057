package dev.ratoon.controlplane.feeds;

import dev.ratoon.controlplane.access.Actor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that one browser shows, in one stream: the fleet if it wants it, and some logs. */
final class Selection implements Feed.Content {
    private final Bell bell;
    private final Fleet fleet;
    private final @Nullable FleetReader agents;
    private final LogReaders readers;
    private final Map<UUID, Long> wanted;
    private final List<LogReader> logs = new ArrayList<>();
    private boolean begun;

    /**
     * @param wanted the logs, and after which event each
     */
    Selection(
            Bell bell,
            Fleet fleet,
            @Nullable FleetReader agents,
            LogReaders readers,
            Map<UUID, Long> wanted) {
        this.bell = bell;
        this.fleet = fleet;
        this.agents = agents;
        this.readers = readers;
        this.wanted = wanted;
        if (agents != null) {
            fleet.watch(bell);
        }
    }

    @Override
    public boolean write(SseWriter out, Actor actor) throws IOException {
        boolean wrote = !begun && begin(out);
        begun = true;
        for (Iterator<LogReader> each = logs.iterator(); each.hasNext(); ) {
            LogReader log = each.next();
            if (log.isFor(actor)) {
                wrote |= log.write(form(out, log.agent()));
            } else {
                each.remove();
                log.close();
                gone(out, log.agent());
                wrote = true;
            }
        }
        if (agents != null) {
            wrote |= agents.write(out, actor, this::id);
        }
        return wrote;
    }

    private boolean begin(SseWriter out) throws IOException {
        boolean wrote = false;
        for (Map.Entry<UUID, Long> log : wanted.entrySet()) {
            LogReader reader = readers.of(log.getKey(), log.getValue(), bell).orElse(null);
            if (reader == null) {
                gone(out, log.getKey());
                wrote = true;
            } else {
                // Whoever may not read it hears what one hears of an agent that is not there.
                logs.add(reader);
            }
        }
        return wrote;
    }

    private static void gone(SseWriter out, UUID agent) throws IOException {
        out.event(null, "log-gone", "{\"agent\":\"" + agent + "\"}");
    }

    private LogReader.Form form(SseWriter out, UUID agent) {
        return new LogReader.Form() {
            @Override
            public void event(long seq, String event) throws IOException {
                out.event(id(), "event", "{\"agent\":\"" + agent + "\",\"event\":" + event + "}");
            }

            @Override
            public void chunk(String chunk) throws IOException {
                out.event(null, "chunk", "{\"agent\":\"" + agent + "\",\"chunk\":" + chunk + "}");
            }
        };
    }

    @Override
    public String id() {
        Map<UUID, Long> read = new LinkedHashMap<>();
        logs.forEach(log -> read.put(log.agent(), log.at()));
        return new Cursor(agents == null ? null : agents.at(), read).written();
    }

    @Override
    public void close() {
        fleet.leave(bell);
        logs.forEach(LogReader::close);
    }
}
