package dev.ratoon.controlplane.declarations;

import dev.ratoon.controlplane.environments.Contents;
import dev.ratoon.controlplane.environments.Environments;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.AllowedImages;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.PushRules;
import dev.ratoon.controlplane.life.Size;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.git.review.RawFile;
import dev.ratoon.git.review.Review;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Finds what a repository says at the commit where an agent begins. */
final class Declared {
    private static final String OURS = ".ratoon/environment.yaml";
    private static final List<String> FILES =
            List.of(OURS, ".devcontainer/devcontainer.json", ".devcontainer.json");
    private static final long LARGEST = 64 << 10;

    /** It is no environment that Ratoon keeps. */
    private static final UUID NONE = new UUID(0, 0);

    private Declared() {}

    static ObservedEvent.EnvironmentTaken in(
            Review review, AgentsConfig granted, AllowedImages images)
            throws IOException, Unusable {
        Optional<String> base = review.commit(Review.BASE);
        for (String path : base.isPresent() ? FILES : List.<String>of()) {
            Optional<RawFile> file = review.file(base.orElseThrow(), path);
            if (file.isPresent()) {
                return taken(path, base.orElseThrow(), text(file.get(), path), granted, images);
            }
        }
        throw new Unusable(
                "It names no environment: it has none of "
                        + String.join(", ", FILES)
                        + " where this agent begins.");
    }

    static ObservedEvent.EnvironmentTaken taken(
            String path, String commit, String text, AgentsConfig granted, AllowedImages images)
            throws Unusable {
        try {
            Declaration declaration =
                    path.equals(OURS)
                            ? RatoonFile.read(text)
                            : DevContainer.read(text, Contents::maySet);
            Optional<String> refusal = refusal(declaration, images);
            Contents contents =
                    Contents.checked(
                            declaration.setup(),
                            declaration.minutes(),
                            declaration.variables(),
                            declaration.allow(),
                            declaration.save(),
                            refusal.isPresent() ? null : declaration.image(),
                            declaration.size(),
                            declaration.pushes(),
                            granted,
                            images);
            return new ObservedEvent.EnvironmentTaken(
                    NONE,
                    Environments.REPOSITORY,
                    1,
                    contents.setup(),
                    contents.setupMinutes(),
                    "ratoon",
                    contents.variables(),
                    contents.allow(),
                    contents.allowModels(),
                    contents.save(),
                    contents.image(),
                    contents.size().equals(Size.USUAL) ? null : contents.size(),
                    contents.pushes().equals(PushRules.NONE) ? null : contents.pushes(),
                    path + " at " + commit,
                    notes(declaration, refusal),
                    false);
        } catch (Unusable e) {
            throw new Unusable(path + " cannot be used. " + e.getMessage());
        } catch (Failure e) {
            throw new Unusable(path + " cannot be used. " + e.forTheCaller());
        }
    }

    /** Whoever writes into a repository does not choose what nodes pull: the operator does. */
    private static Optional<String> refusal(Declaration declaration, AllowedImages images) {
        return Optional.ofNullable(declaration.image()).flatMap(images::refusal);
    }

    private static List<String> notes(Declaration declaration, Optional<String> refusal) {
        return Stream.concat(
                        refusal.map(why -> "image is not done here: " + why).stream(),
                        declaration.notes().stream())
                .toList();
    }

    private static String text(RawFile file, String path) throws IOException, Unusable {
        if (file.size() > LARGEST) {
            throw new Unusable(path + " is larger than 64 KiB.");
        }
        var bytes = new ByteArrayOutputStream();
        file.copyTo(bytes);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unusable(path + " is no text in UTF-8.");
        }
    }
}
