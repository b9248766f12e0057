package dev.ratoon.git;

import java.util.List;

/**
 * What the commits of a push may not bring.
 *
 * @param paths files that no branch may change, as globs: {@code .github/workflows/**}
 * @param secrets whether what looks like a key is refused
 * @param whose who wants it so, for the one who is refused: {@code the environment 'java'}
 */
public record PushGuard(List<String> paths, boolean secrets, String whose) {
    /** Refuses nothing. */
    public static final PushGuard NONE = new PushGuard(List.of(), false, "");

    public PushGuard {
        paths = List.copyOf(paths);
    }
}
