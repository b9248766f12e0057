package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.ErrandEnd;
import dev.ratoon.environments.ErrandOrder;
import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.Sandboxes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** No proof, no agent. */
class ProvenSandboxesTest {
    private final Hand hand = new Hand();
    private final Started started = new Started();
    private int proofs;
    private boolean holds = true;

    private final ProvenSandboxes sandboxes =
            new ProvenSandboxes(started, this::prove, hand, Duration.ofHours(6));

    @Test
    void theFirstStartProvesAndTheNextOnesUseThat() throws Exception {
        sandboxes.start(Given.order());
        sandboxes.start(Given.order());

        assertEquals(1, proofs);
        assertEquals(2, started.names.size());
        assertTrue(sandboxes.description().contains("holds"), sandboxes.description());
    }

    @Test
    void withoutAProofNothingStartsAndItIsSaidWhy() {
        holds = false;

        SandboxTrouble trouble =
                assertThrows(SandboxTrouble.class, () -> sandboxes.start(Given.order()));

        assertEquals(List.of(), started.names);
        assertTrue(trouble.what().contains("the API server"), trouble.what());
        assertTrue(trouble.nextStep().contains("network plugin"), trouble.nextStep());
    }

    @Test
    void manyAgentsMakeOneCanaryAMinute() {
        holds = false;
        for (int i = 0; i < 5; i++) {
            assertThrows(SandboxTrouble.class, () -> sandboxes.start(Given.order()));
        }
        assertEquals(1, proofs);

        hand.go(Duration.ofSeconds(61));
        holds = true;

        assertInstanceOf(Proof.Holds.class, sandboxes.proof());
        assertEquals(2, proofs);
    }

    @Test
    void anOldProofIsNone() {
        assertInstanceOf(Proof.Holds.class, sandboxes.proof());
        hand.go(Duration.ofHours(7));
        holds = false;

        assertThrows(SandboxTrouble.class, () -> sandboxes.start(Given.order()));
    }

    @Test
    void askedForItIsProvenAgain() {
        assertInstanceOf(Proof.Holds.class, sandboxes.proof());
        holds = false;

        assertInstanceOf(Proof.Open.class, sandboxes.proveAgain());
        assertThrows(SandboxTrouble.class, () -> sandboxes.start(Given.order()));
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

    private static final class Started implements Sandboxes {
        private final List<SandboxName> names = new ArrayList<>();

        @Override
        public void start(SandboxOrder order) {
            names.add(order.name());
        }

        @Override
        public void stop(SandboxName sandbox) {}

        @Override
        public Optional<Observed> observe(String workspace) {
            return Optional.empty();
        }

        @Override
        public List<Observed> all() {
            return List.of();
        }

        @Override
        public void deleteWorkspace(String workspace) {}

        @Override
        public ErrandEnd run(ErrandOrder order, Consumer<String> output) throws SandboxTrouble {
            throw Fitting.noErrands(order);
        }

        @Override
        public void listen(Listener listener) {}

        @Override
        public String description() {
            return "pods";
        }

        @Override
        public void close() {}
    }
}
