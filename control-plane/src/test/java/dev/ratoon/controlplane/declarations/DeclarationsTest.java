package dev.ratoon.controlplane.declarations;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeclarationsTest {
    private static final UUID OWNER = new UUID(1, 1);

    @Test
    void twoOfOneOwnerAreReadAtOnce() {
        assertTrue(Declarations.hasRoom(List.of(OWNER), OWNER));
        assertFalse(Declarations.hasRoom(List.of(OWNER, OWNER), OWNER));
        assertTrue(Declarations.hasRoom(List.of(OWNER, OWNER), new UUID(1, 2)));
    }

    @Test
    void eightInAll() {
        List<UUID> owners = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            owners.add(new UUID(2, i));
        }
        assertTrue(Declarations.hasRoom(owners, OWNER));
        owners.add(new UUID(2, 7));
        assertFalse(Declarations.hasRoom(owners, OWNER));
    }
}
