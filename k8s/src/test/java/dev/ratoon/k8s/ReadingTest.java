package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.Observed;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is made of what the cluster says of a pod. */
class ReadingTest {
    private static final Instant EARLY = Given.MADE.plusSeconds(10);
    private static final Instant LATE = Given.MADE.plus(Duration.ofMinutes(4));

    @Test
    void itStartsUntilBothSidesRun() {
        assertEquals(new Observed.Starting(Given.NAME), read(Given.pod("Pending")));
        assertEquals(
                new Observed.Starting(Given.NAME),
                read(
                        Given.pod(
                                "Pending",
                                Given.running("runner"),
                                Given.waiting("hands", "ContainerCreating", null))));
        assertEquals(
                new Observed.Running(Given.NAME),
                read(Given.pod("Running", Given.running("runner"), Given.running("hands"))));
    }

    @Test
    void whatIsBeingDeletedEndsWhateverItsPhase() {
        for (String phase : new String[] {"Pending", "Running", "Failed"}) {
            Pod pod = Given.pod(phase);
            pod.getMetadata().setDeletionTimestamp(Given.MADE.toString());
            assertEquals(new Observed.Ending(Given.NAME), read(pod), phase);
        }
    }

    @Test
    void aPodWhoseNodeDoesNotSayThatItEndedIsToldOfWithTheNextStep() {
        Pod pod = Given.pod("Running", Given.running("runner"), Given.running("hands"));
        pod.getSpec().setNodeName("node-7");
        assertEquals(Optional.empty(), Leaving.late(pod, Given.settings(), LATE));

        pod.getMetadata().setDeletionTimestamp(Given.MADE.toString());

        assertEquals(Optional.empty(), Leaving.late(pod, Given.settings(), EARLY));
        String words = Leaving.late(pod, Given.settings(), LATE).orElseThrow();
        assertTrue(words.contains("kubectl delete node node-7"), words);
        assertEquals(words, Leaving.late(pod, Given.settings(), LATE.plusSeconds(9)).orElseThrow());
    }

    @Test
    void oneThatMayRunOnThereIsStrandedAndOneThatHasEndedThereIsNot() {
        Pod pod = Given.pod("Running", Given.running("runner"), Given.running("hands"));
        pod.getMetadata().setDeletionTimestamp(Given.MADE.toString());
        assertEquals(new Observed.Ending(Given.NAME), leaving(pod, EARLY));
        assertInstanceOf(Observed.Stranded.class, leaving(pod, LATE));

        Pod ended =
                Given.pod(
                        "Running",
                        Given.ended("runner", 0, "Completed", "", 1),
                        Given.ended("hands", 0, "Completed", "", 1));
        ended.getMetadata().setDeletionTimestamp(Given.MADE.toString());
        assertInstanceOf(Observed.Ending.class, leaving(ended, LATE));
    }

    private static Observed leaving(Pod pod, Instant now) {
        return Leaving.observed(Given.NAME, pod, Given.settings(), now);
    }

    @Test
    void withOneSideItEnds() {
        Pod half =
                Given.pod(
                        "Running",
                        Given.ended("hands", 1, "Error", "", 1),
                        Given.running("runner"));

        assertEquals(new Observed.Ending(Given.NAME), read(half));
        assertTrue(PodReading.isHalf(half));
    }

    @Test
    void aPodWhoseWallsDoNotStandIsTold() {
        Pod pod =
                Given.pod()
                        .withNewStatus()
                        .withPhase("Failed")
                        .withInitContainerStatuses(
                                Given.ended(
                                        "bring",
                                        7,
                                        "Error",
                                        "this pod still reaches tcp:10.96.0.1:443, which its"
                                                + " network policy forbids\n",
                                        40))
                        .withContainerStatuses(
                                Given.waiting("runner", "PodInitializing", null),
                                Given.waiting("hands", "PodInitializing", null))
                        .endStatus()
                        .build();

        assertEquals(
                new Observed.Ended(
                        Given.NAME,
                        "The network policy does not hold the pod on its node, so nothing was"
                                + " begun in it: this pod still reaches tcp:10.96.0.1:443, which"
                                + " its network policy forbids. See that the network plugin runs"
                                + " on that node"),
                read(pod));
    }

    @Test
    void theSideThatEndedFirstIsTheReason() {
        Pod pod =
                Given.pod(
                        "Failed",
                        Given.ended("runner", 143, "Error", "", 9),
                        Given.ended("hands", 7, "Error", "one\nlast words\n\n", 2));
        pod.getStatus().setReason(PodEnd.OUR_DEADLINE);

        assertEquals(
                "The hands side ended with exit code 7: last words. Its work is on its volume,"
                        + " where the next one goes on",
                assertInstanceOf(Observed.Ended.class, read(pod)).reason());
    }

    @Test
    void outOfMemorySaysWhatToDo() {
        assertSays(
                "used more memory than it may",
                Given.pod("Failed", Given.ended("hands", 137, "OOMKilled", "", 1)));
    }

    @Test
    void anImageThatLacksWhatItNeedsIsNamedWithWhatThatIs() {
        String next = ". See that its image example.org/work:1 has sh, setsid and git";
        assertSays(
                "/bin/sh: no such file" + next,
                Given.pod(
                        "Failed",
                        Given.ended("hands", 128, "StartError", "/bin/sh: no such file", 1)));
        assertSays(
                "did not find its programs: sh: x: not found" + next,
                Given.pod("Failed", Given.ended("hands", 127, "Error", "sh: x: not found", 1)));
        assertSays(
                "See that its image example.org/runner:1 is that of Ratoon's runner",
                Given.pod("Failed", Given.ended("runner", 128, "StartError", "", 1)));
        Pod waits = Given.pod("Pending", Given.waiting("hands", "RunContainerError", "no /bin/sh"));
        String words = beyond(waits, LATE).orElseThrow();
        assertTrue(words.contains("of the image example.org/work:1: no /bin/sh. See that"), words);
        assertTrue(words.contains("sh, setsid and git"), words);
    }

