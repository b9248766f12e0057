package dev.ratoon.environments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that runs one shell script in an empty-root, unshared, network-less sandbox. */
sealed interface Confiner {
    /** Who the sandbox's processes are when Ratoon itself runs as root: nobody. */
    int UNPRIVILEGED = 65534;

    List<String> command(String script);

    /** What the first line of {@code --version} says, without the name. */
    List<String> versionCommand();

    Confinement found(String version);

    /** Mounts are built from an empty root; only the programs of the system are in it. */
    record ByBubblewrap(Path bwrap, List<String> dropRoot) implements Confiner {
        @Override
        public List<String> command(String script) {
            var command = new ArrayList<>(dropRoot);
            command.add(bwrap.toString());
            command.addAll(List.of("--unshare-all", "--die-with-parent", "--new-session"));
            command.addAll(List.of("--cap-drop", "ALL", "--clearenv"));
            command.addAll(List.of("--setenv", "PATH", "/usr/bin:/bin"));
            command.addAll(List.of("--ro-bind", "/usr", "/usr"));
            for (String name : List.of("bin", "sbin", "lib", "lib32", "lib64")) {
                Path path = Path.of("/", name);
                if (Files.isSymbolicLink(path)) {
                    command.addAll(List.of("--symlink", "usr/" + name, "/" + name));
                } else {
                    command.addAll(List.of("--ro-bind-try", "/" + name, "/" + name));
                }
            }
            command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
            command.addAll(List.of("--chdir", "/", "--", "/bin/sh", "-c", script));
            return command;
        }

        @Override
        public List<String> versionCommand() {
            return List.of(bwrap.toString(), "--version");
        }

        @Override
        public Confinement found(String version) {
            return new Confinement.Bubblewrap(version);
        }
    }

    /** The same by hand; the set-up script gives its capabilities away before it runs the other. */
    record ByUtilLinux(Path unshare, List<String> dropRoot, String setUp) implements Confiner {
        @Override
        public List<String> command(String script) {
            var command = new ArrayList<>(dropRoot);
            command.add(unshare.toString());
            command.addAll(List.of("--user", "--map-root-user", "--mount", "--pid", "--net"));
            command.addAll(List.of("--ipc", "--uts", "--cgroup", "--fork", "--kill-child", "--"));
            command.addAll(List.of("/bin/sh", "-c", setUp, script));
            return command;
        }

        @Override
        public List<String> versionCommand() {
            return List.of(unshare.toString(), "--version");
        }

        @Override
        public Confinement found(String version) {
            return new Confinement.UtilLinux(version);
        }
    }
}
