package dev.ratoon.controlplane.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9457, as it goes over the wire.
 *
 * @param members what this kind of problem says besides
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemDetails(
        String type,
        String title,
        int status,
        String detail,
        @Nullable Long retryAfterSeconds,
        @JsonAnyGetter Map<String, Object> members) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static ProblemDetails of(ProblemType type, String detail) {
        return new ProblemDetails(
                "urn:ratoon:problem:" + type.slug(),
                type.title(),
                type.status(),
                detail,
                null,
                Map.of());
    }

    public static ProblemDetails of(Failure failure) {
        var retryAfter = failure.retryAfter();
        return new ProblemDetails(
                "urn:ratoon:problem:" + failure.type().slug(),
                failure.type().title(),
                failure.type().status(),
                failure.forTheCaller(),
                retryAfter == null ? null : retryAfter.toSeconds(),
                failure.members());
    }
}
