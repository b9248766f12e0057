package dev.ratoon.controlplane.database;

import com.sun.security.auth.module.UnixSystem;
import dev.ratoon.controlplane.home.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How PostgreSQL's programs are started. Never as root, which they refuse: root runs them in a user
 * namespace of its own where it is somebody else, without a capability. In a session of their own,
 * because a Ctrl-C in the terminal must reach us first. And, where the system can, ended by the
 * kernel when the thread that started them ends.
 */
record Launcher(List<String> prefix) {
    private static final List<String> LINUX_SESSION = List.of("setsid", "--");
    private static final List<String> ANY_SESSION =
            List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec {$ARGV[0]} @ARGV");
    private static final List<String> NOT_ROOT =
            List.of("unshare", "--user", "--map-user=1000", "--map-group=1000", "--");
    private static final List<String> ENDS_WITH_US = List.of("setpriv", "--pdeathsig", "INT", "--");

    /** The best that works here, found by trying it. */
    static Launcher probe() {
        boolean root = new UnixSystem().getUid() == 0;
        List<String> notRoot = root ? NOT_ROOT : List.of();
        for (List<String> prefix :
                List.of(
                        joined(LINUX_SESSION, notRoot, ENDS_WITH_US),
                        joined(LINUX_SESSION, notRoot),
                        joined(ANY_SESSION, notRoot),
                        notRoot)) {
            if (works(prefix)) {
                return new Launcher(prefix);
            }
        }
        throw new StartFailure(
                "PostgreSQL refuses to run as root, and this machine does not let Ratoon step down"
                        + " (unshare --user failed; containers often forbid it).",
                "Start Ratoon as an ordinary user, or give it a database: ./ratoon up"
                        + " --database-url postgresql://USER:PASSWORD@HOST/DATABASE");
    }

    /** Nothing of our environment goes with it: PGDATA, PGOPTIONS or LC_ALL would change it. */
    ProcessBuilder command(Path program, List<String> arguments) {
        var builder = new ProcessBuilder(joined(prefix, List.of(program.toString()), arguments));
        builder.environment().clear();
        builder.environment().putAll(environment());
        builder.redirectErrorStream(true);
        return builder;
    }

    private static Map<String, String> environment() {
        String path = System.getenv("PATH");
        return Map.of("LC_ALL", "C", "PATH", path == null ? "/usr/bin:/bin" : path);
    }

    private static boolean works(List<String> prefix) {
        try {
            var builder = new ProcessBuilder(joined(prefix, List.of("id", "-u")));
            builder.redirectErrorStream(true);
            Process process = builder.start();
            process.getOutputStream().close();
            String uid =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 && !uid.strip().equals("0");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A directory that somebody else owns is refused by PostgreSQL in words that help nobody. */
    static void requireOwn(Path directory) throws IOException {
        if (!Files.getAttribute(directory, "unix:uid").equals((int) new UnixSystem().getUid())) {
            throw new StartFailure(
                    "The database in "
                            + directory
                            + " belongs to the user "
                            + Files.getOwner(directory).getName()
                            + ".",
                    "Start Ratoon as that user, or choose another home: ./ratoon up --home DIR");
        }
    }

    @SafeVarargs
    private static List<String> joined(List<String>... parts) {
        var all = new ArrayList<String>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return List.copyOf(all);
    }
}
