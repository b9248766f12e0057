package dev.ratoon.git.upstream;

import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** What became of a push. Words are those of the repository's keeper, line by line. */
public sealed interface Pushed {
    record Taken(List<String> words) implements Pushed {}

    /** The login may not push there. */
    record NotAllowed(List<String> words) implements Pushed {}

    /** The branch was not where it was expected; nothing was sent. */
    record Moved(Optional<ObjectId> to) implements Pushed {}

    record Refused(List<String> words) implements Pushed {}
}
