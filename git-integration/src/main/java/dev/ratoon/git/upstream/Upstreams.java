package dev.ratoon.git.upstream;

import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import java.util.Optional;
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
