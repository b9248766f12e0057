package dev.ratoon.controlplane.sshhosts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.githosts.ForgeResource;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.operations.AllLogged;
import dev.ratoon.controlplane.pulls.Bare;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Makes a key and uses it, well and badly, with all logging on, and looks for it in the log. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(ForgeResource.class)
@SuppressWarnings("NullAway.Init")
class LogsKeepNoKeyIT {
    @Inject TestPeople people;
    @Inject UserStore users;
    @Inject SshKeyStore store;

    @Test
    void no_private_half_is_ever_logged_and_who_made_and_trusted_what_is() throws Exception {
        var person = people.invited("member");
        UUID id = users.mustBeNamed(person.name()).id();
        try (var host = new SshHost("ed25519")) {
            Path repository = host.folder.resolve("logged.git");
            Bare.in(repository);
            List<String> lines =
                    AllLogged.during(() -> use(person.api(), host, host.address(repository)));
            String secret = store.login(id, List.of()).orElseThrow().privateKey();
            byte[] encoded = Base64.getDecoder().decode(secret);
            byte[] seed = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
            for (String form :
                    List.of(
                            secret,
                            Base64.getEncoder().withoutPadding().encodeToString(seed),
                            HexFormat.of().formatHex(seed),
                            HexFormat.ofDelimiter(":").formatHex(seed))) {
                assertEquals(0, lines.stream().filter(line -> line.contains(form)).count());
            }
            assertLogged(lines, person.name() + " has the ssh key SHA256:");
            assertLogged(lines, person.name() + " trusts " + host.name() + " over ssh");
        }
    }

    private static void assertLogged(List<String> lines, String words) {
        assertEquals(1, lines.stream().filter(line -> line.contains(words)).count(), words);
    }

    private static void use(Api api, SshHost host, String repository) {
        try {
            String line = api.put(SshDesk.KEY, Map.of()).text("publicKey");
            trust(api, host, repository);
            host.admit(line);
            trust(api, host, repository);
            trust(api, host, repository + "-nowhere");
            api.get(SshDesk.KEY);
            api.get(SshDesk.HOSTS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void trust(Api api, SshHost host, String repository) throws IOException {
        api.put(
                SshDesk.HOSTS,
                Map.of("repository", repository, "hostKeys", List.of(host.key("ed25519").line())));
    }
}
