package dev.ratoon.controlplane.installs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes lockfiles. */
final class Locks {
    private final List<String> entries = new ArrayList<>();

    Locks with(String place, String version, String integrity, String more) {
        entries.add(
                "\"%s\": {\"version\": \"%s\", \"integrity\": \"%s\"%s}"
                        .formatted(place, version, integrity, more.isEmpty() ? "" : ", " + more));
        return this;
    }

    Locks with(String name, byte[] archive) {
        return with("node_modules/" + name, "1.0.0", Archive.integrity(archive), "");
    }

    byte[] bytes() {
        return ("{\"lockfileVersion\": 3, \"packages\": {\"\": {\"name\": \"of-this-test\"}"
                        + entries.stream().map(", "::concat).collect(Collectors.joining())
                        + "}}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
