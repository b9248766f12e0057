package dev.ratoon.controlplane.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** One event of each type as it stands in logs: they are read for ever. */
class GoldenEventsTest {
    private static final List<String> GOLDEN = golden();

    @Test
    void everyTypeIsReadFromItsGoldenJsonAndWrittenSoAgain() {
        for (String line : GOLDEN) {
            String type = line.substring(0, line.indexOf(' '));
            var stored = event(type, line.substring(type.length() + 1));
            ObservedEvent read = Objects.requireNonNull(stored.observed(), type);
            var again = LogEvent.observed(1, LogBook.BEGINNING, read);
            assertEquals(
                    line, again.type() + " " + new String(again.payload(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void noTypeIsWithoutOne() {
        var golden = new TreeSet<String>();
        GOLDEN.forEach(line -> golden.add(line.substring(0, line.indexOf(' '))));
        assertEquals(new TreeSet<>(ObservedTypes.ALL.keySet()), golden);
    }

    @Test
    void aTypeOfANewerVersionIsPassedOver() {
        LogEvent newer = event("agent.sang", "{\"song\":\"x\"}");
        assertNull(newer.observed());
        Facts facts = LogBook.working().facts();
        assertEquals(facts, Fold.apply(LogBook.AGENT, facts, newer));
    }

    private static LogEvent event(String type, String json) {
        return new LogEvent(
                1,
                LogBook.BEGINNING,
                Source.OBSERVED,
                type,
                0,
                json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> golden() {
        try (var file = GoldenEventsTest.class.getResourceAsStream("observed.golden")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
