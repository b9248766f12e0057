package dev.ratoon.git.store;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.Login;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Which agents' logins upstream took lately, as far as this process knows. */
final class Checked {
    private static final long LATELY = Duration.ofMinutes(1).toNanos();
    private static final int MOST = 10_000;

    private final Map<Asked, Long> passed = new LinkedHashMap<>();

    synchronized void passed(AgentRepository wanted) {
        Asked asked = Asked.of(wanted);
        passed.remove(asked);
        passed.put(asked, System.nanoTime());
        if (passed.size() > MOST) {
            passed.remove(passed.keySet().iterator().next());
        }
    }

    synchronized boolean lately(AgentRepository wanted) {
        Long at = passed.get(Asked.of(wanted));
        return at != null && System.nanoTime() - at < LATELY;
    }

    /** An agent, too: another one of the same user may have been shown less. */
    private record Asked(UUID agent, String repository, String identity) {
        static Asked of(AgentRepository wanted) {
            return new Asked(
                    wanted.agent(),
                    wanted.source().normalForm(),
                    wanted.login().map(Login::identity).orElse(""));
        }
    }
}
