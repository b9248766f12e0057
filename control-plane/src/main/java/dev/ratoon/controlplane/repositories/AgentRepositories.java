package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.githosts.GitLogins;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.RepositoryUrl;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** From what is known of an agent to its repository, and to what its owner may read it with. */
@Singleton
public class AgentRepositories {
    private final GitLogins logins;

    AgentRepositories(GitLogins logins) {
        this.logins = logins;
    }

    /** Empty when what its owner named is none, or none any more. */
    public Optional<AgentRepository> of(Facts agent) {
        return of(agent, agent.origin().owner());
    }

    /** The same, read with what that user may read it with. */
    public Optional<AgentRepository> of(Facts agent, UUID user) {
        Facts.Origin origin = agent.origin();
        return RepositoryUrl.parse(origin.repository()) instanceof RepositoryUrl.Usable usable
                ? Optional.of(
                        new AgentRepository(
                                agent.id(),
                                origin.name(),
                                usable.source(),
                                logins.of(user, usable.source()),
                                Optional.ofNullable(origin.baseBranch()),
                                origin.branch(),
                                origin.goesOn()))
                : Optional.empty();
    }
}
