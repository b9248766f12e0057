package dev.ratoon.controlplane.feeds;

import dev.ratoon.controlplane.agents.AgentList;
import dev.ratoon.controlplane.agents.AgentQuery;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One stream for all that somebody looks at (docs/decisions/0015-one-stream-for-people.md). */
@Path("/api/stream")
@RunOnVirtualThread
class StreamResource {
    private static final int MOST_LOGS = 16;

    private final OpenFeeds feeds;
    private final Fleet fleet;
    private final AgentList list;
    private final LogReaders readers;

    StreamResource(OpenFeeds feeds, Fleet fleet, AgentList list, LogReaders readers) {
        this.feeds = feeds;
        this.fleet = fleet;
        this.list = list;
        this.readers = readers;
    }

    /**
     * Goes on until the reader leaves.
     *
     * @param logs whose logs: {@code ID} or {@code ID:AFTER}
     * @param last up to where everything was read; to choose other logs, ask again with it
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Response follow(
            @QueryParam("fleet") @DefaultValue("true") boolean agents,
            @QueryParam("state") @Nullable String state,
            @QueryParam("q") @DefaultValue("") String words,
            @QueryParam("owner") @Nullable String owner,
            @QueryParam("log") List<String> logs,
            @HeaderParam("Last-Event-ID") @Nullable String last) {
        AgentQuery query = AgentQuery.of(state, words, owner);
        Cursor from = Cursor.read(last).orElse(new Cursor(null, Map.of()));
        Map<UUID, Long> wanted = wanted(logs, from);
        return feeds.answer(
                feed ->
                        new Selection(
                                feed.bell,
                                fleet,
                                agents ? new FleetReader(fleet, list, query, from.fleet()) : null,
                                readers,
                                wanted));
    }

    private static Map<UUID, Long> wanted(List<String> logs, Cursor from) {
        if (logs.size() > MOST_LOGS) {
            throw invalid("One stream has at most " + MOST_LOGS + " logs.");
        }
        Map<UUID, Long> wanted = new LinkedHashMap<>();
        for (String log : logs) {
            int colon = log.indexOf(':');
            try {
                UUID agent = UUID.fromString(colon < 0 ? log : log.substring(0, colon));
                long after = colon < 0 ? 0 : Long.parseLong(log.substring(colon + 1));
                wanted.put(agent, from.logs().getOrDefault(agent, after));
            } catch (IllegalArgumentException e) {
                throw invalid("A log is asked for as log=ID or log=ID:AFTER.");
            }
        }
        return wanted;
    }

    private static Failure invalid(String why) {
        return new Failure(ProblemType.INVALID, why);
    }
}
