package dev.ratoon.git.gateway;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Begins the answer with its first byte, so that until then trouble can be told in words. */
final class LateOutput extends OutputStream {
    private final Conversation talk;
    private @Nullable OutputStream begun;

    LateOutput(Conversation talk) {
        this.talk = talk;
    }

    @Override
    public void write(int one) throws IOException {
        out().write(one);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        out().write(from, offset, length);
    }

    @Override
    public void flush() throws IOException {
        if (begun != null) {
            begun.flush();
        }
    }

    /** Ends the answer, an empty one too. */
    @Override
    public void close() throws IOException {
        out().close();
    }

    /** Sends what there is: the last of it may be why there is no more. */
    void cutOff() throws IOException {
        if (begun != null) {
            begun.close();
        }
    }

    private OutputStream out() throws IOException {
        OutputStream out = begun;
        if (out == null) {
            out = talk.begin();
            begun = out;
        }
        return out;
    }
}
