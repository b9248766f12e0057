package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.RepositoryUrl;
import java.util.Optional;

/** From what is known of an agent to its repository. Pure. */
public final class AgentsRepository {
    private AgentsRepository() {}

    /** Empty when what its owner named is none, or none any more. */
    public static Optional<AgentRepository> of(Facts agent) {
        Facts.Origin origin = agent.origin();
        return RepositoryUrl.parse(origin.repository()) instanceof RepositoryUrl.Usable usable
                ? Optional.of(
                        new AgentRepository(
                                agent.id(),
                                origin.name(),
                                usable.source(),
                                Optional.empty(),
                                Optional.ofNullable(origin.baseBranch()),
                                origin.branch(),
                                false))
                : Optional.empty();
    }
}
