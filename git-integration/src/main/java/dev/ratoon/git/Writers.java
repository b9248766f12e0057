package dev.ratoon.git;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One writer of each repository at a time, over all processes that share a store. Whoever enters
 * takes what an earlier one left half done for left behind, and clears it away: so a writer that
 * has lost its right must have stopped before another one gets it.
 */
public interface Writers {
    /**
     * Waits for its turn, and works.
     *
     * @param repository a name like {@code agents/6f...}, the same in all processes
     */
    <T> T alone(String repository, Work<T> work) throws IOException;

    /** What is done meanwhile. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** For a store that no other process writes to. */
    static Writers ofThisProcess() {
        Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
        return new Writers() {
            @Override
            public <T> T alone(String repository, Work<T> work) throws IOException {
                var lock = locks.computeIfAbsent(repository, _ -> new ReentrantLock(true));
                lock.lock();
                try {
                    return work.run();
                } finally {
                    lock.unlock();
                }
            }
        };
    }
}
