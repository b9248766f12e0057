package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** One stream that never ends, made of connections that do. */
final class Reconnecting {
    /** The control plane says something every 15 s, if only that it is there. */
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Ratoon ratoon;
    private boolean connectedOnce;
    private boolean told;
    private Duration pause = FIRST_PAUSE;

    Reconnecting(Ratoon ratoon) {
        this.ratoon = ratoon;
    }

    /** Asks for the stream from where its reader stands. */
    interface Opening {
        InputStream open(Api api, Duration silence);
    }

    /** Reads one connection to its end, or until another one is needed. */
    interface Reading {
        void read(Sse events) throws IOException;
    }

    /** Until the process is ended, or is refused. */
    void forEver(Opening opening, Reading reading) throws IOException {
        while (true) {
            // Asked anew each time: a control plane that was started again has other tokens.
            pause(once(opening, reading));
        }
    }

    /** Whether it came to its end in order, and not without a word. */
    private boolean once(Opening opening, Reading reading) throws IOException {
        try (Sse events = new Sse(opening.open(ratoon.api(), SILENCE))) {
            connectedOnce = true;
            boolean whole = readAll(reading, events);
            if (events.any()) {
                told = false;
                pause = FIRST_PAUSE;
            }
            return whole && events.any();
        } catch (CommandFailure e) {
            if (!connectedOnce || !passing(e)) {
                throw e;
            }
            return false;
        }
    }

    private static boolean readAll(Reading reading, Sse events) {
        try {
            reading.read(events);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether waiting may help. */
    private static boolean passing(CommandFailure e) {
        JsonNode problem = e.problem();
        return e.exit() == Exit.UNREACHABLE
                || (problem != null && problem.path("status").asInt() >= 500);
    }

    private void pause(boolean came) throws IOException {
        if (!came && !told) {
            told = true;
            ratoon.output().aside("The connection is lost. Trying again; Ctrl-C ends it.");
        }
        try {
            Thread.sleep(
                    RandomGenerator.getDefault().nextLong(pause.toMillis() / 2, pause.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }
}
