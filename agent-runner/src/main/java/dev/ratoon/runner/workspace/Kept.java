package dev.ratoon.runner.workspace;

import dev.ratoon.protocol.Assignment;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is saved of a workspace.
 *
 * @param largest the most bytes of a file
 * @param ignored patterns (git's, as with {@code :(glob)}) of files that are saved though ignored;
 *     of folders all that is in them
 * @param beside files and folders that are saved though not in the repository: paths in the
 *     workspace
 * @param patience how long saving may take
 */
public record Kept(long largest, List<String> ignored, List<String> beside, Duration patience) {
    public static final Kept USUAL =
            new Kept(100L << 20, List.of(), List.of(), Duration.ofMinutes(2));

    private static final String HOME = "home/";

    /**
     * As an assignment has it: with the sessions of its harness. Of those, what leads out of the
     * home of whoever works there is left out.
     */
    public static Kept of(Assignment assignment) {
        List<String> save = assignment.save();
        return new Kept(
                USUAL.largest,
                save == null ? List.of() : save.stream().flatMap(Kept::withFolders).toList(),
                assignment.harness().sessionFiles().stream()
                        .filter(Kept::isBelow)
                        .map(HOME::concat)
                        .toList(),
                USUAL.patience);
    }

    /** A pattern with a wildcard matches files alone by git's rules, and {@code x/} nothing. */
    private static Stream<String> withFolders(String glob) {
        return glob.endsWith("/") ? Stream.of(glob + "**") : Stream.of(glob, glob + "/**");
    }

    private static boolean isBelow(String path) {
        return !path.isBlank()
                && !path.startsWith("/")
                && path.indexOf('\n') < 0
                && Stream.of(path.split("/", -1))
                        .noneMatch(part -> Set.of("", ".", "..").contains(part));
    }

    public Kept {
        ignored = List.copyOf(ignored);
        beside = List.copyOf(beside);
    }
}
