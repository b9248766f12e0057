package dev.ratoon.controlplane.sshhosts;

import static dev.ratoon.controlplane.sshhosts.SshDesk.HOSTS;
import static dev.ratoon.controlplane.sshhosts.SshDesk.KEY;
import static dev.ratoon.controlplane.sshhosts.SshDesk.assertProblem;
import static dev.ratoon.controlplane.sshhosts.SshDesk.atOnce;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.githosts.ForgeResource;
import dev.ratoon.controlplane.githosts.GitLogins;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.pulls.Bare;
import dev.ratoon.git.Login;
import dev.ratoon.git.RepositoryUrl;
import dev.ratoon.git.Source;
import dev.ratoon.git.SshKeyPair;
import dev.ratoon.git.SshPublicKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hosts that a user trusts, through the real API into the real database, tried at a real sshd. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(ForgeResource.class)
@SuppressWarnings("NullAway.Init")
class SshHostIT {
    @Inject TestPeople people;
    @Inject UserStore users;
    @Inject SshHostStore store;
    @Inject GitLogins logins;
    @Inject DataSource database;

    private SshHost host;
    private String pay;
    private Api ann;
    private SshDesk desk;

    @BeforeEach
    void aHostThatTakesHerKey() throws Exception {
        var person = people.invited("member");
        ann = person.api();
        desk = new SshDesk(database, users.mustBeNamed(person.name()).id());
        host = new SshHost("ed25519", "rsa");
        Path repository = host.folder.resolve("pay.git");
        Bare.in(repository);
        pay = host.address(repository);
        host.admit(ann.put(KEY, Map.of()).text("publicKey"));
    }

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    @Test
    void its_keys_are_asked_for_before_it_is_told_anything() throws Exception {
        Api.Answer shown = shown(ann, pay);
        assertEquals(200, shown.status(), shown.raw()::body);
        assertEquals(host.name(), shown.text("host"));
        for (String kind : List.of("ed25519", "rsa")) {
            SshPublicKey key = host.key(kind);
            JsonNode told = shown.body().path("keys").path(kind.equals("rsa") ? 1 : 0);
            assertEquals(key.type(), told.path("type").asText());
            assertEquals(key.fingerprint(), told.path("fingerprint").asText());
            assertEquals(key.line(), told.path("key").asText());
        }
        assertFalse(host.heardOfAUser(), host::said);
        assertEquals(0, desk.rows("ssh_hosts", "true"));
    }

    @Test
    void it_is_kept_once_it_has_that_key_and_shows_the_repository() throws Exception {
        Api.Answer kept = trust(ann, pay, host.key("rsa"));
        assertEquals(200, kept.status(), kept.raw()::body);
        assertEquals(host.name(), kept.text("host"));
        assertEquals(
                host.key("rsa").fingerprint(), kept.body().path("fingerprints").path(0).asText());
        JsonNode listed = ann.get(HOSTS).body().path(0);
        assertEquals(kept.body().path("host"), listed.path("host"));
        assertEquals(kept.body().path("fingerprints"), listed.path("fingerprints"));
        assertFalse(listed.path("since").asText().isEmpty(), listed::toString);
        assertTrue(host.heardOfAUser(), host::said);
    }

    @Test
    void what_is_not_the_hosts_key_is_not_kept_and_what_was_trusted_stays() throws Exception {
        SshPublicKey other = SshKeyPair.make(new SecureRandom()).publicKey();
        Api.Answer refused = trust(ann, pay, other);
        assertProblem(422, "invalid", "shows another key than the one that you trust", refused);
        assertFalse(host.heardOfAUser(), host::said);
        assertEquals(0, ann.get(HOSTS).body().size());
        trust(ann, pay, host.key("ed25519"));
        assertEquals(422, trust(ann, pay, other).status());
        assertEquals(Set.of(host.key("ed25519")), key(desk.user(), pay).hosts());
    }

    @Test
    void a_host_that_does_not_take_her_key_or_has_no_such_repository_is_not_kept()
            throws Exception {
        String nowhere = host.address(host.folder.resolve("nowhere.git"));
        assertProblem(
                422, "invalid", "does not show ssh://", trust(ann, nowhere, host.key("ed25519")));
        host.admit();
        assertProblem(
                422, "invalid", "does not take your key for", trust(ann, pay, host.key("ed25519")));
        assertEquals(0, ann.get(HOSTS).body().size());
    }

