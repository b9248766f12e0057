package dev.ratoon.controlplane.models;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a body. Refuses what two readers may read differently: another encoding, and a name
 * that stands twice in one object. Texts are read only where they are asked for, and short.
 */
final class Members implements AutoCloseable {
    private static final int MOST_NAMES = 50_000;

    /** Of all names of a body together, whether their objects are over or not. */
    private static final int MOST_OF_NAMES = 4 << 20;

    private static final JsonFactory JSON =
            new JsonFactoryBuilder()
                    // What a sandbox makes up is not kept beyond its body.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(200)
                                    .maxNameLength(200)
                                    .maxStringLength(4_000)
                                    .maxNumberLength(100)
                                    .build())
                    .build();

    private final Body body;
    private final JsonParser parser;

    /** The names of each object that is not over, the innermost first. */
    private final Deque<Set<String>> names = new ArrayDeque<>();

    private int held;
    private int named;

    Members(Body body) throws IOException, Refused {
        this.body = body;
        for (byte octet : body.at(0, 4)) {
            if (octet <= 0) {
                throw Refused.malformed("The body of this call is not JSON in UTF-8.");
            }
        }
        this.parser = JSON.createParser(body.stream());
    }

    @Nullable JsonToken next() throws IOException, Refused {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT) {
            names.push(new HashSet<>());
        } else if (token == JsonToken.END_OBJECT) {
            held -= names.pop().size();
        } else if (token == JsonToken.FIELD_NAME) {
            name(parser.currentName());
        }
        return token;
    }

    private void name(String name) throws Refused {
        if (!names.element().add(name)) {
            throw Refused.malformed(
                    "\""
                            + BodyCheck.shown(name)
                            + "\" stands twice: a provider may read the other one.");
        }
        held++;
        named += name.length();
        if (held > MOST_NAMES || named > MOST_OF_NAMES) {
            throw Refused.tooLarge("The body of this call has too many fields.");
        }
    }

    /** What there must be, or the body is cut off. */
    JsonToken value() throws IOException, Refused {
        JsonToken token = next();
        if (token == null) {
            throw Refused.malformed("The body of this call is cut off.");
        }
        return token;
    }

    /** The next name of the object that is open; null at its end. */
    @Nullable String field() throws IOException, Refused {
        return next() == JsonToken.FIELD_NAME ? parser.currentName() : null;
    }

    /** Over the value that begins with the token that was taken last. */
    void skip() throws IOException, Refused {
        int depth = 0;
        JsonToken token = parser.currentToken();
        while (true) {
            if (token == null) {
                throw Refused.malformed("The body of this call is cut off.");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0) {
                return;
            }
            token = next();
        }
    }

    String text() throws IOException {
        return parser.getText();
    }

    /** What is larger than any is the largest. */
    long number() throws IOException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            default -> parser.getBigIntegerValue().signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        };
    }

    long offset() {
        return parser.currentTokenLocation().getByteOffset();
    }

    /** Whether the name that was taken last stands in the body letter by letter. */
    boolean isWrittenOut(String name) {
        byte[] written = body.at(offset() + 1, name.length() + 1);
        return new String(written, StandardCharsets.ISO_8859_1).equals(name + "\"");
    }

    /** How a text begins as it stands in the body, without its quote and not unescaped. */
    byte[] beginning(int most) {
        return body.at(offset() + 1, most);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
