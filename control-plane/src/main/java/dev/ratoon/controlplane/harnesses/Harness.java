package dev.ratoon.controlplane.harnesses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.providers.ModelApi;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A program that thinks, as data.
 *
 * @param version of what is installed; of one's own nothing is known
 * @param command its argv in a sandbox; an empty one means the shell harness of the runner
 * @param provider who is meant when a model is named without one
 * @param apis the ways in which it can ask a model, best first, each with words of its own for the
 *     templates; none means that it asks no model through Ratoon
 * @param model template of the model's name in the harness's words
 * @param environment templates; what is no text is written as JSON
 * @param modes its words for each of ours: the first that it offers is taken
 * @param sessionFiles where it keeps its sessions, below its home
 * @param origin where it comes from
 * @param digest of all this, and of the lockfile that it is installed by
 */
record Harness(
        String name,
        String title,
        @Nullable String version,
        List<String> command,
        @Nullable String provider,
        SequencedMap<ModelApi, Map<String, String>> apis,
        @Nullable String model,
        Map<String, JsonNode> environment,
        Map<String, List<String>> modes,
        List<String> sessionFiles,
        Capabilities capabilities,
        Licence licence,
        boolean tested,
        Asks asks,
        Origin origin,
        String digest) {
    Harness {
        command = List.copyOf(command);
        apis = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(apis));
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        modes = Collections.unmodifiableMap(new LinkedHashMap<>(modes));
        sessionFiles = List.copyOf(sessionFiles);
    }

    /** What it says that it can. */
    record Capabilities(boolean loadsSessions, boolean images, boolean asks) {}

    /**
     * Whose it is.
     *
     * @param redistributable whether it may be part of an image that others are given
     */
    record Licence(String name, boolean redistributable) {}

    /** Whether what it asks before it acts can be relied on. */
    enum Asks {
        SUPERVISED,
        /** What lies in a repository can keep it from asking. */
        ON_TRUST;

        String word() {
            return this == SUPERVISED ? "supervised" : "on trust";
        }
    }

    /** Where it comes from. */
    enum Origin {
        /** It is part of the runner. */
        BUILT_IN,
        /** It is installed on demand, by its lockfile. */
        INSTALLED,
        /** The operator says what it is; it is on the machine or in the image. */
        OWN
    }

    /** Whether it asks models through Ratoon. */
    boolean thinks() {
        return !apis.isEmpty();
    }
}
