package dev.ratoon.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepositoryUrlTest {
    @Test
    void everyWayToWriteAnAddressHasOneNormalForm() {
        var same =
                List.of(
                        "https://git.example/owner/name.git",
                        "HTTPS://Git.Example/owner/name.git",
                        " https://git.example:443//owner/name.git/ ");
        for (String typed : same) {
            assertEquals("https://git.example/owner/name.git", usable(typed).normalForm(), typed);
        }
        assertEquals("/srv/code/name", usable("/srv//code/./x/../name/").normalForm());
    }

    @Test
    void theNameForDisplayIsShort() {
        var names =
                Map.of(
                        "https://git.example/owner/name.git", "owner/name",
                        "https://git.example/group/owner/name", "owner/name",
                        "https://git.example:8443/name", "name",
                        "https://git.example/owner/.git", "owner/.git",
                        "git@git.example:owner/name.git", "owner/name",
                        "ssh://git@git.example/~ann/name.git", "ann/name",
                        "/srv/code/name", "name",
                        "/srv/code/name.git", "name",
                        "/srv/code/name/.git", "name",
                        "/", "/");
        names.forEach((typed, name) -> assertEquals(name, usable(typed).displayName(), typed));
    }

    @Test
    void aLoginInTheAddressIsRefusedAndNotRepeated() {
        for (String typed :
                List.of("https://me:s3cret@git.example/o/n", "https://s3cret@git.example/o/n")) {
            var refused = assertInstanceOf(RepositoryUrl.Refused.class, RepositoryUrl.parse(typed));
            assertTrue(refused.what().contains("login"), refused::what);
            assertTrue(!refused.toString().contains("s3cret"), refused::toString);
        }
    }

    @Test
    void whatIsNoRepositoryIsRefused() {
        var typed =
                List.of(
                        "",
                        "  ",
                        "name",
                        "./name",
                        "../name",
                        "--upload-pack=touch /tmp/x",
                        "ext::sh -c id",
                        "file:///etc",
                        "http://git.example/o/n",
                        "git://git.example/o/n",
                        "https://",
                        "https:///o/n",
                        "https://git.example",
                        "https://git.example/",
                        "https://-x.example/o/n",
                        "https://git.example/o/n?x=1",
                        "https://git.example/o/n#x",
                        "https://git.example/o/../n",
                        "https://git.example/o/%2e%2e/n",
                        "https://git.example/o%2fn",
                        "https://git.example/o%0d%0aHost:x/n",
                        "https://git.example/o\r\nHost: x/n",
                        "https://git.example/o\u202en",
                        "https://git.example:0/o/n",
                        "https://git.example:99999/o/n",
                        "/srv/\u0000x",
                        "/srv/" + "x".repeat(3000));
        for (String one : typed) {
            assertInstanceOf(RepositoryUrl.Refused.class, RepositoryUrl.parse(one), one);
        }
    }

    private static RepositoryUrl.Usable usable(String typed) {
        return assertInstanceOf(RepositoryUrl.Usable.class, RepositoryUrl.parse(typed), typed);
    }
}
