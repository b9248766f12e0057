package dev.ratoon.runner.workspace;

import java.time.Duration;
import java.util.List;

/**
 * What is saved of a workspace.
 *
 * @param largest the most bytes of a file
 * @param ignored patterns (git's, as with {@code :(glob)}) of files that are saved though ignored
 * @param beside files and folders that are saved though not in the repository: paths in the
 *     workspace
 * @param patience how long saving may take
 */
public record Kept(long largest, List<String> ignored, List<String> beside, Duration patience) {
    public static final Kept USUAL =
            new Kept(100L << 20, List.of(), List.of(), Duration.ofMinutes(2));

    public Kept {
        ignored = List.copyOf(ignored);
        beside = List.copyOf(beside);
    }
}
