package dev.ratoon.controlplane.feeds;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.agents.AgentList;
import dev.ratoon.controlplane.agents.AgentQuery;
import dev.ratoon.controlplane.log.BlobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One reader of the fleet: all agents that it may see and asked for, then those that change. It
 * remembers a number and nothing of the agents, so an agent that is no more among them is said to
 * be gone whether the reader knew of it or not.
 */
final class FleetReader {
    private static final int PAGE = 200;

    private final Fleet fleet;
    private final AgentList agents;
    private final AgentQuery query;
    private Cursor.@Nullable Place at;
    private @Nullable Snapshot under;
    private @Nullable Actor known;
    private String scope = "";

    /**
     * A list that is not whole yet.
     *
     * @param n it is at least as new as that
     * @param next what its next page begins with
     */
    private record Snapshot(String scope, long n, @Nullable String next) {}

    FleetReader(Fleet fleet, AgentList agents, AgentQuery query, Cursor.@Nullable Place from) {
        this.fleet = fleet;
        this.agents = agents;
        this.query = query;
        this.at = from;
    }

    /** Null until what is shown is whole. */
    Cursor.@Nullable Place at() {
        return at;
    }

    /** Whether there was anything to say: of a list one page, so that rights are asked between. */
    boolean write(SseWriter out, Actor actor, Supplier<String> id) throws IOException {
        String of = scope(actor);
        Snapshot begun = under;
        if (begun != null && begun.scope().equals(of)) {
            return page(out, actor, begun, id);
        }
        Cursor.Place from = at;
        if (from == null || !from.process().equals(fleet.process) || !from.scope().equals(of)) {
            return begin(out, actor, of, id);
        }
        return switch (fleet.since(from.n())) {
            case Fleet.Since.TooMuch() -> begin(out, actor, of, id);
            case Fleet.Since.These(var changes, long to) -> {
                boolean wrote = false;
                for (Fleet.Change change : changes) {
                    at = new Cursor.Place(fleet.process, of, change.n);
                    wrote |= write(out, actor, change, id);
                }
                at = new Cursor.Place(fleet.process, of, to);
                yield wrote;
            }
        };
    }

    private boolean write(SseWriter out, Actor actor, Fleet.Change change, Supplier<String> id)
            throws IOException {
        Fleet.Shown shown = change.shown();
        if (shown == null || !mayRead(actor, shown.seen())) {
            return false;
        }
        if (query.takes(shown.seen().view())) {
            out.event(id.get(), "agent", shown.json(actor));
        } else {
            out.event(id.get(), "agent-gone", "{\"id\":\"" + change.agent + "\"}");
        }
        return true;
    }

    private boolean begin(SseWriter out, Actor actor, String of, Supplier<String> id)
            throws IOException {
        at = null;
        out.event(null, "fleet", "{}");
        return page(out, actor, new Snapshot(of, fleet.newest(), null), id);
    }

    private boolean page(SseWriter out, Actor actor, Snapshot list, Supplier<String> id)
            throws IOException {
        AgentList.Found page = agents.find(actor, query, list.next(), PAGE);
        for (AgentList.Seen seen : page.agents()) {
            out.event(null, "agent", fleet.listed(seen, actor));
        }
        if (page.next() == null) {
            under = null;
            at = new Cursor.Place(fleet.process, list.scope(), list.n());
            out.event(id.get(), "fleet-complete", "{}");
        } else {
            under = new Snapshot(list.scope(), list.n(), page.next());
        }
        return true;
    }

    private static boolean mayRead(Actor actor, AgentList.Seen seen) {
        return Authority.allows(actor, seen.resource(), Verb.READ_AGENT);
    }

    /** The same for those alone who are shown the same. */
    private String scope(Actor actor) {
        if (!actor.equals(known)) {
            known = actor;
            String all =
                    actor.userId()
                            + " "
                            + actor.role()
                            + " "
                            + new TreeMap<>(actor.teams())
                            + query;
            byte[] digest = BlobStore.sha256(all.getBytes(StandardCharsets.UTF_8));
            scope =
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(Arrays.copyOf(digest, 9));
        }
        return scope;
    }
}
