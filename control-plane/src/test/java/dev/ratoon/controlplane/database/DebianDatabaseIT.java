package dev.ratoon.controlplane.database;

class DebianDatabaseIT extends DatabaseContract {
    @Override
    String kind() {
        return "debian";
    }
}
