package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.publish.Chosen;
import dev.ratoon.git.publish.Proposal;
import dev.ratoon.git.publish.Published;
import dev.ratoon.git.publish.Warning;
import dev.ratoon.git.push.SecretShapes;
import dev.ratoon.git.review.ChangedFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What keeps work from being published, as failures of our API. */
final class Refusals {
    /** With the branch's name: a yes to making it anew. */
    static final String GONE = "gone:";

    private static final int MOST_SAID = 10;
    private static final int MOST_LISTED = 100;

    private Refusals() {}

    /** As far as the proposal tells; what is pushed is looked at once more. */
    static void check(Proposal proposal, AskedPublication asked) {
        if (asked.onto().isPresent() && proposal.gone().isPresent()) {
            throw new Failure(
                    ProblemType.INVALID,
                    "There is no branch '%s' upstream to put it into: name one that is there."
                            .formatted(proposal.gone().get()));
        }
        Set<String> uncommitted =
                proposal.uncommitted().stream().map(ChangedFile::path).collect(Collectors.toSet());
        List<Warning> left =
                Stream.concat(
                                proposal.warnings().stream()
                                        .filter(
                                                one ->
                                                        !uncommitted.contains(one.path())
                                                                || isChosen(
                                                                        asked.chosen(),
                                                                        one.path())),
                                Stream.concat(
                                        said("the title", asked.title()),
                                        said("the description", asked.body())))
                        .filter(one -> !asked.accepted().contains(one.id()))
                        .toList();
        if (!left.isEmpty()) {
            throw unaccepted(left);
        }
    }

    /** Of what a person wrote; what is composed has none. */
    private static Stream<Warning> said(String where, @Nullable String text) {
        return Stream.ofNullable(text)
                .flatMap(words -> SecretShapes.in(words).stream())
                .map(found -> new Warning.SecretSaid(where, found.what(), found.mark()));
    }

    private static boolean isChosen(Chosen chosen, String path) {
        return switch (chosen) {
            case Chosen.All _ -> true;
            case Chosen.None _ -> false;
            case Chosen.Paths(Set<String> paths) -> paths.contains(path);
        };
    }

    /** What was done; else a failure. */
    static Published.Done done(Published published, Facts facts, boolean forkable) {
        return switch (published) {
            case Published.Done done -> done;
            case Published.Nothing(String words) ->
                    throw new Failure(
                            ProblemType.NOTHING_TO_PUBLISH,
                            words + " Have it go on: ratoon send " + facts.origin().name());
            case Published.NotAllowed(String words) ->
                    throw new Failure(
                            ProblemType.PUSH_NOT_ALLOWED,
                            words + otherwise(facts, forkable),
                            Map.of("fork", forkable));
            case Published.Moved moved -> {
                String next =
                        moved.tip().isPresent()
                                ? " To merge it in: ratoon pr --merge " + facts.origin().name()
                                : " To make it anew: ratoon pr --accept %s%s %s"
                                        .formatted(
                                                GONE,
                                                facts.origin().branch(),
                                                facts.origin().name());
                throw new Failure(
                        ProblemType.UPSTREAM_MOVED,
                        moved.words() + next,
                        moved.tip()
                                .<Map<String, Object>>map(tip -> Map.of("tip", tip))
                                .orElseGet(Map::of));
            }
            case Published.Conflicts(String words, List<String> paths) ->
                    throw new Failure(
                            ProblemType.MERGE_CONFLICTS,
                            words
                                    + " In conflict: "
                                    + some(paths)
                                    + ". Have the agent bring them together: ratoon send "
                                    + facts.origin().name(),
                            listed("paths", paths));
            case Published.Unaccepted(List<Warning> warnings) -> throw unaccepted(warnings);
            case Published.Refused(String words) ->
                    throw new Failure(ProblemType.PUSH_REFUSED, words);
        };
    }

    private static Failure unaccepted(List<Warning> warnings) {
        return new Failure(
                ProblemType.WARNINGS_NOT_ACCEPTED,
                warnings.stream()
                                .limit(MOST_SAID)
                                .map(Warning::words)
                                .collect(Collectors.joining(" "))
                        + " Accept each by its id: "
                        + some(warnings.stream().map(Warning::id).distinct().toList())
                        + ".",
                listed("warnings", WarningView.all(warnings)));
    }

    /** The first ones, as words. */
    private static String some(List<String> all) {
        String first = all.stream().limit(MOST_SAID).collect(Collectors.joining(", "));
        int left = all.size() - MOST_SAID;
        return left > 0 ? first + ", and " + left + " more" : first;
    }

    /** The first ones, for a program, and how many more there are. */
    private static Map<String, Object> listed(String name, List<?> all) {
        int left = Math.max(0, all.size() - MOST_LISTED);
        return Map.of(name, all.stream().limit(MOST_LISTED).toList(), "more", left);
    }

    private static String otherwise(Facts facts, boolean forkable) {
        return forkable
                ? " It can go into a fork of yours: ratoon pr --fork " + facts.origin().name()
                : " Take it to a clone of yours and push it from there: ratoon checkout "
                        + facts.origin().name();
    }

    static Failure newer(Facts.Checkpoint newest) {
        return new Failure(
                ProblemType.NEWER_WORK,
                "The agent has gone on since: its newest work is of turn "
                        + newest.turn()
                        + ". Look at what would be published now, and publish that.",
                Map.of("commit", newest.commit(), "turn", newest.turn()));
    }
}
