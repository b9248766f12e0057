package dev.ratoon.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people type for a repository over ssh, and what somebody types who means harm. */
class SshUrlTest {
    @Test
    void everyWayToWriteAnAddressHasOneNormalForm() {
        var same =
                Map.of(
                        "ssh://git@git.example/srv/name.git",
                        List.of(
                                "ssh://git@git.example:22/srv/name.git",
                                "SSH://git@Git.Example//srv/name.git/",
                                "git+ssh://git@git.example/srv/n%61me.git",
                                "git@git.example:/srv/name.git"),
                        "git@git.example:owner/name.git",
                        List.of(
                                "git@git.example:owner//name.git/",
                                " git@GIT.example:owner/name.git"),
                        "ssh://git@git.example/~/name",
                        List.of("git@git.example:~/name", "ssh://git@git.example/%7E/name"),
                        "ssh://ann@[2001:db8::1]:2222/name",
                        List.of("ssh://ann@[2001:DB8::1]:2222/name"),
                        "ssh://git@git.example/a%20b%25c%22d%C3%A9",
                        List.of(
                                "git@git.example:/a b%c\"d\u00e9",
                                "ssh://git@git.example/a b%25c\"dé"));
        same.forEach(
                (normal, all) -> {
                    assertEquals(normal, ssh(normal).normalForm());
                    all.forEach(typed -> assertEquals(normal, ssh(typed).normalForm(), typed));
                });
    }

    @Test
    void itsPartsAreWhatTheHostIsTold() {
        assertEquals(
                new Source.Ssh("git", "git.example", 22, "owner/name.git"),
                ssh("git@git.example:owner/name.git").source());
        assertEquals(
                new Source.Ssh("ann", "2001:db8::1", 2222, "/a 'b'!"),
                ssh("ssh://ann@[2001:db8::1]:2222/a%20'b'!").source());
        assertEquals(
                new Source.Ssh("git", "git.example", 22, "~ann/name"),
                ssh("ssh://git@git.example/~ann/name").source());
    }

    @Test
    void whatWouldBeAnOptionOrACommandIsRefused() {
        var typed =
                List.of(
                        "-oProxyCommand=touch${IFS}x@git.example:owner/name",
                        "git@-oProxyCommand=touch:owner/name",
                        "git@-oProxyCommand=x.example:owner/name",
                        "ssh://-oProxyCommand=touch x/owner/name",
                        "ssh://git@-oProxyCommand=x/owner/name",
                        "ssh://-l@git.example/owner/name",
                        "ssh://%2doProxyCommand=x@git.example/owner/name",
                        "git@git.example:-upload-pack=touch x",
                        "git@git.example:--exec=touch x",
                        "ssh://git@git.example/owner/na%00me",
                        "ssh://git@git.example/owner/na%0ame",
                        "ssh://git@git.example/owner/na%1b[2Jme",
                        "ssh://git@git.example/owner/na%E2%80%AEme",
                        "ssh://git@git.example/owner/na%ffme",
                        "git@git.example:owner/na\nme",
                        "git@git.example:owner/na\u202eme",
                        "gi t@git.example:owner/name",
                        "git;id@git.example:owner/name",
                        "$(id)@git.example:owner/name",
                        "git@git.example;id:owner/name",
                        "git@git.example$(id):owner/name",
                        "ssh://git@git.example`id`/owner/name",
                        "ssh://git@git.example:22:22/owner/name",
                        "ssh://git@git.example:0/owner/name",
                        "ssh://git@git.example:99999/owner/name",
                        "ssh://git@git.example:/../../name",
                        "git@git.example:../name",
                        "git@git.example:owner/./name",
                        "ssh://git@git.example/%2e%2e/name",
                        "ssh://git@[::1/owner/name",
                        "ssh://git@/owner/name",
                        "ssh://git@git.example",
                        "ssh://git@git.example/",
                        "ssh://git@git.example/~ann",
                        "git@git.example:~",
                        "git@git.example:" + "x".repeat(3000),
                        "ext::sh -c id",
                        "git.example:owner/name",
                        "ssh://git.example/owner/name");
        for (String one : typed) {
            assertInstanceOf(RepositoryUrl.Refused.class, RepositoryUrl.parse(one), one);
        }
    }

    @Test
    void whatARefusalSaysIsWhatToTypeInstead() {
        var refused =
                assertInstanceOf(
                        RepositoryUrl.Refused.class,
                        RepositoryUrl.parse("ssh://git.example/owner/name"));
        assertEquals("The address names no user of the host", refused.what());
        assertTrue(refused.nextStep().contains("USER@HOST:PATH"), refused::nextStep);
    }

    @Test
    void aPasswordInTheAddressIsRefusedAndNotRepeated() {
        for (String typed :
                List.of("ssh://git:s3cret@git.example/o/n", "git:s3cret@git.example:o/n")) {
            var refused = assertInstanceOf(RepositoryUrl.Refused.class, RepositoryUrl.parse(typed));
            assertFalse(refused.toString().contains("s3cret"), refused::toString);
        }
    }

    @Test
    void nothingElseMakesOneThatCouldNotBeTyped() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Source.Ssh("-oProxyCommand=x", "git.example", 22, "/name"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Source.Ssh("git", "-oProxyCommand=x", 22, "/name"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Source.Ssh("git", "git.example", 22, "-x"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Source.Ssh("git", "git.example", 2222, "owner/name"));
    }

    private static RepositoryUrl.Ssh ssh(String typed) {
        return assertInstanceOf(RepositoryUrl.Ssh.class, RepositoryUrl.parse(typed), typed);
    }
}
