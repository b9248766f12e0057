package dev.ratoon.controlplane.sshhosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.login.Api;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import javax.sql.DataSource;

/** What tests of keys and hosts do with one user's rows, and with answers. */
record SshDesk(DataSource database, UUID user) {
    static final String KEY = "/api/ssh-key";
    static final String HOSTS = "/api/ssh-hosts";

    /** A statement about this user. */
    void change(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql.formatted(user));
        }
    }

    int rows(String table, String where) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select count(*) from %s where user_id = '%s' and %s"
                                        .formatted(table, user, where))) {
            row.next();
            return row.getInt(1);
        }
    }

    static <T> List<T> atOnce(int times, IntFunction<T> ask) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<T>>();
            for (int i = 0; i < times; i++) {
                int which = i;
                all.add(threads.submit(() -> ask.apply(which)));
            }
            var answers = new ArrayList<T>();
            for (var one : all) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    static void assertProblem(int status, String type, String words, Api.Answer answer) {
        assertEquals(status, answer.status(), answer.raw()::body);
        assertEquals("urn:ratoon:problem:" + type, answer.text("type"));
        assertTrue(answer.text("detail").contains(words), answer.text("detail"));
    }
}
