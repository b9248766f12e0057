package dev.ratoon.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What every place where sandboxes run must do; each place runs all of it. */
public interface SandboxesContract {
    /** A place of its own for one test. */
    Place place() throws Exception;

    /** What a test needs of a place beside the port itself. */
    interface Place extends AutoCloseable {
        Sandboxes sandboxes();

        /** A second process's view of the same sandboxes. */
        Sandboxes another() throws SandboxTrouble;

        SandboxOrder order(String workspace, int incarnation);

        /** What a shell prints in the side where the workspace is. */
        String inHands(SandboxName name, String script) throws Exception;

        /** Lets the sandbox end without its provider. */
        void endByItself(SandboxName name) throws Exception;

        @Override
        void close() throws IOException, SandboxTrouble;

        default SandboxName running(String workspace, int incarnation) throws Exception {
            SandboxOrder order = order(workspace, incarnation);
            sandboxes().start(order);
            Eventually.holds(
                    () -> {
                        var observed = sandboxes().observe(workspace);
                        if (observed.orElse(null) instanceof Observed.Ended(_, String reason)) {
                            throw new AssertionError(reason);
                        }
                        return isRunning(sandboxes(), order.name());
                    });
            return order.name();
        }
    }

    static boolean isRunning(Sandboxes sandboxes, SandboxName name) throws SandboxTrouble {
        return sandboxes.observe(name.workspace()).equals(Optional.of(new Observed.Running(name)));
    }

    static boolean isOver(Sandboxes sandboxes, SandboxName name) throws SandboxTrouble {
        Optional<Observed> observed = sandboxes.observe(name.workspace());
        return observed.isEmpty()
                || (observed.get() instanceof Observed.Ended ended && ended.name().equals(name));
    }

    @Test
    default void aStartedSandboxRuns() throws Exception {
        try (Place place = place()) {
            SandboxName name = place.running("one", 1);

            assertEquals("hello", place.inHands(name, "echo hello"));
            assertEquals(List.of(new Observed.Running(name)), place.sandboxes().all());
        }
    }

    @Test
    default void startedTwiceItIsOne() throws Exception {
        try (Place place = place()) {
            SandboxName name = place.running("one", 1);
            place.inHands(name, "touch /tmp/first");

            place.sandboxes().start(place.order("one", 1));

            assertEquals("there", place.inHands(name, "test -e /tmp/first && echo there"));
            assertEquals(1, place.sandboxes().all().size());
        }
    }

    @Test
    default void anotherIncarnationIsRefusedWhileOneRuns() throws Exception {
        try (Place place = place()) {
            SandboxName name = place.running("one", 1);

            assertThrows(
                    SandboxTrouble.class, () -> place.sandboxes().start(place.order("one", 2)));
            assertTrue(isRunning(place.sandboxes(), name));
        }
    }

    @Test
    default void whatIsStoppedIsGone() throws Exception {
        try (Place place = place()) {
            SandboxName name = place.running("one", 1);

            place.sandboxes().stop(name);

            Eventually.holds(() -> isOver(place.sandboxes(), name));
            place.sandboxes().stop(name);
        }
    }

    /** Whoever is late with it must not take the place of what is wanted by now. */
    @Test
    default void whatRanAlreadyIsNotStartedAgain() throws Exception {
        try (Place place = place()) {
            SandboxName name = place.running("one", 1);
            place.sandboxes().stop(name);
            Eventually.holds(() -> isOver(place.sandboxes(), name));

            place.sandboxes().start(place.order("one", 1));

            assertTrue(isOver(place.sandboxes(), name));
        }
    }

    @Test
    default void theWorkspaceOutlivesItsSandbox() throws Exception {
        try (Place place = place()) {
            SandboxName first = place.running("one", 1);
            place.inHands(first, "echo kept > /workspace/note; echo lost > /tmp/note");
            place.sandboxes().stop(first);
            Eventually.holds(() -> isOver(place.sandboxes(), first));
            assertEquals(List.of("one"), place.sandboxes().workspaces());

            SandboxName second = place.running("one", 2);

            assertEquals("kept", place.inHands(second, "cat /workspace/note"));
            assertEquals("", place.inHands(second, "cat /tmp/note 2>/dev/null"));
        }
    }

    @Test
    default void anEndNobodyAskedForIsToldAndExplained() throws Exception {
        try (Place place = place()) {
            SandboxName name = place.running("one", 1);
            var told = new CopyOnWriteArrayList<String>();
            place.sandboxes().listen(told::add);

            place.endByItself(name);

            Eventually.holds(() -> told.contains("one"));
            Eventually.holds(() -> isOver(place.sandboxes(), name));
            Observed observed = place.sandboxes().observe("one").orElseThrow();
            assertFalse(((Observed.Ended) observed).reason().isBlank());
        }
    }

    @Test
    default void afterAnEndTheNextIncarnationStarts() throws Exception {
        try (Place place = place()) {
            SandboxName first = place.running("one", 1);
            place.endByItself(first);
            Eventually.holds(() -> isOver(place.sandboxes(), first));

            SandboxName second = place.running("one", 2);

            assertTrue(isRunning(place.sandboxes(), second));
        }
    }

    @Test
    default void theNextProcessAdoptsWhatRuns() throws Exception {
        try (Place place = place()) {
            SandboxName name = place.running("one", 1);
            place.inHands(name, "touch /tmp/first");
            place.sandboxes().close();

            Sandboxes next = place.another();

            assertTrue(isRunning(next, name));
            next.start(place.order("one", 1));
            assertEquals("there", place.inHands(name, "test -e /tmp/first && echo there"));
            var told = new CopyOnWriteArrayList<String>();
            next.listen(told::add);
            place.endByItself(name);
            Eventually.holds(() -> told.contains("one"));
            Eventually.holds(() -> isOver(next, name));
        }
    }

    @Test
    default void aDeletedWorkspaceLeavesNothing() throws Exception {
        try (Place place = place()) {
            SandboxName name = place.running("one", 1);
            place.inHands(name, "echo mine > /workspace/note");

            place.sandboxes().deleteWorkspace("one");

            Eventually.holds(() -> place.sandboxes().all().isEmpty());
            Eventually.holds(() -> place.sandboxes().workspaces().isEmpty());
            place.sandboxes().deleteWorkspace("one");
            SandboxName again = place.running("one", 1);
            assertEquals("", place.inHands(again, "cat /workspace/note 2>/dev/null"));
        }
    }

    @Test
    default void twoAgentsDoNotSeeEachOther() throws Exception {
        try (Place place = place()) {
            SandboxName one = place.running("one", 1);
            SandboxName two = place.running("two", 1);
            place.inHands(one, "echo secret > /workspace/note; echo secret > /tmp/note");

            String seen =
                    place.inHands(
                            two,
                            "grep -rl '[s]ecret' /workspace /tmp /dev/shm 2>/dev/null;"
                                    + " cat /proc/[0-9]*/environ | grep -a agent=one; true");

            assertEquals("", seen);
        }
    }
}
