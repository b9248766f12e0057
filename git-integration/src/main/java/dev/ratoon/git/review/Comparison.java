package dev.ratoon.git.review;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffEntry.Side;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.patch.FileHeader.PatchType;
import org.eclipse.jgit.revwalk.RevTree;
import org.jspecify.annotations.Nullable;

/** Two trees, side by side. Threads: one at a time. */
public final class Comparison implements AutoCloseable {
    private final Bounds bounds;
    private final ObjectReader reader;
    private final DiffFormatter formatter;
    private final List<DiffEntry> entries;
    private final BoundedText text = new BoundedText();

    Comparison(Repository repository, RevTree from, RevTree to, Bounds bounds) throws IOException {
        this.bounds = bounds;
        this.reader = repository.newObjectReader();
        this.formatter = new DiffFormatter(text);
        formatter.setReader(reader, repository.getConfig());
        formatter.setDiffAlgorithm(new LineDiff());
        formatter.setDetectRenames(bounds.renames() > 0);
        if (bounds.renames() > 0) {
            formatter.getRenameDetector().setRenameLimit(bounds.renames());
        }
        formatter.setBinaryFileThreshold(Math.toIntExact(bounds.file()));
        formatter.setQuotePaths(true);
        this.entries = formatter.scan(from, to);
    }

    /** All of them, with their counts. */
    public List<ChangedFile> files() throws IOException {
        List<ChangedFile> files = new ArrayList<>();
        for (DiffEntry entry : entries) {
            files.add(file(entry));
        }
        return files;
    }

    private ChangedFile file(DiffEntry entry) throws IOException {
        FileHeader header = formatter.toFileHeader(entry);
        int added = 0;
        int removed = 0;
        if (header.getPatchType() == PatchType.UNIFIED) {
            for (var edit : header.toEditList()) {
                added += edit.getLengthB();
                removed += edit.getLengthA();
            }
        }
        return new ChangedFile(
                path(entry), oldPath(entry), change(entry), added, removed, shown(entry, header));
    }

    private static String path(DiffEntry entry) {
        return entry.getChangeType() == DiffEntry.ChangeType.DELETE
                ? entry.getOldPath()
                : entry.getNewPath();
    }

    private static @Nullable String oldPath(DiffEntry entry) {
        return switch (entry.getChangeType()) {
            case RENAME, COPY -> entry.getOldPath();
            case ADD, MODIFY, DELETE -> null;
        };
    }

    private static ChangedFile.Change change(DiffEntry entry) {
        return switch (entry.getChangeType()) {
            case ADD -> ChangedFile.Change.ADDED;
            case MODIFY -> ChangedFile.Change.CHANGED;
            case DELETE -> ChangedFile.Change.REMOVED;
            case RENAME -> ChangedFile.Change.RENAMED;
            case COPY -> ChangedFile.Change.COPIED;
        };
    }

    private ChangedFile.Shown shown(DiffEntry entry, FileHeader header) throws IOException {
        if (header.getPatchType() == PatchType.UNIFIED) {
            return ChangedFile.Shown.LINES;
        }
        boolean large = isLarge(entry, Side.OLD) || isLarge(entry, Side.NEW);
        return large ? ChangedFile.Shown.TOO_LARGE : ChangedFile.Shown.BINARY;
    }

    private boolean isLarge(DiffEntry entry, Side side) throws IOException {
        FileMode mode = entry.getMode(side);
        if (mode.equals(FileMode.MISSING) || mode.getObjectType() != Constants.OBJ_BLOB) {
            return false;
        }
        AnyObjectId id = entry.getId(side).toObjectId();
        try {
            return reader.getObjectSize(id, Constants.OBJ_BLOB) >= bounds.file();
        } catch (MissingObjectException e) {
            return false;
        }
    }

    /** The whole as one text in git's own format, as far as the bounds allow. */
    public String text() throws IOException {
        return text(entries);
    }

    /** The text about one file, named as it is now or was; empty when it did not change. */
    public Optional<String> text(String path) throws IOException {
        List<DiffEntry> one =
                entries.stream()
                        .filter(entry -> path.equals(path(entry)) || path.equals(oldPath(entry)))
                        .toList();
        return one.isEmpty() ? Optional.empty() : Optional.of(text(one));
    }

    private String text(List<DiffEntry> some) throws IOException {
        var all = new StringBuilder();
        int left = bounds.text();
        int told = 0;
        for (DiffEntry entry : some) {
            text.begin(Math.min(left, bounds.fileText()));
            formatter.format(entry);
            formatter.flush();
            byte[] kept = text.end();
            if (kept.length == 0) {
                break;
            }
            left -= kept.length;
            told++;
            all.append(new String(kept, UTF_8));
            if (text.lost() > 0) {
                all.append(
                        "\\ %d more lines of %s are not shown\n"
                                .formatted(text.lost(), path(entry)));
            }
        }
        if (told < some.size()) {
            all.append("\\ %d more files are not shown\n".formatted(some.size() - told));
        }
        return all.toString();
    }

    @Override
    public void close() {
        formatter.close();
        reader.close();
    }
}
