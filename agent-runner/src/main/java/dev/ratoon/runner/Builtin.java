package dev.ratoon.runner;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.runner.harness.Order;
import dev.ratoon.runner.wire.OwnProgram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The command of the shell harness: this jar, on this JDK. Both sides of the wall see both. */
final class Builtin {
    private static final String MAIN = "dev.ratoon.runner.shell.Main";

    private Builtin() {}

    static List<String> shell() {
        return OwnProgram.command(MAIN);
    }

    /** How the wanted harness is started: what it needs goes before what an environment says. */
    static Order order(Assignment assignment, String mode, @Nullable String earlier) {
        Assignment.Harness wanted = assignment.harness();
        var environment =
                new HashMap<>(Objects.requireNonNullElse(assignment.variables(), Map.of()));
        environment.putAll(wanted.environment());
        return new Order(
                wanted.name(),
                wanted.command().isEmpty() ? shell() : wanted.command(),
                environment,
                wanted.modes(),
                wanted.model(),
                mode,
                earlier);
    }
}
