package dev.ratoon.git.store;

import dev.ratoon.git.PushRule;
import dev.ratoon.git.RefChange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What is about to happen to an agent's refs, on the disk before it happens and until somebody has
 * taken note of it: so a crash in between loses neither.
 */
final class Pending {
    private static final String NONE = "-";
    private static final String USED = "used ";

    private final Path file;

    private Pending(Path file) {
        this.file = file;
    }

    static Pending of(Path store, UUID agent) {
        return new Pending(store.resolve("pending").resolve(agent.toString()));
    }

    static List<UUID> all(Path store) throws IOException {
        Path folder = Files.createDirectories(store.resolve("pending"));
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.length() == 36)
                    .map(UUID::fromString)
                    .toList();
        }
    }

    void write(Told told) throws IOException {
        var text = new StringBuilder();
        for (PushRule rule : told.used()) {
            text.append(USED).append(rule.name()).append('\n');
        }
        for (RefChange change : told.changes()) {
            text.append(change.before().orElse(NONE))
                    .append(' ')
                    .append(change.after())
                    .append(' ')
                    .append(change.ref())
                    .append('\n');
        }
        Files.createDirectories(file.getParent());
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out =
                FileChannel.open(
                        draft,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    boolean is() {
        return Files.exists(file);
    }

    Told read() throws IOException {
        List<RefChange> changes = new ArrayList<>();
        Set<PushRule> used = EnumSet.noneOf(PushRule.class);
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(USED)) {
                used.add(PushRule.valueOf(line.substring(USED.length())));
            } else {
                String[] part = line.split(" ", 3);
                changes.add(new RefChange(part[2], before(part[0]), part[1]));
            }
        }
        return new Told(changes, used);
    }

    private static Optional<String> before(String text) {
        return text.equals(NONE) ? Optional.empty() : Optional.of(text);
    }

    void clear() throws IOException {
        Files.deleteIfExists(file);
    }
}
