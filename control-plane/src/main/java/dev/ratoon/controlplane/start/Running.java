package dev.ratoon.controlplane.start;

import dev.ratoon.controlplane.basis.Machine;
import dev.ratoon.controlplane.demo.Demo;
import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.login.OwnerTokens;
import dev.ratoon.controlplane.operations.Ending;
import dev.ratoon.controlplane.operations.LogConfig;
import dev.ratoon.controlplane.operations.ShutdownConfig;
import dev.ratoon.controlplane.roles.ControlPlaneRole;
import dev.ratoon.controlplane.roles.Roles;
import dev.ratoon.controlplane.status.FoundConfinement;
import dev.ratoon.controlplane.status.ThisProcess;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The control plane while it runs. */
public class Running implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger(Running.class);

    private static volatile Duration grace = Duration.ZERO;
    private static volatile boolean hasDatabase = true;

    private final LogConfig log;
    private final ShutdownConfig shutdown;
    private final Home home;
    private final ThisProcess process;
    private final Roles roles;
    private final Ending ending;
    private final OwnerTokens owner;
    private final FoundConfinement confinement;
    private final Presence presence;
    private final Demo demo;

    Running(
            @ConfigProperty(name = "started.home") Path home,
            LogConfig log,
            ShutdownConfig shutdown,
            ThisProcess process,
            Roles roles,
            OwnerTokens owner,
            FoundConfinement confinement,
            Presence presence,
            Demo demo,
            Ending ending) {
        this.shutdown = shutdown;
        this.log = log;
        this.home = new Home(home);
        this.process = process;
        this.roles = roles;
        this.owner = owner;
        this.confinement = confinement;
        this.presence = presence;
        this.demo = demo;
        this.ending = ending;
    }

    /** How long the requests under way may take at the end. */
    static Duration grace() {
        return grace;
    }

    /** From here on there is only the end. */
    static void withoutDatabase() {
        hasDatabase = false;
    }

    static boolean hasDatabase() {
        return hasDatabase;
    }

    @Override
    public int run(String... args) throws IOException {
        grace = shutdown.grace();
        Duration took = sinceProcessStart();
        presence.tell();
        LOG.infof("Ready in %d ms at %s", took.toMillis(), process.url());
        boolean api = roles.has(ControlPlaneRole.API);
        announce(took, api ? owner.link(URI.create(process.url())).link() : null);
        Quarkus.waitForExit();
        // Also where no signal asked for it.
        ending.begin();
        return 0;
    }

    private Demo.@Nullable Begun demo() {
        return Chosen.current().demo() && roles.has(ControlPlaneRole.API) ? demo.begin() : null;
    }

    private void announce(Duration took, @Nullable String link) {
        Chosen chosen = Chosen.current();
        chosen.ticking().close();
        // The standard output of a JSON log is JSON to the last line.
        PrintStream people = log.json() ? System.err : System.out;
        people.print(
                Account.of(
                        new Facts(
                                process.version(),
                                chosen.java(),
                                chosen.database(),
                                home.path(),
                                chosen.firstStart(),
                                home.logFile(),
                                confinement.confinement(),
                                process.url(),
                                took,
                                link,
                                ssh(System.getenv()),
                                chosen.authority(),
                                demo())));
        people.flush();
        if (link != null && chosen.browser()) {
            Desktop.opener(System.getProperty("os.name", ""), System.getenv())
                    .ifPresent(opener -> Desktop.open(opener, home, link));
        }
    }

    /** {@code SSH_CONNECTION}: client address, client port, our address, our port. */
    static Facts.@Nullable Ssh ssh(Map<String, String> environment) {
        String[] parts = environment.getOrDefault("SSH_CONNECTION", "").split(" ", -1);
        return parts.length == 4
                ? new Facts.Ssh(environment.getOrDefault("USER", "root"), parts[2])
                : null;
    }

    private static Duration sinceProcessStart() {
        Instant now = Machine.clock().instant();
        return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now);
    }
}
