package dev.ratoon.git.push;

import dev.ratoon.git.PushGuard;
import dev.ratoon.git.pack.PackBounds;
import java.util.List;

/**
 * How much a push may bring, and what else it may not.
 *
 * @param pack the most bytes on the wire
 * @param object the most bytes of one file, unpacked
 * @param unpacked the most bytes of all objects, unpacked
 * @param objects how many there may be
 * @param memory the most bytes that unpacking deltas may hold at once, for all pushes together
 * @param paths files that no branch may change, as globs: {@code .github/workflows/**}
 * @param secrets whether what looks like a key is refused on a branch
 */
public record PushLimits(
        long pack,
        long object,
        long unpacked,
        int objects,
        long memory,
        List<String> paths,
        boolean secrets) {
    public PushLimits {
        paths = List.copyOf(paths);
    }

    public static PushLimits defaults() {
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        return new PushLimits(
                1L << 30,
                100L << 20,
                4L << 30,
                500_000,
                Math.min(quarter, 256L << 20),
                List.of(),
                false);
    }

    PackBounds bounds() {
        return new PackBounds(objects, object, unpacked, memory);
    }

    /** Of what holds for all agents. */
    public PushGuard guard() {
        return new PushGuard(paths, secrets, "");
    }

    /** With so much on the wire, four times that when it is unpacked, and files of that size. */
    public PushLimits withSizes(long wire, long file) {
        return new PushLimits(wire, file, 4 * wire, objects, memory, paths, secrets);
    }

    public PushLimits withRules(List<String> denied, boolean keys) {
        return new PushLimits(pack, object, unpacked, objects, memory, denied, keys);
    }
}
