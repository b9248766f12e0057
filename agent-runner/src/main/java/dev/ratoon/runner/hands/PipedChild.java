package dev.ratoon.runner.hands;

import dev.ratoon.runner.tree.Libc;
import dev.ratoon.runner.wire.Closing;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * A process with three pipes. The pipes are our own: those of {@link Process} are emptied into
 * memory when the process ends, and a child that goes on printing would fill it.
 */
record PipedChild(
        Process process,
        Path directory,
        FileOutputStream input,
        FileInputStream output,
        FileInputStream error)
        implements Child {

    static PipedChild start(Starter starter, ProcessBuilder builder) throws IOException {
        int[] in = Libc.pipe();
        int[] out = Libc.pipe();
        int[] err = Libc.pipe();
        FileOutputStream input = null;
        FileInputStream output = null;
        FileInputStream error = null;
        try {
            // Opened by their names in /proc, the ends become files that Java closes itself.
            input = new FileOutputStream(end(in[1]));
            output = new FileInputStream(end(out[0]));
            error = new FileInputStream(end(err[0]));
            builder.redirectInput(Redirect.from(end(in[0])));
            builder.redirectOutput(Redirect.to(end(out[1])));
            builder.redirectError(Redirect.to(end(err[1])));
            Process process = starter.start(builder);
            return new PipedChild(process, builder.directory().toPath(), input, output, error);
        } catch (IOException e) {
            Closing.quietly(input);
            Closing.quietly(output);
            Closing.quietly(error);
            throw e;
        } finally {
            for (int[] pipe : new int[][] {in, out, err}) {
                Libc.close(pipe[0]);
                Libc.close(pipe[1]);
            }
        }
    }

    private static File end(int descriptor) {
        return new File("/proc/self/fd/" + descriptor);
    }

    @Override
    public int readOutput(byte[] into, int most) throws IOException {
        return output.read(into, 0, most);
    }

    @Override
    public int readError(byte[] into, int most) throws IOException {
        return error.read(into, 0, most);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        input.write(bytes);
    }

    @Override
    public void endInput() throws IOException {
        input.close();
    }

    @Override
    public void resize(int columns, int rows) {
        // It has no terminal.
    }

    @Override
    public void signal(int number) {
        Libc.kill(-process.pid(), number);
    }

    @Override
    public void close() {
        Closing.quietly(input);
        Closing.quietly(output);
        Closing.quietly(error);
    }
}