    @Test
    void evictionAndALostNodeAreSaid() {
        assertSays("evicted the pod: low on disk. Give", failed("Evicted", "low on disk"));
        assertSays("fell silent. Start the node again", failed("NodeLost", null));
        assertSays("no room left (OutOfmemory). Add a node", failed("OutOfmemory", null));
        assertSays("shut down. Its work is on its volume", failed("NodeShutdown", null));
        assertSays("a higher priority. Add a node", failed("Preempted", null));
        assertSays("(SomethingNew). See the events", failed("SomethingNew", null));
        assertSays("did not say why. See the events", Given.pod("Failed"));
    }

    @Test
    void whatAPodSaysIsOneBoundedLineOfText() {
        Pod pod =
                Given.pod(
                        "Failed",
                        Given.ended("hands", 1, "Error", "a\u001b[31m\u202e" + "x".repeat(900), 1));

        String reason = assertInstanceOf(Observed.Ended.class, read(pod)).reason();

        assertFalse(reason.contains("\u001b") || reason.contains("\u202e"), reason);
        assertTrue(reason.length() < 300, reason);
    }

    @Test
    void noNodeForItIsSaidAfterAWhile() {
        Pod pod = unschedulable("0/3 nodes are available: 3 Insufficient memory.");

        assertEquals(Optional.empty(), beyond(pod, EARLY));
        assertTrue(beyond(pod, LATE).orElseThrow().contains("Insufficient memory"));
        assertTrue(beyond(pod, LATE).orElseThrow().contains("Add a node"));
    }

    @Test
    void aVolumeThatIsNotGivenIsNoMissingNode() {
        for (String message :
                new String[] {
                    "pod has unbound immediate PersistentVolumeClaims. preemption: 0/1 nodes",
                    "0/1 nodes are available: 1 node(s) didn't find available persistent volumes",
                    "storageclass.storage.k8s.io \"nowhere\" not found"
                }) {
            String words = beyond(unschedulable(message), LATE).orElseThrow();

            assertTrue(words.contains("kubectl -n sandboxes describe pvc"), words);
        }
    }

    private static Pod unschedulable(String message) {
        return Given.pod()
                .withNewStatus()
                .withPhase("Pending")
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage(message)
                .endCondition()
                .endStatus()
                .build();
    }

    @Test
    void anImageThatIsNotThereIsSaidAfterAWhileAndABadNameAtOnce() {
        Pod pulls =
                Given.pod("Pending", Given.waiting("hands", "ImagePullBackOff", "no such image"));
        Pod wrong = Given.pod("Pending", Given.waiting("hands", "InvalidImageName", "bad name"));

        assertEquals(Optional.empty(), beyond(pulls, EARLY));
        String late = beyond(pulls, LATE).orElseThrow();
        assertTrue(
                late.contains("The image example.org/work:1 cannot be pulled: no such image. See"),
                late);
        String wrongly = beyond(wrong, EARLY).orElseThrow();
        assertTrue(
                wrongly.contains("The image example.org/work:1 cannot be used: bad name. Correct"),
                wrongly);
    }

    @Test
    void aVolumeThatDoesNotComeIsNoSilentWait() {
        Pod pod = Given.pod("Pending", Given.waiting("hands", "ContainerCreating", null));

        assertTrue(beyond(pod, LATE).orElseThrow().contains("kubectl -n sandboxes describe pod"));
    }

    @Test
    void whatRunsIsNeverBeyondPatience() {
        Pod pod = Given.pod("Running", Given.running("runner"), Given.running("hands"));

        assertEquals(Optional.empty(), beyond(pod, LATE));
    }

    @Test
    void aDrainedNodeAndADeleteFromOutsideAreSaid() {
        Pod pod =
                Given.pod()
                        .withNewStatus()
                        .withPhase("Running")
                        .addNewCondition()
                        .withType("DisruptionTarget")
                        .withStatus("True")
                        .withReason("EvictionByEvictionAPI")
                        .endCondition()
                        .endStatus()
                        .build();

        assertTrue(PodEnd.vanished(pod).contains("(EvictionByEvictionAPI). Its work"));
        assertTrue(PodEnd.vanished(Given.pod("Running")).contains("from outside Ratoon. Its"));
        Pod asked = Given.pod("Failed", Given.ended("runner", 143, "Error", "", 9));
        asked.getMetadata().setDeletionTimestamp(Given.MADE.toString());
        assertTrue(PodEnd.vanished(asked).contains("deleted from outside"));
    }

    private static Observed read(Pod pod) {
        return PodReading.observed(Given.NAME, pod);
    }

    private static Optional<String> beyond(Pod pod, Instant now) {
        return Mending.beyond(pod, Given.settings(), now);
    }

    private static Pod failed(String reason, String message) {
        Pod pod = Given.pod("Failed");
        pod.getStatus().setReason(reason);
        pod.getStatus().setMessage(message);
        return pod;
    }

    private static void assertSays(String words, Pod pod) {
        String reason = assertInstanceOf(Observed.Ended.class, read(pod)).reason();
        assertTrue(reason.contains(words), reason);
    }
}
