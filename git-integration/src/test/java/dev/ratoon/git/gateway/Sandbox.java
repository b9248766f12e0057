package dev.ratoon.git.gateway;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.Source;
import dev.ratoon.git.Sources;
import dev.ratoon.git.Writers;
import dev.ratoon.git.push.PushDoor;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.store.GitStore;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A gateway for one agent, and a git client that shows it the right credential. */
record Sandbox(GitGateway gateway, GitClient git, Path folder) implements AutoCloseable {
    static final String CREDENTIAL = "Runner for-this-test";
    static final UUID AGENT = new UUID(0, 1);
    static final String BRANCH = "ratoon/fix-1";

    static Sandbox of(Path folder, Source source, GitGatewaySettings settings) throws IOException {
        return of(folder, source, settings, UpstreamSettings.defaults());
    }

    static Sandbox of(
            Path folder, Source source, GitGatewaySettings settings, UpstreamSettings upstream)
            throws IOException {
        var wanted =
                new AgentRepository(
                        AGENT, "fix", source, Optional.empty(), Optional.empty(), BRANCH, false);
        var store =
                new GitStore(
                        folder.resolve("store"), Writers.ofThisProcess(), new Upstreams(upstream));
        var door = new PushDoor(store, new Noted(), PushLimits.defaults());
        return of(folder, wanted, settings, store, door);
    }

    static Sandbox of(
            Path folder,
            AgentRepository wanted,
            GitGatewaySettings settings,
            GitStore store,
            PushDoor door)
            throws IOException {
        Sources sources =
                header ->
                        header != null && header.startsWith(CREDENTIAL)
                                ? Optional.of(new Sources.Known(header, wanted))
                                : Optional.empty();
        return new Sandbox(
                new GitGateway(settings, sources, store, door), new GitClient(folder), folder);
    }

    String url() {
        return "http://127.0.0.1:" + gateway.port() + "/git/repository.git";
    }

    GitClient.Ran git(Path in, String... arguments) throws IOException, InterruptedException {
        return git.in(in, with(arguments));
    }

    Process start(String... arguments) throws IOException {
        return git.start(folder, with(arguments));
    }

    GitClient.Ran cloned(int version, String... options) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("-c", "protocol.version=" + version, "clone"));
        all.addAll(List.of(options));
        all.add(url());
        all.add("clone" + version);
        return git(folder, all.toArray(String[]::new));
    }

    private static List<String> with(String... arguments) {
        var all = new ArrayList<>(List.of("-c", "http.extraHeader=Authorization: " + CREDENTIAL));
        all.addAll(List.of(arguments));
        return all;
    }

    @Override
    public void close() {
        gateway.close();
    }
}
