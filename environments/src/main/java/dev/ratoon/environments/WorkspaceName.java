package dev.ratoon.environments;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an agent's files are called where its sandboxes run. The first are called as the agent;
 * those that took the place of files that are out of reach have a number behind it.
 *
 * @param volume 1, 2, 3 ...
 */
public record WorkspaceName(String agent, int volume) {
    private static final Pattern LATER = Pattern.compile("(.+)-v([1-9][0-9]{0,5})");

    public WorkspaceName {
        if (volume < 1) {
            throw new IllegalArgumentException("no volume of an agent: " + volume);
        }
    }

    public static WorkspaceName of(String workspace) {
        Matcher later = LATER.matcher(workspace);
        return later.matches()
                ? new WorkspaceName(later.group(1), Integer.parseInt(later.group(2)))
                : new WorkspaceName(workspace, 1);
    }

    @Override
    public String toString() {
        return volume == 1 ? agent : agent + "-v" + volume;
    }
}
