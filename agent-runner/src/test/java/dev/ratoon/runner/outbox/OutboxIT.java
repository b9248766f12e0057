package dev.ratoon.runner.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.Upstream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox on a real disk. */
class OutboxIT {
    private static final Limits SMALL = new Limits(64 << 10, 4 << 10);
    @TempDir private Path state;

    private Outbox open() throws IOException {
        return Outbox.open(state, SMALL, entry -> {}, () -> {});
    }

    private static Outbox filled(Outbox outbox, int entries) throws InterruptedException {
        for (int i = 0; i < entries; i++) {
            outbox.append(new Reported.Notice("entry " + i + " " + "x".repeat(100)));
        }
        outbox.sync();
        return outbox;
    }

    private static List<Long> numbers(Outbox outbox, long after) throws IOException {
        var numbers = new ArrayList<Long>();
        try (OutboxReader reader = outbox.readerAfter(after)) {
            for (Optional<Upstream.Entry> entry = reader.next();
                    entry.isPresent();
                    entry = reader.next()) {
                numbers.add(entry.get().n());
            }
        }
        return numbers;
    }

    @Test
    void entriesAreReadInOrderAcrossSegments() throws Exception {
        Outbox outbox = open();
        for (int i = 0; i < 20; i++) {
            filled(outbox, 10);
        }
        assertEquals(200, outbox.last());
        assertEquals(150, numbers(outbox, 50).size());
        assertEquals(51L, numbers(outbox, 50).getFirst());
        assertTrue(Segment.all(state.resolve("outbox")).size() > 3, "segments are cut");
    }

    @Test
    void whatIsAcknowledgedIsForgottenAndTheNumbersGoOn() throws Exception {
        Outbox outbox = open();
        for (int i = 0; i < 20; i++) {
            filled(outbox, 10);
        }
        outbox.acknowledge(200);
        assertEquals(1, Segment.all(state.resolve("outbox")).size());
        Outbox again = open();
        assertEquals(outbox.id(), again.id());
        assertEquals(200, again.last());
        assertEquals(201, again.append(new Reported.Notice("next")));
    }

    /** After a restore of a backup the log may ask for what it once had. */
    @Test
    void aLogThatWasPutBackTooFarIsKnown() throws Exception {
        Outbox outbox = open();
        for (int i = 0; i < 20; i++) {
            filled(outbox, 10);
        }
        assertTrue(outbox.goesOnAfter(0) && outbox.goesOnAfter(200));
        assertFalse(outbox.goesOnAfter(201));
        outbox.acknowledge(150);
        assertTrue(outbox.goesOnAfter(150));
        assertFalse(outbox.goesOnAfter(10));
        assertThrows(IOException.class, () -> numbers(outbox, 10));
    }

    @Test
    void aTornWriteIsTakenAwayAndItsNumberUsedAgain() throws Exception {
        filled(open(), 5);
        Path file = Segment.all(state.resolve("outbox")).getLast().file();
        long whole = Files.size(file);
        for (int cut = 1; cut < 150; cut += 7) {
            byte[] torn = new byte[cut];
            torn[0] = 0;
            Files.write(file, torn, StandardOpenOption.APPEND);
            assertEquals(5, Shelf.open(state, entry -> {}).last());
            assertEquals(whole, Files.size(file), "a tail of " + cut + " bytes is cut");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(whole - 1);
        }
        assertEquals(4, Shelf.open(state, entry -> {}).last());
    }

    @Test
    void aChangedByteAtTheEndIsNotTakenForAnEntry() throws Exception {
        filled(open(), 5);
        Path file = Segment.all(state.resolve("outbox")).getLast().file();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'!'}), channel.size() - 3);
        }
        assertEquals(4, Shelf.open(state, entry -> {}).last());
    }

    @Test
    void damageInTheMiddleBeginsAnotherOutboxAndSaysSo() throws Exception {
        Outbox outbox = open();
        for (int i = 0; i < 20; i++) {
            filled(outbox, 10);
        }
        Path file = Segment.all(state.resolve("outbox")).getFirst().file();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'!'}), 60);
        }
        Shelf shelf = Shelf.open(state, entry -> {});
        assertNotEquals(outbox.id(), shelf.id());
        assertEquals(0, shelf.last());
        assertTrue(shelf.repairs().getFirst().contains("damaged"));
    }

    @Test
    void nothingIsHandedOnBeforeItIsSafe() throws Exception {
        var seen = new ArrayList<Long>();
        Outbox outbox = open();
        try (OutboxReader reader = outbox.readerAfter(0)) {
            long n = outbox.append(new Reported.Notice("not yet"));
            Optional<Upstream.Entry> early = reader.next();
            early.ifPresent(entry -> seen.add(entry.n()));
            long onDisk = Segment.all(state.resolve("outbox")).isEmpty() ? 0 : outbox.last();
            assertTrue(early.isEmpty() || onDisk >= n, "only what is on the disk");
            outbox.sync();
            assertEquals(n, seen.isEmpty() ? reader.next().orElseThrow().n() : seen.getFirst());
        }
    }

    @Test
    void theNotebookIsTheSameAfterAStart() throws Exception {
        Notebook notebook = Notebook.open(state);
        notebook.write(
                page -> page.noting(7).with(2).with(3).without(2, true).in("s").whenPrepared(0));
        assertEquals(
                new Notebook.Page(7, List.of(3), true, "s", 2, false, null, true),
                Notebook.open(state).page());
    }

    @Test
    void aNotebookOfAnEarlierVersionIsRead() throws Exception {
        Files.writeString(
                state.resolve("notebook.json"), "{\"noted\":7,\"turns\":[3],\"prepared\":true}");
        assertEquals(
                new Notebook.Page(7, List.of(3), true, null, 0, false, null, false),
                Notebook.open(state).page());
    }
}
