package dev.ratoon.controlplane.demo;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogBook;
import dev.ratoon.protocol.Reported;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ShellFirstTest {
    private static final UUID SHELL = new UUID(0, 1);
    private final Facts thinks = LogBook.begun().facts();
    private Facts shell = LogBook.begun().facts();
    private Instant now = LogBook.BEGINNING;
    private final ShellFirst order = new ShellFirst(id -> found(id), new Moving());

    @Test
    void itBeginsWhenTheShellHasDoneItsTurn() {
        order.let(thinks.id(), SHELL);
        assertFalse(order.isReady(thinks));
        LogBook working = LogBook.working();
        shell = working.facts();
        assertFalse(order.isReady(thinks), "it works");
        var ended = new Reported.TurnEnded(1, "finished", null);
        shell = working.hear(Reported.typeOf(ended), Reported.payloadOf(ended)).facts();
        assertTrue(order.isReady(thinks));
        shell = LogBook.working().facts();
        assertTrue(order.isReady(thinks), "it has begun");
    }

    @Test
    void itBeginsAfterAWhileWhateverBecameOfTheOther() {
        order.let(thinks.id(), SHELL);
        now = now.plus(Duration.ofSeconds(21));
        assertTrue(order.isReady(thinks));
    }

    @Test
    void noOtherAgentWaits() {
        order.let(new UUID(0, 9), SHELL);
        assertTrue(order.isReady(thinks));
    }

    private Optional<Facts> found(UUID id) {
        return id.equals(SHELL) ? Optional.of(shell) : Optional.empty();
    }

    private final class Moving extends Clock {
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
    }
}
