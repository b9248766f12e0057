package dev.ratoon.controlplane.start;

import dev.ratoon.controlplane.basis.Machine;
import dev.ratoon.controlplane.config.Configuration;
import dev.ratoon.controlplane.database.Database;
import dev.ratoon.controlplane.database.Databases;
import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.HomeLock;
import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.hosting.Crash;
import dev.ratoon.controlplane.tls.Tls;
import dev.ratoon.controlplane.tls.TlsChoice;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the control plane and stays until it ends. */
@Command(name = "up", description = "Starts Ratoon on this machine.")
final class Up implements Callable<Integer> {
    private static final Logger LOG = Logger.getLogger(Up.class);

    @Option(names = "--home", paramLabel = "DIR", description = "Where the data is kept.")
    @Nullable Path homePath;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "The address to listen on.")
    String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "PORT", description = "The port to listen on.")
    int port = 7070;

    @Option(names = "--tls", description = "Encrypt, with a certificate of a local authority.")
    boolean tls;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "A certificate of your own.")
    @Nullable Path tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The key of --tls-cert.")
    @Nullable Path tlsKey;

    @Option(names = "--no-browser", description = "Do not open the browser.")
    boolean noBrowser;

    @Option(
            names = "--demo",
            description = "Begin with two agents that work on a sample repository.")
    boolean demo;

    @Option(
            names = "--database-url",
            paramLabel = "JDBC-URL",
            description = "A PostgreSQL to use instead of the embedded one.")
    @Nullable String databaseUrl;

    @Option(
            names = "--log-json",
            description = "Log as JSON to the standard output, and print all else to the other.")
    boolean logJson;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger exit = new AtomicInteger();

    @Override
    public Integer call() {
        try (var ticking = Ticking.begin()) {
            OwnerOnly.fromNowOn();
            Home home = Home.open(homePath == null ? Home.defaultPath(System.getenv()) : homePath);
            Configuration.open(home, System.getProperties(), System.getenv());
            try (HomeLock _ = HomeLock.take(home)) {
                Tls settled =
                        new TlsChoice(host, tls, tlsCertificate, tlsKey)
                                .settle(home, Machine.clock());
                // In dev mode Quarkus holds the port itself, from one hot reload to the next.
                if (!LaunchMode.current().isDev()) {
                    FreePort.require(host, port);
                }
                boolean firstStart = Files.notExists(home.secretsKey());
                try (Database database = Databases.open(home, databaseUrl)) {
                    var endpoint = new Endpoint(host, port, settled, Machine.name());
                    return serve(home, database, endpoint, firstStart, ticking);
                }
            }
        } catch (StartFailure failure) {
            System.err.println(failure.getMessage());
            System.err.println("Next: " + failure.nextStep());
            return 1;
        } finally {
            ended.countDown();
        }
    }

    private int serve(
            Home home, Database database, Endpoint endpoint, boolean firstStart, Ticking ticking) {
        ChosenAtStart.choose("started.home", home.path().toString());
        ChosenAtStart.choose("started.url", endpoint.url());
        ChosenAtStart.choose("started.database", database.description());
        endpoint.settings().forEach(ChosenAtStart::choose);
        // The library's own place for the page's files is one for all users of the machine.
        // Not in a directory that another user of the machine may have made before.
        ChosenAtStart.choose("quarkus.vertx.cache-directory", home.pageFiles().toString());
        ChosenAtStart.choose("quarkus.datasource.jdbc.url", database.jdbcUrl());
        ChosenAtStart.choose("quarkus.datasource.username", database.username());
        ChosenAtStart.choose("quarkus.datasource.password", database.password());
        if (logJson) {
            ChosenAtStart.choose("ratoon.log.json", "true");
        }
        Chosen.remember(
                new Chosen(
                        database.description(),
                        firstStart,
                        endpoint.tls(),
                        !noBrowser,
                        demo,
                        ticking));
        Runtime.getRuntime().addShutdownHook(new Thread(this::waitUntilEnded, "end of the start"));
        var failed = new AtomicReference<@Nullable Throwable>();
        var lost = new AtomicReference<@Nullable StartFailure>();
        database.whenLost(
                failure -> {
                    lost.set(failure);
                    // No error: the console gets it from the end of the start.
                    LOG.info(failure.getMessage());
                    Running.withoutDatabase();
                    Crash.note();
                    Quarkus.asyncExit(1);
                });
        Quarkus.run(
                Running.class,
                (code, thrown) -> {
                    exit.set(code);
                    failed.set(thrown);
                },
                new String[0]);
        if (ApplicationLifecycleManager.isVmShuttingDown()) {
            // Asked to end, maybe in the middle of the start: what that broke is no failure.
            exit.set(0);
            return 0;
        }
        StartFailure withoutDatabase = lost.get();
        if (withoutDatabase != null) {
            throw withoutDatabase;
        }
        Throwable thrown = failed.get();
        if (thrown != null) {
            throw StartTrouble.in(home, thrown);
        }
        return exit.get();
    }

    /**
     * After a signal the JVM ends with its last hook: hold it until the database is down too. An
     * end in order is no failure, whatever the JVM makes of a signal: 0, not 130 or 143.
     */
    private void waitUntilEnded() {
        if (ended.getCount() == 0) {
            return;
        }
        boolean inOrder = false;
        try {
            inOrder = ended.await(Running.grace().plusSeconds(60).toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!inOrder) {
            System.err.println("Ratoon does not end, and is cut off.");
        }
        Runtime.getRuntime().halt(inOrder ? exit.get() : 1);
    }
}
