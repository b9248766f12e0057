package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.environments.SandboxName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who has left the watch and is not told of yet. */
class PresentTest {
    private final Present present = new Present();

    @Test
    void aPodIsPresentUntilItsEndIsOnRecord() {
        var sandbox = new Seen.Sandbox(Given.NAME, Given.pod().build());
        present.there(sandbox);
        present.there(sandbox);
        assertEquals(Optional.of(Given.NAME), present.of(Given.NAME.workspace()));
        assertEquals(Optional.empty(), present.of("another"));

        present.gone(sandbox);

        assertEquals(Optional.empty(), present.of(Given.NAME.workspace()));
    }

    @Test
    void anOlderPodThatGoesTakesNothingFromItsSuccessor() {
        var older = new Seen.Sandbox(Given.NAME, Given.pod().build());
        var next = new SandboxName(Given.NAME.workspace(), Given.NAME.incarnation() + 1);
        var newer =
                new Seen.Sandbox(
                        next, Given.pod().editMetadata().withUid("uid-2").endMetadata().build());
        present.there(older);
        present.there(newer);

        present.gone(older);

        assertEquals(Optional.of(next), present.of(next.workspace()));
    }
}
