package dev.ratoon.controlplane.models;

import dev.ratoon.controlplane.life.Facts;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** What becomes of the call of an agent that is known: judged, metered, and passed on. */
@Singleton
class ModelCalls {
    private static final Duration FOR_MEMORY = Duration.ofSeconds(10);

    /** They say what was used without being asked, and take no question that they do not know. */
    private static final Set<String> SAY_USAGE_UNASKED = Set.of("mistral");

    /** They have another name for the most tokens of an answer, of which thoughts are a part. */
    private static final Set<String> COUNT_COMPLETIONS = Set.of("openai");

    /** Names are held while a body is read: not of all calls at once. It only computes. */
    private static final Semaphore CHECKS = new Semaphore(2, true);

    private final Ordering ordering;
    private final Meter meter;
    private final ModelsConfig config;
    private final BodyMemory memory;
    private final Lifted lifted;
    private final Upstream upstream = new Upstream();

    ModelCalls(Ordering ordering, Meter meter, ModelsConfig config, Lifted lifted) {
        this.ordering = ordering;
        this.meter = meter;
        this.config = config;
        this.memory =
                new BodyMemory(
                        config.largestRequest().asLongValue(),
                        config.memory().asLongValue(),
                        FOR_MEMORY);
        this.lifted = lifted;
    }

    void serve(ModelTalk talk, Facts agent, Deadline deadline) throws IOException, Refused {
        Asked asked = Asked.of(talk.method(), talk.path(), talk.query());
        Order order = ordering.order(asked, agent);
        if (asked.kind() == Asked.Kind.LIST) {
            var forwarding = new Forwarding(talk, order, config, deadline);
            forwarding.pass(() -> upstream.get(talk, order, config.callTimeout()), () -> {});
            return;
        }
        try (Body body = body(talk, agent, deadline)) {
            Checked checked = checked(body, asked, order, agent);
            var forwarding = new Forwarding(talk, order, config, deadline);
            if (asked.kind() == Asked.Kind.COUNT) {
                pass(forwarding, talk, order, new Sending(body, body.with(checked.edits())));
                return;
            }
            Meter.Admission.Admitted admitted = admitted(call(agent, order, body, checked));
            try {
                List<Edit> edits = checked.edits(admitted.mostOutput());
                pass(forwarding, talk, order, new Sending(body, body.with(edits)));
            } finally {
                deadline.end();
                admitted.tab().settle(forwarding.outcome());
            }
        }
    }

    private Checked checked(Body body, Asked asked, Order order, Facts agent) throws Refused {
        Set<ModelRule> allowed = lifted.of(agent);
        CHECKS.acquireUninterruptibly();
        try {
            return BodyCheck.check(
                    body,
                    order.api(),
                    asked.model(),
                    allowed,
                    !SAY_USAGE_UNASKED.contains(order.provider().name()),
                    limit(order));
        } catch (Refused refused) {
            throw lifted.withTheWay(refused, agent);
        } finally {
            CHECKS.release();
        }
    }

    private static String limit(Order order) {
        return switch (order.api()) {
            case CHAT_COMPLETIONS ->
                    COUNT_COMPLETIONS.contains(order.provider().name())
                            ? "max_completion_tokens"
                            : "max_tokens";
            case RESPONSES -> "max_output_tokens";
            case MESSAGES -> "max_tokens";
            case GENERATE_CONTENT -> "maxOutputTokens";
        };
    }

    private void pass(Forwarding forwarding, ModelTalk talk, Order order, Sending sending)
            throws IOException, Refused {
        forwarding.pass(
                () -> upstream.post(talk, order, sending, config.callTimeout()), sending::letGo);
    }

    private Body body(ModelTalk talk, Facts agent, Deadline deadline) throws IOException, Refused {
        if (talk.has("Content-Encoding")) {
            throw Refused.malformed("The body of this call is packed: send it as it is.");
        }
        String claimed = talk.header("Content-Length").orElse("0");
        memory.mayBe(claimed.matches("\\d{1,18}") ? Long.parseLong(claimed) : Long.MAX_VALUE);
        deadline.begin(config.requestTimeout(), config.requestTimeout());
        try {
            return memory.read(agent.id(), talk.body());
        } catch (InterruptedException e) {
            throw Refused.busy(503, "The body of this call did not come in time: send it again.");
        } finally {
            deadline.end();
        }
    }

    private static ModelCall call(Facts agent, Order order, Body body, Checked checked) {
        Facts.Sandbox sandbox = agent.sandbox();
        return new ModelCall(
                agent.id(),
                sandbox == null ? 0 : sandbox.incarnation(),
                order.provider().name(),
                checked.model(),
                order.api(),
                body.length(),
                checked.media(),
                checked.mostOutput());
    }

    private Meter.Admission.Admitted admitted(ModelCall call) throws Refused {
        return switch (meter.admit(call)) {
            case Meter.Admission.Admitted admitted -> admitted;
            case Meter.Admission.Refused(String rule, String words) ->
                    throw new Refused(rule.equals(Meter.UNDER_WAY) ? 429 : 403, rule, words);
        };
    }

    void close() {
        upstream.close();
    }
}
