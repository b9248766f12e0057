package dev.ratoon.environments.local;

import dev.ratoon.environments.SandboxName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of one agent. What outlives a sandbox: its workspace, its state and its uid. */
record AgentFiles(String workspaceName, Path directory) {
    private static final String UNFINISHED = ".new";
    private static final String LEAVING = ".gone";

    /** Mounted into the hands' side only. */
    Path workspace() {
        return directory.resolve("workspace");
    }

    /** Mounted into the runner's side only. */
    Path state() {
        return directory.resolve("state");
    }

    Path uid() {
        return directory.resolve("uid");
    }

    /** The newest incarnation that was removed. */
    private Path newest() {
        return directory.resolve("newest");
    }

    private Path runs() {
        return directory.resolve("run");
    }

    boolean exists() {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
    }

    Incarnation incarnation(int number) {
        return in(Integer.toString(number), number);
    }

    /** Where it is built; a crash meanwhile leaves something that was never started. */
    Incarnation unfinished(int number) {
        return in(number + UNFINISHED, number);
    }

    /** Where it goes before it is ended, so that it cannot be mistaken for a living one. */
    Incarnation leaving(int number) {
        return in(number + LEAVING, number);
    }

    private Incarnation in(String word, int number) {
        return new Incarnation(new SandboxName(workspaceName, number), runs().resolve(word));
    }

    /** The newest that was started and not removed. */
    Optional<Incarnation> current() throws IOException {
        return words().filter(AgentFiles::isNumber)
                .map(Integer::valueOf)
                .max(Comparator.naturalOrder())
                .map(this::incarnation);
    }

    List<Incarnation> unfinished() throws IOException {
        return suffixed(UNFINISHED);
    }

    List<Incarnation> leaving() throws IOException {
        return suffixed(LEAVING);
    }

    private List<Incarnation> suffixed(String suffix) throws IOException {
        return words().filter(word -> word.endsWith(suffix))
                .map(word -> word.substring(0, word.length() - suffix.length()))
                .filter(AgentFiles::isNumber)
                .map(word -> in(word + suffix, Integer.parseInt(word)))
                .toList();
    }

    private static boolean isNumber(String word) {
        return word.matches("[1-9][0-9]{0,8}");
    }

    private Stream<String> words() throws IOException {
        if (!Files.isDirectory(runs(), LinkOption.NOFOLLOW_LINKS)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(runs())) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    /** The highest number that was ever started. */
    int highest() throws IOException {
        int removed;
        try {
            removed = Integer.parseInt(Files.readString(newest()).strip());
        } catch (NoSuchFileException _) {
            removed = 0;
        }
        int standing = current().map(there -> there.name().incarnation()).orElse(0);
        return Math.max(removed, standing);
    }

    void remember(int number) throws IOException {
        if (number > highest() || current().isPresent()) {
            Replacing.write(newest(), Math.max(number, highest()) + "\n");
        }
    }
}
