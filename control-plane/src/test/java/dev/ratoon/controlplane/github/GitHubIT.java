package dev.ratoon.controlplane.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.git.Login;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An account through the real API into the real database. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = GitHubFake.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init")
class GitHubIT {
    @Inject TestPeople people;
    @Inject UserStore users;
    @Inject ConnectionStore store;
    @Inject GitHubLogin logins;
    @Inject GitHubApi api;
    @Inject DataSource database;

    private Api ann;
    private UUID annsId;

    @BeforeEach
    void somebodyNew() {
        var person = people.invited("member");
        ann = person.api();
        annsId = users.mustBeNamed(person.name()).id();
    }

    @Test
    void anAccountIsShownWithoutItsToken() {
        Api.Answer connected = connect(GitHubFake.GOOD);
        Api.Answer read = ann.get("/api/github");
        assertEquals(200, connected.status(), connected.body()::toString);
        assertEquals("octocat", read.text("login"));
        assertEquals("4711", read.text("hint"));
        assertEquals("classic", read.text("kind"));
        assertEquals("granted", read.body().path("needs").path(0).path("state").asText());
        assertEquals(4321, read.body().path("rate").path("remaining").asInt());
        assertFalse((connected.raw().body() + read.raw().body()).contains("geheim"));
    }

    @Test
    void whatAWeakTokenLacksIsSaidAndItIsKept() {
        Api.Answer connected = connect(GitHubFake.WEAK);
        assertEquals("missing", connected.body().path("needs").path(0).path("state").asText());
        assertEquals("gist", connected.body().path("beyond").path(0).asText());
    }

    @Test
    void theDatabaseHoldsTheTokenSealedAndItOpensInItsRow() throws Exception {
        connect(GitHubFake.GOOD);
        Connection connection = store.of(annsId).orElseThrow();
        assertEquals(GitHubFake.GOOD, store.open(connection).orElseThrow().value());
        assertEquals(0, rows("position('geheim'::bytea in sealed) > 0"));
    }

    @Test
    void aTokenThatGitHubDoesNotTakeIsNotKept() {
        Api.Answer refused = connect(GitHubFake.REVOKED);
        assertProblem(422, "github-token-refused", "was revoked, has expired", refused);
        assertFalse(ann.get("/api/github").body().path("connected").asBoolean());
        assertProblem(422, "invalid", "token is empty", connect("  "));
        assertProblem(422, "invalid", "no spaces", connect("two words"));
    }

    @Test
    void whoHasNoneIsToldWhatATokenIsFor() {
        Api.Answer none = ann.get("/api/github");
        assertTrue(none.text("newToken").contains("scopes=repo,workflow"), none::toString);
        assertProblem(
                409,
                "github-not-connected",
                "ratoon github connect",
                ann.get("/api/github/repositories"));
    }

    @Test
    void repositoriesAndBranchesAreFound() {
        connect(GitHubFake.GOOD);
        Api.Answer found = ann.get("/api/github/repositories?q=pay");
        assertEquals(
                "acme/payments", found.body().path("repositories").path(0).path("name").asText());
        assertEquals(
                0, ann.get("/api/github/repositories?q=zzz").body().path("repositories").size());
        Api.Answer branches = ann.get("/api/github/branches?repository=acme/payments&q=ma");
        assertTrue(branches.body().path("branches").path(0).path("isDefault").asBoolean());
        assertProblem(
                404,
                "not-found",
                "'acme/nothing'",
                ann.get("/api/github/branches?repository=acme/nothing"));
        assertProblem(422, "invalid", "limit", ann.get("/api/github/repositories?limit=0"));
        assertProblem(
                422,
                "invalid",
                "characters",
                ann.get("/api/github/repositories?q=" + "a".repeat(501)));
    }

    /** There is no git at that address: whoever has no account there is told so by git's words. */
    @Tag("long")
    @Test
    void branchesOfAnAddressThereAreToldByItsApiToWhoHasAnAccount() {
        String there =
                "/api/branches?repository=https://" + api.address().webHost() + "/acme/payments";
        Api.Answer without = ann.get(there);
        assertTrue(without.status() >= 400, without.raw()::body);
        connect(GitHubFake.GOOD);
        for (String address : List.of(there, there + ".git&q=MAI&limit=1")) {
            Api.Answer found = ann.get(address);
            assertEquals(200, found.status(), found.raw()::body);
            assertEquals("main", found.body().at("/branches/0/name").asText());
            assertTrue(found.body().at("/branches/0/isDefault").asBoolean());
        }
        assertEquals(0, ann.get(there + "&q=zzz").body().path("branches").size());
        Api.Answer other = ann.get(there.replace("payments", "nothing"));
        assertEquals(without.text("type"), other.text("type"), other.raw()::body);
    }

    @Test
    void aLimitIsAnsweredWithTheTimeToWait() {
        Api.Answer refused = connect(GitHubFake.LIMITED);
        assertProblem(503, "github-limit", "asked less often", refused);
        assertEquals("90", refused.header("Retry-After"));
    }

