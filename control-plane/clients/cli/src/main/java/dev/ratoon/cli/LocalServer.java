package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The control plane of this machine, as it announces itself in its home while it runs. */
record LocalServer(Path home, URI url) {
    static @Nullable LocalServer find(@Nullable Path home) {
        if (home == null) {
            return null;
        }
        try {
            JsonNode running = Json.read(Files.readString(home.resolve("run/control-plane.json")));
            String url = running.path("url").asText();
            return url.isEmpty() ? null : new LocalServer(home, URI.create(url));
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Signs in whoever may read the home, which is its owner only. */
    @Nullable String ownerToken() {
        try {
            return Files.readString(home.resolve("run/owner.token")).strip();
        } catch (IOException e) {
            return null;
        }
    }

    /** The certificate authority that {@code up --tls} made for itself. */
    @Nullable Path authority() {
        Path file = home.resolve("tls/ca.pem");
        return Files.isReadable(file) ? file : null;
    }

    boolean isAt(URI other) {
        return Urls.same(url, other);
    }
}
