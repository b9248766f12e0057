package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxOrder.Address;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The ports of the control plane that this process stands for, one that is no gateway, and the
 * policies of a namespace.
 */
final class Network implements AutoCloseable {
    private final KubernetesClient admin;
    private final String namespace;
    private final Tripwire control = new Tripwire();
    private final Tripwire git = new Tripwire();

    /** Stands for what is near the control plane: its database, its own API. */
    final Tripwire database = new Tripwire();

    /** This process, as pods see it. */
    final String host;

    Network(KubernetesClient admin, PodSettings settings) throws IOException {
        this.admin = admin;
        this.namespace = settings.namespace();
        this.host = Server.self(Server.of(admin, settings));
    }

    Address control() {
        return new Address(host, control.port());
    }

    Address git() {
        return new Address(host, git.port());
    }

    Address database() {
        return new Address(host, database.port());
    }

    Addresses addresses() {
        return new Addresses(List.of(control(), git()), List.of(database()));
    }

    /** As the chart's: nothing in, and out only to the gateways. */
    void allowGatewaysAlone() {
        make("gateways", List.of("Ingress", "Egress"), outTo("/32", control.port(), git.port()));
    }

    /** What is allowed of one gateway alone. */
    void allowControlAlone() {
        make("control", List.of("Ingress", "Egress"), outTo("/32", control.port()));
    }

    /** Out to all that is this machine's and its cluster's, and nothing in. */
    void allowTooMuch() {
        make("wide", List.of("Ingress", "Egress"), outTo("/16"));
    }

    /** As {@link #allowGatewaysAlone}, but for those who come in. */
    void forgetWhoComesIn() {
        make("out", List.of("Egress"), outTo("/32", control.port(), git.port()));
    }

    /** Somebody adds one that lets the pods of the namespace talk: policies add up. */
    void allowNeighbours() {
        NetworkPolicy policy =
                new NetworkPolicyBuilder(
                                policy(
                                        "neighbours",
                                        List.of("Ingress", "Egress"),
                                        new NetworkPolicyEgressRuleBuilder()
                                                .addNewTo()
                                                .withNewPodSelector()
                                                .endPodSelector()
                                                .endTo()
                                                .build()))
                        .editSpec()
                        .withIngress(
                                new NetworkPolicyIngressRuleBuilder()
                                        .addNewFrom()
                                        .withNewPodSelector()
                                        .endPodSelector()
                                        .endFrom()
                                        .build())
                        .endSpec()
                        .build();
        make(policy);
    }

    private NetworkPolicyEgressRule outTo(String bits, int... ports) {
        return new NetworkPolicyEgressRuleBuilder()
                .addNewTo()
                .withNewIpBlock()
                .withCidr(
                        (bits.equals("/16") ? host.replaceFirst("\\.\\d+\\.\\d+$", ".0.0") : host)
                                + bits)
                .endIpBlock()
                .endTo()
                .withPorts(
                        Arrays.stream(ports)
                                .mapToObj(
                                        port ->
                                                new NetworkPolicyPortBuilder()
                                                        .withProtocol("TCP")
                                                        .withPort(new IntOrString(port))
                                                        .build())
                                .toList())
                .build();
    }

    private void make(String name, List<String> types, NetworkPolicyEgressRule out) {
        make(policy(name, types, out));
    }

    private void make(NetworkPolicy policy) {
        var _ =
                admin.network()
                        .v1()
                        .networkPolicies()
                        .inNamespace(namespace)
                        .resource(policy)
                        .create();
    }

    private static NetworkPolicy policy(
            String name, List<String> types, NetworkPolicyEgressRule out) {
        return new NetworkPolicyBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withNewPodSelector()
                .endPodSelector()
                .withPolicyTypes(types)
                .withEgress(out)
                .endSpec()
                .build();
    }

    @Override
    public void close() {
        control.close();
        git.close();
        database.close();
    }
}
