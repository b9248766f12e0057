package dev.ratoon.git.github;

import java.util.LinkedHashMap;
import java.util.Map;

/** An answer of GitHub's API. */
record Reply(int status, Map<String, String> headers, String body) {
    static Reply ok(String body) {
        return new Reply(200, Map.of(), body);
    }

    static Reply created(String body) {
        return new Reply(201, Map.of(), body);
    }

    static Reply refused(int status, String message) {
        return new Reply(status, Map.of(), "{\"message\":\"" + message + "\"}");
    }

    Reply with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Reply(status, all, body);
    }

    /**
     * As GitHub names a user:
     * https://docs.github.com/en/rest/users/users#get-the-authenticated-user
     */
    static Reply octocat() {
        return ok("{\"login\":\"octocat\",\"id\":1,\"name\":\"The Octocat\",\"type\":\"User\"}");
    }

    /**
     * As GitHub lists repositories:
     * https://docs.github.com/en/rest/repos/repos#list-repositories-for-the-authenticated-user
     */
    static String repository(String name, String pushedAt) {
        String[] parts = name.split("/", -1);
        return """
        {"id":1296269,"name":"%2$s","full_name":"%1$s","owner":{"login":"%3$s","id":1},\
        "private":true,"description":"About %2$s","fork":false,"archived":false,\
        "clone_url":"https://github.com/%1$s.git","default_branch":"main",\
        "pushed_at":"%4$s","permissions":{"admin":false,"push":true,"pull":true}}"""
                .formatted(name, parts[1], parts[0], pushedAt);
    }

    /**
     * https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#validation-failed
     */
    static Reply invalid(String error) {
        return new Reply(
                422,
                Map.of(),
                "{\"message\":\"Validation Failed\",\"errors\":["
                        + error
                        + "],\"status\":\"422\"}");
    }

    /** https://docs.github.com/en/rest/pulls/pulls#get-a-pull-request */
    static String pull(int number, String state, boolean draft, String body) {
        return """
        {"number":%1$d,"id":%1$d,"node_id":"PR_%1$d","state":"%2$s","draft":%3$s,"title":"Title",\
        "body":"%4$s","html_url":"https://github.com/octocat/a/pull/%1$d","merged_at":null,\
        "mergeable":null,"mergeable_state":"unknown","labels":[],\
        "url":"https://api.github.com/repos/octocat/a/pulls/%1$d",\
        "head":{"label":"octocat:fix","ref":"fix","sha":"c5b97d5ae6c19d5c5df71a34c7fbeeda2479ccbc"},\
        "base":{"label":"octocat:main","ref":"main","sha":"6dcb09b5b57875f334f61aebed695e2e4193db5e"}}"""
                .formatted(number, state, draft, body.replace("\n", "\\n"));
    }

    /** https://docs.github.com/en/rest/branches/branches#list-branches */
    static String branch(String name) {
        return """
        {"name":"%s","commit":{"sha":"c5b97d5ae6c19d5c5df71a34c7fbeeda2479ccbc",\
        "url":"https://api.github.com/c"},"protected":false}"""
                .formatted(name);
    }
}
