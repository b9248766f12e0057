package dev.ratoon.controlplane.life;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is stored of an agent's facts, read. */
public sealed interface FactsRead {
    record Whole(Facts facts) implements FactsRead {}

    /**
     * The others must not miss anything for it.
     *
     * @param newer whether a newer version of Ratoon has written it; else it is damaged
     */
    record Unreadable(boolean newer) implements FactsRead {
        public String why() {
            return newer
                    ? "what is stored of it was written by a newer version of Ratoon"
                    : "what is stored of it is damaged";
        }
    }

    /** Of the columns facts and facts_version. */
    static FactsRead of(byte @Nullable [] bytes, int version) {
        try {
            Facts facts = bytes == null ? null : Facts.JSON.readValue(bytes, Facts.class);
            return facts == null || !isWhole(facts)
                    ? new Unreadable(version > Facts.VERSION)
                    : new Whole(facts);
        } catch (IOException e) {
            return new Unreadable(version > Facts.VERSION);
        }
    }

    /**
     * Whether it has what all agents have had from the first version on: JSON alone may be none.
     */
    private static boolean isWhole(Facts facts) {
        return Stream.of(
                        facts.id(),
                        facts.origin(),
                        facts.title(),
                        facts.mode(),
                        facts.limits(),
                        facts.wish(),
                        facts.talk(),
                        facts.approvals(),
                        facts.workspace(),
                        facts.state(),
                        facts.git())
                .allMatch(Objects::nonNull);
    }

    default Optional<Facts> ifWhole() {
        return this instanceof Whole(Facts facts) ? Optional.of(facts) : Optional.empty();
    }
}
