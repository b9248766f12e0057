package dev.ratoon.controlplane.feeds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.ratoon.controlplane.life.LogEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One event, as the API tells of it.
 *
 * @param payload the JSON that it is, byte for byte
 * @param damaged instead of it, in base64, what is no JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventView(
        long seq,
        Instant at,
        String source,
        String type,
        @Nullable @JsonRawValue String payload,
        @Nullable String damaged) {
    private static final JsonFactory JSON = new JsonFactory();

    static EventView of(LogEvent event) {
        boolean whole = isJson(event.payload());
        return new EventView(
                event.seq(),
                event.at(),
                event.source().word(),
                event.type(),
                whole ? new String(event.payload(), StandardCharsets.UTF_8) : null,
                whole ? null : Base64.getEncoder().encodeToString(event.payload()));
    }

    /** One value and nothing behind it: else it could pretend to be more fields of ours. */
    private static boolean isJson(byte[] bytes) {
        try (JsonParser parser = JSON.createParser(bytes)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
