package dev.ratoon.controlplane.demo;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.ActorStore;
import dev.ratoon.controlplane.access.User;
import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.environments.Environments;
import dev.ratoon.controlplane.harnesses.Harnesses;
import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.providers.ModelProviders;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.sample.SampleRepository;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Begins a demo, in the owner's name. */
@Singleton
public class Demo {
    private static final String MODEL = ModelProviders.DEMO + "/scripted";

    private final Path repository;
    private final UserStore users;
    private final ActorStore actors;
    private final Harnesses harnesses;
    private final ModelProviders providers;
    private final ShellFirst order;
    private final LogStore log;
    private final AgentsConfig config;
    private final Ids ids;
    private final Clock clock;

    Demo(
            @ConfigProperty(name = "started.home") Path home,
            UserStore users,
            ActorStore actors,
            Harnesses harnesses,
            ModelProviders providers,
            ShellFirst order,
            LogStore log,
            AgentsConfig config,
            Ids ids,
            Clock clock) {
        this.repository = new Home(home).demo().resolve("greeting").toAbsolutePath().normalize();
        this.users = users;
        this.actors = actors;
        this.harnesses = harnesses;
        this.providers = providers;
        this.order = order;
        this.log = log;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /** What became of it. */
    public sealed interface Begun {
        /** Of the shell's agent, and apart from it of the one that thinks. */
        record Working(String agent, Path repository, Thinking thinking) implements Begun {}

        record Not(String why) implements Begun {}
    }

    /** What became of OpenCode's half. */
    public sealed interface Thinking {
        record Installing(String agent) implements Thinking {}

        record Not(String why) implements Thinking {}
    }

    public Begun begin() {
        try {
            SampleRepository.make(repository, Sample.files(), Sample.MESSAGE, clock.instant());
            User owner = users.owner();
            UUID id = ids.next();
            Optional<String> agent =
                    create(id, owner, new Harnesses.Chosen("shell", null, null), Sample.prompt());
            return agent.isPresent()
                    ? new Begun.Working(agent.get(), repository, thinking(owner, id))
                    : new Begun.Not("The name of its agent is taken.");
        } catch (GitTrouble e) {
            return new Begun.Not(e.words());
        } catch (Failure e) {
            return new Begun.Not(e.forTheCaller());
        }
    }

    /** Whatever becomes of it, the shell's agent works. */
    private Thinking thinking(User owner, UUID shell) {
        if (providers.find(ModelProviders.DEMO).isEmpty()) {
            return new Thinking.Not("its model does not run");
        }
        try {
            Actor actor = actors.of(owner.id(), owner.role()).orElseThrow();
            Harnesses.Chosen chosen = harnesses.chosen(actor, null, "opencode", MODEL, false);
            UUID id = ids.next();
            order.let(id, shell);
            return create(id, owner, chosen, Sample.request())
                    .<Thinking>map(Thinking.Installing::new)
                    .orElseGet(() -> new Thinking.Not("the name of its agent is taken"));
        } catch (Failure e) {
            return new Thinking.Not(e.forTheCaller());
        }
    }

    /** Its name; empty when that is taken. */
    private Optional<String> create(UUID id, User owner, Harnesses.Chosen with, String prompt) {
        String name = "demo-" + with.name() + "-" + id.toString().substring(30);
        var by = new LogStore.Asked(owner.id(), null, null);
        return log.create(id, by, events(owner, name, with, prompt), clock.instant())
                .map(_ -> name);
    }

    private List<ObservedEvent> events(
            User owner, String name, Harnesses.Chosen with, String prompt) {
        List<ObservedEvent> events = new ArrayList<>();
        events.add(
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
                        with.name(),
                        with.model(),
                        "auto",
                        false,
                        new Limits(config.minutes(), config.turns())));
        if (with.taken() != null) {
            events.add(with.taken());
        }
        events.add(new ObservedEvent.MessageSent(ids.next(), prompt, false, owner.name()));
        return events;
    }
}
