package dev.ratoon.controlplane.installs;

import dev.ratoon.environments.SandboxOrder.Shared;
import java.util.List;

/** How far a harness is installed on this machine. */
public sealed interface Install {
    /**
     * It can be started.
     *
     * @param folders what its sandbox is given to read; none for a harness that needs nothing
     */
    record Ready(List<Shared> folders) implements Install {
        public Ready {
            folders = List.copyOf(folders);
        }
    }

    /**
     * It is being installed.
     *
     * @param words how far it is, for people
     */
    record Underway(String words) implements Install {}

    /**
     * It is not there, and was tried. Wanted again, it is tried again after a while.
     *
     * @param words what happened, for people
     * @param nextStep what they can do
     */
    record Failed(String words, String nextStep) implements Install {}

    /**
     * Nobody installs it: sandboxes have what their image brings, and that has it not.
     *
     * @param words what is missing, for people
     * @param nextStep what they can do
     */
    record NotBrought(String words, String nextStep) implements Install {}

    /** It is not there, and nobody has wanted it since this process began. */
    record Absent() implements Install {}
}
