package dev.ratoon.controlplane.models;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.ratoon.controlplane.providers.ModelApi;
import java.nio.charset.StandardCharsets;

/** Our own errors, written as the API that was asked writes its own, so that harnesses show them. */
final class ErrorShape {
    private ErrorShape() {}

    static byte[] json(ModelApi api, int status, String code, String words) {
        return text(api, status, code, words).getBytes(StandardCharsets.UTF_8);
    }

    /** In the middle of a stream; whatever line was begun is ended first. */
    static byte[] event(ModelApi api, String words) {
        String data =
                switch (api) {
                    case RESPONSES ->
                            "{\"type\":\"error\",\"code\":\"ratoon_cut\",\"message\":%s,\"param\":null}"
                                    .formatted(quoted(words));
                    case CHAT_COMPLETIONS, MESSAGES, GENERATE_CONTENT ->
                            text(api, 502, "cut", words);
                };
        boolean named = api == ModelApi.RESPONSES || api == ModelApi.MESSAGES;
        return ("\n\n" + (named ? "event: error\n" : "") + "data: " + data + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ModelApi api, int status, String code, String words) {
        return switch (api) {
            case CHAT_COMPLETIONS, RESPONSES ->
                    "{\"error\":{\"message\":%s,\"type\":\"%s\",\"param\":null,\"code\":%s}}"
                            .formatted(
                                    quoted(words),
                                    status >= 500 ? "server_error" : "invalid_request_error",
                                    quoted("ratoon_" + code.replace('-', '_')));
            case MESSAGES ->
                    "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":%s}}"
                            .formatted(
                                    switch (status) {
                                        case 400 -> "invalid_request_error";
                                        case 403 -> "permission_error";
                                        case 413 -> "request_too_large";
                                        case 429 -> "rate_limit_error";
                                        case 503 -> "overloaded_error";
                                        default -> "api_error";
                                    },
                                    quoted(words));
            case GENERATE_CONTENT ->
                    "{\"error\":{\"code\":%d,\"message\":%s,\"status\":\"%s\"}}"
                            .formatted(
                                    status,
                                    quoted(words),
                                    switch (status) {
                                        case 400, 413 -> "INVALID_ARGUMENT";
                                        case 403 -> "PERMISSION_DENIED";
                                        case 429 -> "RESOURCE_EXHAUSTED";
                                        default -> "UNAVAILABLE";
                                    });
        };
    }

    private static String quoted(String words) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(words)) + "\"";
    }
}
