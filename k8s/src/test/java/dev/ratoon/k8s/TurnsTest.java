package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ratoon.environments.SandboxTrouble;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns();

    @Test
    void workAboutOneWorkspaceIsDoneInTurn() throws Exception {
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            turns.run(
                                                    "one",
                                                    () -> {
                                                        most.accumulateAndGet(
                                                                inside.incrementAndGet(),
                                                                Math::max);
                                                        LockSupport.parkNanos(1_000);
                                                        inside.decrementAndGet();
                                                    });
                                        } catch (SandboxTrouble e) {
                                            throw new IllegalStateException(e);
                                        }
                                    }));
        }
        for (Thread each : threads) {
            each.join();
        }

        assertEquals(1, most.get());
        assertEquals(0, turns.kept());
    }

    @Test
    void nothingIsKeptOfAWorkspaceWhoseWorkIsDoneOrHasFailed() throws SandboxTrouble {
        turns.run("one", () -> turns.run("one", () -> assertEquals(1, turns.kept())));
        assertThrows(
                SandboxTrouble.class,
                () ->
                        turns.run(
                                "two",
                                () -> {
                                    throw new Refusal(503, "etcd").trouble("Making it", null);
                                }));

        assertEquals(0, turns.kept());
    }
}
