package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxTrouble;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A pod of which one side has ended is ended, whatever the cluster takes. */
class MendingTest {
    private static final String WORKSPACE = Given.NAME.workspace();

    private final Seen.Sandbox half =
            new Seen.Sandbox(
                    Given.NAME,
                    Given.pod(
                            "Running",
                            Given.ended("hands", 137, "OOMKilled", "", 1),
                            Given.running("runner")));
    private final AskedFake cluster = new AskedFake();
    private final Mending mending =
            new Mending(cluster, Given.settings(), Clock.fixed(Given.MADE, ZoneOffset.UTC));

    @Test
    void itEndsByItsDeadlineAndStaysToTell() throws SandboxTrouble {
        mending.mend(half);

        assertEquals(List.of("change"), cluster.asked);
        assertFalse(mending.isDue(half));
    }

    @Test
    void whereAPolicyTakesNoChangeOfItItIsDeletedAndItsEndTold() throws SandboxTrouble {
        cluster.refusal = new Refusal(422, "ValidatingAdmissionPolicy 'x' denied request: no");

        mending.mend(half);
        mending.gone(half);

        assertEquals(List.of("change", "delete"), cluster.asked);
        Observed told = mending.told(WORKSPACE).orElseThrow();
        assertTrue(told.toString().contains("used more memory than it may"), told.toString());
    }

    @Test
    void whereTheClusterDoesNotAnswerItIsTriedAgain() {
        cluster.refusal = new Refusal(0, "connection refused");

        assertThrows(SandboxTrouble.class, () -> mending.mend(half));

        assertEquals(List.of("change"), cluster.asked);
        assertTrue(mending.isDue(half));
        assertEquals(Optional.empty(), mending.told(WORKSPACE));
    }

    private static final class AskedFake implements Mending.Asked {
        private final List<String> asked = new ArrayList<>();
        private @Nullable Refusal refusal;

        @Override
        public void change(HasMetadata there, Map<String, Object> fields) throws SandboxTrouble {
            asked.add("change");
            if (refusal != null) {
                throw refusal.trouble("Changing the pod", null);
            }
        }

        @Override
        public boolean delete(HasMetadata there) {
            asked.add("delete");
            return true;
        }
    }
}
