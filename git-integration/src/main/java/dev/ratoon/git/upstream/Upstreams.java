package dev.ratoon.git.upstream;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import dev.ratoon.git.SshPublicKey;
import dev.ratoon.git.ssh.SshHosts;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/** The way to the repositories of others. Safe for many threads. */
public final class Upstreams implements AutoCloseable {
    private final Dialer dialer;
    private final SshHosts ssh;

    public Upstreams(UpstreamSettings settings) {
        NoMachineConfig.install();
        this.dialer = new Dialer(settings);
        this.ssh = new SshHosts(settings.connectTimeout(), settings.stallTimeout());
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
                    new Push(
                                    address.toString(),
                                    new Host(address, password(login), dialer).transport(from))
                            .send(branch, expected, commit);
            case Source.Ssh at ->
                    new Push(at.normalForm(), overSsh(at, login, from))
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
                            address.toString(),
                            new Host(address, password(login), dialer).transport(into));
            case Source.Ssh at -> new Upstream(at.normalForm(), overSsh(at, login, into));
            case Source.LocalPath(var folder) ->
                    new Upstream(folder.toString(), LocalTransport.to(folder, into));
        };
    }

    /**
     * The keys that a host shows, to be compared by a person with what its keepers say of them.
     * Nobody is logged in.
     */
    public List<SshPublicKey> hostKeys(Source.Ssh at) {
        return ssh.keys(at, addresses(at));
    }

    private Transport overSsh(Source.Ssh at, Optional<Login> login, @Nullable Repository here) {
        Login.SshKey key = key(at, login);
        return SshTransport.to(at, here, command -> ssh.run(at, addresses(at), key, command));
    }

    private List<InetAddress> addresses(Source.Ssh at) {
        return List.of(dialer.checked(at.host()));
    }

    private static Optional<Login.Password> password(Optional<Login> login) {
        return login.map(
                one ->
                        switch (one) {
                            case Login.Password password -> password;
                            case Login.SshKey _ ->
                                    throw new IllegalArgumentException("an ssh key, for https");
                        });
    }

    private static Login.SshKey key(Source.Ssh at, Optional<Login> login) {
        Login one =
                login.orElseThrow(
                        () ->
                                GitTrouble.user(
                                        "Ratoon has no ssh key for %s. It needs one of yours (ratoon git-host key), and to be told which keys that host has (ratoon git-host add URL)."
                                                .formatted(at.host())));
        return switch (one) {
            case Login.SshKey key -> key;
            case Login.Password _ -> throw new IllegalArgumentException("a password, for ssh");
        };
    }

    /** Ends what is open over ssh. */
    @Override
    public void close() {
        ssh.close();
    }
}
