package dev.ratoon.controlplane.egress;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A host that one agent alone may reach.
 *
 * @param until null as long as the agent lives
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AllowedHost(String host, @Nullable Instant until, String by) {}
