package dev.ratoon.git.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AskedTest {
    @Test
    void exactlyTheseAreKnown() {
        String repository = "/git/repository.git";
        assertEquals(
                Asked.REFS, Asked.of("GET", repository + "/info/refs", "service=git-upload-pack"));
        assertEquals(Asked.PACK, Asked.of("POST", repository + "/git-upload-pack", null));
        assertEquals(
                Asked.PUSH_REFS,
                Asked.of("GET", repository + "/info/refs", "service=git-receive-pack"));
        assertEquals(Asked.PUSH, Asked.of("POST", repository + "/git-receive-pack", null));
    }

    @Test
    void anythingElseIsNothing() {
        for (String path :
                List.of(
                        "/",
                        "/git/repository.git",
                        "/git/repository.git/HEAD",
                        "/git/repository.git/objects/info/packs",
                        "/git/other.git/git-upload-pack",
                        "/git/repository.git/../other.git/git-upload-pack",
                        "/git/repository.git/%67it-upload-pack",
                        "/git//repository.git/git-upload-pack",
                        "/git/repository.git/git-upload-archive")) {
            assertEquals(Asked.NOTHING, Asked.of("POST", path, null), path);
            assertEquals(Asked.NOTHING, Asked.of("GET", path, null), path);
        }
        assertEquals(Asked.NOTHING, Asked.of("GET", "/git/repository.git/info/refs", null));
        assertEquals(
                Asked.NOTHING,
                Asked.of("GET", "/git/repository.git/info/refs", "service=git-upload-pack&x"));
    }
}
