package dev.ratoon.environments.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The processes by which one side stands and falls, as its files name them and as far as they live:
 * the one that was started, and the first one in its namespaces, whose death is that of all others
 * in there.
 *
 * @param noted whether anything was started at all
 */
record SideLife(boolean noted, Optional<Life> started, Optional<Life> init) {
    private static final Pattern STARTED = Pattern.compile("(\\d+) (\\d+)\\s*");

    /** Plain, or in the JSON that bubblewrap writes. */
    private static final Pattern INIT = Pattern.compile("\"child-pid\": ?(\\d+)|^(\\d+)\\s*$");

    /** In ticks; a side whose first process takes longer to appear is not started any more. */
    private static final long SOON = 3000;

    static SideLife of(Incarnation incarnation, Side side) {
        Optional<Life> noted =
                match(STARTED, incarnation.process(side))
                        .map(
                                found ->
                                        new Life(
                                                Long.parseLong(found.group(1)),
                                                Long.parseLong(found.group(2))));
        Optional<Life> init =
                noted.flatMap(
                        started ->
                                match(INIT, incarnation.init(side))
                                        .flatMap(SideLife::pid)
                                        .flatMap(Life::of)
                                        .filter(life -> isInit(life, started)));
        return new SideLife(noted.isPresent(), noted.filter(Life::lasts), init);
    }

    /** Whether its first process was ever seen inside. */
    static boolean noted(Incarnation incarnation, Side side) {
        return match(INIT, incarnation.init(side)).isPresent();
    }

    private static Optional<Long> pid(Matcher found) {
        return Stream.of(1, 2)
                .map(found::group)
                .filter(Objects::nonNull)
                .map(Long::valueOf)
                .findFirst();
    }

    /** The number alone may be another's by now: this one leads namespaces made at that time. */
    private static boolean isInit(Life life, Life started) {
        long after = life.began() - started.began();
        if (after < 0 || after > SOON) {
            return false;
        }
        return ProcessTable.status(life.pid())
                .lines()
                .anyMatch(line -> line.startsWith("NSpid:") && line.endsWith("\t1"));
    }

    List<Life> lives() {
        return Stream.of(init, started).flatMap(Optional::stream).toList();
    }

    boolean over() {
        return noted && started.isEmpty() && init.isEmpty();
    }

    private static Optional<Matcher> match(Pattern pattern, Path file) {
        return Optional.of(pattern.matcher(text(file))).filter(Matcher::find);
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException _) {
            return "";
        }
    }
}
