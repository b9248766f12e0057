package dev.ratoon.controlplane.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.security.auth.module.UnixSystem;
import dev.ratoon.controlplane.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How it begins and ends, in every way that it can end. */
class EmbeddedLifeIT {
    @TempDir Path directory;

    @Test
    void it_starts_with_lang_c_and_leaves_nothing_running() throws Exception {
        try (Child child = Child.start(Holder.class, Homes.at(directory.resolve("home")).path())) {
            ProcessHandle postgres = started(child);
            child.process.getOutputStream().close();
            assertEquals("ended", child.out.readLine());
            assertTrue(ended(postgres));
        }
    }

    @Test
    void a_second_start_on_the_same_home_is_refused() throws Exception {
        Path home = Homes.at(directory.resolve("home")).path();
        try (Child first = Child.start(Holder.class, home)) {
            started(first);
            try (Child second = Child.start(Holder.class, home)) {
                assertTrue(second.out.readLine().startsWith("refused: Ratoon already runs"));
            }
        }
    }

    @Tag("long")
    @Test
    void an_ordinary_user_can_run_it() throws Exception {
        Assumptions.assumeTrue(
                new UnixSystem().getUid() == 0, "an ordinary user runs all tests as itself");
        Path open = Files.createTempDirectory("ratoon-for-nobody");
        try {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
            String classPath = Child.readableClassPath(open);
            var nobody =
                    List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");
            Path home = open.resolve("home");
            try (Child child = Child.start(nobody, classPath, Holder.class, home)) {
                started(child);
                assertEquals(65534, Files.getAttribute(home.resolve("postgres"), "unix:uid"));
            }
        } finally {
            Trees.delete(open);
        }
    }

    @Test
    void a_killed_control_plane_takes_its_database_with_it() throws Exception {
        try (Child child = Child.start(Holder.class, Homes.at(directory.resolve("home")).path())) {
            ProcessHandle postgres = started(child);
            child.process.destroyForcibly();
            assertTrue(ended(postgres));
        }
    }

    @Test
    void an_orphan_on_our_directory_is_ended_and_its_data_is_kept() throws Exception {
        Home home = Homes.at(directory.resolve("home"));
        // Two in one process, without the lock: the first is what a start on a system without
        // a parent-death signal would leave.
        var first = EmbeddedPostgres.start(home);
        ProcessHandle orphan = ProcessHandle.of(first.pid()).orElseThrow();
        try (var second = EmbeddedPostgres.start(home)) {
            assertTrue(ended(orphan));
            Connecting.to(second).close();
        }
    }

    @Test
    void a_number_in_the_pid_file_that_somebody_else_has_now_does_no_harm() throws Exception {
        Home home = Homes.at(directory.resolve("home"));
        EmbeddedPostgres.start(home).close();
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(
                    home.postgres().resolve("postmaster.pid"),
                    stranger.pid() + "\n" + home.postgres() + "\n");
            EmbeddedPostgres.start(home).close();
            assertTrue(stranger.isAlive());
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void a_kill_while_it_is_made_leaves_nothing_half_made() throws Exception {
        Home home = Homes.at(directory.resolve("home"));
        try (Child child = Child.start(Holder.class, home.path())) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (halves(home) == 0 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            child.killWithDescendants();
        }
        assertFalse(Files.exists(home.postgres()));
        EmbeddedPostgres.start(home).close();
        assertEquals(0, halves(home));
    }

    private static long halves(Home home) throws Exception {
        try (var entries = Files.list(home.path())) {
            return entries.filter(each -> each.getFileName().toString().contains("-new-")).count();
        }
    }

    @Test
    void a_later_start_takes_half_a_second_at_most() throws Exception {
        Home home = Homes.at(directory.resolve("home"));
        EmbeddedPostgres.start(home).close();
        long best = Long.MAX_VALUE;
        for (int n = 0; n < 5; n++) {
            long begun = System.nanoTime();
            var database = EmbeddedPostgres.start(home);
            best = Math.min(best, System.nanoTime() - begun);
            database.close();
        }
        System.out.println(
                "EmbeddedLifeIT: started in " + Duration.ofNanos(best).toMillis() + " ms");
        assertTrue(best < TimeUnit.MILLISECONDS.toNanos(500), "took " + Duration.ofNanos(best));
    }

    private static ProcessHandle started(Child child) throws Exception {
        String said = child.out.readLine();
        assertTrue(said != null && said.startsWith("pid "), said);
        return ProcessHandle.of(Long.parseLong(said.substring(4))).orElseThrow();
    }

    private static boolean ended(ProcessHandle handle) throws Exception {
        handle.onExit().get(30, TimeUnit.SECONDS);
        return !handle.isAlive();
    }
}
