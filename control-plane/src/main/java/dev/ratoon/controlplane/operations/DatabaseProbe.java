package dev.ratoon.controlplane.operations;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Asks the database whether it answers, over one connection of its own on which every wait has a
 * bound: a connection of the pool has none, and a silent network would hold it for minutes. Anybody
 * may ask for our health, so only one question is under way at a time, and all who came meanwhile
 * share its answer.
 */
@Singleton
class DatabaseProbe {
    private static final String PATIENCE_SECONDS = "1";
    private static final Duration ANSWER_HOLDS = Duration.ofMillis(250);

    private final String url;
    private final Properties properties = new Properties();
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private @Nullable Connection connection;
    private @Nullable Answer last;

    DatabaseProbe(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> username,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.url = url;
        username.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(secret -> properties.setProperty("password", secret));
        properties.setProperty("connectTimeout", PATIENCE_SECONDS);
        properties.setProperty("loginTimeout", PATIENCE_SECONDS);
        properties.setProperty("socketTimeout", PATIENCE_SECONDS);
        properties.setProperty("ApplicationName", "ratoon health");
    }

    /** What is wrong, without a secret; empty if the database answers. */
    Optional<String> trouble() {
        oneAtATime.lock();
        try {
            Answer answer = last;
            if (answer == null || System.nanoTime() - answer.at > ANSWER_HOLDS.toNanos()) {
                answer = new Answer(ask(), System.nanoTime());
                last = answer;
            }
            return Optional.ofNullable(answer.trouble);
        } finally {
            oneAtATime.unlock();
        }
    }

    private @Nullable String ask() {
        boolean held = connection != null;
        try {
            askOnce();
            return null;
        } catch (SQLException e) {
            forget();
            if (!held || silent(e)) {
                return inWords(e);
            }
        }
        // The database may have been restarted since: the held connection says nothing of it now.
        try {
            askOnce();
            return null;
        } catch (SQLException e) {
            forget();
            return inWords(e);
        }
    }

    private void askOnce() throws SQLException {
        if (connection == null) {
            connection = new Driver().connect(url, properties);
        }
        if (connection == null) {
            throw new SQLException("not a JDBC URL of PostgreSQL", "08001");
        }
        try (var statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    @PreDestroy
    void forget() {
        try (Connection _ = connection) {
            connection = null;
        } catch (SQLException e) {
            // It was broken, which is why it goes.
        }
    }

    private static boolean silent(SQLException e) {
        return e.getCause() instanceof java.net.SocketTimeoutException;
    }

    /** Not the driver's own words: they may name hosts, users and settings. */
    private static String inWords(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (silent(e)) {
            return "The database does not answer within " + PATIENCE_SECONDS + " s.";
        }
        return switch (state) {
            case "28P01", "28000" -> "The database refuses Ratoon's user or password.";
            case "3D000" -> "The database does not exist any more.";
            case "53300" -> "The database has no connection left.";
            case "57P03", "57P01" -> "The database is starting or stopping.";
            default -> "The database cannot be reached (SQL state " + state + ").";
        };
    }

    private record Answer(@Nullable String trouble, long at) {}
}
