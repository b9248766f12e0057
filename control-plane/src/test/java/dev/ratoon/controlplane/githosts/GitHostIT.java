package dev.ratoon.controlplane.githosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.pulls.Bare;
import dev.ratoon.controlplane.secrets.GivenSecret;
import dev.ratoon.git.Login;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins through the real API into the real database, tried at a real git over TLS. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(ForgeResource.class)
@SuppressWarnings("NullAway.Init")
class GitHostIT {
    private static final String PATH = "/api/git-hosts";

    private Path repositories;
    private String host;
    private List<String> seen;
    private List<String> seenElsewhere;

    @Inject TestPeople people;
    @Inject UserStore users;
    @Inject HostLoginStore store;
    @Inject GitLogins logins;
    @Inject DataSource database;

    private Api ann;
    private UUID annsId;
    private URI pay;

    @BeforeEach
    void somebodyNew() throws Exception {
        var person = people.invited("member");
        ann = person.api();
        annsId = users.mustBeNamed(person.name()).id();
        pay = repository("team/pay.git");
        seen.clear();
        seenElsewhere.clear();
    }

    private URI repository(String name) throws Exception {
        if (!Files.exists(repositories.resolve(name))) {
            Bare.in(repositories.resolve(name));
        }
        return URI.create("https://" + host + "/" + name);
    }

    @Test
    void a_login_that_the_host_takes_is_kept_and_shown_without_its_secret() {
        Api.Answer kept = give(Forge.ADA);
        Api.Answer listed = ann.get(PATH);
        assertEquals(200, kept.status(), kept.raw()::body);
        assertFalse(kept.body().path("openToAll").asBoolean(true), kept.raw()::body);
        assertEquals(host, listed.body().path(0).path("host").asText());
        assertEquals("ada", listed.body().path(0).path("user").asText());
        assertFalse(listed.body().path(0).path("since").asText().isEmpty());
        assertFalse((kept.raw().body() + listed.raw().body()).contains("geheim"));
        assertTrue(seen.contains("ada git-upload-pack"), seen::toString);
    }

    @Test
    void a_wrong_secret_is_refused_in_words_and_the_one_that_is_kept_stays() {
        assertProblem(422, "invalid", "does not take this login (HTTP 401)", give(Forge.BOB));
        assertEquals(0, ann.get(PATH).body().size());
        give(Forge.ADA);
        assertProblem(422, "invalid", "does not take this login (HTTP 401)", give("geheim"));
        assertEquals(Forge.ADA, password(annsId, pay).secret());
    }

    @Test
    void a_repository_that_is_not_shown_is_no_proof() {
        URI nowhere = URI.create("https://" + host + "/team/nowhere.git");
        assertProblem(
                422, "invalid", "or not for this login", give(ann, nowhere, "ada", Forge.ADA));
        assertEquals(0, ann.get(PATH).body().size());
    }

    @Test
    void where_everybody_is_shown_the_repository_that_is_said() throws Exception {
        Api.Answer kept = give(ann, repository("open/tools.git"), "ada", Forge.ADA);
        assertTrue(kept.body().path("openToAll").asBoolean(), kept.raw()::body);
    }

    @Test
    void what_is_no_address_or_no_login_is_refused_before_anybody_is_asked() {
        for (String address :
                List.of(
                        "",
                        "http://" + host + "/team/pay.git",
                        "https://ada:geheim@" + host + "/team/pay.git",
                        "ssh://git@" + host + "/team/pay.git",
                        "https://" + host,
                        repositories.resolve("team/pay.git").toString())) {
            Api.Answer refused = give(ann, address, "ada", Forge.ADA);
            assertEquals(422, refused.status(), address);
            assertFalse(refused.raw().body().contains("geheim"), refused.raw()::body);
        }
        for (String user : List.of("", "a:b", "a b", "a\nb", "a".repeat(201))) {
            assertProblem(422, "invalid", "user name", give(ann, pay, user, Forge.ADA));
        }
        assertProblem(422, "invalid", "secret is empty", give(" "));
        assertEquals(422, ann.put(PATH, Map.of()).status());
        assertEquals(List.of(), seen);
    }

