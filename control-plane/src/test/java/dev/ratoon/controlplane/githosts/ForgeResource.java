package dev.ratoon.controlplane.githosts;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Forge} for the control plane under test. It lives in another class loader than the test:
 * the test has it as fields of the JDK's types, {@code repositories}, {@code host}, {@code seen},
 * {@code seenElsewhere} and {@code becomes}.
 */
public final class ForgeResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable Forge forge;
    private @Nullable Path folder;
    private @Nullable SSLContext before;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("forge");
            forge = new Forge(folder);
            before = SSLContext.getDefault();
            SSLContext.setDefault(forge.tls.both());
            return Map.of("ratoon.repositories.private-hosts", "localhost");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void inject(TestInjector tests) {
        Forge running = forge;
        if (running != null) {
            tests.injectIntoFields(running.repositories, field -> isOurs(field, "repositories"));
            tests.injectIntoFields(running.host(), field -> isOurs(field, "host"));
            tests.injectIntoFields(running.seen, field -> isOurs(field, "seen"));
            tests.injectIntoFields(running.seenElsewhere, field -> isOurs(field, "seenElsewhere"));
            Consumer<String> becomes = running::becomes;
            tests.injectIntoFields(becomes, field -> isOurs(field, "becomes"));
        }
    }

    /** Every test's fields are asked about while this one is up. */
    private static boolean isOurs(Field field, String name) {
        return field.getDeclaringClass()
                        .getPackageName()
                        .equals(ForgeResource.class.getPackageName())
                && field.getName().equals(name);
    }

    @Override
    public void stop() {
        if (forge == null || folder == null || before == null) {
            return;
        }
        forge.close();
        SSLContext.setDefault(before);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
