package dev.ratoon.environments;

import java.util.Arrays;
import java.util.List;

/** What somebody types on this machine to get a confinement; a pure function of what it is. */
final class InstallCommand {
    private static final String ELSEWHERE =
            "Install bubblewrap with this system's package manager, then start Ratoon again";

    private InstallCommand() {}

    static String on(Machine machine) {
        if (machine.system().startsWith("Mac")) {
            return "Run Ratoon in a Linux machine: brew install lima && limactl start";
        }
        String sudo = machine.root() ? "" : "sudo ";
        for (String family : families(machine.osRelease())) {
            switch (family) {
                case "debian", "ubuntu" -> {
                    return sudo + "apt-get install bubblewrap";
                }
                case "fedora", "rhel", "centos" -> {
                    return sudo + "dnf install bubblewrap";
                }
                case "arch" -> {
                    return sudo + "pacman -S bubblewrap";
                }
                case "alpine" -> {
                    return sudo + "apk add bubblewrap";
                }
                case "suse", "opensuse" -> {
                    return sudo + "zypper install bubblewrap";
                }
                default -> {}
            }
        }
        return ELSEWHERE;
    }

    /** The distribution first, then those that it says it is like. */
    private static List<String> families(String osRelease) {
        return osRelease
                .lines()
                .filter(line -> line.startsWith("ID=") || line.startsWith("ID_LIKE="))
                .sorted(
                        (a, b) ->
                                Boolean.compare(
                                        b.startsWith("ID="), a.startsWith("ID="))) // ID= first
                .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                .flatMap(names -> Arrays.stream(names.split(" ", -1)))
                .toList();
    }
}
