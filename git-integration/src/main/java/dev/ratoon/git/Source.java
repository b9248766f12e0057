package dev.ratoon.git;

import java.net.URI;
import java.nio.file.Path;

/** Where the repository of a sandbox comes from. */
public sealed interface Source {
    /** A repository of a host, read without credentials. */
    record Https(URI address) implements Source {
        public Https {
            if (!"https".equals(address.getScheme())
                    || address.getHost() == null
                    || address.getRawUserInfo() != null
                    || address.getRawQuery() != null
                    || address.getRawFragment() != null) {
                throw new IllegalArgumentException("not a plain https address of a repository");
            }
        }
    }

    /** A folder of the machine's owner, bare or with a work tree. */
    record LocalPath(Path folder) implements Source {
        public LocalPath {
            if (!folder.isAbsolute()) {
                throw new IllegalArgumentException("not an absolute path: " + folder);
            }
        }
    }
}
