package dev.ratoon.environments.local;

import java.nio.file.Path;
import java.util.List;

/** What runs on the two sides. */
@FunctionalInterface
public interface Programs {
    /**
     * The command of one side.
     *
     * @param jdk where the JDK lies, as that side sees it
     * @param jar where the runner's jar lies, as that side sees it
     */
    List<String> command(Side side, Path jdk, Path jar);
}
