package dev.ratoon.runner.tree;

import dev.ratoon.runner.wire.Account;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A process and all that came of it. A member carries the mark in its environment, or is in the
 * root's session, or descends from a member: to get out, a child must change session, drop its
 * environment and lose its parent, and even then {@link Orphans} has it. Threads: any.
 */
public final class ProcessTree {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

    private final long root;
    private final String mark;

    /**
     * @param mark {@code NAME=VALUE} in the environment of the root, unlike any other
     */
    public ProcessTree(long root, String mark) {
        this.root = root;
        this.mark = mark;
    }

    /** The living ones; the numbers of later processes may be the same. */
    public Set<Long> members() {
        return members(Proc.table());
    }

    private Set<Long> members(Map<Long, Proc.Entry> table) {
        var members = new HashSet<Long>();
        for (Proc.Entry entry : table.values()) {
            if (entry.session() == root
                    || entry.pid() == root
                    || Proc.isMarked(entry.pid(), mark)) {
                members.add(entry.pid());
            }
        }
        return Proc.descendants(table, members);
    }

    public void signal(int number) {
        members().forEach(pid -> Libc.kill(pid, number));
    }

    /** To the processes that share a group with the root, as a terminal would. */
    public void signalGroup(int number) {
        Libc.kill(-root, number);
    }

    /** Asks all to end, waits so long, and ends by force what is left. */
    public void end(Duration grace) throws InterruptedException {
        end(grace, Set.of());
    }

    /** The same, but for those. */
    public void end(Duration grace, Set<Long> spared) throws InterruptedException {
        long forceAt = System.nanoTime() + grace.toNanos();
        var asked = new HashSet<Long>();
        for (Set<Long> left = left(spared); !left.isEmpty(); left = left(spared)) {
            if (System.nanoTime() > forceAt) {
                force(spared);
                return;
            }
            for (long pid : left) {
                if (asked.add(pid)) {
                    Libc.kill(pid, Sign.TERM);
                    Libc.kill(pid, Sign.CONT);
                }
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private Set<Long> left(Set<Long> spared) {
        Set<Long> left = members();
        left.removeAll(spared);
        return left;
    }

    /** Stops them all first, so that none can make another while the others die. */
    private void force(Set<Long> spared) throws InterruptedException {
        long giveUpAt = System.nanoTime() + LAST_PATIENCE.toNanos();
        Set<Long> left = left(spared);
        while (!left.isEmpty() && System.nanoTime() < giveUpAt) {
            var stopped = new HashSet<Long>();
            while (stopped.addAll(left) && System.nanoTime() < giveUpAt) {
                left.forEach(pid -> Libc.kill(pid, Sign.STOP));
                left = left(spared);
            }
            stopped.forEach(pid -> Libc.kill(pid, Sign.KILL));
            Thread.sleep(LOOK_AGAIN);
            left = left(spared);
        }
        if (!left.isEmpty()) {
            Account.say("These processes cannot be ended: " + left);
        }
    }
}
