package dev.ratoon.controlplane.config;

import dev.ratoon.controlplane.egress.EgressConfig;
import dev.ratoon.controlplane.feeds.FeedsConfig;
import dev.ratoon.controlplane.gate.HttpConfig;
import dev.ratoon.controlplane.github.GitHubConfig;
import dev.ratoon.controlplane.harnesses.HarnessesConfig;
import dev.ratoon.controlplane.hosting.HostingConfig;
import dev.ratoon.controlplane.hosting.PodsConfig;
import dev.ratoon.controlplane.hosting.SandboxesConfig;
import dev.ratoon.controlplane.installs.InstallsConfig;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.log.BlobsConfig;
import dev.ratoon.controlplane.login.LoginConfig;
import dev.ratoon.controlplane.meters.MetersConfig;
import dev.ratoon.controlplane.models.ModelsConfig;
import dev.ratoon.controlplane.openid.OpenIdConfig;
import dev.ratoon.controlplane.operations.LogConfig;
import dev.ratoon.controlplane.operations.ShutdownConfig;
import dev.ratoon.controlplane.operations.TelemetryConfig;
import dev.ratoon.controlplane.peers.PeersConfig;
import dev.ratoon.controlplane.providers.ProvidersConfig;
import dev.ratoon.controlplane.repositories.RepositoriesConfig;
import dev.ratoon.controlplane.roles.RolesConfig;
import dev.ratoon.controlplane.runners.RunnersConfig;
import dev.ratoon.controlplane.secrets.SecretsConfig;
import dev.ratoon.controlplane.states.StatesConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Every key that Ratoon knows. */
public final class ConfigKeys {
    /** One line for each feature that can be configured. */
    public static final List<Class<?>> MAPPINGS =
            List.of(
                    AgentsConfig.class,
                    BlobsConfig.class,
                    EgressConfig.class,
                    FeedsConfig.class,
                    GitHubConfig.class,
                    HarnessesConfig.class,
                    HostingConfig.class,
                    HttpConfig.class,
                    InstallsConfig.class,
                    LogConfig.class,
                    LoginConfig.class,
                    MetersConfig.class,
                    ModelsConfig.class,
                    OpenIdConfig.class,
                    PeersConfig.class,
                    PodsConfig.class,
                    ProcessConfig.class,
                    ProvidersConfig.class,
                    RepositoriesConfig.class,
                    RolesConfig.class,
                    RunnersConfig.class,
                    SandboxesConfig.class,
                    SecretsConfig.class,
                    ShutdownConfig.class,
                    StatesConfig.class,
                    TelemetryConfig.class);

    /** What the start, the launcher and the client read from the environment only. */
    static final Set<String> VARIABLES_THAT_ARE_NO_KEYS =
            Set.of(
                    "RATOON_HOME",
                    "RATOON_BUILD",
                    "RATOON_DATABASE_PASSWORD",
                    "RATOON_JAVA_OPTS",
                    "RATOON_JVM_ROOT",
                    "RATOON_TOKEN",
                    "RATOON_URL");

    /** Where the tests find their servers: no business of the control plane that they start. */
    static final String VARIABLES_OF_THE_TESTS = "RATOON_TEST_";

    /** What the build is told with -D, and dev mode passes on. */
    static final Set<String> PROPERTIES_OF_THE_BUILD =
            Set.of("ratoon.quick", "ratoon.root", "ratoon.references");

    private ConfigKeys() {}

    /** In the order of their names. */
    public static List<ConfigKey> all() {
        var all = new ArrayList<ConfigKey>();
        MAPPINGS.forEach(mapping -> all.addAll(MappingReader.read(mapping)));
        all.sort(Comparator.comparing(ConfigKey::name));
        return List.copyOf(all);
    }
}
