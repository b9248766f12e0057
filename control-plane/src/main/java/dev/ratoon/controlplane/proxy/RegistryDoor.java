package dev.ratoon.controlplane.proxy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Packages, for reading: the registry's own key stays here, and so do its redirects. */
final class RegistryDoor {
    static final String PATH = "/registry/";
    private static final Set<String> TOLD =
            Set.of(
                    "content-type",
                    "etag",
                    "last-modified",
                    "cache-control",
                    "accept-ranges",
                    "content-range",
                    "date",
                    "expires",
                    "age");

    private final List<Registry> registries;
    private final Upstream upstream;
    private final Notes notes;

    RegistryDoor(List<Registry> registries, Upstream upstream, Notes notes) {
        this.registries = List.copyOf(registries);
        this.upstream = upstream;
        this.notes = notes;
    }

    /** The registry to which a request of plain HTTP goes, which is read by its own rules then. */
    Optional<Registry> plain(Target target) {
        return registries.stream()
                .filter(registry -> !registry.tls() && registry.host().equals(target))
                .findFirst();
    }

    /** The one that stands in the path. */
    Optional<Registry> named(Request request) {
        return registries.stream()
                .filter(one -> request.target().startsWith(PATH + one.name() + "/"))
                .findFirst();
    }

    void serve(Visit visit) throws IOException, Refused {
        Registry registry = named(visit.request()).orElseThrow(this::unknown);
        int before = PATH.length() + registry.name().length();
        serve(visit, registry, visit.request().target().substring(before));
    }

    private Refused unknown() {
        String known = registries.stream().map(Registry::name).collect(Collectors.joining(", "));
        return new Refused(
                Rule.REGISTRY,
                404,
                "There is no such registry here. "
                        + (known.isEmpty()
                                ? "All are switched off (ratoon.egress.registries)."
                                : "There are: " + known + "."));
    }

    void serve(Visit visit, Registry registry, String path) throws IOException, Refused {
        Request request = visit.request();
        if (!request.only("GET", "HEAD")) {
            throw new Refused(
                    Rule.REGISTRY,
                    405,
                    "The registry "
                            + registry.name()
                            + " is for reading here: "
                            + request.method()
                            + " is not passed on, and nothing is published from a sandbox. Publish"
                            + " from your own machine, or from the repository's CI.");
        }
        Registry.Place place =
                registry.place(path)
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                Rule.REGISTRY,
                                                403,
                                                "This is no path by which the registry "
                                                        + registry.name()
                                                        + " ("
                                                        + registry.url()
                                                        + ") is read."));
        visit.carriage().mustRead(0, registry.name());
        try {
            upstream.ask(visit, registry, place, answer -> tell(visit, registry, answer));
        } finally {
            visit.noteUse(notes, place.target());
        }
    }

    private static void tell(Visit visit, Registry registry, Answer answer)
            throws IOException, Refused {
        String type = answer.header("Content-Type");
        boolean rewritten = registry.kind().rewrites(type) && answer.status() < 300;
        if (rewritten && !answer.header("Content-Encoding").isEmpty()) {
            throw Refused.away("The registry " + registry.name() + " packs what was to be plain.");
        }
        String length = answer.header("Content-Length");
        visit.carriage()
                .mustRead(
                        !visit.request().only("HEAD") && length.matches("[0-9]{1,15}")
                                ? Long.parseLong(length)
                                : 0,
                        registry.name());
        var head = new StringBuilder("HTTP/1.1 " + answer.status() + " From the registry\r\n");
        for (Head.Field field : answer.head().fields()) {
            String name = field.name().toLowerCase(java.util.Locale.ROOT);
            boolean told =
                    TOLD.contains(name)
                            || (!rewritten
                                    && (name.equals("content-length")
                                            || name.equals("content-encoding")));
            if (told) {
                head.append(field.name()).append(": ").append(field.value()).append("\r\n");
            }
        }
        head.append("Connection: close\r\n\r\n");
        OutputStream out = new BufferedOutputStream(visit.near().getOutputStream(), 16 << 10);
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (rewritten) {
            var rewriting = new Rewriting(out, registry.rewriting());
            visit.carriage().packages(answer.body(), rewriting);
            rewriting.finish();
        } else {
            visit.carriage().packages(answer.body(), out);
        }
        out.flush();
        visit.near().shutdownOutput();
    }
}
