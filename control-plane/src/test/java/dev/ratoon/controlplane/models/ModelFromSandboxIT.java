package dev.ratoon.controlplane.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is asked from within a real sandbox, by what stands in the place of a harness. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = FakeProvider.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init")
class ModelFromSandboxIT {
    private static final String MODEL = "http://127.0.0.1:7071/model/fake/";

    @Inject TestPeople people;
    @TempDir Path directory;

    @Test
    void a_harness_reaches_its_model_and_no_key() throws Exception {
        FakeProvider.forget();
        Api api = people.owner();
        api.put("/api/keys/fake", Map.of("key", ModelDesk.KEY));
        var fleet = new Fleet(api, GitRepository.in(directory));
        String call =
                "curl -sS -H 'Authorization: Bearer foreign' -H 'Content-Type: application/json' -d"
                        + " '"
                        + ModelDesk.body("%s")
                        + "' "
                        + MODEL
                        + "%s; echo; ";
        String agent =
                fleet.start(
                        "auto",
                        call.formatted("m", "v1/chat/completions")
                                + call.formatted("echoes", "v1/chat/completions")
                                + call.formatted("m", "v1/files")
                                + "cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null | tr"
                                + " '\\0' '\\n"
                                + "' | grep -cE '[g]eheim|[r]atoon_[a-z]_'; grep -rsl '[g]eheim' /"
                                + " --exclude-dir=proc --exclude-dir=sys --exclude-dir=usr | grep"
                                + " -v '^/proc' | wc -l; exec 9<README; fds() { for f in"
                                + " /proc/[0-9]*/fd/*; do [ -f $f ] && cat $f; done 2>/dev/null; };"
                                + " fds | grep -acE '[g]eheim|[r]atoon_[a-z]_'; fds | grep -aq"
                                + " '^hello$' && echo 1");

        fleet.awaitTurn(agent, 1);

        String printed = fleet.printed(agent);
        assertTrue(printed.contains(FakeProvider.ANSWER), printed);
        assertTrue(printed.contains("bad key"), printed);
        assertTrue(printed.contains("does not pass on POST /model/fake/v1/files"), printed);
        assertFalse(printed.contains("sk-"), printed);
        assertTrue(printed.endsWith("\n0\n0\n0\n1\n"), printed);
        assertEquals(2, FakeProvider.SEEN.size());
        for (FakeProvider.Seen seen : FakeProvider.SEEN) {
            assertEquals("Bearer " + ModelDesk.KEY, seen.header("Authorization"));
        }
        assertEquals(1, fleet.events(agent, "model.refused").size());
    }
}
