package dev.ratoon.runner;

import java.util.Objects;

/** Which runner this is, as its jar says. */
final class Version {
    private Version() {}

    static String text() {
        return Objects.requireNonNullElse(
                Version.class.getPackage().getImplementationVersion(), "0");
    }
}
