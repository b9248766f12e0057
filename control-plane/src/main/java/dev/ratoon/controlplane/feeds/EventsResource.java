package dev.ratoon.controlplane.feeds;

import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.agents.Reach;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An agent's log: a page of it, or history and live tail in one stream. */
@Path("/api/agents/{agent}/events")
@RunOnVirtualThread
class EventsResource {
    private static final int LARGEST_PAGE = 1_000;

    private final Reach reach;
    private final LogStore log;
    private final LogReaders readers;
    private final OpenFeeds feeds;

    EventsResource(Reach reach, LogStore log, LogReaders readers, OpenFeeds feeds) {
        this.reach = reach;
        this.log = log;
        this.readers = readers;
        this.feeds = feeds;
    }

    /**
     * Some events.
     *
     * @param last the seq to ask after next
     */
    record Page(List<EventView> events, long last) {}

    /**
     * From the beginning on, or from the end back.
     *
     * @param before instead of {@code after}: the newest of those before this one; of a number that
     *     is larger than any, the newest of all
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Page page(
            @PathParam("agent") String id,
            @QueryParam("after") @DefaultValue("0") long after,
            @QueryParam("before") @Nullable Long before,
            @QueryParam("limit") @DefaultValue("200") int limit) {
        UUID agent = reach.agent(id, Verb.READ_AGENT).facts().id();
        int most = Math.clamp(limit, 1, LARGEST_PAGE);
        List<LogEvent> found =
                before == null ? log.read(agent, after, most) : log.readBefore(agent, before, most);
        List<EventView> events = found.stream().map(EventView::of).toList();
        return new Page(events, events.isEmpty() ? after : events.getLast().seq());
    }

    /**
     * Goes on until the reader leaves; one who comes back says up to where it has read. Who does
     * not say which form it takes gets a page.
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS + ";qs=0.5")
    public Response follow(
            @PathParam("agent") String id,
            @QueryParam("after") @DefaultValue("0") long after,
            @HeaderParam("Last-Event-ID") @Nullable String last) {
        Facts agent = reach.agent(id, Verb.READ_AGENT).facts();
        long from = last == null ? after : seq(last);
        return feeds.answer(feed -> new OneLog(feed, readers.of(agent, from, feed.bell)));
    }

    private static long seq(String last) {
        try {
            return Long.parseLong(last.strip());
        } catch (NumberFormatException e) {
            throw new Failure(
                    ProblemType.INVALID, "The Last-Event-ID is the seq of an event: a number.");
        }
    }
}
