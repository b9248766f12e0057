package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.life.Changes;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.PushRules;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.PushGuard;
import dev.ratoon.git.PushRule;
import dev.ratoon.git.Pushes;
import dev.ratoon.git.RefChange;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes into an agent's log what becomes of its pushes. Safe for many threads. */
@Singleton
class PushNotes implements Pushes {
    private static final Pattern CHECKPOINT = Pattern.compile("refs/ratoon/checkpoints/(\\d{1,9})");
    private static final String BRANCH = "refs/heads/";

    /** Who is refused the same again and again is told each time, and noted once. */
    private static final Duration NOTED_FOR = Duration.ofMinutes(1);

    private static final int MOST_REMEMBERED = 1_000;

    private final LogStore log;
    private final Counted counted;
    private final Clock clock;
    private final Map<String, Instant> noted = new LinkedHashMap<>();

    PushNotes(LogStore log, Counted counted, Clock clock) {
        this.log = log;
        this.counted = counted;
        this.clock = clock;
    }

    @Override
    public boolean allows(UUID agent, PushRule rule) {
        return log.facts(agent)
                .map(facts -> facts.git().allowed().contains(rule.word()))
                .orElse(false);
    }

    /** What an agent has of an environment stands in its log, and never changes there. */
    @Override
    public PushGuard guard(UUID agent) {
        Facts.Environment has =
                log.facts(agent).orElseThrow(() -> lost(agent, "no facts")).environment();
        return has == null
                ? PushGuard.NONE
                : log.read(agent, has.seq() - 1, 1).stream()
                        .map(LogEvent::observed)
                        .filter(ObservedEvent.EnvironmentTaken.class::isInstance)
                        .map(taken -> guard((ObservedEvent.EnvironmentTaken) taken))
                        .findFirst()
                        .orElseThrow(() -> lost(agent, "no environment at " + has.seq()));
    }

    static PushGuard guard(ObservedEvent.EnvironmentTaken taken) {
        PushRules rules = taken.pushes();
        return rules == null
                ? PushGuard.NONE
                : new PushGuard(
                        rules.refusedPaths(),
                        rules.refuseSecrets(),
                        "the environment '" + taken.name() + "'");
    }

    private static IllegalStateException lost(UUID agent, String what) {
        return new IllegalStateException("there is " + what + " of agent " + agent);
    }

    @Override
    public int turns(UUID agent) {
        return log.facts(agent).map(facts -> facts.talk().turns()).orElse(0);
    }

    @Override
    public void taken(UUID agent, List<RefChange> changes, Set<PushRule> used) {
        // Before the log is held: it may take a while.
        Optional<String> newest = newest(changes);
        Changes count = newest.isPresent() ? counted.of(agent, newest.get()) : null;
        log.append(
                agent,
                current -> {
                    List<NewEvent> spent = spent(current.facts(), used);
                    if (spent.size() < used.size()) {
                        throw GitTrouble.user(
                                "What was allowed once has been used up by another push meanwhile:"
                                        + " it is to be allowed again, with ratoon allow.");
                    }
                    return both(spent, news(current.facts(), changes, newest, count));
                });
    }

    @Override
    public void recovered(UUID agent, List<RefChange> changes, Set<PushRule> used) {
        log.append(
                agent,
                current ->
                        both(
                                spent(current.facts(), used),
                                news(current.facts(), changes, Optional.empty(), null)));
    }

    /** Of the rules that were to be broken, those that somebody allows still. */
    static List<NewEvent> spent(Facts facts, Set<PushRule> used) {
        return used.stream()
                .sorted()
                .map(PushRule::word)
                .filter(facts.git().allowed()::contains)
                .map(word -> NewEvent.of(new ObservedEvent.AllowanceUsed(word)))
                .toList();
    }

    private static List<NewEvent> both(List<NewEvent> first, List<NewEvent> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    /** The commit of the checkpoint that is noted last, and so is the agent's. */
    static Optional<String> newest(List<RefChange> changes) {
        return changes.reversed().stream()
                .filter(change -> CHECKPOINT.matcher(change.ref()).matches())
                .map(RefChange::after)
                .findFirst();
    }

    /** What the log does not say already: a change may be told twice. */
    private static List<NewEvent> news(
            Facts facts,
            List<RefChange> changes,
            Optional<String> newest,
            @Nullable Changes count) {
        List<NewEvent> events = new ArrayList<>();
        for (RefChange change : changes) {
            Matcher checkpoint = CHECKPOINT.matcher(change.ref());
            if (checkpoint.matches()) {
                int turn = Integer.parseInt(checkpoint.group(1));
                Facts.Checkpoint last = facts.git().checkpoint();
                if (last == null || last.turn() != turn || !last.commit().equals(change.after())) {
                    boolean isNewest = newest.filter(change.after()::equals).isPresent();
                    events.add(
                            NewEvent.of(
                                    new ObservedEvent.CheckpointKept(
                                            turn, change.after(), isNewest ? count : null)));
                }
            } else if (change.ref().startsWith(BRANCH)
                    && !change.after().equals(facts.git().tip())) {
                events.add(
                        NewEvent.of(
                                new ObservedEvent.BranchPushed(
                                        change.ref().substring(BRANCH.length()),
                                        change.before().orElse(null),
                                        change.after())));
            }
        }
        return events;
    }

    @Override
    public void refused(UUID agent, PushRule rule, String ref, String words) {
        if (isNew(agent + " " + rule + " " + ref)) {
            var refused = new ObservedEvent.PushRefused(rule.word(), ref, words, rule.allowable());
            log.append(agent, _ -> List.of(NewEvent.of(refused)));
        }
    }

    private synchronized boolean isNew(String refusal) {
        Instant now = clock.instant();
        Optional<Instant> before = Optional.ofNullable(noted.get(refusal));
        if (before.isPresent() && now.isBefore(before.get().plus(NOTED_FOR))) {
            return false;
        }
        noted.remove(refusal);
        noted.put(refusal, now);
        if (noted.size() > MOST_REMEMBERED) {
            noted.remove(noted.keySet().iterator().next());
        }
        return true;
    }
}
