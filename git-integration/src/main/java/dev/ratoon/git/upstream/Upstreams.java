package dev.ratoon.git.upstream;

import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** The way to the repositories of others. Safe for many threads. */
public final class Upstreams {
    private final Dialer dialer;

    public Upstreams(UpstreamSettings settings) {
        NoMachineConfig.install();
        this.dialer = new Dialer(settings);
    }

    /** What it shows now to whoever has this login. */
    public Seen look(Source source, Optional<Login> login) {
        try (Upstream upstream = open(source, login, null)) {
            return upstream.seen();
        }
    }

    /**
     * Brings one branch there with all that it leads to, and nothing else; only forward, and only
     * if the branch is where it is expected.
     *
     * @param from where the commit is
     * @param branch its full name over there
     * @param expected where it is; empty when it is to be new
     */
    public Pushed push(
            Source source,
            Optional<Login> login,
            Repository from,
            String branch,
            Optional<ObjectId> expected,
            ObjectId commit) {
        return switch (source) {
            case Source.Https(var address) ->
                    new Push(address.toString(), new Host(address, login, dialer).transport(from))
                            .send(branch, expected, commit);
            case Source.LocalPath(var folder) ->
                    LocalFolder.isCheckedOut(folder, branch)
                            ? new Pushed.Refused(
                                    List.of(
                                            branch
                                                    + " is checked out in "
                                                    + folder
                                                    + ", whose files would not follow: switch to another branch there."))
                            : new Push(folder.toString(), LocalTransport.to(folder, from))
                                    .send(branch, expected, commit);
        };
    }

    /** For looking, and then for fetching from where was looked. */
    public Upstream open(Source source, Optional<Login> login, @Nullable Repository into) {
        return switch (source) {
            case Source.Https(var address) ->
                    new Upstream(
                            address.toString(), new Host(address, login, dialer).transport(into));
            case Source.LocalPath(var folder) ->
                    new Upstream(folder.toString(), LocalTransport.to(folder, into));
        };
    }
}
