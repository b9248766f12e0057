package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.agents.Reach;
import dev.ratoon.controlplane.basis.HangUp;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.review.Bounds;
import dev.ratoon.git.review.CommitLine;
import dev.ratoon.git.review.Comparison;
import dev.ratoon.git.review.RawFile;
import dev.ratoon.git.review.Review;
import dev.ratoon.git.store.GitStore;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What an agent has changed, read from its checkpoints: no sandbox runs for it, and what is in a
 * file stays inert, whoever looks at it.
 */
@Path("/api/agents/{agent}")
@RunOnVirtualThread
class ReviewResource {
    private static final Logger LOG = Logger.getLogger(ReviewResource.class);
    private static final String COMMITS = "Ratoon-Commits";

    private final CurrentActor current;
    private final CurrentVertxRequest request;
    private final Reach reach;
    private final GitStore store;
    private final RawFiles raw = new RawFiles();

    ReviewResource(CurrentActor current, CurrentVertxRequest request, Reach reach, GitStore store) {
        this.current = current;
        this.request = request;
        this.reach = reach;
        this.store = store;
    }

    private interface Reading<T> {
        T of(Review review, Compared compared) throws IOException;
    }

    record Commits(List<CommitLine> commits) {}

    /** The files that a turn, or the agent in all, has changed. */
    @GET
    @Path("/changes")
    @Produces(MediaType.APPLICATION_JSON)
    public ChangesView changes(
            @PathParam("agent") String id, @QueryParam("turn") @Nullable Integer turn) {
        return read(
                id,
                turn,
                (review, compared) -> {
                    try (Comparison comparison = review.compare(compared.from(), compared.to())) {
                        return ChangesView.of(compared, comparison.files());
                    }
                });
    }

    /**
     * The lines: of one file when a path is given. What is too much is cut, and says so. Between
     * which commits they are stands in {@code Ratoon-Commits}: the agent may have gone on since its
     * changes were asked for.
     */
    @GET
    @Path("/diff")
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    public Response diff(
            @PathParam("agent") String id,
            @QueryParam("turn") @Nullable Integer turn,
            @QueryParam("path") @Nullable String path) {
        return read(
                id,
                turn,
                (review, compared) -> {
                    try (Comparison comparison = review.compare(compared.from(), compared.to())) {
                        String text =
                                path == null
                                        ? comparison.text()
                                        : comparison
                                                .text(path)
                                                .orElseThrow(ReviewResource::unchanged);
                        return Response.ok(text).header(COMMITS, compared.commits()).build();
                    }
                });
    }

    /** The agent's own commits, newest first. */
    @GET
    @Path("/commits")
    @Produces(MediaType.APPLICATION_JSON)
    public Commits commits(@PathParam("agent") String id) {
        return read(
                id,
                null,
                (review, compared) -> {
                    var head = review.parent(compared.to());
                    return new Commits(
                            head.isEmpty()
                                    ? List.of()
                                    : review.commits(
                                            Compared.base(review, head.get()), head.get()));
                });
    }

    /** A file's bytes as they were at the end of a turn, for keeping and never for showing. */
    @GET
    @Path("/file")
    public Response file(
            @PathParam("agent") String id,
            @QueryParam("turn") @Nullable Integer turn,
            @QueryParam("path") @Nullable String path) {
        String name = path == null ? "" : path;
        RawFiles.Found found =
                read(
                        id,
                        turn,
                        (review, compared) ->
                                new RawFiles.Found(
                                        compared.to(), file(review, compared.to(), name).size()));
        raw.requireRoom(found.size());
        UUID person = current.actor().userId();
        StreamingOutput body =
                patiently(
                        id,
                        out ->
                                raw.inTurn(
                                        person,
                                        found.size(),
                                        () ->
                                                read(
                                                        id,
                                                        turn,
                                                        (review, _) -> {
                                                            file(review, found.commit(), name)
                                                                    .copyTo(out);
                                                            return found;
                                                        })));
        return Response.ok(body, MediaType.APPLICATION_OCTET_STREAM)
                .header("Content-Length", found.size())
                .header("Content-Disposition", "attachment; filename=\"file\"")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .build();
    }

    /**
     * The agent's commits and its newest checkpoint, as a bundle that git fetches from: {@code
     * refs/ratoon/head} and {@code refs/ratoon/checkpoint}.
     *
     * @param known whether whoever asks has the commit that the agent began at
     */
    @GET
    @Path("/bundle")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public StreamingOutput bundle(
            @PathParam("agent") String id,
            @QueryParam("known") @DefaultValue("false") boolean known) {
        // Refused, if it must be, before the answer begins.
        boolean _ = read(id, null, (_, _) -> true);
        return patiently(
                id,
                out ->
                        read(
                                id,
                                null,
                                (review, compared) -> {
                                    Map<String, String> refs = new LinkedHashMap<>();
                                    Optional<String> head = review.parent(compared.to());
                                    head.ifPresent(commit -> refs.put("refs/ratoon/head", commit));
                                    refs.put("refs/ratoon/checkpoint", compared.to());
                                    review.bundle(
                                            refs, known ? compared.from() : Optional.empty(), out);
                                    return refs;
                                }));
    }

    /** With what goes out, a reader is waited for as long as he takes it. */
    private StreamingOutput patiently(String id, Consumer<PatientStream> writing) {
        Runnable hangUp = HangUp.on(request.getCurrent().request());
        return out -> {
            try (var taken = new PatientStream(out, hangUp)) {
                writing.accept(taken);
            } catch (PatientStream.Left e) {
                LOG.debugf(e, "A reader of %s has left", id);
            }
        };
    }

    private <T> T read(String id, @Nullable Integer turn, Reading<T> reading) {
        Facts facts = reach.agent(id, Verb.READ_AGENT).facts();
        if (turn != null && turn < 1) {
            throw new Failure(ProblemType.INVALID, "Turns are counted from 1.");
        }
        try (Review review =
                store.review(facts.id(), Bounds.defaults()).orElseThrow(Compared::nothing)) {
            return reading.of(review, Compared.of(review, facts, turn));
        } catch (IOException e) {
            throw new Failure(
                    ProblemType.INTERNAL,
                    "Ratoon's own copy of this agent's repository cannot be read: its operator finds"
                            + " more in the log.",
                    e);
        }
    }

    private static Failure unchanged() {
        return new Failure(
                ProblemType.NOT_FOUND, "This file is not among what was changed. See: ratoon diff");
    }

    private static RawFile file(Review review, String commit, String path) throws IOException {
        return review.file(commit, path).orElseThrow(ReviewResource::noFile);
    }

    private static Failure noFile() {
        return new Failure(ProblemType.NOT_FOUND, "There is no such file at the end of that turn.");
    }
}
