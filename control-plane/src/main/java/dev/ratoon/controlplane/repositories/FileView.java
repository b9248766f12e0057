package dev.ratoon.controlplane.repositories;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.git.review.ChangedFile;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file that is changed.
 *
 * @param change what became of it: added, changed, removed, renamed or copied
 * @param shown {@code lines}, {@code binary} or {@code too-large}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FileView(
        String path,
        @Nullable String oldPath,
        String change,
        int added,
        int removed,
        String shown) {
    public static FileView of(ChangedFile file) {
        return new FileView(
                file.path(),
                file.oldPath(),
                word(file.change()),
                file.added(),
                file.removed(),
                word(file.shown()));
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
