package dev.ratoon.controlplane.database;

class EmbeddedDatabaseIT extends DatabaseContract {
    @Override
    String kind() {
        return "embedded";
    }
}
