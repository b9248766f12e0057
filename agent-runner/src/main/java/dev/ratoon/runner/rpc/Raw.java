package dev.ratoon.runner.rpc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ratoon.protocol.Messages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A part of a JSON text exactly as it came: what a human decides about must not be rewritten. */
final class Raw {
    private Raw() {}

    /** The value of this field of an object; the last one, as every reader of JSON takes it. */
    static String field(byte[] object, String field) throws IOException {
        String raw = "";
        try (JsonParser parser = Messages.JSON.getFactory().createParser(object)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                parser.finishToken();
                int to = (int) parser.currentLocation().getByteOffset();
                if (field.equals(name)) {
                    raw = new String(object, from, to - from, StandardCharsets.UTF_8);
                }
            }
        }
        return raw;
    }
}
