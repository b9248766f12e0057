package dev.ratoon.controlplane.demo;

import dev.ratoon.controlplane.access.User;
import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.environments.Environments;
import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.sample.SampleRepository;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Begins a demo, in the owner's name. */
@Singleton
public class Demo {
    private final Path repository;
    private final UserStore users;
    private final LogStore log;
    private final AgentsConfig config;
    private final Ids ids;
    private final Clock clock;

    Demo(
            @ConfigProperty(name = "started.home") Path home,
            UserStore users,
            LogStore log,
            AgentsConfig config,
            Ids ids,
            Clock clock) {
        this.repository = new Home(home).demo().resolve("greeting").toAbsolutePath().normalize();
        this.users = users;
        this.log = log;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /** What became of it. */
    public sealed interface Begun {
        record Working(String agent, Path repository) implements Begun {}

        record Not(String why) implements Begun {}
    }

    public Begun begin() {
        try {
            SampleRepository.make(repository, Sample.files(), Sample.MESSAGE, clock.instant());
            User owner = users.owner();
            UUID id = ids.next();
            String name = "demo-" + id.toString().substring(30);
            var by = new LogStore.Asked(owner.id(), null, null);
            List<ObservedEvent> events = events(owner, name);
            return log.create(id, by, events, clock.instant()).isPresent()
                    ? new Begun.Working(name, repository)
                    : new Begun.Not("The name " + name + " is taken.");
        } catch (GitTrouble e) {
            return new Begun.Not(e.words());
        } catch (Failure e) {
            return new Begun.Not(e.forTheCaller());
        }
    }

    private List<ObservedEvent> events(User owner, String name) {
        return List.of(
                new ObservedEvent.Created(
                        name,
                        owner.id(),
                        null,
                        "Mend a failing test",
                        repository.toString(),
                        null,
                        "ratoon/" + name,
                        false,
                        Environments.DEFAULT,
                        "shell",
                        null,
                        "auto",
                        false,
                        new Limits(config.minutes(), config.turns())),
                new ObservedEvent.MessageSent(ids.next(), Sample.prompt(), false, owner.name()));
    }
}
