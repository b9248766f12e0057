package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.Eventually;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxesContract;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With the rights that the chart gives, a life is lived; with any one of them less, none is. */
class RightsClusterIT {
    /** One verb on one kind of object. */
    private record Right(String verb, String resource) {}

    @Test
    void whatTheChartGivesIsEnoughForALifeAndForAProof() throws Exception {
        try (var cluster = new Cluster()) {
            KubernetesClient client = cluster.as(given(cluster, "whole", rights()));
            var canary =
                    new Canary(
                            client,
                            cluster.settings,
                            cluster.network.addresses(),
                            Clock.systemUTC(),
                            () -> Long.toString(System.nanoTime(), 36));
            try (var sandboxes = new PodSandboxes(client, cluster.settings, Clock.systemUTC())) {
                var name = new SandboxName("one", 1);
                sandboxes.start(cluster.order("one", 1));
                Eventually.within(
                        Duration.ofSeconds(60), () -> SandboxesContract.isRunning(sandboxes, name));
                sandboxes.stop(name);
                Eventually.within(
                        Duration.ofSeconds(40), () -> SandboxesContract.isOver(sandboxes, name));
                sandboxes.start(cluster.order("one", 2));
                sandboxes.deleteWorkspace("one");
                Eventually.within(Duration.ofSeconds(40), () -> sandboxes.all().isEmpty());
            }
            Proof proof = canary.prove();
            assertInstanceOf(Proof.Holds.class, proof, proof.what());
        }
    }

    @Test
    void withoutAnyOneOfThemALifeFailsInWordsThatNameIt() throws Exception {
        List<Right> all = rights();
        assertEquals(12, all.size(), all.toString());
        try (var cluster = new Cluster()) {
            for (int i = 0; i < all.size(); i++) {
                Right missing = all.get(i);
                List<Right> left = new ArrayList<>(all);
                assertTrue(left.remove(missing));
                String user = given(cluster, "less-" + i, left);
                String workspace = "agent-" + i;

                SandboxTrouble trouble =
                        assertThrows(
                                SandboxTrouble.class,
                                () -> live(cluster, cluster.as(user), workspace),
                                missing.toString());

                assertTrue(trouble.what().contains(missing.resource()), trouble.what());
                if (!missing.verb().equals("watch")) {
                    assertTrue(trouble.what().contains("cannot " + missing.verb()), trouble.what());
                    assertTrue(trouble.nextStep().contains("right"), trouble.nextStep());
                }
            }
        }
    }

    private static void live(Cluster cluster, KubernetesClient client, String workspace)
            throws SandboxTrouble {
        try (var sandboxes = new PodSandboxes(client, cluster.settings, Clock.systemUTC())) {
            sandboxes.start(cluster.order(workspace, 1));
            sandboxes.stop(new SandboxName(workspace, 1));
            sandboxes.deleteWorkspace(workspace);
        }
    }

    private static List<Right> rights() throws Exception {
        Role role =
                assertInstanceOf(Role.class, Chart.of(Chart.rendered("least"), "Role").getFirst());
        List<Right> all = new ArrayList<>();
        for (PolicyRule rule : role.getRules()) {
            for (String resource : rule.getResources()) {
                rule.getVerbs().forEach(verb -> all.add(new Right(verb, resource)));
            }
        }
        return all;
    }

    /** An account with these rights in the namespace of sandboxes, once they hold. */
    private static String given(Cluster cluster, String name, List<Right> rights) throws Exception {
        String user = "system:serviceaccount:" + cluster.namespace + ":" + name;
        var _ =
                cluster.admin
                        .resource(
                                new RoleBuilder()
                                        .withNewMetadata()
                                        .withName(name)
                                        .withNamespace(cluster.namespace)
                                        .endMetadata()
                                        .withRules(
                                                rights.stream().map(RightsClusterIT::rule).toList())
                                        .build())
                        .create();
        var _ =
                cluster.admin
                        .resource(
                                new RoleBindingBuilder()
                                        .withNewMetadata()
                                        .withName(name)
                                        .withNamespace(cluster.namespace)
                                        .endMetadata()
                                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                                        .addNewSubject()
                                        .withKind("ServiceAccount")
                                        .withName(name)
                                        .withNamespace(cluster.namespace)
                                        .endSubject()
                                        .build())
                        .create();
        Eventually.holds(() -> isAllowed(cluster, user, rights.getFirst()));
        return user;
    }

    private static PolicyRule rule(Right right) {
        return new PolicyRuleBuilder()
                .withApiGroups("")
                .withResources(right.resource())
                .withVerbs(right.verb())
                .build();
    }

    private static boolean isAllowed(Cluster cluster, String user, Right right) {
        return cluster.admin
                .authorization()
                .v1()
                .subjectAccessReview()
                .create(
                        new SubjectAccessReviewBuilder()
                                .withNewSpec()
                                .withUser(user)
                                .withNewResourceAttributes()
                                .withNamespace(cluster.namespace)
                                .withResource(right.resource())
                                .withVerb(right.verb())
                                .endResourceAttributes()
                                .endSpec()
                                .build())
                .getStatus()
                .getAllowed();
    }
}
