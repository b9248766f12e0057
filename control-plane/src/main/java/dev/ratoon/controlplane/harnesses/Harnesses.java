package dev.ratoon.controlplane.harnesses;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.basis.Nearest;
import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.providers.ModelProviders;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which harnesses there are, and what an agent is given of one. */
@Singleton
@Startup
public class Harnesses {
    private static final int LONGEST = 300;

    private final List<Harness> all;
    private final AgentsConfig usual;
    private final ModelProviders providers;

    Harnesses(HarnessesConfig own, AgentsConfig usual, ModelProviders providers) {
        this.all = Stream.concat(Shipped.all().stream(), OwnHarnesses.of(own).stream()).toList();
        this.usual = usual;
        this.providers = providers;
        if (find(usual.harness()).isEmpty()) {
            throw new StartFailure(
                    "ratoon.agents.harness is '"
                            + usual.harness()
                            + "', and there is no such harness.",
                    "Write one of: " + String.join(", ", names()));
        }
    }

    /**
     * What an agent is started with.
     *
     * @param model {@code PROVIDER/MODEL}, of a harness that thinks
     * @param taken what goes into its log; null for the shell, which is part of the runner
     */
    public record Chosen(
            String name, @Nullable String model, ObservedEvent.@Nullable HarnessTaken taken) {}

    /**
     * What this actor names, or what is usual here; else refused in words.
     *
     * @param team the agent's: its keys are used where its owner has none
     * @param unconfined whether it runs without a sandbox, which is what a harness is installed for
     */
    public Chosen chosen(
            Actor actor,
            @Nullable UUID team,
            @Nullable String harness,
            @Nullable String model,
            boolean unconfined) {
        Harness wanted = named(harness == null ? usual.harness() : harness);
        if (unconfined && wanted.origin() == Harness.Origin.INSTALLED) {
            throw invalid(
                    wanted.title()
                            + " is installed for sandboxes only. Without one there are the shell,"
                            + " and what is on the machine: ratoon.harnesses.NAME.command");
        }
        if (model != null && model.length() > LONGEST) {
            throw invalid("A model's name has at most " + LONGEST + " characters.");
        }
        if (wanted.origin() == Harness.Origin.BUILT_IN) {
            return new Chosen(wanted.name(), model, null);
        }
        if (!wanted.thinks()) {
            return new Chosen(wanted.name(), model, Taking.of(wanted, null, actor.name()));
        }
        String typed = model == null ? usual.model().orElse(null) : model;
        return switch (Thinking.choose(wanted, typed, providers(actor, team))) {
            case Thinking.With with ->
                    new Chosen(
                            wanted.name(), with.fullName(), Taking.of(wanted, with, actor.name()));
            case Thinking.Refused(String why) -> throw invalid(why);
        };
    }

    /**
     * Refuses images in words where a harness takes none. Of one that is not here any more, its
     * runner knows.
     */
    public void requireImages(String harness) {
        find(harness)
                .filter(each -> !each.capabilities().images())
                .ifPresent(
                        each -> {
                            throw Failure.inField(
                                    "images",
                                    each.title()
                                            + " takes no images. Say in words what they show, or"
                                            + " start an agent with a harness that takes them:"
                                            + " ratoon harnesses");
                        });
    }

    /** In the order in which people are shown them. */
    List<Harness> all() {
        return all;
    }

    boolean isUsual(Harness harness) {
        return harness.name().equals(usual.harness());
    }

    /** For an agent of this actor, and of any of the actor's teams. */
    Thinking.Providers providers(Actor actor) {
        return new Thinking.Providers(
                providers.all(),
                name ->
                        providers.hasKey(actor.userId(), null, name)
                                || actor.teams().keySet().stream()
                                        .anyMatch(
                                                team ->
                                                        providers.hasKey(
                                                                actor.userId(), team, name)));
    }

    private Thinking.Providers providers(Actor actor, @Nullable UUID team) {
        return new Thinking.Providers(
                providers.all(), name -> providers.hasKey(actor.userId(), team, name));
    }

    Harness named(String typed) {
        return find(typed).orElseThrow(() -> unknown(typed));
    }

    private Failure unknown(String typed) {
        String shown = typed.length() > 63 ? typed.substring(0, 63) + "…" : typed;
        return invalid(
                "There is no harness '"
                        + shown
                        + "' here. The nearest is '"
                        + Nearest.to(shown, names()).orElse(Shipped.SHELL)
                        + "'. There are: "
                        + String.join(", ", names())
                        + ".");
    }

    private Optional<Harness> find(String name) {
        return all.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private List<String> names() {
        return all.stream().map(Harness::name).toList();
    }

    private static Failure invalid(String why) {
        return new Failure(ProblemType.INVALID, why);
    }
}
