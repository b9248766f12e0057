package dev.ratoon.controlplane.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.StartFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolesTest {
    @Test
    void rolesAreToldInTheirOrder() {
        assertEquals(List.of("api", "egress"), Roles.of(List.of(" egress", "api")).words());
    }

    @Test
    void anUnknownRoleIsRefusedAndTheNearestNamed() {
        StartFailure refused =
                assertThrows(StartFailure.class, () -> Roles.of(List.of("api", "reconsiler")));

        assertTrue(refused.nextStep().contains("'reconciler'"), refused.nextStep());
    }

    @Test
    void noRoleAtAllIsRefused() {
        assertThrows(StartFailure.class, () -> Roles.of(List.of()));
    }
}
