package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.environments.Environments;
import dev.ratoon.controlplane.harnesses.Harnesses;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.RepositoryUrl;
import dev.ratoon.git.Source;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for when starting an agent. Only what can be told without a network is checked
 * before it is written down; the rest is told by the log.
 *
 * @param branch one that is there upstream, to go on with; none means one of the agent's own
 * @param confirmBranch its name once more: that the agent may change it is what was understood
 */
record NewAgent(
        @Nullable String repository,
        @Nullable String baseBranch,
        @Nullable String branch,
        @Nullable String confirmBranch,
        @Nullable String environment,
        @Nullable String harness,
        @Nullable String model,
        @Nullable String mode,
        @Nullable String title,
        @Nullable String prompt,
        @Nullable Boolean unconfined,
        @Nullable UUID team,
        @Nullable AskedLimits limits) {
    private static final Set<String> MODES = Set.of("normal", "plan", "auto");
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_TEXT = 200_000;

    record AskedLimits(@Nullable Integer minutes, @Nullable Integer turns) {
        Limits over(Limits usual) {
            return new Limits(
                    bounded("minutes", minutes, usual.minutes(), 100_000),
                    bounded("turns", turns, usual.turns(), 100_000));
        }

        private static int bounded(String what, @Nullable Integer asked, int usual, int most) {
            if (asked == null) {
                return usual;
            }
            if (asked < 1 || asked > most) {
                throw invalid("The limit of " + what + " is between 1 and " + most + ".");
            }
            return asked;
        }
    }

    /**
     * The first events of its log.
     *
     * @param taken what it is given of its environment, unless that is the default one
     * @param with its harness, and what it is given of that
     * @param github the https address of what its pages tell an ssh address of
     */
    List<ObservedEvent> events(
            UUID id,
            UUID message,
            Actor actor,
            Limits usual,
            ObservedEvent.@Nullable EnvironmentTaken taken,
            Harnesses.Chosen with,
            Function<Source.Ssh, Optional<URI>> github) {
        String where = where(actor, github);
        String existing = WantedBranch.existing(branch, confirmBranch, baseBranch);
        String said = prompt == null ? "" : bounded("prompt", prompt, LONGEST_TEXT);
        String heading = heading(said, where);
        String name = Heading.slug(heading) + "-" + shortId(id);
        String how = mode == null ? "normal" : mode;
        requireMode(how);
        List<ObservedEvent> events = new ArrayList<>();
        events.add(
                new ObservedEvent.Created(
                        name,
                        actor.userId(),
                        team,
                        heading,
                        where,
                        baseBranch == null ? null : WantedBranch.name(baseBranch),
                        existing == null ? "ratoon/" + name : existing,
                        existing != null,
                        taken == null ? Environments.DEFAULT : taken.name(),
                        with.name(),
                        with.model(),
                        how,
                        Boolean.TRUE.equals(unconfined),
                        limits == null ? usual : limits.over(usual)));
        if (taken != null) {
            events.add(taken);
        }
        if (with.taken() != null) {
            events.add(with.taken());
        }
        if (!said.isBlank()) {
            events.add(new ObservedEvent.MessageSent(message, said, false, actor.name()));
        }
        return events;
    }

    private String where(Actor actor, Function<Source.Ssh, Optional<URI>> github) {
        return switch (RepositoryUrl.parse(required("repository", repository, 1_000))) {
            case RepositoryUrl.Refused(String what, String next) ->
                    throw invalid(what + ". Next: " + next + ".");
            case RepositoryUrl.Https https -> https.normalForm();
            case RepositoryUrl.Ssh(Source.Ssh at) ->
                    github.apply(at).map(URI::toString).orElseGet(at::normalForm);
            case RepositoryUrl.Local local -> {
                if (actor.role() != Role.OWNER) {
                    throw new Failure(
                            ProblemType.FORBIDDEN,
                            "A folder of Ratoon's machine is for its owner alone. Name the"
                                    + " repository's address at its host.");
                }
                yield local.normalForm();
            }
        };
    }

    private String heading(String said, String where) {
        String typed = title == null ? "" : Heading.plain(title);
        if (!typed.isEmpty()) {
            return bounded("title", typed, LONGEST_TITLE);
        }
        String first = Heading.of(said);
        return first.isEmpty() ? Heading.of(where) : first;
    }

    /** The last digits: those of the time would be the same for all that start together. */
    private static String shortId(UUID id) {
        String text = id.toString();
        return text.substring(text.length() - 6);
    }

    static String bounded(String what, String text, int longest) {
        if (text.length() > longest) {
            throw invalid("The " + what + " is longer than " + longest + " characters.");
        }
        return text;
    }

    static String required(String what, @Nullable String text, int longest) {
        if (text == null || text.isBlank()) {
            throw invalid("An agent needs a " + what + ".");
        }
        return bounded(what, text, longest);
    }

    static String text(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw invalid("A message needs a text.");
        }
        return bounded("text", text, LONGEST_TEXT);
    }

    static String title(@Nullable String title) {
        String plain = title == null ? "" : Heading.plain(title);
        if (plain.isEmpty()) {
            throw invalid("A title is not empty.");
        }
        return bounded("title", plain, LONGEST_TITLE);
    }

    static void requireMode(String mode) {
        if (!MODES.contains(mode)) {
            throw invalid("There is no mode '%s'. There are: normal, plan, auto.".formatted(mode));
        }
    }

    static Failure invalid(String why) {
        return new Failure(ProblemType.INVALID, why);
    }
}
