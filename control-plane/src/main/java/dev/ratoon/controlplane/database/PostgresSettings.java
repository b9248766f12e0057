package dev.ratoon.controlplane.database;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The embedded server's settings. Given on its command line, which outvotes every file, so that
 * nothing that lies in the data directory makes it unsafe.
 */
final class PostgresSettings {
    private PostgresSettings() {}

    /** What is committed is on the disk, and a torn or rotten page is noticed. */
    static List<String> durable() {
        return options(
                Map.of(
                        "fsync", "on",
                        "synchronous_commit", "on",
                        "full_page_writes", "on",
                        "password_encryption", "scram-sha-256"));
    }

    /** One person's load in little memory, and no process that waits for work which never comes. */
    static List<String> modest() {
        return options(
                Map.of(
                        "shared_buffers", "32MB",
                        "max_connections", "40",
                        "io_method", "sync",
                        "max_wal_senders", "0",
                        "wal_level", "minimal",
                        "max_logical_replication_workers", "0",
                        "max_parallel_workers_per_gather", "0",
                        "jit", "off",
                        "max_wal_size", "256MB"));
    }

    static List<String> reachableAt(int port) {
        return options(
                Map.of(
                        "listen_addresses", "127.0.0.1",
                        "port", Integer.toString(port),
                        "unix_socket_directories", "",
                        "allow_alter_system", "off",
                        "authentication_timeout", "10s"));
    }

    /** To our pipe, which keeps it within bounds. */
    static List<String> logging() {
        return options(
                Map.of(
                        "log_destination", "stderr",
                        "logging_collector", "off",
                        "log_timezone", "UTC",
                        "log_checkpoints", "off",
                        "log_line_prefix", "%m [%p] ",
                        // A statement can hold what only the database may know.
                        "log_min_error_statement", "panic",
                        "timezone", "UTC"));
    }

    private static List<String> options(Map<String, String> settings) {
        return settings.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(each -> Stream.of("-c", each.getKey() + "=" + each.getValue()))
                .toList();
    }
}
