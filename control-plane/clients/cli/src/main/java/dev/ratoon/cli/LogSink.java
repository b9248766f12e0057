package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Where a log is shown. */
interface LogSink {
    void event(JsonNode event);

    /** A live piece of a message that an event says again later. */
    void chunk(JsonNode chunk);

    static LogSink of(Output output) {
        return output.json() ? new Lines(output) : new LogPrinter(output);
    }

    /** For programs: one event a line, as the API has it. */
    record Lines(Output output) implements LogSink {
        @Override
        public void event(JsonNode event) {
            output.line(Json.compact(event));
        }

        @Override
        public void chunk(JsonNode chunk) {}
    }
}
