package dev.ratoon.controlplane.database;

import org.junit.jupiter.api.condition.EnabledIf;

/** Runs where a Docker engine answers. */
@EnabledIf("dev.ratoon.controlplane.database.DockerServer#engineAnswers")
class DockerPostgresIT extends DatabaseContract {
    @Override
    String kind() {
        return "docker";
    }
}
