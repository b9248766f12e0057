package dev.ratoon.controlplane.personas;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.CurrentActor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Verb;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The personas that a repository has, as upstream shows them to whoever asks. */
@Path("/api/repository-personas")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class RepositoryPersonaResource {
    private final CurrentActor current;
    private final RepositoryPersonas personas;

    RepositoryPersonaResource(CurrentActor current, RepositoryPersonas personas) {
        this.current = current;
        this.personas = personas;
    }

    /**
     * One of them.
     *
     * @param name as a start names it: {@code repository/NAME}
     * @param trouble why it cannot be taken, and what to do
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RepositoryPersonaView(
            String name,
            @Nullable String description,
            @Nullable List<String> tools,
            @Nullable String harness,
            @Nullable String model,
            @Nullable String mode,
            @Nullable String trouble) {
        static RepositoryPersonaView of(RepositoryPersonas.Listed one) {
            FrontMatter.Read read = one.read();
            if (read == null) {
                return new RepositoryPersonaView(
                        one.fullName(), null, null, null, null, null, one.trouble());
            }
            Wishes wishes = read.wishes();
            return new RepositoryPersonaView(
                    one.fullName(),
                    wishes.description(),
                    wishes.tools(),
                    wishes.harness(),
                    wishes.model(),
                    wishes.mode(),
                    null);
        }
    }

    /**
     * All of them.
     *
     * @param commit where they were read
     */
    record RepositoryPersonaList(String commit, List<RepositoryPersonaView> personas) {}

    @GET
    public RepositoryPersonaList all(
            @QueryParam("repository") @Nullable String repository,
            @QueryParam("branch") @Nullable String branch) {
        Actor actor = current.actor();
        current.require(new Resource.Owned(actor.userId(), null), Verb.START_AGENT);
        RepositoryPersonas.All all =
                personas.all(actor, new CommittedFiles.Place(repository, branch));
        return new RepositoryPersonaList(
                all.commit(), all.personas().stream().map(RepositoryPersonaView::of).toList());
    }
}
