package dev.ratoon.controlplane.secrets;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Where a sealed value lies. It is part of the seal: moved elsewhere, the value does not open. */
public record Place(String table, UUID row, String column) {
    byte[] bytes() {
        return (table + '\0' + row + '\0' + column).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return table + "." + column + " of " + row;
    }
}
