package dev.ratoon.controlplane.status;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the start decided of this process, for those who tell of it. */
@Singleton
public class ThisProcess {
    private final String version;
    private final String url;
    private final Optional<String> database;
    private final Instant startedAt;

    ThisProcess(
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "started.url") Optional<String> url,
            @ConfigProperty(name = "started.database") Optional<String> database,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port,
            Clock clock) {
        this.version = version;
        this.url = url.orElse("http://" + host + ":" + port);
        this.database = database;
        this.startedAt = clock.instant();
    }

    /** Makes the bean at the start, so that its time is the start's. */
    void start(@Observes StartupEvent started) {}

    public String version() {
        return version;
    }

    /** Where people reach it. */
    public String url() {
        return url;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** As the start describes the database it opened; empty when nobody said. */
    Optional<String> database() {
        return database;
    }
}
