package dev.ratoon.controlplane.sshhosts;

import static dev.ratoon.controlplane.sshhosts.SshDesk.assertProblem;
import static dev.ratoon.controlplane.sshhosts.SshDesk.atOnce;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.githosts.ForgeResource;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.git.Login;
import dev.ratoon.git.SshKeyPair;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys through the real API into the real database. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(ForgeResource.class)
@SuppressWarnings("NullAway.Init")
class SshKeyIT {
    private static final String PATH = SshDesk.KEY;

    @Inject TestPeople people;
    @Inject UserStore users;
    @Inject SshKeyStore store;
    @Inject DataSource database;

    private TestPeople.Person person;
    private Api ann;
    private SshDesk desk;

    @BeforeEach
    void somebodyNew() {
        person = people.invited("member");
        ann = person.api();
        desk = new SshDesk(database, users.mustBeNamed(person.name()).id());
    }

    @Test
    void there_is_none_until_it_is_made_and_then_it_stays_the_same() {
        assertProblem(404, "not-found", "ratoon git-host key", ann.get(PATH));
        Api.Answer made = ann.put(PATH, Map.of());
        assertEquals(200, made.status(), made.raw()::body);
        String line = made.text("publicKey");
        assertTrue(line.matches("ssh-ed25519 [A-Za-z0-9+/]{68} ratoon-" + person.name()), line);
        assertTrue(made.text("fingerprint").startsWith("SHA256:"), made.raw()::body);
        assertEquals(made.body(), ann.put(PATH, Map.of()).body());
        assertEquals(made.body(), ann.get(PATH).body());
    }

    @Test
    void ten_at_once_end_with_one() throws Exception {
        var lines = new HashSet<String>();
        for (Api.Answer one : atOnce(10, _ -> ann.put(PATH, Map.of()))) {
            assertEquals(200, one.status(), one.raw()::body);
            lines.add(one.text("publicKey"));
        }
        assertEquals(1, lines.size(), lines::toString);
        assertEquals(1, desk.rows("ssh_keys", "true"));
    }

    @Test
    void one_that_is_thrown_away_is_gone_and_the_next_is_another_login() {
        String before = ann.put(PATH, Map.of()).text("publicKey");
        Login login = login();
        assertEquals(204, ann.delete(PATH).status());
        assertProblem(404, "not-found", "ratoon git-host key", ann.delete(PATH));
        assertEquals(Optional.empty(), store.login(desk.user(), List.of()));
        assertNotEquals(before, ann.put(PATH, Map.of()).text("publicKey"));
        assertNotEquals(login.identity(), login().identity());
    }

    @Test
    void its_private_half_is_sealed_and_in_no_answer() throws Exception {
        Api.Answer made = ann.put(PATH, Map.of());
        String secret = login().privateKey();
        assertFalse(made.raw().body().contains(secret));
        assertFalse(ann.get(PATH).raw().body().contains(secret));
        assertFalse(login().toString().contains(secret));
        assertEquals(0, desk.rows("ssh_keys", "position('" + secret + "'::bytea in sealed) > 0"));
        assertEquals(1, store.oneOfEachKey().size());
    }

    @Test
    void it_opens_for_its_user_and_its_public_half_alone() throws Exception {
        ann.put(PATH, Map.of());
        UUID another = users.mustBeNamed(people.invited("member").name()).id();
        desk.change("update ssh_keys set user_id = '" + another + "' where user_id = '%s'");
        SshDesk theirs = new SshDesk(database, another);
        assertBroken(another);
        theirs.change("update ssh_keys set user_id = '" + desk.user() + "' where user_id = '%s'");
        String evil = SshKeyPair.make(new SecureRandom()).publicKey().line();
        desk.change("update ssh_keys set public_key = '" + evil + "' where user_id = '%s'");
        Api.Answer refused = ann.get(PATH);
        assertProblem(500, "internal", "--renew", refused);
        assertFalse(refused.raw().body().contains(evil.substring(40)), refused.raw()::body);
        assertBroken(desk.user());
        assertEquals(204, ann.delete(PATH).status());
        assertEquals(200, ann.put(PATH, Map.of()).status());
    }

    private void assertBroken(UUID user) {
        Failure thrown = assertThrows(Failure.class, () -> store.login(user, List.of()));
        assertTrue(thrown.forTheCaller().contains("--renew"), thrown.forTheCaller());
    }

    @Test
    void nobody_else_sees_it_or_throws_it_away() {
        String line = ann.put(PATH, Map.of()).text("publicKey");
        for (Api other : List.of(people.owner(), people.invited("admin").api())) {
            assertNotEquals(line, other.get(PATH).text("publicKey"));
            other.delete(PATH);
        }
        for (Api.Answer one :
                List.of(
                        people.nobody().get(PATH),
                        people.nobody().put(PATH, Map.of()),
                        people.nobody().delete(PATH))) {
            assertEquals(401, one.status());
        }
        assertEquals(line, ann.get(PATH).text("publicKey"));
    }

    @Test
    void a_viewer_makes_none() throws Exception {
        var viewer = people.invited("viewer");
        assertEquals(403, viewer.api().put(PATH, Map.of()).status());
        assertEquals(403, viewer.api().delete(PATH).status());
        assertEquals(404, viewer.api().get(PATH).status());
        UUID id = users.mustBeNamed(viewer.name()).id();
        assertEquals(0, new SshDesk(database, id).rows("ssh_keys", "true"));
    }

    private Login.SshKey login() {
        return store.login(desk.user(), List.of()).orElseThrow();
    }
}
