package dev.ratoon.controlplane.life;

/**
 * What it has of its harness; none when that is the shell.
 *
 * @param installs whether it is installed before a sandbox begins
 * @param asked whether its installation was asked for since the agent should run
 * @param seq where in the log it stands, whole
 */
public record HarnessFacts(boolean installs, boolean asked, long seq) {
    HarnessFacts asked(boolean now) {
        return new HarnessFacts(installs, now, seq);
    }
}
