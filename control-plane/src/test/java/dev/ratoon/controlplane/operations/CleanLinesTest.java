package dev.ratoon.controlplane.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.VertxException;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class CleanLinesTest {
    private final CleanLines filter = new CleanLines();

    @Test
    void a_connection_that_breaks_at_the_end_is_no_news() {
        var entry = entry("Failed to register %s", "a channel");
        entry.setLoggerName("io.netty.bootstrap.ServerBootstrap");
        assertTrue(filter.isLoggable(entry));
        CleanLines.endingBegins();
        try {
            assertFalse(filter.isLoggable(entry));
        } finally {
            CleanLines.endingIsOver();
        }
    }

    @Test
    void what_is_no_request_fills_nobodys_log() {
        var entry = entry("HTTP Request to %s failed, error id: %s", "*", "1");
        entry.setLoggerName("io.quarkus.vertx.http.runtime.QuarkusErrorHandler");
        entry.setThrown(new IllegalStateException("a fault of ours"));
        assertTrue(filter.isLoggable(entry));
        entry.setThrown(new VertxException("the 'Host' header is required"));
        assertFalse(filter.isLoggable(entry));
    }

    @Test
    void a_value_from_outside_cannot_begin_a_line() {
        assertEquals(
                "user eve\\n00:00 INFO all is well\n",
                written(entry("user %s", "eve\n00:00 INFO all is well"), "%s%n"));
    }

    @Test
    void a_percent_sign_from_outside_is_text() {
        assertEquals("user %s%n\n", written(entry("user %s", "%s%n"), "%s%n"));
    }

    @Test
    void the_text_of_an_exception_cannot_begin_a_line() {
        var entry = entry("failed");
        entry.setThrown(
                new IllegalStateException(
                        "outer\nFORGED", new IllegalArgumentException("inner\r\nFORGED")));
        String written = written(entry, "%s%e%n");
        assertTrue(written.lines().noneMatch(line -> line.startsWith("FORGED")), written);
        assertTrue(written.contains("IllegalArgumentException: inner\\r\\nFORGED"), written);
    }

    @Test
    void an_exception_hides_its_secret() {
        var entry = entry("failed");
        entry.setThrown(new IllegalStateException("password=hunter2hunter2"));
        assertFalse(written(entry, "%s%e%n").contains("hunter2"));
    }

    @Test
    void a_ring_of_causes_ends() {
        var first = new IllegalStateException("first\n");
        first.initCause(new IllegalStateException("second", first));
        var entry = entry("failed");
        entry.setThrown(first);
        assertTrue(written(entry, "%s%e%n").contains("first\\n"));
    }

    private String written(ExtLogRecord entry, String pattern) {
        assertTrue(filter.isLoggable(entry));
        return new PatternFormatter(pattern).format(entry);
    }

    private static ExtLogRecord entry(String message, Object... parameters) {
        var entry =
                new ExtLogRecord(
                        Level.INFO,
                        message,
                        ExtLogRecord.FormatStyle.PRINTF,
                        CleanLinesTest.class.getName());
        entry.setParameters(parameters);
        return entry;
    }
}
