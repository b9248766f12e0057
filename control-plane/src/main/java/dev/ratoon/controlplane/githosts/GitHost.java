package dev.ratoon.controlplane.githosts;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * A host that a login is for: that one, at that port, and none below it.
 *
 * @param name with the port, unless it is https' own
 */
record GitHost(String name) {
    GitHost {
        name = name.toLowerCase(Locale.ROOT).replaceFirst(":443$", "");
    }

    /** Empty for what is shown no login: what nothing protects, or what has one already. */
    static Optional<GitHost> of(URI repository) {
        return "https".equals(repository.getScheme())
                        && repository.getHost() != null
                        && repository.getRawUserInfo() == null
                ? Optional.of(new GitHost(repository.getRawAuthority()))
                : Optional.empty();
    }
}
