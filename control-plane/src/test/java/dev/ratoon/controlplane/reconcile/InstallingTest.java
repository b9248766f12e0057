package dev.ratoon.controlplane.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.installs.Install;
import dev.ratoon.controlplane.life.LogBook;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.environments.SandboxOrder.Shared;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made of how far a harness is installed. */
class InstallingTest {
    private static final Install FAILED = new Install.Failed("No network", "Connect it");

    private final List<String> wanted = new ArrayList<>();
    private final LogBook book = LogBook.begun().see(LogBook.harness());
    private Install install = new Install.Absent();
    private Instant now = LogBook.BEGINNING;

    private final Installing installing =
            new Installing(
                    _ -> install,
                    wanted::add,
                    new Clock() {
                        @Override
                        public ZoneOffset getZone() {
                            return ZoneOffset.UTC;
                        }

                        @Override
                        public Clock withZone(java.time.ZoneId zone) {
                            return this;
                        }

                        @Override
                        public Instant instant() {
                            return now;
                        }
                    });

    @Test
    void theShellIsThere() {
        assertEquals(
                new Installing.Standing.Ready(List.of()), installing.of(LogBook.begun().facts()));
    }

    @Test
    void oneThatIsNotThereIsWantedAndTheAgentWaits() {
        assertInstanceOf(Installing.Standing.Underway.class, standing());
        assertEquals(List.of("shell"), wanted, "of the name that the agent has");
        install = new Install.Underway("3 of 25");
        assertEquals(new Installing.Standing.Underway("3 of 25"), standing());
        var folder = new Shared("/cache/x", "/opt/ratoon/harness");
        install = new Install.Ready(List.of(folder));
        assertEquals(new Installing.Standing.Ready(List.of(folder)), standing());
        assertEquals(1, wanted.size());
    }

    @Test
    void whatNobodyBringsIsToldAtOnceAndNotWanted() {
        install = new Install.NotBrought("The image has no claude", "Begin with codex");

        assertEquals(
                new Installing.Standing.Failed("The image has no claude.", "Begin with codex"),
                standing());
        assertEquals(List.of(), wanted);
    }

    @Test
    void whatFailedBeforeIsTriedAgainAndWhatFailsNowIsTold() {
        install = FAILED;
        assertInstanceOf(Installing.Standing.Underway.class, standing());
        assertEquals(1, wanted.size());
        asked();
        var failed = assertInstanceOf(Installing.Standing.Failed.class, standing());
        assertTrue(failed.words().contains("could not be installed: No network"), failed::words);
        assertEquals("Connect it, then resume the agent", failed.nextStep());
        book.see(new ObservedEvent.Failed("x", "y")).see(new ObservedEvent.ResumeAsked("ada"));
        assertInstanceOf(Installing.Standing.Underway.class, standing());
        assertEquals(2, wanted.size());
    }

    @Test
    void theLogIsToldAtOnceAndThenNotTooOften() {
        assertTrue(installing.isNews(book.facts(), "1 of 25"));
        asked();
        assertFalse(installing.isNews(book.facts(), "2 of 25"));
        now = now.plus(Duration.ofSeconds(5));
        assertTrue(installing.isNews(book.facts(), "3 of 25"));
        now = now.plus(Duration.ofSeconds(60));
        assertFalse(installing.isNews(book.facts(), "3 of 25"), "that was told");
    }

    private void asked() {
        book.see(new ObservedEvent.HarnessInstalling("shell", "It begins."));
    }

    private Installing.Standing standing() {
        return installing.of(book.facts());
    }
}
