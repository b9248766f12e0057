package dev.ratoon.environments.local;

import dev.ratoon.environments.ErrandsContract;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder.Address;
import java.nio.file.Path;

/** A control plane of nothing but the provider, to be killed. */
final class StartsAndWaits {
    private StartsAndWaits() {}

    public static void main(String... arguments) throws Exception {
        var bench = new Bench(Path.of(arguments[0])).withControl(Integer.parseInt(arguments[1]));
        if (arguments.length > 3) {
            bench.sandboxes()
                    .run(
                            ErrandsContract.shell(
                                    "echo runs; " + arguments[3],
                                    arguments[2],
                                    ErrandsContract.USUAL),
                            System.out::println);
            return;
        }
        SandboxName name = bench.running(arguments[2], 1);
        System.out.println(name + " runs");
        Thread.currentThread().join();
    }

    static String[] arguments(Path root, Address control, String workspace) {
        return new String[] {root.toString(), Integer.toString(control.port()), workspace};
    }

    static String[] errand(Path root, Address control, String folder, String script) {
        return new String[] {root.toString(), Integer.toString(control.port()), folder, script};
    }
}
