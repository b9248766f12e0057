package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.life.LogBook;
import dev.ratoon.controlplane.life.ObservedEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppingTest {
    private static final ObservedEvent PAUSE =
            new ObservedEvent.PauseAsked("ada", "It was told to stop before a turn had begun.");

    @Test
    void aTurnIsStoppedOnce() {
        LogBook book = LogBook.working();
        ObservedEvent stop = new ObservedEvent.TurnStopped(1, "ada", "It was told to stop.");
        assertEquals(List.of(stop), stopped(book));
        assertEquals(List.of(), stopped(book.see(stop)));
    }

    @Test
    void aMessageThatIsAboutToBeGivenDoesNotGoOnAtOnce() {
        assertEquals(List.of(PAUSE), stopped(LogBook.ready().say("go")));
        assertEquals(List.of(PAUSE), stopped(LogBook.wanted().say("go")));
    }

    @Test
    void whatHasNothingToDoStaysAsItIs() {
        assertEquals(List.of(), stopped(LogBook.ready()));
    }

    private static List<ObservedEvent> stopped(LogBook book) {
        return Stopping.events(book.facts(), "ada");
    }
}
