package dev.ratoon.controlplane.meters;

import dev.ratoon.controlplane.home.StartFailure;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The prices that hold here. Made at the start, so that a wrong file stops it. */
@Singleton
@Startup
class Prices {
    private static final long LARGEST = 4 << 20;

    private final PriceTable table;

    Prices(MetersConfig config) {
        this.table = config.prices().map(Prices::own).orElseGet(Prices::builtIn);
    }

    Optional<Price> find(String provider, String model) {
        return table.find(provider, model);
    }

    List<PriceTable.Named> named() {
        return table.named();
    }

    static PriceTable builtIn() {
        try (InputStream json =
                Objects.requireNonNull(Prices.class.getResourceAsStream("prices.json"))) {
            return PriceTable.read(json.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (PriceTable.Unreadable e) {
            throw new IllegalStateException("the built-in prices are wrong", e);
        }
    }

    private static PriceTable own(Path file) {
        String next = "Correct the file, or take out ratoon.meters.prices for list prices";
        try {
            if (Files.size(file) > LARGEST) {
                throw new StartFailure("The prices in " + file + " are no list: too large.", next);
            }
            return PriceTable.read(Files.readAllBytes(file)).over(builtIn());
        } catch (IOException e) {
            throw new StartFailure(
                    "The prices in " + file + " cannot be read: " + e + ".", next, e);
        } catch (PriceTable.Unreadable e) {
            throw new StartFailure(
                    "The prices in " + file + " cannot be used: " + e.getMessage() + ".", next, e);
        }
    }
}
