package dev.ratoon.git;

import java.net.URI;
import java.nio.file.Path;

/** Where the repository of a sandbox comes from. */
public sealed interface Source {
    /** The same for every way to write the same one. */
    String normalForm();

    /** A repository of a host. */
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

        @Override
        public String normalForm() {
            return address.toString();
        }
    }

    /** A folder of the machine's owner, bare or with a work tree. */
    record LocalPath(Path folder) implements Source {
        public LocalPath {
            if (!folder.isAbsolute()) {
                throw new IllegalArgumentException("not an absolute path: " + folder);
            }
        }

        @Override
        public String normalForm() {
            return folder.toString();
        }
    }
}
