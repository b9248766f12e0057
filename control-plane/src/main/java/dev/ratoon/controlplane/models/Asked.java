package dev.ratoon.controlplane.models;

import dev.ratoon.controlplane.providers.ModelApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request wants, by method and exact path: nothing is decoded or tidied first.
 *
 * @param provider the name that it gives
 * @param path below the provider's address, with the query that goes on
 * @param apis any of which the provider must speak
 * @param model that the path names, where the path does
 */
record Asked(
        String provider, Kind kind, Set<ModelApi> apis, String path, Optional<String> model) {
    private static final Pattern PLACE =
            Pattern.compile("/model/([a-z0-9][a-z0-9._-]{0,62})/([A-Za-z0-9._:/-]{1,200})");

    private static final Pattern GEMINI =
            Pattern.compile(
                    "v1beta/models/([A-Za-z0-9][A-Za-z0-9._-]{0,127})"
                            + ":(generateContent|streamGenerateContent|countTokens)");

    /** Of a query, what says how an answer is written; a key in it is left out. */
    private static final Map<String, Pattern> PARAMETERS =
            Map.of(
                    "alt", Pattern.compile("sse|json"),
                    "beta", Pattern.compile("true"),
                    "limit", Pattern.compile("\\d{1,4}"),
                    "pageSize", Pattern.compile("\\d{1,4}"),
                    "pageToken", Pattern.compile("[A-Za-z0-9_=-]{1,500}"),
                    "after_id", Pattern.compile("[A-Za-z0-9._-]{1,200}"));

    private static final Set<String> CREDENTIALS = Set.of("key", "api_key", "access_token");

    /** What is done, and what it costs. */
    enum Kind {
        GENERATE,
        COUNT,
        LIST
    }

    /** For the shape of a refusal, before anything else is known. */
    static ModelApi shape(String rawPath) {
        if (rawPath.contains("/v1/messages")) {
            return ModelApi.MESSAGES;
        }
        return rawPath.contains("/v1beta/")
                ? ModelApi.GENERATE_CONTENT
                : ModelApi.CHAT_COMPLETIONS;
    }

    ModelApi api() {
        return apis.stream().sorted().toList().getFirst();
    }

    /** The first part after {@code /model/}, or nothing. */
    static String provider(String rawPath) {
        Matcher place = PLACE.matcher(rawPath);
        return place.matches() ? place.group(1) : "";
    }

    static Asked of(String method, String rawPath, @Nullable String rawQuery) throws Refused {
        Matcher place = PLACE.matcher(rawPath);
        if (!place.matches()) {
            throw notServed(method, rawPath);
        }
        String provider = place.group(1);
        String rest = place.group(2);
        String path = "/" + rest + query(rawQuery);
        Matcher gemini = GEMINI.matcher(rest);
        if (method.equals("POST") && gemini.matches()) {
            return new Asked(
                    provider,
                    gemini.group(2).equals("countTokens") ? Kind.COUNT : Kind.GENERATE,
                    Set.of(ModelApi.GENERATE_CONTENT),
                    path,
                    Optional.of(gemini.group(1)));
        }
        return switch (method + " " + rest) {
            case "POST v1/chat/completions" ->
                    generate(provider, ModelApi.CHAT_COMPLETIONS, path);
            case "POST v1/responses" -> generate(provider, ModelApi.RESPONSES, path);
            case "POST v1/messages" -> generate(provider, ModelApi.MESSAGES, path);
            case "POST v1/messages/count_tokens" ->
                    new Asked(
                            provider,
                            Kind.COUNT,
                            Set.of(ModelApi.MESSAGES),
                            path,
                            Optional.empty());
            case "GET v1/models" ->
                    list(
                            provider,
                            path,
                            Set.of(
                                    ModelApi.CHAT_COMPLETIONS,
                                    ModelApi.RESPONSES,
                                    ModelApi.MESSAGES));
            case "GET v1beta/models" -> list(provider, path, Set.of(ModelApi.GENERATE_CONTENT));
            default -> throw notServed(method, rawPath);
        };
    }

    private static Asked generate(String provider, ModelApi api, String path) {
        return new Asked(provider, Kind.GENERATE, Set.of(api), path, Optional.empty());
    }

    private static Asked list(String provider, String path, Set<ModelApi> apis) {
        return new Asked(provider, Kind.LIST, apis, path, Optional.empty());
    }

    private static String query(@Nullable String rawQuery) throws Refused {
        List<String> kept = new ArrayList<>();
        for (String parameter : rawQuery == null ? new String[0] : rawQuery.split("&", -1)) {
            int equals = Math.max(0, parameter.indexOf('='));
            String name = parameter.substring(0, equals);
            if (CREDENTIALS.contains(name)) {
                continue;
            }
            Pattern good = PARAMETERS.get(name);
            if (good == null || !good.matcher(parameter.substring(equals + 1)).matches()) {
                throw Refused.by(
                        ModelRule.PATHS,
                        "The model gateway passes on no query but "
                                + String.join(", ", PARAMETERS.keySet().stream().sorted().toList())
                                + ".");
            }
            kept.add(parameter);
        }
        return kept.isEmpty() ? "" : "?" + String.join("&", kept);
    }

    private static Refused notServed(String method, String rawPath) {
        String shown = method + " " + rawPath;
        return Refused.by(
                ModelRule.PATHS,
                "The model gateway does not pass on "
                        + shown.substring(0, Math.min(200, shown.length())).replaceAll("[^ -~]", "?")
                        + ". Below /model/PROVIDER/ it passes on POST v1/chat/completions,"
                        + " v1/responses, v1/messages, v1/messages/count_tokens and"
                        + " v1beta/models/MODEL:generateContent, :streamGenerateContent or"
                        + " :countTokens, and GET v1/models or v1beta/models.");
    }
}
