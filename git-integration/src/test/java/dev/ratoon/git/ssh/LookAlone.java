package dev.ratoon.git.ssh;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Login;
import dev.ratoon.git.RepositoryUrl;
import dev.ratoon.git.SshPublicKey;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import java.util.Optional;
import java.util.Set;

/** Looks at a repository in a process of its own, which has a home of its own; says what it saw. */
final class LookAlone {
    private LookAlone() {}

    public static void main(String[] arguments) {
        UpstreamSettings usual = UpstreamSettings.defaults();
        var at = (RepositoryUrl.Ssh) RepositoryUrl.parse(arguments[0]);
        var login = new Login.SshKey("ann", arguments[1], Set.of(SshPublicKey.parse(arguments[2])));
        try (var upstreams =
                new Upstreams(usual.withPrivateHosts(Set.of(SshHost.NAME), usual.tls()))) {
            System.out.println(upstreams.look(at.source(), Optional.of(login)).refs().keySet());
        } catch (GitTrouble e) {
            System.out.println(e.words());
        }
    }
}
