package dev.ratoon.git.publish;

import dev.ratoon.git.upstream.Seen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * What people see already, so that nobody is warned of it.
 *
 * @param commits to which something upstream, or what was published, leads
 * @param files commits whose files those of a publication are compared with
 */
record SeenByPeople(List<RevCommit> commits, List<RevCommit> files) {
    static SeenByPeople of(
            Work work, RevCommit tip, Seen seen, Onto onto, List<RevCommit> published)
            throws IOException {
        List<RevCommit> commits = new ArrayList<>(published);
        try (RevWalk walk = work.newWalk()) {
            for (Ref ref : seen.refs().values()) {
                if (walk.peel(walk.parseAny(ref.getObjectId())) instanceof RevCommit commit) {
                    commits.add(commit);
                }
            }
        }
        List<RevCommit> files = new ArrayList<>(published);
        Optional<ObjectId> base = onto.tip();
        if (base.isPresent()) {
            work.parting(tip, work.commit(base.get())).ifPresent(files::add);
        }
        return new SeenByPeople(commits, files);
    }
}
