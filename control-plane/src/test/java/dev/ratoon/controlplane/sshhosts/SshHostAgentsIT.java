package dev.ratoon.controlplane.sshhosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.access.TeamStore;
import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.agents.Replay;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.githosts.ForgeResource;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.pulls.Bare;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Login;
import dev.ratoon.git.RepositoryUrl;
import dev.ratoon.git.upstream.Upstreams;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Agents on repositories of a host over ssh, with real sandboxes, a real git and a real sshd. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(ForgeResource.class)
@SuppressWarnings("NullAway.Init")
class SshHostAgentsIT {
    @Inject TestPeople people;
    @Inject TeamStore teams;
    @Inject UserStore users;
    @Inject SshKeyStore keys;
    @Inject Upstreams upstreams;

    private TestPeople.Person ann;
    private SshHost host;
    private Bare upstream;
    private String address;
    private String agent = "";

    @BeforeEach
    void aPrivateRepository() throws Exception {
        ann = people.invited("member");
        host = new SshHost("ed25519");
        upstream = Bare.in(host.folder.resolve("team/app.git"));
        address = host.address(upstream.folder());
    }

    @AfterEach
    void delete() throws Exception {
        if (!agent.isEmpty()) {
            ann.api().delete("/api/agents/" + agent);
        }
        host.close();
    }

    @Tag("long")
    @Test
    void an_agent_reads_what_its_owners_key_opens_and_its_branch_is_pushed_there()
            throws Exception {
        host.admit(line(ann));
        trust(ann);
        kept(start(ann, "cat README\necho a > a", Map.of()));
        assertTrue(fleet(ann).printed(agent).contains("hello"), fleet(ann).log(agent));
        JsonNode to = ann.api().get(path()).body().path("to");
        assertTrue(to.path("mayPush").asBoolean(), to::toString);
        Api.Answer done = publish(ann);
        assertEquals(200, done.status(), done.raw()::body);
        String branch = fleet(ann).agent(agent).path("branch").asText();
        assertEquals(done.text("commit"), upstream.git("rev-parse", branch));
        assertEquals("README\na", upstream.git("ls-tree", "--name-only", branch));
        assertEquals("refs/heads/main\nrefs/heads/" + branch, upstream.refs());
        assertTrue(done.text("next").contains("by hand"), done.raw()::body);
    }

    @Tag("long")
    @Test
    void without_a_key_or_a_trusted_host_it_is_told_in_words_and_nobody_elses_key_is_used()
            throws Exception {
        var bob = people.invited("member");
        host.admit(line(bob));
        trust(bob);
        String theirs = start(bob, "true", Map.of());
        fleet(bob).awaitTurn(theirs, 1);
        long visits = host.visits();
        assertToldWhatIsMissing(start(ann, "true", Map.of()));
        String hers = line(ann);
        assertToldWhatIsMissing(start(ann, "true", Map.of()));
        assertEquals(visits, host.visits(), "nobody is dialled without a key or trust");
        host.admit(hers);
        trust(ann);
        start(ann, "true", Map.of());
        fleet(ann).awaitTurn(agent, 1);
        bob.api().delete("/api/agents/" + theirs);
    }

    private void assertToldWhatIsMissing(String started) throws Exception {
        String why = failure(started);
        assertTrue(why.contains("has no ssh key for localhost"), why);
        assertTrue(why.contains("ratoon git-host key"), why);
        assertTrue(why.contains("ratoon git-host add URL"), why);
        ann.api().delete("/api/agents/" + started);
    }

    @Test
    void a_host_with_another_key_than_the_trusted_one_is_told_nothing_and_the_agent_says_so()
            throws Exception {
        String line = line(ann);
        host.admit(line);
        trust(ann);
        host.close();
        try (var other = new SshHost(host.port, "ed25519")) {
            other.admit(line);
            String why = failure(start(ann, "true", Map.of()));
            assertTrue(why.contains("shows another key than the one that you trust"), why);
            assertTrue(why.contains(other.key("ed25519").fingerprint()), why);
            assertTrue(why.contains("ratoon git-host add URL"), why);
            assertTrue(other.visits() > 0, other::said);
            assertFalse(other.heardOfAUser(), other::said);
        }
    }