    @Test
    void whoIsAtTheLimitIsNotToldSoOfAnother() {
        connect(GitHubFake.TIRED);
        assertEquals(503, ann.get("/api/github/repositories").status());
        Api other = people.invited("member").api();
        other.put("/api/github", Map.of("token", GitHubFake.GOOD));
        assertEquals(200, other.get("/api/github/repositories").status());
    }

    @Test
    void aTokenThatIsRevokedLaterIsSaidToBe() {
        String token = GitHubFake.GOOD + "later";
        connect(token);
        Api.unknown(api.address().url()).get(GitHubFake.REVOKE + token);
        Api.Answer read = ann.get("/api/github");
        assertEquals(200, read.status());
        assertTrue(read.text("trouble").contains("was revoked"), read::toString);
        assertProblem(
                422, "github-token-refused", "connect it", ann.get("/api/github/repositories"));
    }

    @Test
    void nobodyElseSeesItOrUsesIt() {
        connect(GitHubFake.GOOD);
        Api owner = people.owner();
        owner.delete("/api/github"); // one of his own, if another test left it
        for (Api other : List.of(owner, people.invited("admin").api())) {
            assertFalse(other.get("/api/github").body().path("connected").asBoolean());
            assertEquals(409, other.get("/api/github/repositories").status());
        }
        assertEquals(401, people.nobody().get("/api/github").status());
    }

    @Test
    void aViewerConnectsNone() {
        Api viewer = people.invited("viewer").api();
        assertEquals(200, viewer.get("/api/github").status());
        assertEquals(403, viewer.put("/api/github", Map.of("token", GitHubFake.GOOD)).status());
        assertEquals(403, viewer.get("/api/github/repositories").status());
    }

    @Test
    void aSecondTokenReplacesTheFirstAndOneThatIsForgottenIsGone() throws Exception {
        connect(GitHubFake.GOOD);
        ann.get("/api/github/repositories");
        connect(GitHubFake.WEAK);
        assertEquals(1, rows("user_id = '" + annsId + "'"));
        assertEquals(
                GitHubFake.WEAK, store.open(store.of(annsId).orElseThrow()).orElseThrow().value());
        assertEquals(204, ann.delete("/api/github").status());
        assertEquals(404, ann.delete("/api/github").status());
        assertEquals(409, ann.get("/api/github/repositories").status());
    }

    @Test
    void tenConnectionsAtOnceAreOne() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<Api.Answer>>();
            for (int i = 0; i < 10; i++) {
                all.add(threads.submit(() -> connect(GitHubFake.GOOD)));
            }
            for (var one : all) {
                assertEquals(200, one.get().status(), one.get().raw()::body);
            }
        }
        assertEquals(1, rows("user_id = '" + annsId + "'"));
        assertEquals(200, ann.get("/api/github/repositories").status());
    }

    @Test
    void theLoginForGitIsForThisHostAndThisUserOnly() {
        connect(GitHubFake.GOOD);
        URI home = URI.create("https://" + api.address().webHost() + "/acme/payments.git");
        Login.Password login = password(annsId, home);
        assertEquals("x-access-token", login.user());
        assertEquals(GitHubFake.GOOD, login.secret());
        assertFalse(login.toString().contains("geheim"));
        assertEquals(Optional.empty(), logins.of(annsId, URI.create("https://github.com/acme/x")));
        UUID another = users.mustBeNamed(people.invited("admin").name()).id();
        assertEquals(Optional.empty(), logins.of(another, home));
    }

    @Test
    void aTokenForAnotherGitHubIsNotUsed() throws Exception {
        connect(GitHubFake.GOOD);
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "update github_connections set api = 'https://git.old.example/api/v3'"
                            + " where user_id = '"
                            + annsId
                            + "'");
        }
        URI home = URI.create("https://" + api.address().webHost() + "/acme/payments.git");
        assertEquals(Optional.empty(), logins.of(annsId, home));
        assertProblem(
                409,
                "github-not-connected",
                "is for git.old.example",
                ann.get("/api/github/repositories"));
        assertFalse(ann.get("/api/github").body().path("connected").asBoolean());
    }

    private Api.Answer connect(String token) {
        return ann.put("/api/github", Map.of("token", token));
    }

    private static void assertProblem(int status, String type, String words, Api.Answer answer) {
        assertEquals(status, answer.status(), answer.raw()::body);
        assertEquals("urn:ratoon:problem:" + type, answer.text("type"));
        assertTrue(answer.text("detail").contains(words), answer.text("detail"));
    }

    private int rows(String where) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select count(*) from github_connections where " + where)) {
            row.next();
            return row.getInt(1);
        }
    }

    private Login.Password password(UUID user, URI repository) {
        return assertInstanceOf(Login.Password.class, logins.of(user, repository).orElseThrow());
    }
}
