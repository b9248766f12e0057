package dev.ratoon.controlplane.pulls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.GitFailures;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.repositories.RepositoryWriters;
import dev.ratoon.git.GitTrouble;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One publication of an agent at a time, over all processes; and what is sent twice with one key is
 * done once and answered twice.
 */
@Singleton
class PublishedOnce {
    private final RepositoryWriters writers;
    private final Requests requests;
    private final Publishing publishing;
    private final ObjectMapper json;
    private final Clock clock;

    PublishedOnce(
            RepositoryWriters writers,
            Requests requests,
            Publishing publishing,
            ObjectMapper json,
            Clock clock) {
        this.writers = writers;
        this.requests = requests;
        this.publishing = publishing;
        this.json = json;
        this.clock = clock;
    }

    PublicationView publish(Actor actor, UUID agent, @Nullable String key, AskedPublication asked) {
        try {
            return writers.alone(
                    "pulls/" + agent,
                    () ->
                            key == null
                                    ? publishing.publish(actor, agent, asked, Optional.empty())
                                    : keyed(
                                            actor,
                                            new Requests.Key(agent, actor.userId(), key),
                                            asked));
        } catch (GitTrouble trouble) {
            throw GitFailures.of(trouble);
        } catch (IOException e) {
            throw new Failure(
                    ProblemType.INTERNAL,
                    "The work cannot be published: its operator finds more in the log.",
                    e);
        }
    }

    private PublicationView keyed(Actor actor, Requests.Key key, AskedPublication asked)
            throws IOException {
        String digest = HexFormat.of().formatHex(BlobStore.sha256(bytes(asked)));
        Requests.Known known = requests.begin(key, digest, clock.instant());
        if (known.answer().isPresent()) {
            return json.readValue(known.answer().get(), PublicationView.class);
        }
        PublicationView done =
                publishing.publish(actor, key.agent(), asked, Optional.of(known.askedAt()));
        requests.answered(key, bytes(done));
        return done;
    }

    private byte[] bytes(Object one) {
        try {
            return json.writeValueAsBytes(one);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own records are always JSON", e);
        }
    }
}
