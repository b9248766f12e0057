package dev.ratoon.runner.hands;

import java.io.IOException;

/** Starts a prepared process, and knows of it from its first moment. */
interface Starter {
    Process start(ProcessBuilder builder) throws IOException;
}
