package dev.ratoon.controlplane.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Held by the one control plane that uses a home; the kernel gives it back when the process ends.
 */
public final class HomeLock implements AutoCloseable {
    private static final Pattern RECORD =
            Pattern.compile("\"pid\" *: *(\\d+).*\"url\" *: *\"([^\"]+)\"");

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    public static HomeLock take(Home home) {
        Path file = home.path().resolve("lock");
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    sign(channel);
                    return new HomeLock(channel);
                }
            } catch (OverlappingFileLockException e) {
                // Held by this very process: as good as held by another.
            }
            channel.close();
            throw new StartFailure(
                    "Ratoon already runs with the data in " + home.path() + whoRuns(home) + ".",
                    "Use it (./ratoon login), end it (./ratoon down), or choose another home"
                            + " (./ratoon up --home DIR --port PORT)");
        } catch (IOException e) {
            throw new StartFailure(
                    "Ratoon cannot lock " + file + " (" + e.getMessage() + ").",
                    "A home must lie on a file system that has locks; choose another:"
                            + " ./ratoon up --home DIR",
                    e);
        }
    }

    /** For `./ratoon down`, while there is no record yet of one that is ready. */
    private static void sign(FileChannel channel) {
        try {
            channel.truncate(0);
            String number = ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(number.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            // The lock is what counts.
        }
    }

    private static String whoRuns(Home home) {
        try {
            Matcher record = RECORD.matcher(Files.readString(home.running()));
            return record.find()
                    ? " as process " + record.group(1) + " at " + record.group(2)
                    : ", and is not ready yet";
        } catch (IOException e) {
            return ", and is not ready yet";
        }
    }

    @Override
    public void close() {
        try {
            channel.truncate(0);
            channel.close();
        } catch (IOException e) {
            // The end of the process closes it all the same.
        }
    }
}
