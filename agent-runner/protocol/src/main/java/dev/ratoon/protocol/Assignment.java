package dev.ratoon.protocol;

import java.util.List;
import java.util.Map;
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
 * @param secrets for the setup script alone; only while it is still to run
 * @param state where a kept state of the workspace comes from and goes to; only then, too
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
        @Nullable Secrets secrets,
        @Nullable State state) {
    public Assignment {
        variables = variables == null ? null : Map.copyOf(variables);
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
                null,
                null);
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
     * The program that thinks.
     *
     * @param command its argv, inside the sandbox; an empty one means the built-in shell harness
     */
    public record Harness(String name, List<String> command, Map<String, String> environment) {
        public Harness {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }
}
