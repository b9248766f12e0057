package dev.ratoon.controlplane.pulls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AskedPublicationTest {
    private static final List<String> NULLS = Arrays.asList("x", null);

    @Test
    void listsHoldTextsUpToABound() {
        asked(List.of("robot"), List.of("large:a")).check();
        asked(null, null).check();
        assertRefused(asked(NULLS, null));
        assertRefused(asked(null, NULLS));
        assertRefused(asked(Collections.nCopies(51, "x"), null));
        assertRefused(asked(null, Collections.nCopies(10_001, "x")));
        assertRefused(asked(null, List.of("x".repeat(5_001))));
    }

    private static void assertRefused(AskedPublication asked) {
        assertEquals(ProblemType.INVALID, assertThrows(Failure.class, asked::check).type());
    }

    private static AskedPublication asked(
            @Nullable List<String> labels, @Nullable List<String> accept) {
        return new AskedPublication(
                "c0ffee".repeat(6) + "cafe",
                null,
                null,
                null,
                null,
                null,
                labels,
                accept,
                null,
                null);
    }
}
