package dev.ratoon.controlplane.models;

import java.util.List;
import java.util.OptionalLong;

/**
 * A body that may go on.
 *
 * @param model as the provider names it
 * @param streams whether the answer comes in pieces
 * @param mostOutput the most tokens that it asks for, if it says so
 * @param inserted what is put in after its first brace
 * @param insertAt where that is
 */
record Checked(
        String model, boolean streams, OptionalLong mostOutput, List<String> inserted, long insertAt) {
    String insertion() {
        return String.join("", inserted.stream().map(field -> field + ",").toList());
    }
}
