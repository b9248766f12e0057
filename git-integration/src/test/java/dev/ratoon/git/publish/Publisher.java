package dev.ratoon.git.publish;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.Login;
import dev.ratoon.git.PushGuard;
import dev.ratoon.git.Source;
import dev.ratoon.git.Writers;
import dev.ratoon.git.gateway.Agents;
import dev.ratoon.git.gateway.Agents.Wish;
import dev.ratoon.git.gateway.GitClient;
import dev.ratoon.git.gateway.HttpsHost;
import dev.ratoon.git.gateway.TestCertificate;
import dev.ratoon.git.push.PushLimits;
import dev.ratoon.git.upstream.UpstreamSettings;
import dev.ratoon.git.upstream.Upstreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A real upstream behind git's http-backend, an agent with real git in its sandbox, and somebody
 * who publishes what it did.
 */
final class Publisher implements AutoCloseable {
    static final Login LOGIN = new Login.Password("ann", HttpsHost.USER, HttpsHost.SECRET);
    static final Person ANN = new Person("Ann", "ann@example.invalid");
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    final Path folder;
    final GitClient owner;
    final Path upstream;
    final TestCertificate certificate = TestCertificate.make();
    final HttpsHost host;
    final Agents agents;
    final Publications publications;
    final Upstreams upstreams;
    volatile List<PushGuard> guards = List.of();

    private int turn;

    Publisher(Path folder) throws Exception {
        this.folder = folder;
        this.owner = new GitClient(folder);
        Path repositories = Files.createDirectories(folder.resolve("host"));
        this.upstream = owner.repository(repositories.resolve("owner.git"));
        this.host = new HttpsHost(repositories, certificate.server());
        var settings =
                UpstreamSettings.defaults()
                        .withPrivateHosts(Set.of("localhost"), certificate.trust())
                        .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(20));
        this.agents = new Agents(folder, settings, PushLimits.defaults());
        this.upstreams = new Upstreams(settings);
        this.publications = publications(PublishLimits.defaults());
    }

    Publications publications(PublishLimits limits) {
        return new Publications(
                agents.store, upstreams, Writers.ofThisProcess(), limits, _ -> guards);
    }

    Source source(String path) {
        return new Source.Https(host.address(path));
    }

    Wish wish() {
        return Wish.of(source("auth/owner.git")).with(LOGIN);
    }

    Agents.One agent() throws IOException, InterruptedException {
        return agent(wish());
    }

    Agents.One agent(Wish wish) throws IOException, InterruptedException {
        var agent = agents.agent("fix", wish);
        agent.cloned().ok();
        return agent;
    }

    /** What is in the workspace, committed or not, as the sandbox saves it. */
    String checkpoint(Agents.One agent) throws IOException, InterruptedException {
        agent.git("add", "--all").ok();
        String tree = agent.git("write-tree").ok();
        agent.git("reset", "-q").ok();
        return checkpoint(agent, tree);
    }

    String checkpoint(Agents.One agent, String tree) throws IOException, InterruptedException {
        turn++;
        String commit =
                agent.git(
                                "commit-tree",
                                tree,
                                "-p",
                                "HEAD",
                                "-m",
                                "Checkpoint of turn " + turn,
                                "-m",
                                "Ratoon-Turn: " + turn)
                        .ok();
        agent.git("push", "-q", "origin", commit + ":refs/ratoon/checkpoints/" + turn).ok();
        return commit;
    }

    static Order order(String checkpoint) {
        return new Order(
                checkpoint,
                new Chosen.All(),
                "Fix it\n\nWith words.",
                ANN,
                Optional.of(new Person("OpenCode", "noreply@opencode.invalid")),
                NOW,
                Together.AS_IS,
                Optional.empty(),
                Set.of(),
                Optional.empty());
    }

    static Order choosing(Order order, Chosen chosen) {
        return new Order(
                order.commit(),
                chosen,
                order.message(),
                order.author(),
                order.coAuthor(),
                order.when(),
                order.together(),
                order.onto(),
                order.accepted(),
                order.expected());
    }

    static Order together(Order order, Together together) {
        return new Order(
                order.commit(),
                order.chosen(),
                order.message(),
                order.author(),
                order.coAuthor(),
                order.when(),
                together,
                order.onto(),
                order.accepted(),
                order.expected());
    }

    static Order accepting(Order order, Set<String> accepted) {
        return new Order(
                order.commit(),
                order.chosen(),
                order.message(),
                order.author(),
                order.coAuthor(),
                order.when(),
                order.together(),
                order.onto(),
                accepted,
                order.expected());
    }

    static Order after(Order order, String published) {
        return new Order(
                order.commit(),
                order.chosen(),
                order.message(),
                order.author(),
                order.coAuthor(),
                order.when(),
                order.together(),
                order.onto(),
                order.accepted(),
                Optional.of(published));
    }

    Published publish(Agents.One agent, Order order) {
        return publish(agent.repository, order);
    }

    Published publish(AgentRepository from, Order order) {
        return publications.publish(from, new Where(from.source(), from.login()), order);
    }

    /** The commit that the branch is at afterwards. */
    String published(Agents.One agent, Order order) {
        return assertInstanceOf(Published.Done.class, publish(agent, order)).commit();
    }

    Proposal propose(Agents.One agent, String checkpoint) {
        return publications.propose(
                agent.repository, new Question(checkpoint, Optional.empty(), Optional.empty()));
    }

    /** What the real git says of the real upstream. */
    String upstream(String... arguments) throws IOException, InterruptedException {
        return owner.in(upstream, arguments).ok();
    }

    /** A hook of the upstream, in shell. */
    void hook(String name, String script) throws IOException {
        Path hook = upstream.resolve(".git/hooks/" + name);
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
        if (!hook.toFile().setExecutable(true)) {
            throw new IOException(hook + " cannot be made executable");
        }
    }

    /** Somebody else's commit on a branch of the upstream, whose own files stay where they are. */
    String pushed(String branch, String file, String text)
            throws IOException, InterruptedException {
        Path other = folder.resolve("other");
        if (Files.notExists(other)) {
            owner.in(folder, "clone", "-q", upstream.toString(), "other").ok();
            owner.in(other, "config", "user.name", "Bob").ok();
            owner.in(other, "config", "user.email", "bob@example.invalid").ok();
        }
        owner.in(other, "fetch", "-q", "origin").ok();
        owner.in(other, "checkout", "-q", "-B", "work", "origin/" + branch).ok();
        String commit = owner.commit(other, file, text);
        upstream("switch", "-q", "--detach");
        owner.in(other, "push", "-q", "origin", "work:" + branch).ok();
        return commit;
    }

    /** Somebody else, who has pushed before, takes a commit of another repository in. */
    void merged(String branch, Path from, String commit) throws IOException, InterruptedException {
        Path other = folder.resolve("other");
        owner.in(other, "fetch", "-q", from.toString(), "+refs/heads/*:refs/taken/*").ok();
        owner.in(other, "merge", "-q", "--no-ff", "-m", "Taken in", commit).ok();
        owner.in(other, "push", "-q", "origin", "work:" + branch).ok();
    }

    @Override
    public void close() {
        agents.close();
        upstreams.close();
        host.close();
    }
}
