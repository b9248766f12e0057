package dev.ratoon.controlplane.personas;

import dev.ratoon.controlplane.access.Actor;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a repository has committed, as upstream shows it to the actor. */
public interface CommittedFiles {
    /**
     * Where it is read.
     *
     * @param repository as somebody has typed it
     * @param branch none means the one that upstream begins with
     */
    record Place(@Nullable String repository, @Nullable String branch) {}

    /**
     * What was found.
     *
     * @param commit that the branch is at
     * @param files by name; the content is empty of one that is larger than was asked for
     */
    record Found(String commit, Map<String, Optional<byte[]>> files) {
        public Found {
            files = Map.copyOf(files);
        }
    }

    /**
     * The files right in a folder; no links.
     *
     * @param most how many
     * @param largest how many bytes of one
     * @throws dev.ratoon.controlplane.problem.Failure when the actor may not, or upstream does not
     */
    Found read(Actor actor, Place place, String folder, int most, int largest);
}
