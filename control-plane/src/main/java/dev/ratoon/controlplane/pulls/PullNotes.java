package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.git.github.Pull;
import dev.ratoon.git.github.PullState;
import dev.ratoon.git.github.PullStatus;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes into an agent's log what was published and what became of it; nothing that the log says
 * already, since each of it may be done again after a crash.
 */
@Singleton
class PullNotes {
    private final LogStore log;

    PullNotes(LogStore log) {
        this.log = log;
    }

    void published(UUID agent, ObservedEvent.BranchPublished published) {
        log.append(
                agent,
                current ->
                        says(current.facts().git().published(), published)
                                ? List.of()
                                : List.of(NewEvent.of(published)));
    }

    private static boolean says(
            Facts.@Nullable Published last, ObservedEvent.BranchPublished published) {
        return last != null
                && last.branch().equals(published.branch())
                && last.commit().equals(published.commit())
                && last.to().equals(published.to())
                && last.checkpoint().equals(published.checkpoint());
    }

    /**
     * There is a pull request, opened or found.
     *
     * @param rewritten whether what it says was to be changed too
     */
    Facts pull(UUID agent, String repository, Pull pull, Actor by, boolean rewritten) {
        return log.append(
                        agent,
                        current -> {
                            Facts.Pull known = current.facts().git().pull();
                            return known == null || !is(known, repository, pull.number())
                                    ? List.of(NewEvent.of(opened(repository, pull, by)))
                                    : updates(known, pull, by, rewritten);
                        })
                .facts();
    }

    private static ObservedEvent opened(String repository, Pull pull, Actor by) {
        return new ObservedEvent.PullOpened(
                repository,
                pull.number(),
                pull.url(),
                pull.base(),
                pull.status() == PullStatus.DRAFT,
                by.userId(),
                by.name());
    }

    private static List<NewEvent> updates(
            Facts.Pull known, Pull pull, Actor by, boolean rewritten) {
        boolean same =
                known.state().equals(word(pull.status())) && known.base().equals(pull.base());
        return same && !rewritten
                ? List.of()
                : List.of(
                        NewEvent.of(
                                new ObservedEvent.PullUpdated(
                                        pull.number(),
                                        pull.base(),
                                        pull.status() == PullStatus.DRAFT,
                                        by.name())));
    }

    /** How it stands, as GitHub says. */
    void stands(UUID agent, String repository, PullState state) {
        var changed =
                new ObservedEvent.PullChanged(
                        state.number(),
                        word(state.status()),
                        checks(state),
                        verdict(state),
                        state.base());
        log.append(
                agent,
                current -> {
                    Facts.Pull known = current.facts().git().pull();
                    return known == null
                                    || !is(known, repository, state.number())
                                    || says(known, changed)
                            ? List.of()
                            : List.of(NewEvent.of(changed));
                });
    }

    private static boolean is(Facts.Pull known, String repository, int number) {
        return known.repository().equals(repository) && known.number() == number;
    }

    private static boolean says(Facts.Pull known, ObservedEvent.PullChanged changed) {
        return known.state().equals(changed.state())
                && Objects.equals(known.checks(), changed.checks())
                && Objects.equals(known.review(), changed.review())
                && known.base().equals(changed.base());
    }

    private static String word(PullStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** One failed check is more to be known than others that still run. */
    private static @Nullable String checks(PullState state) {
        return state.checks()
                .map(
                        all ->
                                all.failed() > 0
                                        ? "failed"
                                        : all.running() > 0
                                                ? "running"
                                                : all.passed() > 0 ? "passed" : "")
                .filter(word -> !word.isEmpty())
                .orElse(null);
    }

    private static @Nullable String verdict(PullState state) {
        return switch (state.verdict()) {
            case NONE -> null;
            case APPROVED -> "approved";
            case CHANGES_REQUESTED -> "changes-requested";
        };
    }
}
