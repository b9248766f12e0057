package dev.ratoon.controlplane.life;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How many agents work at once, how long, and what their sandboxes may use. */
@ConfigMapping(prefix = "ratoon.agents")
public interface AgentsConfig {
    /** Which harness an agent has that is started without naming one. */
    @WithDefault("shell")
    String harness();

    /** Which model it thinks with when none is named: `PROVIDER/MODEL`. */
    Optional<String> model();

    /** How many sandboxes there may be at once; who comes later waits in a queue. */
    @WithDefault("8")
    int sandboxes();

    /** How many of them one owner may have. */
    @WithDefault("8")
    int sandboxesOfOneOwner();

    /** How many minutes of work an agent may do in all, unless it is started with another limit. */
    @WithDefault("240")
    int minutes();

    /** How many turns an agent may have, unless it is started with another limit. */
    @WithDefault("100")
    int turns();

    /**
     * How many tokens an agent's model calls may use in all, both ways, unless it is started with
     * another limit.
     */
    @WithDefault("1000000000")
    long tokens();

    /**
     * How many US dollars an agent's model calls may cost in all, unless it is started with another
     * limit. More is for owners, admins and the admins of its team to give.
     */
    @WithDefault("20")
    int money();

    /** How long an agent without work keeps its sandbox before it is paused. */
    @WithDefault("PT30M")
    Duration idle();

    /** How long it keeps its sandbox while another agent waits for one. */
    @WithDefault("PT5M")
    Duration idleWhenWanted();

    /** How long a sandbox may take until its harness is ready, beside its setup script. */
    @WithDefault("PT1H")
    Duration preparation();

    /** How long a decision waits for its answer. */
    @WithDefault("P7D")
    Duration decision();

    /** How long a deleted agent can be restored. */
    @WithDefault("P7D")
    Duration undo();

    /** The most memory that one sandbox may use, in MiB. */
    @WithDefault("4096")
    int memory();

    /** The most processor time that one sandbox may use, in percent of one processor. */
    @WithDefault("200")
    int processor();

    /**
     * The most that one sandbox may put into its agent's log within a day, in MiB; an agent that
     * does fails in words.
     */
    @WithDefault("512")
    int logPerDay();

    /**
     * Rules for calls to models that an environment may lift for its own agents; all are those of
     * `ratoon.models.allow`. What lies under a key's account, and what no budget covers, is not for
     * environments unless it is named here.
     */
    @WithDefault("hosted-tools,remote-urls")
    Optional<List<Allowance>> environmentsMayAllow();

    /** The most processes that one sandbox may have. */
    @WithDefault("1024")
    int processes();
}
