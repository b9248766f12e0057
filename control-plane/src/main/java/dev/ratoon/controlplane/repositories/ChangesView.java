package dev.ratoon.controlplane.repositories;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.git.review.ChangedFile;
import java.util.List;
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
