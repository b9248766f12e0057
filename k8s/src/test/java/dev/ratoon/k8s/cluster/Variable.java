package dev.ratoon.k8s.cluster;

import java.util.Optional;

/** Of the environment; an empty one is none, as in a shell. */
final class Variable {
    private Variable() {}

    static Optional<String> of(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
