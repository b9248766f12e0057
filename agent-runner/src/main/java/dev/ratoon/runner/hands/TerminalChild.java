package dev.ratoon.runner.hands;

import dev.ratoon.protocol.Terminal;
import dev.ratoon.runner.tree.Libc;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process at a terminal. */
record TerminalChild(Process process, Path directory, Pseudoterminal terminal) implements Child {
    private static final byte[] END_OF_INPUT = {4};
    private static final File NOWHERE = new File("/dev/null");

    /** The first terminal that a session's leader opens becomes the one that controls it. */
    private static final List<String> AT_TERMINAL =
            List.of("sh", "-c", "t=$1; shift; exec \"$@\" <>\"$t\" >&0 2>&0", "sh");

    static TerminalChild start(Starter starter, ProcessBuilder builder, Terminal wanted)
            throws IOException {
        Pseudoterminal terminal = Pseudoterminal.open();
        try {
            terminal.resize(wanted.columns(), wanted.rows());
            // The first word starts a session, and stays the first.
            List<String> command = builder.command();
            var all = new ArrayList<>(command.subList(0, 1));
            all.addAll(AT_TERMINAL);
            all.add(terminal.name());
            all.addAll(command.subList(1, command.size()));
            builder.command(all);
            builder.environment().put("TERM", wanted.kind());
            builder.redirectInput(NOWHERE);
            builder.redirectOutput(Redirect.DISCARD);
            builder.redirectError(Redirect.DISCARD);
            Process process = starter.start(builder);
            return new TerminalChild(process, builder.directory().toPath(), terminal);
        } catch (IOException e) {
            terminal.close();
            throw e;
        }
    }

    @Override
    public int readOutput(byte[] into, int most) {
        return terminal.read(into, most);
    }

    @Override
    public int readError(byte[] into, int most) {
        return -1;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        terminal.write(bytes);
    }

    @Override
    public void endInput() throws IOException {
        terminal.write(END_OF_INPUT);
    }

    @Override
    public void resize(int columns, int rows) {
        terminal.resize(columns, rows);
    }

    @Override
    public void signal(int number) {
        int foreground = terminal.foreground();
        Libc.kill(-(foreground > 1 ? foreground : process.pid()), number);
    }

    @Override
    public void close() {
        terminal.close();
    }
}
