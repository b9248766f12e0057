package dev.ratoon.controlplane.meters;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** What model calls cost, and what an owner's agents may spend together. */
@ConfigMapping(prefix = "ratoon.meters")
public interface MetersConfig {
    /**
     * A JSON file of prices that go before the built-in list prices: `{"prices": [{"provider":
     * "openai", "model": "gpt-5*", "input": "1.25", "cached": "0.125", "output": "10"}]}`, in US
     * dollars for a million tokens; `*` stands for anything.
     */
    Optional<Path> prices();

    /**
     * How many tokens are reserved for the answer to a call that does not say how many it wants at
     * most: as many as any model says in one answer.
     */
    @WithDefault("128000")
    long largestOutput();

    /**
     * How many it is where so many do not fit under a cap any more. Then the call is told so: it is
     * written into its body.
     */
    @WithDefault("16000")
    long usualOutput();

    /** How many tokens all agents of one owner may use in a calendar month (UTC), both ways. */
    @WithDefault("10000000000")
    long ownerTokens();

    /** How many US dollars all agents of one owner may spend in a calendar month (UTC). */
    @WithDefault("200")
    int ownerMoney();
}
