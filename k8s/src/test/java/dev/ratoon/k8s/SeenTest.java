package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.environments.SandboxName;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was just made is seen before the watch brings it, and not after it is gone. */
class SeenTest {
    private final List<Pod> brought = new ArrayList<>();
    private final Seen seen = new Seen(new KeptFake());

    @Test
    void whatWasMadeIsSeenAtOnce() {
        Pod pod = Given.pod("Pending");

        seen.asking(Given.NAME);
        assertEquals(List.of(), names());
        seen.answered(Given.NAME, pod);

        assertEquals(List.of(Given.NAME), names());
        assertEquals(List.of(Given.NAME.workspace()), seen.workspaces());
    }

    @Test
    void newsThatComeBeforeTheAnswerCount() {
        seen.asking(Given.NAME);
        seen.brought(Given.NAME);
        seen.answered(Given.NAME, Given.pod("Pending"));

        assertEquals(List.of(), names());
    }

    @Test
    void aClaimThatWasMadeIsSeenBeforeTheWatchBringsItSoThatADeleteFindsIt() {
        String workspace = Given.NAME.workspace();
        var claim = WorkspaceClaim.of(workspace, Given.settings());

        seen.askingClaim(workspace);
        assertEquals(Optional.empty(), seen.claim(workspace));
        seen.answeredClaim(workspace, claim);

        assertEquals(Optional.of(claim), seen.claim(workspace));
        assertEquals(List.of(workspace), seen.workspaces());
        seen.claimBrought(workspace);
        assertEquals(Optional.empty(), seen.claim(workspace));
    }

    @Test
    void newsOfAClaimThatComeBeforeTheAnswerCount() {
        String workspace = Given.NAME.workspace();
        seen.askingClaim(workspace);
        seen.claimBrought(workspace);
        seen.answeredClaim(workspace, WorkspaceClaim.of(workspace, Given.settings()));

        assertEquals(Optional.empty(), seen.claim(workspace));
    }

    @Test
    void theNewestComesFirst() {
        brought.add(Given.pod("Failed"));
        var next = new SandboxName(Given.NAME.workspace(), Given.NAME.incarnation() + 1);
        seen.asking(next);
        seen.answered(next, Given.sandbox(Given.order(next), Given.settings()));

        assertEquals(List.of(next, Given.NAME), names());
    }

    @Test
    void aPodWithLabelsOfSomebodyElseIsNobodys() {
        Pod pod = Given.pod("Pending");
        pod.getMetadata().getLabels().put(PodNames.INCARNATION, "x");
        brought.add(pod);

        assertEquals(List.of(), names());
    }

    private List<SandboxName> names() {
        return seen.of(Given.NAME.workspace()).stream().map(Seen.Sandbox::name).toList();
    }

    private final class KeptFake implements Seen.Kept {
        @Override
        public Collection<Pod> pods(String workspace) {
            return brought;
        }

        @Override
        public Collection<Pod> pods() {
            return brought;
        }

        @Override
        public Collection<PersistentVolumeClaim> claims() {
            return List.of();
        }

        @Override
        public Optional<PersistentVolumeClaim> claim(String name) {
            return Optional.empty();
        }
    }
}
