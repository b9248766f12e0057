package dev.ratoon.controlplane.pulls;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What emulate has nothing of: the two mutations of GitHub's GraphQL that make a pull request ready
 * and a draft, which no other part of its API does. They name it by its node, as whoever asks was
 * shown it: https://docs.github.com/en/graphql/reference/mutations#markpullrequestreadyforreview
 * and #convertpullrequesttodraft.
 */
final class HubGraph {
    private static final Pattern ASKED =
            Pattern.compile(
                    "mutation\\(\\$id: ID!\\) \\{ (markPullRequestReadyForReview|convertPullRequestToDraft)"
                            + "\\(input: \\{pullRequestId: \\$id}\\) \\{ clientMutationId } }");
    private static final Pattern NODE = Pattern.compile("\"variables\":\\{\"id\":\"([^\"]+)\"}");
    private static final Pattern SHOWN =
            Pattern.compile(
                    "\"url\":\"[^\"]*(/repos/[^/\"]+/[^/\"]+/pulls/\\d+)\",\"id\":\\d+,\"node_id\":\"([^\"]+)\"");

    private final HttpClient client;
    private final String api;

    /** Where the API has each pull request that was shown, by its node. */
    private final Map<String, String> nodes = new ConcurrentHashMap<>();

    HubGraph(HttpClient client, String api) {
        this.client = client;
        this.api = api;
    }

    /** An answer of the API. */
    void shown(String answer) {
        SHOWN.matcher(answer).results().forEach(found -> nodes.put(found.group(2), found.group(1)));
    }

    /**
     * Does it with the right of whoever asks. What is refused has the status 200, too:
     * https://docs.github.com/en/graphql/guides/forming-calls-with-graphql.
     */
    String answer(String right, String json) throws IOException, InterruptedException {
        Matcher asked = ASKED.matcher(json);
        if (!asked.find()) {
            return "{\"errors\":[{\"message\":\"It is none of what this hub can do.\"}]}";
        }
        String mutation = asked.group(1);
        Matcher node = NODE.matcher(json);
        String path = node.find() ? nodes.getOrDefault(node.group(1), "") : "";
        return !path.isEmpty() && isDone(right, path, mutation.startsWith("convert"))
                ? "{\"data\":{\"%s\":{\"clientMutationId\":null}}}".formatted(mutation)
                : "{\"data\":{\"%1$s\":null},\"errors\":[{\"type\":\"NOT_FOUND\",\"path\":[\"%1$s\"],\"message\":\"Could not resolve to a node with the global id.\"}]}"
                        .formatted(mutation);
    }

    private boolean isDone(String right, String path, boolean draft)
            throws IOException, InterruptedException {
        HttpRequest change =
                HttpRequest.newBuilder(URI.create(api + path))
                        .header("Authorization", right)
                        .method("PATCH", BodyPublishers.ofString("{\"draft\":" + draft + "}"))
                        .build();
        return client.send(change, BodyHandlers.ofString()).statusCode() == 200;
    }
}
