package dev.ratoon.git.gateway;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request wants, by method and exact path: nothing is decoded or tidied first. */
enum Asked {
    REFS,
    PACK,
    /** To learn what it would push to; the only place where a refusal reaches a person. */
    PUSH_REFS,
    PUSH,
    NOTHING;

    static final String REPOSITORY = "/git/repository.git";

    private static final Map<String, Asked> ALL =
            Map.of(
                    "GET " + REPOSITORY + "/info/refs?service=git-upload-pack", REFS,
                    "POST " + REPOSITORY + "/git-upload-pack", PACK,
                    "GET " + REPOSITORY + "/info/refs?service=git-receive-pack", PUSH_REFS,
                    "POST " + REPOSITORY + "/git-receive-pack", PUSH);

    static Asked of(String method, String rawPath, @Nullable String rawQuery) {
        String line = method + " " + rawPath + (rawQuery == null ? "" : "?" + rawQuery);
        return ALL.getOrDefault(line, NOTHING);
    }
}
