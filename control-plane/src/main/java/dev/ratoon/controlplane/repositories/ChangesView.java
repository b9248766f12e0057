package dev.ratoon.controlplane.repositories;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.git.review.ChangedFile;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is changed, in numbers.
 *
 * @param from the commit that it is compared with
 * @param to the checkpoint's commit
 * @param more files that are changed and not listed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChangesView(
        int turn,
        @Nullable String from,
        String to,
        int changed,
        int added,
        int removed,
        List<FileView> files,
        int more) {
    private static final int MOST = 5_000;

    /**
     * A file.
     *
     * @param change what became of it: added, changed, removed, renamed or copied
     * @param shown {@code lines}, {@code binary} or {@code too-large}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FileView(
            String path,
            @Nullable String oldPath,
            String change,
            int added,
            int removed,
            String shown) {
        static FileView of(ChangedFile file) {
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

    static ChangesView of(Compared compared, List<ChangedFile> files) {
        return new ChangesView(
                compared.turn(),
                compared.from().orElse(null),
                compared.to(),
                files.size(),
                files.stream().mapToInt(ChangedFile::added).sum(),
                files.stream().mapToInt(ChangedFile::removed).sum(),
                files.stream().limit(MOST).map(FileView::of).toList(),
                Math.max(0, files.size() - MOST));
    }
}
