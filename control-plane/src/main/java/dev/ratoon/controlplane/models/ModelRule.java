package dev.ratoon.controlplane.models;

import dev.ratoon.controlplane.life.Allowance;
import java.util.Locale;

/** What a call may break, by the word that stands in refusals and in the configuration. */
enum ModelRule {
    /** What is asked for there is none of what models are asked. */
    PATHS(false),
    PROVIDER(false),
    KEY(false),
    /** It is no JSON, or not what every reader of JSON understands alike. */
    MALFORMED(false),
    /** The credential that was shown is not taken. */
    CREDENTIAL(false),
    SIZE(false),
    PLACES(false),
    /** It was asked too often. */
    PACE(false),
    /** It went on, or stood still, for longer than it may; or we have no time left ourselves. */
    TIME(false),
    /** None of ours: the provider does not answer. */
    UPSTREAM(false),
    /** Tools that the provider itself runs: it would search, fetch and compute for the sandbox. */
    HOSTED_TOOLS(true),
    /** Addresses that the provider would fetch. */
    REMOTE_URLS(true),
    /** What lies at the provider under the key's account, whoever put it there. */
    FOREIGN_IDS(true),
    /** Answers that the provider would keep. */
    STORED_ANSWERS(true),
    /** Documents and recordings: no bytes say how many tokens they are. */
    UNBOUNDED_MEDIA(true),
    /** What this version does not know, and so cannot judge. */
    UNKNOWN_FIELDS(true);

    private final boolean allowable;

    ModelRule(boolean allowable) {
        this.allowable = allowable;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isAllowable() {
        return allowable;
    }

    static ModelRule of(Allowance allowance) {
        return switch (allowance) {
            case HOSTED_TOOLS -> HOSTED_TOOLS;
            case REMOTE_URLS -> REMOTE_URLS;
            case FOREIGN_IDS -> FOREIGN_IDS;
            case STORED_ANSWERS -> STORED_ANSWERS;
            case UNBOUNDED_MEDIA -> UNBOUNDED_MEDIA;
            case UNKNOWN_FIELDS -> UNKNOWN_FIELDS;
        };
    }
}
