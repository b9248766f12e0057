package dev.ratoon.docs;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may know whom: of each name on the left, the names on the right. To grant an edge, add it
 * here and say in the change why the other way round will not do.
 */
final class Edges {
    /** Modules. Maven refuses the same edges: {@code may.depend.on} in each pom. */
    static final Map<String, Set<String>> MODULES =
            read(
                    """
                    runner-protocol ->
                    scripted-model  ->
                    agent-runner    -> runner-protocol scripted-model
                    environments    ->
                    git-integration ->
                    k8s             -> environments
                    cli             ->
                    control-plane   -> environments git-integration k8s runner-protocol scripted-model
                    docs            -> *
                    """);

    /** Packages of the control plane, below {@code dev.ratoon.controlplane}. */
    static final Map<String, Set<String>> PACKAGES =
            read(
                    """
                    basis      ->
                    problem    ->
                    home       ->
                    operations ->
                    access     -> basis problem
                    login      -> access basis problem roles
                    gate       -> access login problem
                    openid     -> access login problem
                    database   -> basis home
                    backup     -> access database log problem secrets
                    secrets    -> home problem
                    bonds      -> home
                    providers  -> access basis home problem secrets
                    models     -> life log problem providers runners secrets
                    meters     -> access basis home life log models problem providers
                    github     -> access basis home problem secrets
                    looks      -> problem
                    sshhosts   -> access basis github looks problem secrets
                    githosts   -> access basis github looks problem secrets sshhosts
                    tls        -> basis home
                    roles      -> basis home problem
                    status     -> access home problem roles
                    life       ->
                    sockets    ->
                    log        -> basis bonds home life problem roles
                    runners    -> basis life log problem secrets sockets
                    repositories -> access agents basis bonds githosts github life log looks personas problem roles
                    reconcile  -> access installs life log peers problem repositories roles runners secrets
                    hosting    -> basis bonds egress home installs life models proxy reconcile repositories roles runners status
                    installs   ->
                    peers      -> basis bonds home life log problem secrets sockets
                    agents     -> access basis environments github harnesses life log peers personas problem prompts
                    feeds      -> access agents basis life log login operations problem
                    pulls      -> access agents gate githosts github life log problem repositories roles streams
                    streams    -> access agents basis environments life log operations peers problem runners sockets
                    proxy      ->
                    egress     -> access agents basis environments home life log problem proxy roles runners
                    harnesses  -> access basis home installs life problem providers
                    states     -> access basis environments life log roles runners sockets streams
                    page       ->
                    declarations -> basis environments life log problem reconcile repositories
                    environments -> access basis life problem runners secrets
                    personas   -> access basis life problem
                    prompts    -> access life log problem roles
                    demo       -> access basis environments harnesses home life log problem providers reconcile
                    config     -> *
                    start      -> *
                    """);

    /** Libraries of which one module alone is the owner: their packages, and its package. */
    static final Map<String, Set<String>> OWNERS =
            read(
                    """
                    org.eclipse.jgit..      -> dev.ratoon.git..
                    org.kohsuke.github..    -> dev.ratoon.git..
                    io.fabric8..            -> dev.ratoon.k8s..
                    org.yaml..              -> dev.ratoon.controlplane.declarations.. dev.ratoon.docs..
                    org.apache.sshd..       -> dev.ratoon.git.ssh.. dev.ratoon.sshgateway..
                    io.quarkus..            -> dev.ratoon.controlplane..
                    """);

    private Edges() {}

    private static Map<String, Set<String>> read(String table) {
        return table.lines()
                .map(line -> line.split("->", -1))
                .collect(
                        Collectors.toUnmodifiableMap(
                                columns -> columns[0].strip(), columns -> words(columns[1])));
    }

    private static Set<String> words(String column) {
        return Arrays.stream(column.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
