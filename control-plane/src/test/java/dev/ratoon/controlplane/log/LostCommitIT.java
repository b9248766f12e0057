package dev.ratoon.controlplane.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.Migrated;
import dev.ratoon.controlplane.database.TestServer;
import dev.ratoon.controlplane.life.ObservedEvent;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The connection is lost while a commit is answered: it was done, or it was not. */
@Timeout(120)
class LostCommitIT {
    private static final int MANY = 50;
    private static TestServer server;
    @TempDir Path folder;
    private final AtomicInteger losses = new AtomicInteger();
    private volatile boolean afterIt;
    private Logs logs;
    private UUID agent;

    @BeforeAll
    static void start() {
        server = TestServer.start(System.getProperty("ratoon.test.database", "embedded"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void begin() throws Exception {
        DataSource real = Migrated.freshOn(server).source();
        DataSource losing = proxy(DataSource.class, real, this::connection);
        logs = Logs.in(losing, new BlobStore(folder)).owned();
        agent = logs.agent();
    }

    @Test
    void what_was_done_is_told_so_and_stands_once() throws Exception {
        afterIt = true;
        losses.set(3);
        for (Future<Appended> each : said()) {
            assertEquals(1, each.get().events().size());
        }
        assertTrue(losses.get() < 3, "no answer was lost");
        assertEquals(MANY + 1, events());
    }

    @Test
    void what_was_not_done_is_done_or_told_so() throws Exception {
        losses.set(3);
        int written = 0;
        for (Future<Appended> each : said()) {
            try {
                written += each.get().events().size();
            } catch (ExecutionException e) {
                assertTrue(e.getMessage().contains("does not answer"), e::toString);
            }
        }
        assertEquals(written + 1, events());
    }

    @Test
    void who_cannot_look_says_so() {
        DataSource none =
                proxy(
                        DataSource.class,
                        logs.database(),
                        (_, _, _) -> {
                            throw new SQLException("gone", "08006");
                        });
        var lock = new AgentLock(UUID.randomUUID(), null, 0, null, 0, 0);
        var first = Logs.first(lock.id, "go").stream().<NewEvent>map(NewEvent::of).toList();
        var _ = lock.begin(first, Instant.now());
        var unsure =
                assertThrows(
                        Looking.Unsure.class,
                        () -> new Looking(none, Duration.ZERO).stands(List.of(lock)));
        assertTrue(unsure.forTheCaller().getMessage().contains("whether it stands is not known"));
    }

    private List<Future<Appended>> said() {
        List<Future<Appended>> appends = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < MANY; i++) {
                var event = new ObservedEvent.MessageSent(UUID.randomUUID(), "m" + i, false, "ada");
                appends.add(threads.submit(() -> logs.see(agent, event)));
            }
        }
        return appends;
    }

    private int events() throws SQLException {
        losses.set(0);
        assertEquals(
                logs.one("select count(*) from events"),
                logs.one("select last_seq from agents"),
                "the row says the same");
        return Integer.parseInt(logs.one("select count(*) from events"));
    }

    private Object connection(Object real, java.lang.reflect.Method method, Object[] given)
            throws Throwable {
        Object made = call(real, method, given);
        return made instanceof Connection connection
                ? proxy(Connection.class, connection, this::answer)
                : made;
    }

    private Object answer(Object real, java.lang.reflect.Method method, Object[] given)
            throws Throwable {
        if (method.getName().equals("commit") && losses.getAndDecrement() > 0) {
            if (afterIt) {
                call(real, method, given);
            }
            ((Connection) real).close();
            throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
        }
        return call(real, method, given);
    }

    private static Object call(Object on, java.lang.reflect.Method method, Object[] given)
            throws Throwable {
        try {
            return method.invoke(on, given);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, Object real, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, given) -> handler.invoke(real, method, given)));
    }
}
