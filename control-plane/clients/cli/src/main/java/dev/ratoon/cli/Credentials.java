package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tokens of this user, one a control plane, in a file that nobody else can read. */
record Credentials(@Nullable Path file) {
    @Nullable String token(URI url) {
        String token = all().path(url.toString()).path("token").asText();
        return token.isEmpty() ? null : token;
    }

    void keep(URI url, String token, String user) {
        ObjectNode all = all();
        all.set(url.toString(), Json.object("token", token, "user", user));
        write(all);
    }

    boolean forget(URI url) {
        ObjectNode all = all();
        boolean there = all.remove(url.toString()) != null;
        if (there) {
            write(all);
        }
        return there;
    }

    private ObjectNode all() {
        if (file == null) {
            return Json.object();
        }
        try {
            JsonNode read = Json.read(Files.readString(file));
            return read instanceof ObjectNode all ? all : Json.object();
        } catch (NoSuchFileException e) {
            return Json.object();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private void write(ObjectNode all) {
        if (file == null) {
            throw new CommandFailure(
                    Exit.REFUSED,
                    "There is no place to keep a token: neither XDG_CONFIG_HOME nor HOME is set.",
                    "Set HOME, or give the token with every call: RATOON_TOKEN");
        }
        try {
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
            OwnerOnly.directories(folder);
            Path part = folder.resolve(".credentials-" + ProcessHandle.current().pid());
            try (OutputStream out = OwnerOnly.create(part)) {
                out.write((Json.write(all) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static CommandFailure unusable(Path file, IOException e) {
        return new CommandFailure(
                Exit.REFUSED,
                "The file with your tokens, " + file + ", cannot be used (" + e.getMessage() + ").",
                "Mend or remove it, then sign in again: ratoon login LINK",
                e);
    }
}
