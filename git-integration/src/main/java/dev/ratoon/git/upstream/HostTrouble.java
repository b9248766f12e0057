package dev.ratoon.git.upstream;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Login;
import dev.ratoon.git.RemoteWords;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** In words what a host answers in numbers. */
final class HostTrouble {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_SAID = 4 << 10;

    /** No address in it: whoever chose one would choose what others paste into a shell. */
    private static final String GIVE =
            "ratoon git-host add URL --user NAME (at GitHub: ratoon github connect)";

    private HostTrouble() {}

    static GitTrouble of(HttpAnswer answer, URI at, Optional<? extends Login> login) {
        int status = answer.status();
        return switch (status) {
            case 200 ->
                    GitTrouble.user(
                            at
                                    + " does not speak git's smart HTTP: check the address of the"
                                    + " repository.");
            case 401, 403 -> GitTrouble.user(hidden(status, at, login));
            case 404, 410 ->
                    GitTrouble.user(
                            "There is no repository at %s (HTTP %d)%s"
                                    .formatted(
                                            at,
                                            status,
                                            login.isPresent()
                                                    ? ", or not for this login: check its address."
                                                    : ", or not without a login: check its address,"
                                                            + " or give Ratoon one: "
                                                            + GIVE));
            case 429 -> busy(answer, at);
            default ->
                    GitTrouble.external(
                            "%s answered HTTP %d for %s: try again later."
                                    .formatted(at.getHost(), status, at),
                            null);
        };
    }

    /** That somebody may not push is thrown as such: there may be another way. */
    static RuntimeException ofPush(HttpAnswer answer, URI at, Optional<? extends Login> login)
            throws IOException {
        return switch (answer.status()) {
            case 401 ->
                    GitTrouble.user(
                            login.isPresent()
                                    ? hidden(401, at, login)
                                    : at.getHost()
                                            + " takes no push without a login (HTTP 401): give"
                                            + " Ratoon one that may push to "
                                            + at
                                            + ": "
                                            + GIVE
                                            + ". Or take the work to a clone of yours: ratoon"
                                            + " checkout AGENT");
            case 403, 404 ->
                    new Push.NoRight(
                            Stream.concat(
                                            Stream.of(
                                                    "%s does not let you push to %s (HTTP %d)."
                                                            .formatted(
                                                                    at.getHost(),
                                                                    at,
                                                                    answer.status())),
                                            said(answer).stream())
                                    .toList());
            default -> of(answer, at, login);
        };
    }

    /** Hosts say in plain text why: that somebody has no right, or that nobody has. */
    private static List<String> said(HttpAnswer answer) throws IOException {
        return answer.header("Content-Type").orElse("").startsWith("text/plain")
                ? RemoteWords.of(
                        new String(answer.body().readNBytes(MOST_SAID), StandardCharsets.UTF_8))
                : List.of();
    }

    private static String hidden(int status, URI at, Optional<? extends Login> login) {
        if (login.isEmpty()) {
            return "%s does not show %s without a login (HTTP %d): it is private, or not there. Give Ratoon one that may read it: %s"
                    .formatted(at.getHost(), at, status, GIVE);
        }
        return status == 401
                ? "%s does not take this login (HTTP 401): its name or secret is wrong, was revoked or has expired. Give it anew: %s"
                        .formatted(at.getHost(), GIVE)
                : "%s does not show %s to this login (HTTP 403): ask for the right to read it there."
                        .formatted(at.getHost(), at);
    }

    private static GitTrouble busy(HttpAnswer answer, URI at) {
        Optional<Duration> wait = answer.header("Retry-After").flatMap(HostTrouble::wait);
        return GitTrouble.capacity(
                "%s is asked too often (HTTP 429): try again %s."
                        .formatted(
                                at.getHost(),
                                wait.map(time -> "in " + time.toSeconds() + " s").orElse("later")),
                wait.orElse(null));
    }

    /** In seconds, or until a date. */
    private static Optional<Duration> wait(String header) {
        if (header.matches("[0-9]{1,6}")) {
            return bounded(Duration.ofSeconds(Long.parseLong(header)));
        }
        try {
            var until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
            return bounded(Duration.between(Instant.now(), until.toInstant()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> bounded(Duration asked) {
        return Optional.of(asked)
                .filter(time -> !time.isNegative())
                .map(time -> time.compareTo(LONGEST) > 0 ? LONGEST : time);
    }
}
