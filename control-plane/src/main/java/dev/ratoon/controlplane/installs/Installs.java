package dev.ratoon.controlplane.installs;

import dev.ratoon.environments.SandboxOrder.Shared;
import dev.ratoon.environments.Sandboxes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The harnesses of this machine: whether one is there, and its coming. A harness with a lockfile
 * needs Node and its own packages; one without needs nothing.
 */
@Singleton
public class Installs {
    /** Where a sandbox finds them. */
    public static final String NODE_INSIDE = "/opt/ratoon/node";

    public static final String HARNESS_INSIDE = "/opt/ratoon/harness";

    private static final String NODE = "node";

    private final InstallSettings settings;
    private final Recipes recipes;
    private final Sandboxes sandboxes;
    private final Brought brought;
    private final Clock clock;
    private final Map<String, Part> parts = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    @Inject
    Installs(
            InstallsConfig config,
            Sandboxes sandboxes,
            Brought brought,
            Clock clock,
            @ConfigProperty(name = "started.home") Path home) {
        this(
                new InstallSettings(
                        home.toAbsolutePath().normalize().resolve("harnesses"),
                        Platform.here(),
                        config.registry(),
                        Npmrc::ofThisMachine,
                        config.largest().asLongValue(),
                        config.keepOld(),
                        Downloads.Patience.USUAL),
                Recipes.ofThisBuild(),
                sandboxes,
                brought,
                clock);
    }

    Installs(
            InstallSettings settings,
            Recipes recipes,
            Sandboxes sandboxes,
            Brought brought,
            Clock clock) {
        this.settings = settings;
        this.recipes = recipes;
        this.sandboxes = sandboxes;
        this.brought = brought;
        this.clock = clock;
    }

    /** Where sandboxes see no folder of this machine, their image brings what they have. */
    @FunctionalInterface
    public interface Brought {
        /** The harnesses that the image has; empty where they are installed on demand. */
        Optional<Set<String>> byTheImage();
    }

    /** Is told often, by threads that must not wait. */
    public interface Listener {
        void changed(String harness);
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    public Install of(String harness) {
        Optional<Set<String>> there = brought.byTheImage();
        return there.isPresent() ? inTheImage(harness, there.get()) : here(harness);
    }

    private static Install inTheImage(String harness, Set<String> there) {
        return there.contains(harness)
                ? new Install.Ready(List.of())
                : new Install.NotBrought(
                        "Nothing is installed on demand for pods, and their image has no "
                                + harness,
                        "Begin with what it has ("
                                + String.join(", ", new TreeSet<>(there))
                                + ", shell); or have it in the workspace image, and name it in"
                                + " ratoon.pods.harnesses");
    }

    private Install here(String harness) {
        List<Part> needed;
        try {
            needed = needed(harness);
        } catch (InstallTrouble trouble) {
            return new Install.Failed(trouble.what(), trouble.nextStep());
        }
        // First: what is not under way any more has its folder by now.
        List<String> words =
                needed.stream()
                        .flatMap(
                                each ->
                                        each
                                                .underway()
                                                .map(text -> each.name() + ": " + text)
                                                .stream())
                        .toList();
        var folders = new ArrayList<Shared>();
        for (Part each : needed) {
            each.folder().map(folder -> shared(each, folder)).ifPresent(folders::add);
        }
        if (folders.size() == needed.size()) {
            return new Install.Ready(folders);
        }
        if (!words.isEmpty()) {
            return new Install.Underway(String.join("; ", words));
        }
        return needed.stream()
                .filter(each -> each.folder().isEmpty())
                .flatMap(each -> each.trouble().stream())
                .findFirst()
                .<Install>map(trouble -> new Install.Failed(trouble.what(), trouble.nextStep()))
                .orElseGet(Install.Absent::new);
    }

    /**
     * Begins to install what is missing of it, unless that has failed a moment ago. Returns at
     * once; wanting it twice is wanting it.
     */
    public void want(String harness) {
        want(harness, _ -> {});
    }

    /** The same at somebody's word, who need not wait until a failure is long enough ago. */
    public void wantNow(String harness) {
        want(harness, Part::doNotWait);
    }

    private void want(String harness, Consumer<Part> first) {
        if (brought.byTheImage().isPresent()) {
            return;
        }
        try {
            for (Part each : needed(harness)) {
                first.accept(each);
                each.want(sandboxes, () -> tell(each.name()), this::sweep);
            }
        } catch (InstallTrouble _) {
            // Its state says it.
        }
    }

    /** Node is part of every one. */
    private void tell(String part) {
        if (!part.equals(NODE)) {
            listeners.forEach(each -> each.changed(part));
            return;
        }
        parts.keySet().forEach(name -> listeners.forEach(each -> each.changed(name)));
    }

    private void sweep() throws IOException, InstallTrouble {
        new OldVersions(Shelf.in(settings.folder()), recipes, settings.platform())
                .sweep(clock.instant().minus(settings.keepOld()));
    }

    private List<Part> needed(String harness) throws InstallTrouble {
        Optional<Part> own = part(harness);
        if (own.isEmpty() || harness.equals(NODE)) {
            return own.stream().toList();
        }
        return Stream.concat(part(NODE).stream(), own.stream()).toList();
    }

    private Optional<Part> part(String name) throws InstallTrouble {
        Part known = parts.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<byte[]> bytes = recipes.lockfile(name);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            var made =
                    new Part(
                            name,
                            Lockfile.read(bytes.get()),
                            Shelf.in(settings.folder()),
                            settings,
                            clock);
            Part raced = parts.putIfAbsent(name, made);
            return Optional.of(raced == null ? made : raced);
        } catch (IOException e) {
            throw new InstallTrouble(
                    "The folder for harnesses, %s, cannot be made (%s)"
                            .formatted(settings.folder(), e),
                    "See that the disk has room and the folder is this user's",
                    e);
        }
    }

    /** Node is one package, and stands where its programs are found. */
    private Shared shared(Part part, Path folder) {
        if (!part.name().equals(NODE)) {
            return new Shared(folder.toString(), HARNESS_INSIDE);
        }
        String name = "node-" + settings.platform().os() + "-" + settings.platform().cpu();
        return new Shared(folder.resolve("node_modules").resolve(name).toString(), NODE_INSIDE);
    }
}
