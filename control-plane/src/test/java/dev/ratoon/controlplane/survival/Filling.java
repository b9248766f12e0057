package dev.ratoon.controlplane.survival;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Somebody else's file that takes all that is free on a disk, again and again, until it goes. */
final class Filling implements AutoCloseable {
    private final Path file;
    private final CountDownLatch full = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;

    private Filling(Path file) {
        this.file = file;
        this.thread = Thread.ofPlatform().name("filling").daemon().start(this::fill);
    }

    /** Returns when nothing is free any more. */
    static Filling of(Path disk) throws InterruptedException {
        var filling = new Filling(disk.resolve("filling"));
        filling.full.await();
        return filling;
    }

    private void fill() {
        byte[] much = new byte[1 << 20];
        byte[] little = new byte[1 << 10];
        boolean nearly = false;
        try (OutputStream out = Files.newOutputStream(file)) {
            do {
                try {
                    while (over.getCount() > 0) {
                        out.write(nearly ? little : much);
                    }
                } catch (IOException e) {
                    if (nearly) {
                        full.countDown();
                    }
                    nearly = true;
                }
            } while (!over.await(full.getCount() > 0 ? 0 : 20, TimeUnit.MILLISECONDS));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** There is room again. */
    @Override
    public void close() throws IOException {
        over.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(file);
    }
}
