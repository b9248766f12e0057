package dev.ratoon.git.gateway;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.PushGuard;
import dev.ratoon.git.PushRule;
import dev.ratoon.git.Pushes;
import dev.ratoon.git.RefChange;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Remembers what it is told, and allows what the test puts there. */
final class Noted implements Pushes {
    final List<RefChange> taken = new CopyOnWriteArrayList<>();
    final List<String> refused = new CopyOnWriteArrayList<>();
    final Set<PushRule> allowed = ConcurrentHashMap.newKeySet();
    volatile Supplier<PushGuard> guard = () -> PushGuard.NONE;
    volatile boolean deaf;
    volatile int turns = 1_000_000;

    @Override
    public boolean allows(UUID agent, PushRule rule) {
        return allowed.contains(rule);
    }

    @Override
    public PushGuard guard(UUID agent) {
        return guard.get();
    }

    @Override
    public int turns(UUID agent) {
        return turns;
    }

    @Override
    public void taken(UUID agent, List<RefChange> changes, Set<PushRule> used) {
        if (deaf) {
            throw new IllegalStateException("nothing can be noted");
        }
        if (!allowed.containsAll(used)) {
            throw GitTrouble.user("used up by another push");
        }
        recovered(agent, changes, used);
    }

    @Override
    public void recovered(UUID agent, List<RefChange> changes, Set<PushRule> used) {
        allowed.removeAll(used);
        taken.addAll(changes);
    }

    @Override
    public void refused(UUID agent, PushRule rule, String ref, String words) {
        refused.add(rule.word() + " " + ref);
    }
}
