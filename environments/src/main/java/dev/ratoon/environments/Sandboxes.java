package dev.ratoon.environments;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where sandboxes run: confined processes of this machine, or pods of a cluster. Every call is
 * idempotent, and returns when what it asks for is under way, not when it is done: {@link #observe}
 * tells how far it has come. A workspace outlives its sandboxes, and has at most one at a time.
 */
public interface Sandboxes extends AutoCloseable {
    /**
     * Starts one incarnation. Does nothing when it runs or ran already; refuses when another of
     * this workspace is not gone yet.
     */
    void start(SandboxOrder order) throws SandboxTrouble;

    /** Ends the incarnation with all its processes; keeps the workspace. */
    void stop(SandboxName sandbox) throws SandboxTrouble;

    /**
     * How it ended is written down, and none is to follow soon: what is left of it only to tell of
     * that may go.
     */
    default void noted(SandboxName ended) throws SandboxTrouble {}

    /** The newest incarnation of the workspace that there is anything of. */
    Optional<Observed> observe(String workspace) throws SandboxTrouble;

    /** All that there is, for the sweep after a start: also what nobody asked for. */
    List<Observed> all() throws SandboxTrouble;

    /** Those whose files are kept, whether anything of them runs or not. */
    List<String> workspaces() throws SandboxTrouble;

    /** Ends what runs and removes every file of the workspace. */
    void deleteWorkspace(String workspace) throws SandboxTrouble;

    /**
     * Runs one command in a throw-away sandbox, and waits for its end; of that sandbox nothing is
     * left then. Should this process die meanwhile, the next one's start ends it and removes its
     * folder.
     *
     * @param output gets each line that it prints as it comes, cut to a bearable length and without
     *     control characters
     */
    ErrandEnd run(ErrandOrder order, Consumer<String> output) throws SandboxTrouble;

    /**
     * From now on tells the name of each workspace whose sandbox may have changed; may tell too
     * often, and after trouble misses some: the one who listens looks by a timer too.
     */
    void listen(Listener listener);

    /** How sandboxes of this place are kept apart, in words for people. */
    String description();

    /** Stops watching. What runs goes on running: the next process adopts it. */
    @Override
    void close();

    interface Listener {
        void changed(String workspace);
    }
}
