package dev.ratoon.controlplane.peers;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.log.LogStore;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * When the lease of a process ends, or its home has one again, the agents whose runners it holds
 * are shown otherwise, and no log says so: this tells those who listen here. The heartbeat's thread
 * looks with each beat; agents are read only when a process has gone or come.
 */
@Singleton
class Absences {
    private final ProcessStore processes;
    private final Peers peers;
    private final LogStore log;
    private final LogHub hub;
    private Set<String> away = Set.of();

    Absences(ProcessStore processes, Peers peers, LogStore log, LogHub hub) {
        this.processes = processes;
        this.peers = peers;
        this.log = log;
        this.hub = hub;
    }

    void look() throws SQLException {
        Set<String> now = processes.away();
        Set<String> different = new HashSet<>(now);
        different.addAll(away);
        different.removeIf(each -> now.contains(each) && away.contains(each));
        if (!different.isEmpty()) {
            different.forEach(peers::forget);
            hub.shownOtherwise(heldBy(different));
        }
        away = now;
    }

    private List<UUID> heldBy(Set<String> some) {
        return log.factsOfSandboxed().stream()
                .filter(facts -> some.contains(holder(facts)))
                .map(Facts::id)
                .toList();
    }

    private static String holder(Facts facts) {
        Facts.Sandbox sandbox = facts.sandbox();
        return sandbox == null || sandbox.process() == null ? "" : sandbox.process();
    }
}
