package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the control plane says when it refuses (RFC 9457), as a failure of the command. */
final class Problems {
    /** Lists of a hundred paths fit in it. */
    private static final int MOST = 1 << 20;

    private Problems() {}

    static CommandFailure refusal(URI url, int status, InputStream body) {
        JsonNode problem = problem(body);
        String detail = problem == null ? "" : problem.path("detail").asText();
        String what = detail.isEmpty() ? url + " answered " + status + "." : detail;
        return switch (status) {
            case 401 ->
                    new CommandFailure(
                            Exit.NOT_SIGNED_IN,
                            "You are not signed in to " + url + ".",
                            "ratoon login LINK, with a link from `ratoon login` on its machine or"
                                    + " from whoever runs it",
                            problem,
                            null);
            case 503, 507 -> new CommandFailure(Exit.REFUSED, what, again(problem), problem, null);
            default -> new CommandFailure(Exit.REFUSED, what, null, problem, null);
        };
    }

    private static String again(@Nullable JsonNode problem) {
        long seconds = problem == null ? 0 : problem.path("retryAfterSeconds").asLong();
        return seconds > 0 ? "Try again in " + seconds + " s" : "Try again in a moment";
    }

    private static @Nullable JsonNode problem(InputStream body) {
        try (body) {
            JsonNode read = Json.read(new String(body.readNBytes(MOST), StandardCharsets.UTF_8));
            return read.isObject() ? read : null;
        } catch (IOException e) {
            // Not JSON, or cut off: the status says enough.
            return null;
        }
    }
}
