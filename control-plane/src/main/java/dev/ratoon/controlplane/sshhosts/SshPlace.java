package dev.ratoon.controlplane.sshhosts;

import dev.ratoon.git.Source;
import java.util.Locale;

/**
 * A host that is trusted: that one, at that port.
 *
 * @param name with the port, unless it is ssh's own
 */
record SshPlace(String name) {
    SshPlace {
        name = name.toLowerCase(Locale.ROOT).replaceFirst(":22$", "");
    }

    static SshPlace of(Source.Ssh at) {
        String host = at.host().indexOf(':') < 0 ? at.host() : "[" + at.host() + "]";
        return new SshPlace(host + ":" + at.port());
    }
}
