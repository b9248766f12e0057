package dev.ratoon.controlplane.operations;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What is logged while something happens, at every level. */
public final class AllLogged {
    private static final String MARK = "a line that this test looks for";

    private AllLogged() {}

    /** The lines; there are many. */
    public static List<String> during(Runnable flows) {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        var format = new PatternFormatter("%c %s%e%n");
        var capture =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        lines.add(format.format(ExtLogRecord.wrap(line)));
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        capture.setLevel(Level.ALL);
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        root.addHandler(capture);
        root.setLevel(Level.ALL);
        try {
            Logger.getLogger(AllLogged.class.getName()).fine(MARK);
            flows.run();
        } finally {
            root.setLevel(before);
            root.removeHandler(capture);
        }
        List<String> logged = String.join("", lines).lines().toList();
        assertTrue(logged.stream().anyMatch(line -> line.contains(MARK)), "the log is captured");
        assertTrue(logged.size() > 20, "at debug level");
        return logged;
    }
}
