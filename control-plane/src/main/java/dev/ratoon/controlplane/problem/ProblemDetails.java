package dev.ratoon.controlplane.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** RFC 9457, as it goes over the wire. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemDetails(
        String type, String title, int status, String detail, @Nullable Long retryAfterSeconds) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static ProblemDetails of(ProblemType type, String detail) {
        return new ProblemDetails(
                "urn:ratoon:problem:" + type.slug(), type.title(), type.status(), detail, null);
    }

    public static ProblemDetails of(Failure failure) {
        var retryAfter = failure.retryAfter();
        return new ProblemDetails(
                "urn:ratoon:problem:" + failure.type().slug(),
                failure.type().title(),
                failure.type().status(),
                failure.forTheCaller(),
                retryAfter == null ? null : retryAfter.toSeconds());
    }
}
