package dev.ratoon.controlplane.roles;

import java.util.Locale;

/** A part of the control plane that can run in a process of its own. */
public enum ControlPlaneRole {
    /** Answers people and programs under {@code /api}. */
    API,
    /** Makes what is so what was asked for; today: sweeps out what has expired. */
    RECONCILER,
    /** The way of sandboxes to git. */
    GIT,
    /** The way of sandboxes to models. */
    MODEL,
    /** The way of sandboxes to everything else; has no work yet. */
    EGRESS;

    /** As it stands in the configuration and in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
