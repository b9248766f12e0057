package dev.ratoon.controlplane.meters;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads of an agent's facts what stands at their beginning, whatever people and harnesses have
 * written behind it: the database would read them as JSON whole, and not take all that may stand in
 * them. Pure.
 */
final class StartOfFacts {
    /** Bytes; facts are longer, and the origin stands among the first of them. */
    static final int LONGEST = 2_048;

    private static final JsonFactory JSON = new JsonFactory();

    private StartOfFacts() {}

    /** The model with which the agent was started; null when it does not stand there. */
    static @Nullable String model(byte @Nullable [] start) {
        if (start == null) {
            return null;
        }
        try (JsonParser parser = JSON.createParser(start)) {
            return enters(parser, "origin") && enters(parser, "model") ? text(parser) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Goes to the value of this field of the object that comes next. */
    private static boolean enters(JsonParser parser, String field) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)
                && parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals(field);
            parser.nextToken();
            if (wanted) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    private static @Nullable String text(JsonParser parser) throws IOException {
        return parser.hasToken(JsonToken.VALUE_STRING) ? parser.getText() : null;
    }
}