    @Test
    void an_address_of_this_machine_that_no_operator_named_is_not_dialled() {
        URI numbered = URI.create("https://" + host.replace("localhost", "127.0.0.1") + "/a/b");
        assertProblem(422, "invalid", "is of this machine", give(ann, numbered, "ada", Forge.ADA));
        assertEquals(List.of(), seen);
    }

    @Test
    void githubs_own_host_has_an_account_instead() {
        for (String address : List.of("https://github.com/a/b", "https://GitHub.com:443/a/b")) {
            assertProblem(
                    422, "invalid", "ratoon github connect", give(ann, address, "ada", "geheim"));
        }
    }

    @Test
    void it_is_for_that_host_and_port_and_that_user_alone() {
        give(Forge.ADA);
        Login.Password login = password(annsId, pay);
        assertEquals("ada", login.user());
        assertEquals(Forge.ADA, login.secret());
        assertFalse(login.toString().contains("geheim"));
        String port = host.substring(host.indexOf(':'));
        assertTrue(logins.of(annsId, URI.create("https://LOCALHOST" + port + "/x")).isPresent());
        for (String other :
                List.of(
                        "http://" + host + "/team/pay.git",
                        "https://localhost/team/pay.git",
                        "https://localhost:1/team/pay.git",
                        "https://sub." + host + "/team/pay.git",
                        "https://localhost.evil.example" + port + "/team/pay.git",
                        "https://eve@" + host + "/team/pay.git",
                        "https://127.0.0.1" + port + "/team/pay.git",
                        "https://github.com/team/pay.git")) {
            assertEquals(Optional.empty(), logins.of(annsId, URI.create(other)), other);
        }
        UUID another = users.mustBeNamed(people.invited("admin").name()).id();
        assertEquals(Optional.empty(), logins.of(another, pay));
    }

    @Test
    void a_host_that_sends_us_on_to_another_one_does_not_pass_the_login_on() {
        URI moved = URI.create("https://" + host + "/moved/pay.git");
        assertProblem(
                422, "invalid", "which Ratoon does not follow", give(ann, moved, "ada", Forge.ADA));
        assertEquals(List.of(), seenElsewhere);
    }

    @Test
    void the_database_holds_the_secret_sealed_to_its_row_and_its_host() throws Exception {
        give(Forge.ADA);
        assertEquals(0, rows("position('geheim'::bytea in sealed) > 0"));
        assertEquals(1, store.oneOfEachKey().size());
        change("update git_logins set host = 'git.evil.example' where user_id = '%s'");
        URI evil = URI.create("https://git.evil.example/x/y");
        assertThrows(Failure.class, () -> logins.of(annsId, evil));
    }

    @Test
    void a_second_one_replaces_the_first_and_one_that_is_forgotten_is_gone() throws Exception {
        give(Forge.ADA);
        give(ann, pay, "bob", Forge.BOB);
        assertEquals(1, rows("user_id = '" + annsId + "'"));
        assertEquals("bob", password(annsId, pay).user());
        assertEquals(204, ann.delete(PATH + "/" + host).status());
        assertProblem(404, "not-found", "git-host list", ann.delete(PATH + "/" + host));
        assertEquals(Optional.empty(), logins.of(annsId, pay));
    }

    @Test
    void ten_at_once_are_one() throws Exception {
        for (Api.Answer one : atOnce(10, _ -> give(Forge.ADA))) {
            assertEquals(200, one.status(), one.raw()::body);
        }
        assertEquals(1, rows("user_id = '" + annsId + "'"));
        assertEquals(Forge.ADA, password(annsId, pay).secret());
    }

