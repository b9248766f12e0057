package dev.ratoon.runner.harness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.runner.rpc.Peer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One question to a harness beside its turns, and what comes of it: what it says, if that is all
 * that it does. Whatever it wants to do besides ends the question, and so does an answer that is
 * too long. Threads: one waits, the harness's own hears, any stops.
 */
public final class Aside {
    /** More than anybody reads, in characters. */
    static final int LONGEST = 32_000;

    private final String question;
    private final StringBuilder said = new StringBuilder();
    private int heard;
    private boolean isNamed;
    private @Nullable Answer answer;
    private Runnable whenStopped = () -> {};

    public Aside(String question) {
        this.question = question;
    }

    /** What came of it. */
    public sealed interface Answer {
        record Said(String text) implements Answer {}

        /** Nothing: why, for people. */
        record Not(String words) implements Answer {}
    }

    String question() {
        return question;
    }

    /** Nobody wants the answer any more, or nobody may wait for it. */
    public void stop(String words) {
        if (end(new Answer.Not(words))) {
            stopping().run();
        }
    }

    private synchronized Runnable stopping() {
        return whenStopped;
    }

    /** How the harness is told, from now on; at once when it is stopped already. */
    void whenStopped(Runnable tell) {
        synchronized (this) {
            whenStopped = tell;
            if (answer == null) {
                return;
            }
        }
        tell.run();
    }

    /** What the harness does in the question's session. */
    void hear(JsonNode update) {
        switch (update.path("sessionUpdate").asText("")) {
            case "agent_message_chunk" ->
                    say(Peer.text(update, "messageId"), Peer.text(update.path("content"), "text"));
            case "tool_call", "tool_call_update" ->
                    stop("The harness wanted to use a tool instead of answering, which is denied.");
            default -> {}
        }
    }

    /** What has no name counts only where nothing has one: it is a notice else. */
    private void say(@Nullable String name, @Nullable String text) {
        boolean isLong;
        synchronized (this) {
            heard += text == null ? 0 : text.length();
            isLong = heard > LONGEST;
            if (name != null && !isNamed) {
                isNamed = true;
                said.setLength(0);
            }
            if (text != null && !isLong && (name != null || !isNamed)) {
                said.append(text);
            }
        }
        if (isLong) {
            stop("The harness's answer is longer than " + LONGEST + " characters: it was cut off.");
        }
    }

    /** The harness has said all that it has to say. */
    void finish() {
        String text;
        synchronized (this) {
            text = said.toString();
        }
        boolean _ =
                end(
                        text.isBlank()
                                ? new Answer.Not("The harness answered nothing.")
                                : new Answer.Said(text));
    }

    /** There is no answer, and nothing to be stopped. */
    void fail(String words) {
        boolean _ = end(new Answer.Not(words));
    }

    /** True for the first one only. */
    private synchronized boolean end(Answer how) {
        boolean first = answer == null;
        if (first) {
            answer = how;
            notifyAll();
        }
        return first;
    }

    synchronized boolean isOver() {
        return answer != null;
    }

    /** What came of it; it is stopped when that takes longer. */
    Answer await(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (this) {
            for (long left = patience.toMillis();
                    answer == null && left > 0;
                    left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        }
        stop("The harness did not answer within " + patience.toSeconds() + " seconds.");
        synchronized (this) {
            return answer == null ? new Answer.Not("There is no answer.") : answer;
        }
    }
}
