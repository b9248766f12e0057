package dev.ratoon.controlplane.sharing;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTestExtension;
import io.quarkus.test.junit.QuarkusTestExtensionState;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.junit.launcher.CustomLauncherInterceptor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/**
 * Keeps the application of one test class open for the next one. Two processes that run tests at
 * once are handed one class after the other, each in an execution of its own, and Quarkus ends its
 * application with the execution: so each class paid for building and starting one. Here the state
 * of Quarkus moves from the execution to the session that holds all of them, unless the class wants
 * an application of its own: for its profile, a resource of its own, or {@link OwnApplication}.
 *
 * <p>Quarkus would also forget its class loaders after each execution. The build keeps it from that
 * ({@code junit.platform.execution.listeners.deactivate}), and this class makes it forget in time.
 * Where the build does not, each class has an application of its own.
 */
public final class OpenApplication implements AfterAllCallback, LauncherDiscoveryListener {
    /** The names by which Quarkus finds its state. */
    private static final List<String> STATE =
            List.of(
                    QuarkusTestExtensionState.class.getName(),
                    QuarkusTestExtension.IO_QUARKUS_TESTING_TYPE);

    /** What keeps an application open; null when none is. */
    private static Store keeper;

    /** Whether Quarkus has class loaders of applications that a test has used. */
    private static boolean used;

    /**
     * Comes before the class is loaded: Quarkus builds the application while it loads the class.
     */
    @Override
    public void launcherDiscoveryStarted(LauncherDiscoveryRequest request) {
        if (!used || (keeper != null && shares(request))) {
            return;
        }
        close();
        used = false;
        var quarkus = new CustomLauncherInterceptor();
        quarkus.testPlanExecutionFinished(null);
        quarkus.launcherDiscoveryStarted(request);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        used = true;
        Store execution = context.getRoot().getStore(Namespace.GLOBAL);
        if (execution.get(STATE.getFirst()) == null
                || !shares(context.getRequiredTestClass().getName())) {
            return;
        }
        keeper = context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.GLOBAL);
        for (String name : STATE) {
            Object moved = execution.remove(name);
            if (moved != null) {
                keeper.put(name, moved);
            }
        }
    }

    private static void close() {
        if (keeper != null) {
            STATE.forEach(
                    name -> {
                        if (keeper.remove(name) instanceof AutoCloseable application) {
                            close(application);
                        }
                    });
            keeper = null;
        }
    }

    private static void close(AutoCloseable application) {
        try {
            application.close();
        } catch (Exception e) {
            throw new IllegalStateException("The application of earlier tests does not end", e);
        }
    }

    static boolean shares(LauncherDiscoveryRequest request) {
        List<DiscoverySelector> selectors = request.getSelectorsByType(DiscoverySelector.class);
        return selectors.size() == 1
                && selectors.getFirst() instanceof ClassSelector selected
                && shares(selected.getClassName());
    }

    /** By its name: each application loads the class and its annotations anew. */
    private static boolean shares(String testClass) {
        try {
            ClassLoader plain = OpenApplication.class.getClassLoader();
            return shares(Class.forName(testClass, false, plain).getNestHost());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Also of a class that wants no application: it does not mind an open one. */
    private static boolean shares(Class<?> test) {
        return !test.isAnnotationPresent(TestProfile.class)
                && !test.isAnnotationPresent(OwnApplication.class)
                && Arrays.stream(test.getAnnotationsByType(QuarkusTestResource.class))
                        .noneMatch(QuarkusTestResource::restrictToAnnotatedClass);
    }
}
