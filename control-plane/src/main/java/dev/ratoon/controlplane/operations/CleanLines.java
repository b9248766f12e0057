package dev.ratoon.controlplane.operations;

import io.quarkus.logging.LoggingFilter;
import io.vertx.core.VertxException;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Stands before every log handler and lets what people need pass, cleaned. */
@LoggingFilter(name = "clean-lines")
public final class CleanLines implements Filter {
    private static final String ERROR_HANDLER = "io.quarkus.vertx.http.runtime.QuarkusErrorHandler";

    private static final ExtFormatter TEXT = new PatternFormatter("%s");

    private static volatile boolean ending;

    /** From now on connections break because we end: nobody has to be told of each. */
    static void endingBegins() {
        ending = true;
    }

    static void endingIsOver() {
        ending = false;
    }

    @Override
    public boolean isLoggable(LogRecord entry) {
        if (ending && String.valueOf(entry.getLoggerName()).startsWith("io.netty.")) {
            return false;
        }
        if (isOfAStranger(entry)) {
            return false;
        }
        if (entry instanceof ExtLogRecord ext && ext.getMessage() != null) {
            String clean = CleanText.of(TEXT.formatMessage(ext));
            ext.setMessage(clean, ExtLogRecord.FormatStyle.NO_FORMAT);
            ext.setParameters(null);
        }
        if (entry.getThrown() != null) {
            entry.setThrown(CleanThrowable.of(entry.getThrown()));
        }
        return true;
    }

    /** What is no request of HTTP at all is its sender's fault, and anybody may send it. */
    private static boolean isOfAStranger(LogRecord entry) {
        return ERROR_HANDLER.equals(entry.getLoggerName())
                && entry.getThrown() instanceof VertxException;
    }
}
