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

    /**
     * A repository of a host that is reached over ssh.
     *
     * @param user whom the host takes everybody for: mostly git
     * @param host its name, or an address without brackets
     * @param path as the program over there is told it: from the root, from a home with ~, or from
     *     the home of the user
     */
    record Ssh(String user, String host, int port, String path) implements Source {
        public Ssh {
            SshAddress.check(user, host, port, path);
        }

        @Override
        public String normalForm() {
            return SshAddress.text(this);
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
