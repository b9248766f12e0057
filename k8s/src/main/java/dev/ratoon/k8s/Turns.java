package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxTrouble;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Work about one workspace is done in turn; of who has none nothing is kept. Threads: any. */
final class Turns {
    interface Work {
        void run() throws SandboxTrouble;
    }

    private record Turn(ReentrantLock lock, int users) {}

    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    void run(String workspace, Work work) throws SandboxTrouble {
        Turn turn =
                turns.compute(
                        workspace,
                        (_, before) ->
                                before == null
                                        ? new Turn(new ReentrantLock(), 1)
                                        : new Turn(before.lock(), before.users() + 1));
        turn.lock().lock();
        try {
            work.run();
        } finally {
            turn.lock().unlock();
            turns.computeIfPresent(
                    workspace,
                    (_, now) -> now.users() == 1 ? null : new Turn(now.lock(), now.users() - 1));
        }
    }

    int kept() {
        return turns.size();
    }
}