    @Test
    void nobody_has_more_than_fifty_however_many_come_at_once() throws Exception {
        for (int i = 0; i < 48; i++) {
            put("host" + i);
        }
        give(Forge.ADA);
        var kept = atOnce(5, i -> put("another" + i));
        assertEquals(1, kept.stream().filter(one -> one).count());
        assertEquals(50, rows("user_id = '" + annsId + "'"));
        assertEquals(200, give(Forge.ADA).status());
        change("update git_logins set host = 'x' where host = '" + host + "' and user_id = '%s'");
        assertProblem(409, "conflict", "git-host remove", give(Forge.ADA));
    }

    private boolean put(String name) {
        try {
            store.put(annsId, new GitHost(name), "x", new GivenSecret("y"));
            return true;
        } catch (Failure full) {
            return false;
        }
    }

    @Test
    void nobody_else_sees_it_or_takes_it_away() {
        give(Forge.ADA);
        for (Api other : List.of(people.owner(), people.invited("admin").api())) {
            assertEquals(0, other.get(PATH).body().size());
            assertEquals(404, other.delete(PATH + "/" + host).status());
        }
        assertEquals(401, people.nobody().get(PATH).status());
        assertEquals(401, give(people.nobody(), pay, "ada", Forge.ADA).status());
        assertEquals(401, people.nobody().delete(PATH + "/" + host).status());
        assertTrue(logins.of(annsId, pay).isPresent());
    }

    @Test
    void a_viewer_gives_none() {
        Api viewer = people.invited("viewer").api();
        assertEquals(200, viewer.get(PATH).status());
        assertEquals(403, give(viewer, pay, "ada", Forge.ADA).status());
        assertEquals(403, viewer.delete(PATH + "/" + host).status());
        assertEquals(List.of(), seen);
    }

    @Test
    void it_goes_with_its_user() throws Exception {
        give(Forge.ADA);
        change("delete from users where id = '%s'");
        assertEquals(0, rows("user_id = '" + annsId + "'"));
    }

    @Test
    void a_backup_holds_it_sealed_and_a_restore_brings_it_back() throws Exception {
        give(Forge.ADA);
        Api owner = people.owner();
        try (HttpClient client = HttpClient.newHttpClient()) {
            byte[] backup =
                    client.send(signed(owner, "/api/backup").build(), BodyHandlers.ofByteArray())
                            .body();
            assertEquals(204, ann.delete(PATH + "/" + host).status());
            var restore =
                    signed(owner, "/api/restore")
                            .header("Content-Type", "application/zip")
                            .POST(BodyPublishers.ofByteArray(backup))
                            .build();
            var restored = client.send(restore, BodyHandlers.ofString());
            assertEquals(200, restored.statusCode(), restored::body);
        }
        assertEquals(Forge.ADA, password(annsId, pay).secret());
    }

    private static HttpRequest.Builder signed(Api by, String path) {
        var request = HttpRequest.newBuilder(by.base().resolve(path));
        by.headers().forEach(request::header);
        return request;
    }

    private Api.Answer give(String secret) {
        return give(ann, pay, "ada", secret);
    }

    private static Api.Answer give(Api who, Object repository, String user, String secret) {
        return who.put(
                PATH, Map.of("repository", repository.toString(), "user", user, "secret", secret));
    }

    private static <T> List<T> atOnce(int times, IntFunction<T> ask) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<T>>();
            for (int i = 0; i < times; i++) {
                int which = i;
                all.add(threads.submit(() -> ask.apply(which)));
            }
            var answers = new ArrayList<T>();
            for (var one : all) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    private static void assertProblem(int status, String type, String words, Api.Answer answer) {
        assertEquals(status, answer.status(), answer.raw()::body);
        assertEquals("urn:ratoon:problem:" + type, answer.text("type"));
        assertTrue(answer.text("detail").contains(words), answer.text("detail"));
        assertFalse(answer.raw().body().contains("geheim"), answer.raw()::body);
    }

    /** A statement about this user. */
    private void change(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql.formatted(annsId));
        }
    }

    private int rows(String where) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery("select count(*) from git_logins where " + where)) {
            row.next();
            return row.getInt(1);
        }
    }

    private Login.Password password(UUID user, URI repository) {
        return assertInstanceOf(Login.Password.class, logins.of(user, repository).orElseThrow());
    }
}