    @Test
    void without_a_key_nothing_is_asked_of_the_host() throws Exception {
        ann.delete(KEY);
        assertProblem(409, "conflict", "ratoon git-host key", trust(ann, pay, host.key("ed25519")));
        assertEquals(0, host.visits());
    }

    @Test
    void what_is_no_address_over_ssh_is_refused_before_anybody_is_asked() throws Exception {
        for (String wrong :
                List.of(
                        "",
                        "localhost:pay.git",
                        "ssh://" + host.name() + "/pay.git",
                        "ssh://-oProxyCommand=x@" + host.name() + "/pay.git",
                        "ssh://git:geheim@" + host.name() + "/pay.git",
                        "ssh://git@-oProxyCommand=x/pay.git",
                        "ssh://git@" + host.name() + "/../pay.git",
                        "ssh://git@localhost:0/pay.git",
                        "ssh://git@localhost:99999/pay.git",
                        "ssh://git@local host/pay.git",
                        "ssh://git@localhost\u0000/pay.git",
                        "http://" + host.name() + "/pay.git",
                        host.folder.resolve("pay.git").toString())) {
            Api.Answer refused = shown(ann, wrong);
            assertEquals(422, refused.status(), wrong);
            assertFalse(refused.raw().body().contains("geheim"), refused.raw()::body);
            assertEquals(422, trust(ann, wrong, host.key("ed25519")).status(), wrong);
        }
        assertProblem(422, "invalid", "--user NAME", shown(ann, "https://localhost/pay.git"));
        assertEquals(422, ann.put(HOSTS, Map.of()).status());
        assertEquals(422, put(ann, pay, List.of("ssh-rsa AAAA", "geheim")).status());
        assertEquals(0, host.visits());
    }

    @Test
    void an_address_of_this_machine_that_no_operator_named_is_not_dialled() throws Exception {
        String numbered = pay.replace("localhost", "127.0.0.1");
        assertProblem(422, "invalid", "is of this machine", shown(ann, numbered));
        assertProblem(
                422, "invalid", "is of this machine", trust(ann, numbered, host.key("ed25519")));
        assertEquals(0, host.visits());
    }

    @Test
    void nobody_there_and_no_ssh_there_is_said() throws Exception {
        host.close();
        Api.Answer away = shown(ann, pay);
        assertProblem(502, "external", "cannot be reached at port", away);
    }

    @Test
    void githubs_own_host_has_an_account_instead() throws Exception {
        for (String address : List.of("git@github.com:a/b.git", "ssh://git@GitHub.com:22/a/b")) {
            assertProblem(422, "invalid", "ratoon github connect", shown(ann, address));
            assertProblem(
                    422,
                    "invalid",
                    "ratoon github connect",
                    trust(ann, address, host.key("ed25519")));
        }
    }

    @Test
    void it_is_for_that_host_and_port_and_that_user_alone() throws Exception {
        trust(ann, pay, host.key("ed25519"));
        assertEquals(Set.of(host.key("ed25519")), key(desk.user(), pay).hosts());
        for (String other :
                List.of(
                        "git@localhost:pay.git",
                        "ssh://git@localhost:1/pay.git",
                        "ssh://git@sub." + host.name() + "/pay.git",
                        "ssh://git@127.0.0.1:" + host.port + "/pay.git")) {
            assertEquals(Optional.empty(), logins.of(desk.user(), source(other)), other);
        }
        var bob = people.invited("member");
        bob.api().put(KEY, Map.of());
        UUID another = users.mustBeNamed(bob.name()).id();
        assertEquals(Optional.empty(), logins.of(another, source(pay)), "his own key, untrusted");
        ann.delete(KEY);
        assertEquals(Optional.empty(), logins.of(desk.user(), source(pay)));
    }

    @Test
    void one_that_is_forgotten_is_trusted_no_more() throws Exception {
        trust(ann, pay, host.key("ed25519"));
        store.put(desk.user(), new SshPlace("keys"), List.of(host.key("ed25519")));
        for (String name : List.of(host.name(), "KEYS:22")) {
            assertEquals(204, ann.delete(HOSTS + "/" + name).status());
            assertProblem(404, "not-found", "git-host list", ann.delete(HOSTS + "/" + name));
        }
        assertEquals(Optional.empty(), logins.of(desk.user(), source(pay)));
    }

