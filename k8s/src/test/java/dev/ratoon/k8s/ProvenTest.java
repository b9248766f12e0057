package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.SandboxTrouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No proof, no agent. */
class ProvenTest {
    private final Hand hand = new Hand();
    private int proofs;
    private boolean holds = true;
    private final Proven proven = new Proven(this::prove, hand, Duration.ofHours(6));

    @Test
    void theFirstOneProvesAndTheNextOnesUseThat() throws Exception {
        proven.require();
        hand.go(Duration.ofHours(5));
        proven.require();

        assertEquals(1, proofs);
    }

    @Test
    void withoutAProofItIsSaidWhyAndWhatToDo() {
        holds = false;

        SandboxTrouble trouble = assertThrows(SandboxTrouble.class, proven::require);

        assertTrue(trouble.what().contains("the API server"), trouble.what());
        assertTrue(trouble.nextStep().contains("network plugin"), trouble.nextStep());
    }

    @Test
    void manyAgentsMakeOneCanaryAMinute() throws Exception {
        holds = false;
        for (int i = 0; i < 5; i++) {
            assertThrows(SandboxTrouble.class, proven::require);
        }
        assertEquals(1, proofs);

        hand.go(Duration.ofSeconds(61));
        holds = true;

        proven.require();
        assertEquals(2, proofs);
    }

    @Test
    void anOldProofIsNone() throws Exception {
        proven.require();
        hand.go(Duration.ofHours(7));
        holds = false;

        assertThrows(SandboxTrouble.class, proven::require);
    }

    @Test
    void askedForItIsProvenAgain() throws Exception {
        proven.require();
        holds = false;

        assertInstanceOf(Proof.Open.class, proven.proveAgain());
        assertThrows(SandboxTrouble.class, proven::require);
    }

    @Test
    @Timeout(60)
    void whoAsksWhileItIsBeingProvenWaitsForThatProof() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var canaries = new AtomicInteger();
        var slow =
                new Proven(
                        () -> {
                            canaries.incrementAndGet();
                            begun.countDown();
                            join(goOn);
                            return new Proof.Holds(hand.now, "sandboxes", 4, 12, Duration.ZERO);
                        },
                        hand,
                        Duration.ofHours(6));
        try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Proof> first = askers.submit(slow::proof);
            join(begun);
            Thread second = Thread.ofPlatform().start(slow::proof);
            while (second.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            goOn.countDown();
            assertInstanceOf(Proof.Holds.class, first.get(10, TimeUnit.SECONDS));
            second.join();
        }
        assertEquals(1, canaries.get());
    }

    private static void join(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Proof prove() {
        proofs++;
        return holds
                ? new Proof.Holds(hand.now, "sandboxes", 4, 12, Duration.ZERO)
                : new Proof.Open(hand.now, "sandboxes", List.of("the API server"));
    }

    private static final class Hand extends Clock {
        private Instant now = Given.MADE;

        void go(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