    @Tag("long")
    @Test
    void another_member_publishes_with_a_key_of_his_own_or_not_at_all() throws Exception {
        var bob = people.invited("member");
        host.admit(line(ann));
        trust(ann);
        kept(start(ann, "echo a > a", Map.of("team", teamOf(bob))));
        String commit = ann.api().get(path()).text("commit");
        Api.Answer refused = bob.api().post(path(), Map.of("commit", commit));
        assertEquals(422, refused.status(), refused.raw()::body);
        assertTrue(refused.text("detail").contains("ratoon git-host key"), refused.raw()::body);
        assertEquals("refs/heads/main", upstream.refs());
        host.admit(line(bob));
        trust(bob);
        assertEquals(200, publish(bob).status());
        String accepted =
                host.said()
                        .lines()
                        .filter(one -> one.contains("Accepted publickey"))
                        .reduce("", (_, last) -> last);
        assertTrue(accepted.contains(bob.api().get(SshDesk.KEY).text("fingerprint")), host::said);
    }

    @Tag("long")
    @Test
    void nothing_that_a_sandbox_can_read_opens_upstream() throws Exception {
        host.admit(line(ann));
        trust(ann);
        kept(start(ann, "echo a > a\n" + Replay.PROMPT, Map.of()));
        assertEquals(200, publish(ann, List.of("a")).status());
        String read = Replay.read(ann.api(), agent);
        String secret = secret(ann);
        byte[] encoded = Base64.getDecoder().decode(secret);
        byte[] seed = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        assertFalse(read.contains(secret), read);
        assertFalse(read.contains(Base64.getEncoder().encodeToString(seed)), read);
        for (String word : Replay.words(read)) {
            assertThrows(GitTrouble.class, () -> look(word), word);
        }
        look(secret);
    }

    private void look(String key) throws Exception {
        var login = new Login.SshKey("replay", key, Set.of(host.key("ed25519")));
        var usable = (RepositoryUrl.Usable) RepositoryUrl.parse(address);
        upstreams.look(usable.source(), Optional.of(login));
    }

    private String secret(TestPeople.Person who) {
        UUID id = users.mustBeNamed(who.name()).id();
        return keys.login(id, List.of()).orElseThrow().privateKey();
    }

    /** Of a user's key, made if need be. */
    private static String line(TestPeople.Person who) {
        return who.api().put(SshDesk.KEY, Map.of()).text("publicKey");
    }

    private void trust(TestPeople.Person who) throws Exception {
        Api.Answer trusted =
                who.api()
                        .put(
                                SshDesk.HOSTS,
                                Map.of(
                                        "repository",
                                        address,
                                        "hostKeys",
                                        List.of(host.key("ed25519").line())));
        assertEquals(200, trusted.status(), trusted.raw()::body);
    }

    private String start(TestPeople.Person who, String prompt, Map<String, ?> more) {
        Map<String, Object> asked = new HashMap<>(more);
        asked.putAll(Map.of("repository", address, "mode", "auto", "prompt", prompt));
        Api.Answer answer = who.api().post("/api/agents", asked);
        assertEquals(201, answer.status(), answer.raw()::body);
        if (who.equals(ann)) {
            agent = answer.text("id");
        }
        return answer.text("id");
    }

    private String failure(String started) throws Exception {
        return fleet(ann).await(started, "failed").path("failure").path("reason").asText();
    }

    private void kept(String started) throws Exception {
        Eventually.get(
                "a checkpoint\n" + fleet(ann).log(started),
                () -> fleet(ann).events(started, "checkpoint.kept"),
                kept -> !kept.isEmpty());
    }

    private String path() {
        return "/api/agents/" + agent + "/pull-request";
    }

    private Api.Answer publish(TestPeople.Person who) throws Exception {
        return publish(who, "all");
    }

    /** Whatever is said to be published is looked for upstream, with git. */
    private Api.Answer publish(TestPeople.Person who, Object files) throws Exception {
        String commit = who.api().get(path()).text("commit");
        Api.Answer answer = who.api().post(path(), Map.of("commit", commit, "files", files));
        if (answer.status() == 200) {
            upstream.assertHas(answer);
        }
        return answer;
    }

    /** A new team of the owner's, in which ann and bob are members. */
    private String teamOf(TestPeople.Person bob) {
        Api owner = people.owner();
        String team = "crew-of-" + bob.name();
        owner.post("/api/teams", Map.of("name", team));
        for (TestPeople.Person one : List.of(ann, bob)) {
            String place = "/api/teams/" + team + "/members/" + one.name();
            assertEquals(204, owner.put(place, Map.of("role", "member")).status());
        }
        return teams.mustBeNamed(team).id().toString();
    }

    private static Fleet fleet(TestPeople.Person who) {
        return new Fleet(who.api(), new GitRepository(Path.of("/nowhere")));
    }
}
