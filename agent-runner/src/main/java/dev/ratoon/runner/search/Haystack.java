package dev.ratoon.runner.search;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Searches streams for needles, in a window of fixed size. Threads: one. */
final class Haystack {
    private static final int WINDOW = 1 << 16;

    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Sought(String name, byte[] bytes) {}

    /** By the first two bytes. */
    private final List<List<Sought>> beginnings = new ArrayList<>();

    private final byte[] window;
    private final int longest;
    private final boolean isEmpty;

    Haystack(List<Needle> needles) {
        for (int i = 0; i < 1 << 16; i++) {
            beginnings.add(List.of());
        }
        int most = 2;
        for (Needle needle : needles) {
            byte[] bytes = needle.text().getBytes(StandardCharsets.UTF_8);
            most = Math.max(most, bytes.length);
            int key = key(bytes, 0);
            List<Sought> all = new ArrayList<>(beginnings.get(key));
            all.add(new Sought(needle.name(), bytes));
            beginnings.set(key, all);
        }
        this.longest = most;
        this.window = new byte[WINDOW + most];
        this.isEmpty = needles.isEmpty();
    }

    /**
     * The name of the first secret that is in it.
     *
     * @param most how many bytes are read at most: what is larger once it is unpacked is no file
     */
    Optional<String> search(InputStream in, long most) throws IOException {
        int held = 0;
        long left = most;
        while (!isEmpty && left > 0) {
            int read = in.read(window, held, window.length - held);
            if (read < 0) {
                break;
            }
            left -= read;
            int end = held + read;
            Optional<String> found = within(end);
            if (found.isPresent()) {
                return found;
            }
            int from = Math.max(0, end - longest + 1);
            System.arraycopy(window, from, window, 0, end - from);
            held = end - from;
        }
        return Optional.empty();
    }

    private Optional<String> within(int end) {
        for (int at = 0; at + 1 < end; at++) {
            for (Sought sought : beginnings.get(key(window, at))) {
                byte[] bytes = sought.bytes();
                if (at + bytes.length <= end
                        && Arrays.equals(window, at, at + bytes.length, bytes, 0, bytes.length)) {
                    return Optional.of(sought.name());
                }
            }
        }
        return Optional.empty();
    }

    private static int key(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }
}
