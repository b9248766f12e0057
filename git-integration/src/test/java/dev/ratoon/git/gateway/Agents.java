package dev.ratoon.git.gateway;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import dev.ratoon.git.Sources;
import dev.ratoon.git.Writers;
import dev.ratoon.git.push.PushDoor;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.store.GitStore;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Several agents at one gateway, each with a folder and a credential of its own. */
public final class Agents implements AutoCloseable {
    final Noted noted = new Noted();
    public final GitStore store;
    private final Map<String, AgentRepository> known = new ConcurrentHashMap<>();
    private final Path folder;
    private final GitClient git;
    private final GitGateway gateway;
    private final Upstreams upstreams;

    public Agents(Path folder, UpstreamSettings upstream, PushLimits limits) throws IOException {
        this(folder, upstream, limits, 0);
    }

    Agents(Path folder, UpstreamSettings upstream, PushLimits limits, long free)
            throws IOException {
        this.folder = folder;
        this.git = new GitClient(folder);
        this.upstreams = new Upstreams(upstream);
        this.store =
                new GitStore(folder.resolve("store"), Writers.ofThisProcess(), upstreams, free);
        Sources sources =
                header ->
                        header == null
                                ? Optional.empty()
                                : Optional.ofNullable(known.get(header))
                                        .map(agent -> new Sources.Known(header, agent));
        this.gateway =
                new GitGateway(
                        GitGatewaySettings.defaults(),
                        sources,
                        store,
                        new PushDoor(store, noted, limits));
    }

    /** With what an agent can differ in. */
    public record Wish(
            Source source, Optional<Login> login, Optional<String> base, boolean goesOn) {
        public static Wish of(Source source) {
            return new Wish(source, Optional.empty(), Optional.empty(), false);
        }

        public Wish with(Login other) {
            return new Wish(source, Optional.of(other), base, goesOn);
        }

        public Wish at(String other) {
            return new Wish(source, login, Optional.of(other), goesOn);
        }

        public Wish goingOn() {
            return new Wish(source, login, base, true);
        }
    }

    public One agent(String name, Wish wish) throws IOException {
        return agent(name, "ratoon/" + name, wish);
    }

    public One agent(String name, String branch, Wish wish) throws IOException {
        return agent(name, UUID.randomUUID(), branch, wish);
    }

    /** An agent of another gateway on the same store. */
    One known(String name, One other, Wish wish) throws IOException {
        return agent(name, other.repository.agent(), "ratoon/" + name, wish);
    }

    private One agent(String name, UUID id, String branch, Wish wish) throws IOException {
        var repository =
                new AgentRepository(
                        id, name, wish.source(), wish.login(), wish.base(), branch, wish.goesOn());
        known.put("Runner " + name, repository);
        return new One(repository, Files.createDirectories(folder.resolve("sandbox-" + name)));
    }

    public String url() {
        return "http://127.0.0.1:" + gateway.port() + "/git/repository.git";
    }

    @Override
    public void close() {
        gateway.close();
        store.close();
        upstreams.close();
    }

    /** One of them. */
    public final class One {
        public final Path folder;
        public final Path stored;
        public final AgentRepository repository;

        private One(AgentRepository repository, Path folder) {
            this.repository = repository;
            this.folder = folder;
            this.stored = Agents.this.folder.resolve("store/agents/" + repository.agent() + ".git");
        }

        public Path work() {
            return folder.resolve("clone");
        }

        public GitClient.Ran cloned(String... options) throws IOException, InterruptedException {
            var all = new ArrayList<>(List.of("clone", "-q"));
            all.addAll(List.of(options));
            all.addAll(List.of(url(), "clone"));
            GitClient.Ran ran = in(folder, all.toArray(String[]::new));
            if (ran.code() == 0) {
                git("config", "user.name", "Agent").ok();
                git("config", "user.email", "agent@example.invalid").ok();
            }
            return ran;
        }

        public GitClient.Ran git(String... arguments) throws IOException, InterruptedException {
            return in(work(), arguments);
        }

        public GitClient.Ran in(Path where, String... arguments)
                throws IOException, InterruptedException {
            return git.in(where, with(arguments));
        }

        public Process start(String... arguments) throws IOException {
            return git.start(folder, with(arguments));
        }

        public String commit(String file, String text) throws IOException, InterruptedException {
            return git.commit(work(), file, text);
        }

        private List<String> with(String... arguments) {
            var all =
                    new ArrayList<>(
                            List.of(
                                    "-c",
                                    "http.extraHeader=Authorization: Runner " + repository.name()));
            all.addAll(List.of(arguments));
            return all;
        }
    }
}
