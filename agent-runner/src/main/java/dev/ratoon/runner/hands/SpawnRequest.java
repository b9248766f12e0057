package dev.ratoon.runner.hands;

import dev.ratoon.protocol.Terminal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first packet of a connection: what to start.
 *
 * @param environment over what the server's own processes have
 * @param directory below the workspace, or absolute; none means the repository
 * @param terminal none means pipes
 */
public record SpawnRequest(
        List<String> command,
        Map<String, String> environment,
        @Nullable String directory,
        @Nullable Terminal terminal) {
    public SpawnRequest {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public static SpawnRequest of(String... command) {
        return new SpawnRequest(List.of(command), Map.of(), null, null);
    }

    /** In another directory. */
    public SpawnRequest in(String other) {
        return new SpawnRequest(command, environment, other, terminal);
    }

    public SpawnRequest with(Map<String, String> more) {
        return new SpawnRequest(command, more, directory, terminal);
    }
}
