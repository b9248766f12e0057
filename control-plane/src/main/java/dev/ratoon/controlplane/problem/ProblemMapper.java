package dev.ratoon.controlplane.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where a failure becomes an answer. */
class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    Response failure(Failure failure) {
        log(failure);
        return answer(ProblemDetails.of(failure));
    }

    /** What the HTTP layer itself refuses: an unknown path, a body that is not JSON. */
    @ServerExceptionMapper
    Response refused(WebApplicationException refused) {
        int status = refused.getResponse().getStatus();
        for (ProblemType type : ProblemType.values()) {
            if (type.status() == status) {
                return answer(ProblemDetails.of(type, type.title() + "."));
            }
        }
        return answer(
                new ProblemDetails(
                        "about:blank",
                        refused.getResponse().getStatusInfo().getReasonPhrase(),
                        status,
                        refused.getResponse().getStatusInfo().getReasonPhrase() + ".",
                        null,
                        Map.of()));
    }

    /** A body that is JSON, and not what was asked for. */
    @ServerExceptionMapper
    Response unreadable(MismatchedInputException unreadable) {
        return answer(
                ProblemDetails.of(
                        ProblemType.BAD_REQUEST, "The body is not the JSON that this takes."));
    }

    @ServerExceptionMapper
    Response unexpected(Throwable thrown) {
        Optional<Failure> known = FullDisk.in(thrown).or(() -> NoText.in(thrown));
        if (known.isPresent()) {
            return failure(known.get());
        }
        String id = Long.toString(System.nanoTime() & 0xffffffL, 36).toUpperCase(Locale.ROOT);
        LOG.errorf(thrown, "Fault %s", id);
        return answer(
                ProblemDetails.of(
                        ProblemType.INTERNAL,
                        "Something went wrong inside Ratoon. The log has it as fault " + id + "."));
    }

    private static void log(Failure failure) {
        String text = failure.forTheLog() == null ? failure.forTheCaller() : failure.forTheLog();
        switch (failure.type().blame()) {
            case USER -> LOG.debug(text);
            case EXTERNAL, CAPACITY -> LOG.warn(text, failure.getCause());
            case INTERNAL -> LOG.error(text, failure);
        }
    }

    private static Response answer(ProblemDetails details) {
        var answer =
                Response.status(details.status()).type(ProblemDetails.MEDIA_TYPE).entity(details);
        if (details.retryAfterSeconds() != null) {
            answer.header("Retry-After", details.retryAfterSeconds());
        }
        return answer.build();
    }
}
