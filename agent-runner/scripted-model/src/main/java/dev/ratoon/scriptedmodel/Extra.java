package dev.ratoon.scriptedmodel;

import java.util.Locale;
import java.util.Optional;

/** What harnesses ask a model beside the work: a title, a topic, a summary. Pure. */
final class Extra {
    private Extra() {}

    /** The answer, if it is such a call: none of them offers a tool, but Codex' one for a title. */
    static Optional<String> answer(Conversation conversation) {
        if (conversation.lastUser().startsWith("Your task is to generate a very short title")) {
            return Optional.of("{\"title\": \"A scripted conversation\"}");
        }
        if (!conversation.tools().isEmpty()) {
            return Optional.empty();
        }
        String system = conversation.system().toLowerCase(Locale.ROOT);
        if (system.contains("you have no tools")) {
            // A question to somebody who is told so is part of the work.
            return Optional.empty();
        }
        if (system.contains("json")) {
            return Optional.of("{\"isNewTopic\": false, \"title\": null}");
        }
        if (system.contains("title")) {
            return Optional.of("A scripted conversation");
        }
        if (system.contains("summar") || system.contains("compact")) {
            return Optional.of("The user asked for scripted work, and it was done.");
        }
        return Optional.empty();
    }
}
