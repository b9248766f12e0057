package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.operations.PackagedApp;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/** What a test reaches of the control plane as it is shipped. */
public record Packaged(PackagedApp app) implements AutoCloseable {
    public static Packaged start(Path directory) throws Exception {
        PackagedApp app = PackagedApp.launch(directory);
        app.awaitAccount();
        return new Packaged(app);
    }

    /** As its owner. */
    public Api api() throws Exception {
        return Api.unknown(URI.create("http://127.0.0.1:" + app.port()))
                .bearer(Files.readString(app.home().resolve("run/owner.token")).strip());
    }

    public PGSimpleDataSource database() throws Exception {
        var source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + postmaster(3) + "/ratoon");
        source.setUser("ratoon");
        source.setPassword(Files.readString(app.home().resolve("postgres.password")).strip());
        return source;
    }

    /** As a power cut does it. */
    public void killAll() throws Exception {
        long database = Long.parseLong(postmaster(0));
        kill(app.process().pid());
        kill(database);
        app.process().waitFor();
    }

    private String postmaster(int line) throws Exception {
        return Files.readAllLines(app.home().resolve("postgres/postmaster.pid")).get(line).strip();
    }

    private static void kill(long process) throws Exception {
        new ProcessBuilder("kill", "-KILL", Long.toString(process)).start().waitFor();
    }

    @Override
    public void close() {
        app.close();
    }
}
