package dev.ratoon.controlplane.start;

import dev.ratoon.controlplane.tls.Tls;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the start knows before Quarkus runs and the account needs after; one a process. */
record Chosen(
        String database,
        boolean firstStart,
        Tls tls,
        boolean browser,
        boolean demo,
        Ticking ticking) {
    private static volatile @Nullable Chosen current;

    static void remember(Chosen chosen) {
        current = chosen;
    }

    static Chosen current() {
        return Objects.requireNonNull(current, "only Up runs a control plane");
    }

    String java() {
        return Runtime.version() + " (" + System.getProperty("java.vendor", "unknown vendor") + ")";
    }

    Facts.@Nullable Authority authority() {
        return switch (tls) {
            case Tls.Off _, Tls.Given _ -> null;
            case Tls.Local local ->
                    new Facts.Authority(
                            local.authority().certificateFile(), local.authority().fingerprint());
        };
    }
}
