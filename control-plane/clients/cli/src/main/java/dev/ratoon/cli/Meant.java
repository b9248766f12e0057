package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;

/** One of a few things with ids: by its id, or by a beginning or an end that no other has. */
final class Meant {
    private Meant() {}

    static String id(JsonNode things, String typed, String none, String listed) {
        var meant = new ArrayList<String>();
        for (JsonNode thing : things) {
            String id = thing.path("id").asText();
            if (id.startsWith(typed) || id.endsWith(typed)) {
                meant.add(id);
            }
        }
        if (meant.isEmpty()) {
            throw new CommandFailure(Exit.REFUSED, none, listed);
        }
        if (meant.size() > 1) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "More than one is meant by '" + typed + "':\n  " + String.join("\n  ", meant),
                    "Type the end of its id");
        }
        return meant.getFirst();
    }
}
