package dev.ratoon.controlplane.pulls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogBook;
import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import dev.ratoon.git.publish.Where;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DestinationTest {
    private static final Facts FACTS = LogBook.begun().facts();
    private static final Source HTTPS = new Source.Https(URI.create("https://git.example/a/b"));
    private static final Source SSH = new Source.Ssh("git", "git.example", 22, "a/b");

    @Test
    void without_a_login_it_is_said_which_one_is_missing() {
        String https = noPush(HTTPS, Optional.empty()).orElseThrow();
        assertTrue(https.contains("ratoon git-host add URL --user NAME"), https);
        String ssh = noPush(SSH, Optional.empty()).orElseThrow();
        assertTrue(ssh.contains("You have no ssh key for git@git.example:a/b"), ssh);
        assertTrue(ssh.contains("(ratoon git-host key)"), ssh);
        assertTrue(ssh.contains("(ratoon git-host add URL)"), ssh);
        for (String why : new String[] {https, ssh}) {
            assertTrue(why.contains("ratoon checkout " + FACTS.origin().name()), why);
        }
    }

    @Test
    void with_one_nothing_is_in_the_way_and_a_folder_needs_none() {
        var password = new Login.Password("id", "ann", "x");
        var key = new Login.SshKey("id", "x", Set.of());
        assertEquals(Optional.empty(), noPush(HTTPS, Optional.of(password)));
        assertEquals(Optional.empty(), noPush(SSH, Optional.of(key)));
        assertEquals(
                Optional.empty(), noPush(new Source.LocalPath(Path.of("/a")), Optional.empty()));
    }

    private static Optional<String> noPush(Source source, Optional<Login> login) {
        return new Destination.Plain(new Where(source, login)).noPush(FACTS);
    }
}
