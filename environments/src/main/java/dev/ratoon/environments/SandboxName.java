package dev.ratoon.environments;

import java.util.regex.Pattern;

/**
 * One incarnation of a workspace. What it is called wherever it runs follows from it, so that the
 * same start twice is the same sandbox.
 *
 * @param workspace as {@link WorkspaceName} says: lower-case letters, digits and dashes
 * @param incarnation 1, 2, 3 ...
 */
public record SandboxName(String workspace, int incarnation) {
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public SandboxName {
        if (!PLAIN.matcher(workspace).matches() || incarnation < 1) {
            throw new IllegalArgumentException("no name of a sandbox: " + workspace);
        }
    }

    /** Whose it is. */
    public String agent() {
        return WorkspaceName.of(workspace).agent();
    }

    @Override
    public String toString() {
        return workspace + "-" + incarnation;
    }
}
