package dev.ratoon.controlplane.prompts;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.life.PromptImage;
import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The images of messages: taken in, named beside a message, and given out again. */
@Singleton
public class PromptImages {
    /** How long what was uploaded can be sent. */
    static final Duration LIFE = Duration.ofHours(24);

    /** In base64 it is the 5 MiB that providers of models take of one image. */
    static final int LARGEST = 3_932_160;

    static final int MOST = 4;

    /** A runner has them in its memory, more than once and in base64. */
    static final long LARGEST_TOGETHER = 6L << 20;

    private static final int LONGEST_NAME = 120;
    private static final String FIELD = "images";

    private final ImageStore store;
    private final BlobStore blobs;
    private final Clock clock;

    PromptImages(ImageStore store, BlobStore blobs, Clock clock) {
        this.store = store;
        this.blobs = blobs;
        this.clock = clock;
    }

    /** Takes one in; it is the actor's own until it is sent. */
    PromptImage upload(Actor actor, byte[] content) {
        if (content.length > LARGEST) {
            throw new Failure(
                    ProblemType.TOO_LARGE,
                    "An image has at most "
                            + LARGEST
                            + " bytes, and this one has "
                            + content.length
                            + ". Make it smaller: models look at some 1,500 points a side.");
        }
        ImageType type =
                ImageType.of(content)
                        .orElseThrow(
                                () ->
                                        new Failure(
                                                ProblemType.INVALID,
                                                "This is no image that can be sent, whatever it is"
                                                        + " called: its first bytes are none of PNG,"
                                                        + " JPEG, WebP or GIF. Save it as one of"
                                                        + " these."));
        byte[] digest = store.upload(actor.userId(), type, content, clock.instant());
        return new PromptImage(HexFormat.of().formatHex(digest), "", type.word(), content.length);
    }

    /** The bytes of one that the actor has uploaded. */
    byte[] uploaded(Actor actor, String id) {
        return digest(id)
                .flatMap(d -> store.uploaded(actor.userId(), d, clock.instant().minus(LIFE)))
                .map(image -> blobs.get(HexFormat.of().parseHex(image.sha256())))
                .orElseThrow(PromptImages::unknown);
    }

    /** The bytes of one that stands beside a message to this agent, and to no other alone. */
    public byte[] sent(UUID agent, String id) {
        return digest(id)
                .flatMap(d -> store.ofAgent(agent, d))
                .map(image -> blobs.get(HexFormat.of().parseHex(image.sha256())))
                .orElseThrow(PromptImages::unknown);
    }

    /**
     * What is to stand beside a message: what the actor has uploaded, or the agent has already.
     *
     * @param agent null of one that is being started
     */
    public List<PromptImage> wanted(
            Actor actor, @Nullable UUID agent, @Nullable List<WantedImage> asked) {
        if (asked == null || asked.isEmpty()) {
            return List.of();
        }
        if (asked.size() > MOST) {
            throw Failure.inField(
                    FIELD,
                    "A message has at most %d images. Leave some out, or send them after it."
                            .formatted(MOST));
        }
        List<PromptImage> images = new ArrayList<>();
        long bytes = 0;
        for (WantedImage each : asked) {
            PromptImage image = one(actor, agent, each);
            bytes += image.bytes();
            images.add(image);
        }
        if (bytes > LARGEST_TOGETHER) {
            throw Failure.inField(
                    FIELD,
                    "The images of a message have at most %d bytes together, and these have %d. Make them smaller, or send some after it."
                            .formatted(LARGEST_TOGETHER, bytes));
        }
        return List.copyOf(images);
    }

    private PromptImage one(Actor actor, @Nullable UUID agent, @Nullable WantedImage asked) {
        String id = asked == null ? null : asked.id();
        byte[] digest = id == null ? null : digest(id).orElse(null);
        if (asked == null || digest == null) {
            throw gone();
        }
        PromptImage found =
                store.uploaded(actor.userId(), digest, clock.instant().minus(LIFE))
                        .or(() -> agent == null ? Optional.empty() : store.ofAgent(agent, digest))
                        .orElseThrow(PromptImages::gone);
        return new PromptImage(found.sha256(), name(asked.name()), found.type(), found.bytes());
    }

    /** In one line, without what hides or turns other characters. */
    private static String name(@Nullable String typed) {
        String plain = typed == null ? "" : typed.replaceAll("[\\p{C}\\p{Z}]+", " ").strip();
        if (plain.isEmpty()) {
            return "image";
        }
        int end =
                plain.offsetByCodePoints(
                        0, Math.min(LONGEST_NAME, plain.codePointCount(0, plain.length())));
        return plain.substring(0, end);
    }

    private static Optional<byte[]> digest(String id) {
        return id.matches("[0-9a-f]{64}")
                ? Optional.of(HexFormat.of().parseHex(id))
                : Optional.empty();
    }

    private static Failure gone() {
        return Failure.inField(
                FIELD,
                "An image is not there: what is uploaded can be sent for a day, by whoever has"
                        + " uploaded it. Add it again.");
    }

    private static Failure unknown() {
        return new Failure(ProblemType.NOT_FOUND, "There is no such image.");
    }
}
