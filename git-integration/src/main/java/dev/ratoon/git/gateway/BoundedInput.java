package dev.ratoon.git.gateway;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.errors.PackProtocolException;

/** An input of which no more than so much is read. */
final class BoundedInput extends FilterInputStream {
    private final long most;
    private long read;

    BoundedInput(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        counted(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int some = super.read(into, offset, length);
        counted(Math.max(some, 0));
        return some;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = super.skip(wanted);
        counted(skipped);
        return skipped;
    }

    private void counted(long more) throws IOException {
        read += more;
        if (read > most) {
            throw new TooLarge(most);
        }
    }

    /** More came than is taken. Of the kind whose words JGit passes on to the client. */
    static final class TooLarge extends PackProtocolException {
        private static final long serialVersionUID = 1L;

        TooLarge(long most) {
            super("the request is larger than " + most + " bytes: fetch less at a time");
        }
    }
}
