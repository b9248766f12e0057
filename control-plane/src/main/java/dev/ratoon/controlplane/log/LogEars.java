package dev.ratoon.controlplane.log;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears what other processes commit: NOTIFY on a connection of its own, which no pool comes
 * between, is the hint; once a second a query over the logs that somebody here reads catches up
 * with what a lost hint left out.
 */
@Singleton
class LogEars {
    private static final Logger LOG = Logger.getLogger(LogEars.class);
    private static final int PATIENCE = 1_000;

    private final LogHub hub;
    private final DataSource database;
    private final String url;
    private final Optional<String> username;
    private final Optional<String> password;
    private @Nullable Thread thread;
    private volatile boolean ending;
    private long lastLook = System.nanoTime();

    LogEars(
            LogHub hub,
            DataSource database,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> username,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.hub = hub;
        this.database = database;
        this.url = url;
        this.username = username;
        this.password = password;
    }

    void start(@Observes StartupEvent started) {
        thread = Thread.ofPlatform().name("log ears").daemon().start(this::run);
    }

    void end(@Observes ShutdownEvent ended) throws InterruptedException {
        ending = true;
        if (thread != null) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(3));
        }
    }

    private void run() {
        while (!ending) {
            try (Connection direct =
                    DriverManager.getConnection(
                            url.replaceFirst("^jdbc:otel:", "jdbc:"),
                            username.orElse(null),
                            password.orElse(null))) {
                try (var listen = direct.createStatement()) {
                    listen.execute("listen ratoon_log");
                }
                hub.missed();
                listen(direct.unwrap(PGConnection.class));
            } catch (SQLException e) {
                if (!ending) {
                    LOG.debugf(e, "Listening to the database ended; again in a second");
                    pause();
                }
            }
        }
    }

    private void listen(PGConnection direct) throws SQLException {
        while (!ending) {
            PGNotification[] heard = direct.getNotifications(PATIENCE);
            if (heard != null) {
                for (PGNotification notification : heard) {
                    take(notification.getParameter());
                }
            }
            catchUp();
        }
    }

    /** The process, then {@code ID:SEQ} for a log that grew, {@code ID!SEQ} when that is news. */
    private void take(String parameter) {
        if (parameter.startsWith(hub.process)) {
            return;
        }
        for (String part : parameter.split(" ", -1)) {
            if (part.length() > 37 && (part.charAt(36) == ':' || part.charAt(36) == '!')) {
                UUID agent = UUID.fromString(part.substring(0, 36));
                long seq = Long.parseLong(part.substring(37));
                hub.heard(agent, seq, part.charAt(36) == '!');
            }
        }
    }

    private void catchUp() throws SQLException {
        if (System.nanoTime() - lastLook < PATIENCE * 1_000_000L) {
            return;
        }
        lastLook = System.nanoTime();
        var heard = hub.heard();
        if (heard.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select id, last_seq from agents where id = any(?)")) {
            select.setArray(1, connection.createArrayOf("uuid", heard.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    hub.found(rows.getObject(1, UUID.class), rows.getLong(2));
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
