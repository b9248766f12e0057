package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Yes and no to what an agent asks. What was asked is shown first, uncut. */
final class AnswerCommands {
    private AnswerCommands() {}

    @Command(name = "approve", description = "Allow what an agent asks for, once.")
    static final class Approve extends Answer {
        @Option(
                names = "--always",
                paramLabel = "DAYS",
                description = "And the same command in the same directory for so many days.")
        @Nullable Integer days;

        @Override
        void complete(ObjectNode answer) {
            answer.put("outcome", "allow");
            if (days != null) {
                answer.putObject("always").put("days", days);
            }
        }

        @Override
        void confirm(String question) {
            Confirmation.of(ratoon().around(), question + "\nThis allows it.", "Nothing was said.");
        }

        @Override
        String done() {
            return "Allowed";
        }
    }

    @Command(name = "deny", description = "Refuse what an agent asks for.")
    static final class Deny extends Answer {
        @Override
        void complete(ObjectNode answer) {
            answer.put("outcome", "deny");
        }

        /** To refuse is safe: where nobody can be asked, it is done. */
        @Override
        void confirm(String question) {
            if (Secrets.asks()) {
                Confirmation.of(
                        ratoon().around(), question + "\nThis refuses it.", "Nothing was said.");
            }
        }

        @Override
        String done() {
            return "Refused";
        }
    }

    /** The way of both. */
    abstract static class Answer extends AgentVerb {
        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "DECISION",
                description = "As `ratoon decisions` has it; needed if more than one waits.")
        @Nullable String decision;

        @Option(names = "--yes", description = "Do not ask.")
        boolean yes;

        @Option(
                names = "--option",
                paramLabel = "OPTION",
                description = "One of those that the harness offers, by its id.")
        @Nullable String option;

        @Option(
                names = "--message",
                paramLabel = "TEXT",
                description = "Where it asks a question, the answer; with a no, its next message.")
        @Nullable String message;

        abstract void complete(ObjectNode answer);

        abstract void confirm(String question);

        abstract String done();

        @Override
        final void run() {
            JsonNode found = found();
            JsonNode waiting = api().get(Agents.path(found, "decisions"));
            String name = Output.text(found, "name");
            OpenDecision meant = OpenDecision.among(waiting.path("decisions"), decision, name);
            if (yes) {
                output().aside(meant.forPeople());
            } else {
                confirm(meant.forPeople());
            }
            ObjectNode answer = Json.object("digest", meant.digest(), "option", option);
            if (message != null) {
                answer.put("message", message);
            }
            complete(answer);
            JsonNode answered = api().post(Agents.path(found, "decisions", meant.id()), answer);
            output().show(answered, _ -> done() + ", sha256 " + meant.digest());
        }
    }
}
