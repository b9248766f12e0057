package dev.ratoon.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.ErrandOrder.Bounds;
import dev.ratoon.environments.SandboxOrder.Shared;
import dev.ratoon.environments.SandboxOrder.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every place where sandboxes run must do for throw-away ones, and with shared folders. */
public interface ErrandsContract {
    Bounds USUAL = new Bounds(new Size(512, 200, 100), 20 << 20, 10_000, Duration.ofSeconds(60));

    /** A place of its own for one test. */
    Place place() throws Exception;

    /** What a test of errands needs beside that. */
    interface Place extends SandboxesContract.Place {
        /** A folder of the provider's side that is not there. */
        String freshFolder() throws Exception;

        /** One that is there, with that file in it. */
        String sharedFolder(String file, String text) throws Exception;

        /** The text of a file, when it is there; follows no link. */
        Optional<String> read(String folder, String file) throws Exception;

        boolean isThere(String folder) throws Exception;

        /** What runs of errands. */
        boolean anythingRunsOf(String mark) throws Exception;
    }

    /** An errand of a shell, and what it said. */
    record Said(ErrandEnd end, List<String> lines) {
        public static Said by(Place place, ErrandOrder order) throws Exception {
            var lines = new CopyOnWriteArrayList<String>();
            ErrandEnd end = place.sandboxes().run(order, lines::add);
            return new Said(end, lines);
        }
    }

    static ErrandOrder shell(String script, String folder, Bounds bounds, Shared... shared) {
        return new ErrandOrder(
                List.of("/bin/sh", "-c", script),
                Map.of("GIVEN", "of the order"),
                folder,
                true,
                List.of(shared),
                Map.of(),
                bounds);
    }

    @Test
    default void anErrandRunsInAFreshFolderThatIsKept() throws Exception {
        try (Place place = place()) {
            String folder = place.freshFolder();

            Said said =
                    Said.by(
                            place,
                            shell(
                                    "pwd; ls -A; echo $GIVEN; echo told >&2; echo made > made;"
                                            + " exit 3",
                                    folder,
                                    USUAL));

            assertEquals(List.of("/work", "of the order", "told"), said.lines());
            assertEquals(new ErrandEnd.Exited(3), said.end());
            assertEquals(Optional.of("made\n"), place.read(folder, "made"));
        }
    }

    @Test
    default void whatIsNotKeptIsThrownAway() throws Exception {
        try (Place place = place()) {
            String folder = place.freshFolder();
            var order =
                    new ErrandOrder(
                            List.of("/bin/sh", "-c", "mkdir closed; echo made > closed/made; chmod 500 closed"),
                            Map.of(),
                            folder,
                            false,
                            List.of(),
                            Map.of(),
                            USUAL);

            assertEquals(new ErrandEnd.Exited(0), Said.by(place, order).end());

            assertFalse(place.isThere(folder));
        }
    }

    @Test
    default void aFolderThatIsThereIsNotTaken() throws Exception {
        try (Place place = place()) {
            String folder = place.sharedFolder("mine", "mine");

            assertThrows(
                    SandboxTrouble.class, () -> Said.by(place, shell("rm mine", folder, USUAL)));

            assertEquals(Optional.of("mine"), place.read(folder, "mine"));
        }
    }

    @Test
    default void anErrandReadsWhatIsSharedAndCannotChangeIt() throws Exception {
        try (Place place = place()) {
            String shared = place.sharedFolder("read", "what is read");

            Said said =
                    Said.by(
                            place,
                            shell(
                                    "cat /opt/ratoon/given/read; echo; cd /opt/ratoon/given;"
                                            + " echo x > read || echo no; rm -f read || echo no;"
                                            + " touch more || echo no; chmod 777 . || echo no;"
                                            + " mv read /work/ || echo no; ln read /work/ || echo"
                                            + " no",
                                    place.freshFolder(),
                                    USUAL,
                                    new Shared(shared, "/opt/ratoon/given")));

            assertEquals("what is read", said.lines().getFirst());
            assertEquals(
                    6, said.lines().stream().filter("no"::equals).count(), said.lines().toString());
            assertEquals(Optional.of("what is read"), place.read(shared, "read"));
            assertEquals(Optional.empty(), place.read(shared, "more"));
        }
    }

    @Test
    default void aSandboxReadsWhatIsSharedAndCannotChangeIt() throws Exception {
        try (Place place = place()) {
            String shared = place.sharedFolder("read", "what is read");
            SandboxOrder bare = place.order("one", 1);
            var order =
                    new SandboxOrder(
                            bare.name(),
                            bare.firstKey(),
                            bare.control(),
                            bare.gateways(),
                            bare.size(),
                            List.of(new Shared(shared, "/opt/ratoon/given")),
                            false);
            place.sandboxes().start(order);
            Eventually.holds(() -> SandboxesContract.isRunning(place.sandboxes(), order.name()));

            assertEquals(
                    "what is read", place.inHands(order.name(), "cat /opt/ratoon/given/read"));
            assertEquals(
                    "no\nno",
                    place.inHands(
                            order.name(),
                            "cd /opt/ratoon/given; (echo x > read) 2>/dev/null || echo no; touch"
                                    + " more 2>/dev/null || echo no"));
            assertEquals(Optional.of("what is read"), place.read(shared, "read"));
        }
    }

