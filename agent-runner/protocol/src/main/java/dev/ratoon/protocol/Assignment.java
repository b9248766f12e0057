package dev.ratoon.protocol;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a runner is there for. The same at each Welcome of an incarnation, but for the mode.
 *
 * @param agent the agent's id
 * @param baseBranch where the agent's branch begins; none means the repository's default
 * @param branch the agent's own branch
 * @param setup a shell script to run in a fresh workspace, if any
 * @param mode {@code normal}, {@code plan} or {@code auto}
 * @param resumes whether the workspace was ready before: one that is gone is restored then
 * @param variables of the environment, for all that runs in the workspace; of an older control
 *     plane none
 * @param save ignored files of the repository that checkpoints save all the same, as globs; of an
 *     older control plane none
 * @param secrets for the setup script alone; only while it is still to run
 * @param state where a kept state of the workspace comes from and goes to; only then, too
 * @param instructions what a session is told before its first prompt; an older control plane says
 *     nothing of it
 */
public record Assignment(
        String agent,
        @Nullable String baseBranch,
        String branch,
        @Nullable String setup,
        Harness harness,
        @Nullable String model,
        String mode,
        boolean resumes,
        @Nullable Map<String, String> variables,
        @Nullable List<String> save,
        @Nullable Secrets secrets,
        @Nullable State state,
        @Nullable Instructions instructions) {
    public Assignment {
        variables = variables == null ? null : Map.copyOf(variables);
        save = save == null ? null : List.copyOf(save);
    }

    /** One without what came later. */
    public Assignment(
            String agent,
            @Nullable String baseBranch,
            String branch,
            @Nullable String setup,
            Harness harness,
            @Nullable String model,
            String mode,
            boolean resumes) {
        this(
                agent,
                baseBranch,
                branch,
                setup,
                harness,
                model,
                mode,
                resumes,
                null,
                null,
                null,
                null,
                null);
    }

    /** Without what only the setup script may know. */
    public Assignment withoutSecrets() {
        return new Assignment(
                agent,
                baseBranch,
                branch,
                setup,
                harness,
                model,
                mode,
                resumes,
                variables,
                save,
                null,
                null,
                instructions);
    }

    /**
     * What a setup has made is kept, and put back instead of making it again.
     *
     * @param restore an archive comes from there, or nothing
     * @param keep an archive goes there
     */
    public record State(Way restore, Way keep) {}

    /**
     * A byte stream to dial.
     *
     * @param path where on the control plane, {@link Protocol#STREAMS_PATH} and more
     * @param ticket opens that path once
     */
    public record Way(String path, String ticket) {
        @Override
        public String toString() {
            return "Way[" + path + "]";
        }
    }

    /** Values by their names. It never prints itself. */
    public record Secrets(Map<String, String> values) {
        public Secrets {
            values = Map.copyOf(values);
        }

        @Override
        public String toString() {
            return "Secrets[hidden]";
        }
    }

    /**
     * What is said to it, whatever its harness is.
     *
     * @param persona whose words they are, if a persona's
     * @param text the words; may be empty
     * @param agentsFile whether it is read the workspace's AGENTS.md, because its harness does not
     */
    public record Instructions(@Nullable String persona, String text, boolean agentsFile) {}

    /**
     * The program that thinks.
     *
     * @param command its argv, inside the sandbox; an empty one means the built-in shell harness
     * @param modes its own words for each of our modes: the first that it offers is taken
     * @param model the model in its own words; none leaves the choice to it
     * @param sessionFiles where it keeps its sessions, below its home
     */
    public record Harness(
            String name,
            List<String> command,
            Map<String, String> environment,
            Map<String, List<String>> modes,
            @Nullable String model,
            List<String> sessionFiles) {

        /** One that says nothing of modes, model and sessions. */
        public Harness(String name, List<String> command, Map<String, String> environment) {
            this(name, command, environment, Map.of(), null, List.of());
        }

        /** An older control plane leaves out the newer three. */
        @SuppressWarnings({"NullAway", "ConstantValue"})
        public Harness {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
            modes = modes == null ? Map.of() : words(modes);
            sessionFiles = sessionFiles == null ? List.of() : List.copyOf(sessionFiles);
        }

        private static Map<String, List<String>> words(Map<String, List<String>> modes) {
            return modes.entrySet().stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    Map.Entry::getKey, mode -> List.copyOf(mode.getValue())));
        }
    }
}
