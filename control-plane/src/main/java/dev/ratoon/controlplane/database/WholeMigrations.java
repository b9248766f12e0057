package dev.ratoon.controlplane.database;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Commits a migration together with the row that says that it is made. With a lock that ends with
 * its transaction Flyway needs two connections, and a kill between their commits leaves tables of
 * which its history knows nothing: no start could go on from there.
 */
@Singleton
class WholeMigrations implements FlywayConfigurationCustomizer {
    @Override
    public void customize(FluentConfiguration configuration) {
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
    }
}
