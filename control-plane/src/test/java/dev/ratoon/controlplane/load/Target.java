package dev.ratoon.controlplane.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The control plane that is measured, as its home and its environment tell. */
record Target(Path home, int runners) {
    static Target ofEnvironment() {
        return new Target(
                Path.of(System.getenv("RATOON_HOME")),
                Integer.parseInt(System.getenv().getOrDefault("RATOON_RUNNERS_PORT", "0")));
    }

    /** Where those who watch read: another control plane of the same database, if one is named. */
    Target readers() {
        String other = System.getenv("RATOON_READERS_HOME");
        return other == null ? this : new Target(Path.of(other), runners);
    }

    /** Asked anew each time: one that was started again is another. */
    URI url() {
        return URI.create(running().path("url").asText());
    }

    long pid() {
        return running().path("pid").asLong();
    }

    String authorization() {
        try {
            return "Bearer " + Files.readString(home.resolve("run/owner.token")).strip();
        } catch (IOException e) {
            throw new IllegalStateException("nothing runs with the data in " + home, e);
        }
    }

    private JsonNode running() {
        try {
            return new ObjectMapper().readTree(home.resolve("run/control-plane.json").toFile());
        } catch (IOException e) {
            throw new IllegalStateException("nothing runs with the data in " + home, e);
        }
    }
}
