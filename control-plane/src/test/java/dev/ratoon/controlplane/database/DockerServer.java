package dev.ratoon.controlplane.database;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL in a container; the image is the official one, unless the environment names one. */
record DockerServer(PostgreSQLContainer container, Database any) implements TestServer {
    static DockerServer start() {
        String image = System.getenv().getOrDefault("RATOON_TEST_POSTGRES_IMAGE", "postgres:15");
        var container =
                new PostgreSQLContainer(
                        DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
        container.withUsername("ratoon").withPassword(Passwords.random()).withDatabaseName("main");
        container.waitingFor(
                Wait.forLogMessage(".*database system is ready to accept connections.*\\s", 2));
        container.start();
        return new DockerServer(
                container,
                new Given(
                        container.getJdbcUrl() + "&currentSchema=" + SchemaGuard.SCHEMA,
                        container.getUsername(),
                        container.getPassword()));
    }

    public static boolean engineAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @Override
    public void close() {
        container.stop();
    }
}
