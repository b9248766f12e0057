package dev.ratoon.controlplane.meters;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.Usd;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Models whose price is known by their name, to choose from. Nobody is asked for them: a provider
 * may have others, and may have given up some of these.
 */
@Path("/api/models")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ModelResource {
    private final Prices prices;
    private final Optional<String> usual;

    ModelResource(Prices prices, AgentsConfig usual) {
        this.prices = prices;
        this.usual = usual.model();
    }

    /**
     * A model.
     *
     * @param name as an agent is started with it: {@code PROVIDER/MODEL}
     * @param input US dollars for a million tokens
     */
    record ModelView(String name, String provider, Usd input, Usd cached, Usd output) {
        static ModelView of(PriceTable.Named one) {
            return new ModelView(
                    one.provider() + "/" + one.model(),
                    one.provider(),
                    one.price().input(),
                    one.price().cached(),
                    one.price().output());
        }
    }

    /**
     * All of them.
     *
     * @param usual what an agent thinks with that is started without naming one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ModelList(@Nullable String usual, List<ModelView> models) {}

    @GET
    public ModelList all() {
        return new ModelList(
                usual.orElse(null), prices.named().stream().map(ModelView::of).toList());
    }
}
