package dev.ratoon.runner.hands;

import java.io.IOException;
import java.nio.file.Path;

/** A process that runs, and its bytes. Threads: one a direction; resize, wait and close: any. */
interface Child extends AutoCloseable {
    Process process();

    Path directory();

    /** Of its output; less than one when it is over. */
    int readOutput(byte[] into, int most) throws IOException;

    /** Of its standard error; less than one when it is over, or when it goes with the output. */
    int readError(byte[] into, int most) throws IOException;

    void write(byte[] bytes) throws IOException;

    /** No more input. */
    void endInput() throws IOException;

    void resize(int columns, int rows);

    /** As its keyboard or its parent would send it. */
    void signal(int number);

    /** Gives its bytes up, when it and all that came of it have ended. */
    @Override
    void close();
}