    @Test
    void nobody_trusts_more_than_fifty_however_many_come_at_once() throws Exception {
        for (int i = 0; i < 48; i++) {
            put("host" + i);
        }
        trust(ann, pay, host.key("ed25519"));
        var kept = atOnce(5, i -> put("another" + i));
        assertEquals(1, kept.stream().filter(one -> one).count());
        assertEquals(50, desk.rows("ssh_hosts", "true"));
        assertEquals(200, trust(ann, pay, host.key("rsa")).status());
        desk.change("update ssh_hosts set host = 'x' where host = 'host0' and user_id = '%s'");
        assertFalse(put("host0"));
    }

    @Test
    void ten_at_once_are_one() throws Exception {
        for (boolean kept : atOnce(10, _ -> put("host"))) {
            assertTrue(kept);
        }
        assertEquals(1, desk.rows("ssh_hosts", "true"));
    }

    private boolean put(String name) {
        try {
            store.put(desk.user(), new SshPlace(name), List.of(host.key("ed25519")));
            return true;
        } catch (Failure full) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nobody_else_sees_it_or_takes_it_away() throws Exception {
        trust(ann, pay, host.key("ed25519"));
        for (Api other : List.of(people.owner(), people.invited("admin").api())) {
            assertEquals(0, other.get(HOSTS).body().size());
            assertEquals(404, other.delete(HOSTS + "/" + host.name()).status());
        }
        Api nobody = people.nobody();
        assertEquals(401, nobody.get(HOSTS).status());
        assertEquals(401, shown(nobody, pay).status());
        assertEquals(401, trust(nobody, pay, host.key("ed25519")).status());
        assertEquals(401, nobody.delete(HOSTS + "/" + host.name()).status());
        assertEquals(1, ann.get(HOSTS).body().size());
    }

    @Test
    void a_viewer_trusts_none_and_asks_none() throws Exception {
        Api viewer = people.invited("viewer").api();
        assertEquals(200, viewer.get(HOSTS).status());
        assertEquals(403, shown(viewer, pay).status());
        assertEquals(403, trust(viewer, pay, host.key("ed25519")).status());
        assertEquals(403, viewer.delete(HOSTS + "/" + host.name()).status());
        assertEquals(0, host.visits());
    }

    @Test
    void key_and_hosts_go_with_their_user() throws Exception {
        trust(ann, pay, host.key("ed25519"));
        desk.change("delete from users where id = '%s'");
        assertEquals(0, desk.rows("ssh_hosts", "true"));
        assertEquals(0, desk.rows("ssh_keys", "true"));
    }

    @Test
    void a_backup_holds_them_and_a_restore_brings_them_back() throws Exception {
        trust(ann, pay, host.key("ed25519"));
        Login.SshKey before = key(desk.user(), pay);
        Api owner = people.owner();
        try (HttpClient client = HttpClient.newHttpClient()) {
            byte[] backup =
                    client.send(signed(owner, "/api/backup").build(), BodyHandlers.ofByteArray())
                            .body();
            assertEquals(204, ann.delete(HOSTS + "/" + host.name()).status());
            assertEquals(204, ann.delete(KEY).status());
            var restore =
                    signed(owner, "/api/restore")
                            .header("Content-Type", "application/zip")
                            .POST(BodyPublishers.ofByteArray(backup))
                            .build();
            var restored = client.send(restore, BodyHandlers.ofString());
            assertEquals(200, restored.statusCode(), restored::body);
        }
        assertEquals(before, key(desk.user(), pay));
    }

    private static HttpRequest.Builder signed(Api by, String path) {
        var request = HttpRequest.newBuilder(by.base().resolve(path));
        by.headers().forEach(request::header);
        return request;
    }

    private static Api.Answer shown(Api who, String repository) {
        return who.get(
                HOSTS
                        + "/keys?repository="
                        + URLEncoder.encode(repository, StandardCharsets.UTF_8));
    }

    private static Api.Answer trust(Api who, String repository, SshPublicKey... keys) {
        List<String> lines = new ArrayList<>();
        for (SshPublicKey key : keys) {
            lines.add(key.line());
        }
        return put(who, repository, lines);
    }

    private static Api.Answer put(Api who, String repository, List<String> lines) {
        return who.put(HOSTS, Map.of("repository", repository, "hostKeys", lines));
    }

    private static Source source(String address) {
        return assertInstanceOf(RepositoryUrl.Ssh.class, RepositoryUrl.parse(address)).source();
    }

    private Login.SshKey key(UUID user, String address) {
        return assertInstanceOf(Login.SshKey.class, logins.of(user, source(address)).orElseThrow());
    }
}
