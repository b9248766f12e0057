package dev.ratoon.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One of the providers' languages. */
interface Api {
    /** Whether its requests come to this path. */
    boolean answers(String path);

    Conversation read(String path, JsonNode body);

    /** As events, while it comes. */
    void stream(Reply reply, Out out) throws IOException;

    /** At once. */
    void whole(Reply reply, Out out) throws IOException;

    List<Api> ALL =
            List.of(new ChatCompletions(), new Responses(), new Messages(), new GenerateContent());

    /** The text of a message: it is one, or it has blocks of some. */
    static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        return String.join(
                "\n",
                elements(content)
                        .filter(block -> block.path("text").isTextual())
                        .map(block -> block.path("text").asText())
                        .toList());
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** In pieces, as a model speaks. */
    static List<String> pieces(String text) {
        return Stream.of(text.split("(?<= )", -1)).filter(piece -> !piece.isEmpty()).toList();
    }
}
