package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.environments.Defaults;
import dev.ratoon.controlplane.environments.Environments;
import dev.ratoon.controlplane.harnesses.Harnesses;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.PromptImage;
import dev.ratoon.controlplane.personas.CommittedFiles;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.prompts.WantedImage;
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
        @Nullable String persona,
        @Nullable String harness,
        @Nullable String model,
        @Nullable String mode,
        @Nullable String title,
        @Nullable String prompt,
        @Nullable Boolean unconfined,
        @Nullable UUID team,
        @Nullable AskedLimits limits,
        @Nullable List<WantedImage> images) {
    private static final Set<String> MODES = Set.of("normal", "plan", "auto");
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_TEXT = 200_000;

    /** With what its environment says where it says nothing. */
    NewAgent or(Defaults defaults) {
        return new NewAgent(
                repository,
                baseBranch,
                branch,
                confirmBranch,
                environment,
                persona,
                harness == null ? defaults.harness() : harness,
                model == null ? defaults.model() : model,
                mode == null ? defaults.mode() : mode,
                title,
                prompt,
                unconfined,
                team,
                limits,
                images);
    }

    /**
     * The first events of its log.
     *
     * @param chosen its environment
     * @param with its harness, and what it is given of that
     * @param as what it is given of its persona, if it has one
     * @param shown the images beside its prompt
     * @param github the https address of what its pages tell an ssh address of
     */
    List<ObservedEvent> events(
            UUID id,
            UUID message,
            Actor actor,
            Limits usual,
            Environments.Chosen chosen,
            Harnesses.Chosen with,
            ObservedEvent.@Nullable PersonaTaken as,
            List<PromptImage> shown,
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
                        chosen.name(),
                        with.name(),
                        with.model(),
                        how,
                        Boolean.TRUE.equals(unconfined),
                        limits == null ? usual : limits.over(usual)));
        if (chosen.taken() != null) {
            events.add(chosen.taken());
        }
        if (with.taken() != null) {
            events.add(with.taken());
        }
        if (as != null) {
            events.add(as);
        }
        if (said.isBlank() && !shown.isEmpty()) {
            throw Failure.inField("prompt", "Say what is to be done with the images.");
        }
        if (!said.isBlank()) {
            events.add(new ObservedEvent.MessageSent(message, said, false, actor.name(), shown));
        }
        return events;
    }

    /** With what a persona says of that which is left open here. */
    NewAgent with(ObservedEvent.@Nullable PersonaTaken as) {
        return as == null
                ? this
                : new NewAgent(
                        repository,
                        baseBranch,
                        branch,
                        confirmBranch,
                        environment,
                        persona,
                        harness == null ? as.harness() : harness,
                        model == null ? as.model() : model,
                        mode == null ? as.mode() : mode,
                        title,
                        prompt,
                        unconfined,
                        team,
                        limits,
                        images);
    }

    /** Where its work begins, before that is looked at. */
    CommittedFiles.Place place() {
        return new CommittedFiles.Place(repository, branch == null ? baseBranch : branch);
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
