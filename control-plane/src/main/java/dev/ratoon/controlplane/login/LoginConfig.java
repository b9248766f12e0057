package dev.ratoon.controlplane.login;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long what signs somebody in is good for. */
@ConfigMapping(prefix = "ratoon.login")
public interface LoginConfig {
    /** How long a login link can be used; it works once. */
    @WithDefault("5m")
    Duration codeLifetime();

    /** How long an unused browser session lasts. */
    @WithDefault("7d")
    Duration sessionIdle();

    /** How long a browser session lasts, however much it is used. */
    @WithDefault("30d")
    Duration sessionMaximum();

    /** How long a command line that logged in stays so. */
    @WithDefault("90d")
    Duration clientTokenLifetime();

    /** How long a ticket for a WebSocket can be used; it works once. */
    @WithDefault("30s")
    Duration ticketLifetime();
}