    @Test
    default void whatTakesTooLongIsEndedWithAllThatItStarted() throws Exception {
        try (Place place = place()) {
            String folder = place.freshFolder();
            String mark = "91" + System.nanoTime() % 100_000;
            var bounds = new Bounds(USUAL.size(), 1 << 20, 100, Duration.ofSeconds(1));

            Said said =
                    Said.by(
                            place,
                            shell(
                                    "trap '' TERM HUP INT; setsid sleep %s & sleep %s"
                                            .formatted(mark, mark),
                                    folder,
                                    bounds));

            assertEquals(new ErrandEnd.OutOfTime(), said.end());
            assertFalse(place.anythingRunsOf(mark));
            assertFalse(place.isThere(folder));
        }
    }

    @Test
    default void nothingOutlivesTheCommand() throws Exception {
        try (Place place = place()) {
            String mark = "92" + System.nanoTime() % 100_000;

            Said said =
                    Said.by(
                            place,
                            shell(
                                    "setsid sleep " + mark + " & echo begun",
                                    place.freshFolder(),
                                    USUAL));

            assertEquals(new ErrandEnd.Exited(0), said.end());
            assertFalse(place.anythingRunsOf(mark));
        }
    }

    @Test
    default void endlessOutputIsCutInWords() throws Exception {
        try (Place place = place()) {
            Said said =
                    Said.by(
                            place,
                            shell(
                                    "yes and so on | head -c 3000000; head -c 3000000 /dev/zero",
                                    place.freshFolder(),
                                    USUAL));

            assertEquals(new ErrandEnd.Exited(0), said.end());
            int told = said.lines().stream().mapToInt(String::length).sum();
            assertTrue(told <= USUAL.outputBytes() + 200, told + " bytes were told");
            assertTrue(said.lines().getLast().contains("10000 bytes"), said.lines().getLast());
        }
    }

    @Test
    default void aLineWithoutEndIsCutAndObeysNoTerminal() throws Exception {
        try (Place place = place()) {
            Said said =
                    Said.by(
                            place,
                            shell(
                                    "printf '\\033[31mred\\n'; printf '%9000d\\n' 1; echo after",
                                    place.freshFolder(),
                                    USUAL));

            assertEquals("\uFFFD[31mred", said.lines().getFirst());
            assertTrue(said.lines().get(1).endsWith(" (cut)"), said.lines().get(1));
            assertEquals("after", said.lines().getLast());
        }
    }

    @Test
    default void whoFillsTheDiskIsEnded() throws Exception {
        try (Place place = place()) {
            String folder = place.freshFolder();

            Said many =
                    Said.by(
                            place,
                            shell(
                                    "for i in 1 2 3 4 5 6 7 8; do head -c 5000000 /dev/zero > $i;"
                                            + " done; sleep 30",
                                    folder,
                                    USUAL));

            var beyond = assertInstanceOf(ErrandEnd.OutOfBounds.class, many.end());
            assertTrue(beyond.words().contains("20 MiB"), beyond.words());
            assertFalse(place.isThere(folder));
        }
    }

    @Test
    default void oneFileGrowsNoFurtherThanAll() throws Exception {
        try (Place place = place()) {
            Said one =
                    Said.by(
                            place,
                            shell(
                                    "head -c 200000000 /dev/zero > big; exit 0",
                                    place.freshFolder(),
                                    USUAL));

            assertInstanceOf(ErrandEnd.OutOfBounds.class, one.end());
        }
    }

    @Test
    default void whoHidesBytesIsEnded() throws Exception {
        try (Place place = place()) {
            String folder = place.freshFolder();

            Said said =
                    Said.by(
                            place,
                            shell(
                                    "perl -e 'for (1..300) { mkdir \"d\" x 200; chdir \"d\" x 200;"
                                            + " } open(F, \">f\"); print F \"x\" x 1000000 for"
                                            + " 1..30; close F'; sleep 30",
                                    folder,
                                    USUAL));

            assertInstanceOf(ErrandEnd.OutOfBounds.class, said.end());
            assertFalse(place.isThere(folder));
        }
    }

    @Test
    default void whenThePlaceIsClosedItsErrandsAreLostAndGone() throws Exception {
        try (Place place = place()) {
            String folder = place.freshFolder();
            String mark = "93" + System.nanoTime() % 100_000;
            var begun = new CompletableFuture<String>();
            var sandboxes = place.sandboxes();
            var end = new CompletableFuture<ErrandEnd>();
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    end.complete(
                                            sandboxes.run(
                                                    shell(
                                                            "echo begun; sleep " + mark,
                                                            folder,
                                                            USUAL),
                                                    begun::complete));
                                } catch (SandboxTrouble | RuntimeException e) {
                                    end.completeExceptionally(e);
                                }
                            });
            begun.get(20, TimeUnit.SECONDS);

            sandboxes.close();

            assertInstanceOf(ErrandEnd.Lost.class, end.get(20, TimeUnit.SECONDS));
            assertFalse(place.anythingRunsOf(mark));
            assertFalse(place.isThere(folder));
        }
    }

    @Test
    default void anErrandSeesNoAgentsWork() throws Exception {
        try (Place place = place()) {
            SandboxName one = place.running("one", 1);
            place.inHands(one, "echo secret > /workspace/note; echo secret > /tmp/note");

            Said said =
                    Said.by(
                            place,
                            shell(
                                    "grep -rl '[s]ecret' /workspace /tmp /dev/shm /state /run"
                                            + " 2>/dev/null; cat /proc/[0-9]*/environ | grep -a"
                                            + " agent=one; cat /etc/shadow 2>/dev/null; true",
                                    place.freshFolder(),
                                    USUAL));

            assertEquals(List.of(), said.lines());
        }
    }
}
