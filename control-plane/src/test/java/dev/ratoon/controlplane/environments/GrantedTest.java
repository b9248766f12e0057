package dev.ratoon.controlplane.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ratoon.controlplane.life.Size;
import dev.ratoon.controlplane.problem.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrantedTest {
    private final Granted granted = new Granted(4_096, 200, 1_024);

    @Test
    void lessThanTheOperatorGrantsIsGranted() {
        var size = new Size(1_024, null, 100);
        assertEquals(size, granted.checked(size));
        assertEquals(Size.USUAL, granted.checked(Size.USUAL));
    }

    @Test
    void moreIsNot() {
        for (Size bad :
                List.of(
                        new Size(4_097, null, null),
                        new Size(null, 201, null),
                        new Size(null, null, 1_025),
                        new Size(1, null, null),
                        new Size(null, -1, null),
                        new Size(null, null, 0))) {
            assertThrows(Failure.class, () -> granted.checked(bad), bad::toString);
        }
    }
}
