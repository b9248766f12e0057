package dev.ratoon.controlplane.installs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Brings what is missing of a plan into the cache, a few at a time; the first failure ends all. */
final class Fetching {
    private static final int AT_ONCE = 6;

    private final List<LockedPackage> plan;
    private final PackageCache cache;
    private final InstallSettings settings;
    private final Progress progress;

    Fetching(
            List<LockedPackage> plan,
            PackageCache cache,
            InstallSettings settings,
            Progress progress) {
        this.plan = plan;
        this.cache = cache;
        this.settings = settings;
        this.progress = progress;
    }

    void run() throws IOException, InstallTrouble, InterruptedException {
        progress.at("looking at what is there");
        var missing = new ArrayList<LockedPackage>();
        for (LockedPackage each : plan) {
            boolean asked =
                    missing.stream().anyMatch(one -> one.integrity().equals(each.integrity()));
            if (!asked && !cache.has(each.integrity())) {
                missing.add(each);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        Registry registry = Registry.of(settings.registry(), settings.npm().get());
        try (var downloads = new Downloads(registry, settings.patience())) {
            progress.at("asking " + registry);
            long weight = weight(missing, downloads);
            Room.require(cache.folder(), weight);
            progress.begin(plan.size() - missing.size(), plan.size(), weight);
            each(
                    missing,
                    one -> {
                        cache.fetch(one, downloads, settings.largest(), progress::came);
                        progress.done();
                        return null;
                    });
        }
    }

    /** 0 when the registry does not say it of all. */
    private static long weight(List<LockedPackage> missing, Downloads downloads)
            throws IOException, InstallTrouble, InterruptedException {
        List<OptionalLong> sizes = each(missing, one -> downloads.size(one.file()));
        return sizes.stream().allMatch(OptionalLong::isPresent)
                ? sizes.stream().mapToLong(OptionalLong::getAsLong).sum()
                : 0;
    }

    private interface Work<T extends @Nullable Object> {
        T on(LockedPackage one) throws Exception;
    }

    private static <T extends @Nullable Object> List<T> each(
            List<LockedPackage> all, Work<T> work)
            throws IOException, InstallTrouble, InterruptedException {
        var places = new Semaphore(AT_ONCE);
        var results = new ArrayList<T>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = new ExecutorCompletionService<T>(threads);
            for (LockedPackage one : all) {
                Callable<T> task =
                        () -> {
                            places.acquire();
                            try {
                                return work.on(one);
                            } finally {
                                places.release();
                            }
                        };
                done.submit(task);
            }
            try {
                for (int i = 0; i < all.size(); i++) {
                    results.add(done.take().get());
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw failure(e.getCause());
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        }
        return results;
    }

    private static InstallTrouble failure(Throwable cause) throws IOException {
        return switch (cause) {
            case InstallTrouble trouble -> trouble;
            case IOException trouble -> throw trouble;
            default -> throw new IllegalStateException(cause);
        };
    }
}
