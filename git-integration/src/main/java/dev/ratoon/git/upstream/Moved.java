package dev.ratoon.git.upstream;

import dev.ratoon.git.GitTrouble;
import java.net.URI;
import java.util.Set;

/** A host's word that a repository is elsewhere: believed only for the same host. */
final class Moved {
    private static final Set<Integer> STATUS = Set.of(301, 302, 303, 307, 308);

    private Moved() {}

    static boolean is(HttpAnswer answer) {
        return STATUS.contains(answer.status());
    }

    static URI to(HttpAnswer answer, URI from, String tail) {
        String location = answer.header("Location").orElse("");
        URI to;
        try {
            to = URI.create(from + tail).resolve(location);
        } catch (IllegalArgumentException e) {
            throw GitTrouble.external(from.getHost() + " names no address to go on at.", e);
        }
        String text = to.toString();
        if (!"https".equals(to.getScheme())
                || !from.getHost().equalsIgnoreCase(to.getHost())
                || from.getPort() != to.getPort()
                || to.getRawUserInfo() != null
                || !text.endsWith(tail)) {
            throw GitTrouble.user(
                    "%s sends us on to %s, which Ratoon does not follow: start the agent on the address where the repository is now."
                            .formatted(from, text));
        }
        return URI.create(text.substring(0, text.length() - tail.length()));
    }
}
