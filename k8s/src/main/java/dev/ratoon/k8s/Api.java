package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxTrouble;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The few requests that change anything: each call is one, and never a second one to look first.
 * Blocks its caller for half a minute at most.
 */
final class Api implements Mending.Asked {
    private static final int SECONDS = 30;
    private static final String OWNER = "ratoon";

    private final KubernetesClient client;
    private final KubernetesSerialization json;
    private final String namespace;

    Api(KubernetesClient client, String namespace) {
        this.client = client;
        this.json = client.getKubernetesSerialization();
        this.namespace = namespace;
    }

    /** Server-side apply: the same twice is the same once. */
    <T extends HasMetadata> T apply(T wanted, Class<T> type) throws SandboxTrouble {
        String doing = "Making " + described(wanted);
        return json.unmarshal(
                ask(
                        doing,
                        "PATCH",
                        path(wanted)
                                + "?force=true&fieldManager="
                                + OWNER
                                + "&fieldValidation=Strict",
                        "application/apply-patch+yaml",
                        json.asJson(wanted)),
                type);
    }

    @Override
    public void change(HasMetadata there, Map<String, Object> fields) throws SandboxTrouble {
        ask(
                "Changing " + described(there),
                "PATCH",
                path(there) + "?fieldManager=" + OWNER,
                "application/merge-patch+json",
                json.asJson(fields));
    }

    /** Deletes it in its own time; one that is gone already is no trouble. */
    @Override
    public boolean delete(HasMetadata there) throws SandboxTrouble {
        Map<String, Object> options =
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "DeleteOptions",
                        "propagationPolicy",
                        "Background",
                        "preconditions",
                        Map.of("uid", there.getMetadata().getUid()));
        Answer answer =
                answer(
                        "Deleting " + described(there),
                        "DELETE",
                        path(there),
                        "application/json",
                        json.asJson(options));
        // 409: another one has its name by now, so this one is gone.
        boolean gone = answer.code() == 404 || answer.code() == 409;
        if (answer.code() >= 300 && !gone) {
            throw refused("Deleting " + described(there), answer);
        }
        return !gone;
    }

    private String path(HasMetadata object) {
        return "api/v1/namespaces/"
                + encoded(namespace)
                + "/"
                + object.getPlural()
                + "/"
                + encoded(object.getMetadata().getName());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String described(HasMetadata object) {
        return "the " + object.getSingular() + " " + object.getMetadata().getName();
    }

    private String ask(String doing, String method, String path, String type, String body)
            throws SandboxTrouble {
        Answer answer = answer(doing, method, path, type, body);
        if (answer.code() >= 300) {
            throw refused(doing, answer);
        }
        return answer.body();
    }

    private SandboxTrouble refused(String doing, Answer answer) {
        return new Refusal(answer.code(), words(answer)).trouble(doing, null);
    }

    private String words(Answer answer) {
        try {
            Status status = json.unmarshal(answer.body(), Status.class);
            if (status != null && status.getMessage() != null) {
                return status.getMessage();
            }
        } catch (RuntimeException _) {
            // Whatever stands between here and the API server answered in its own words.
        }
        return answer.code() + " " + answer.body();
    }

    private record Answer(int code, String body) {}

    private Answer answer(String doing, String method, String path, String type, String body)
            throws SandboxTrouble {
        HttpRequest request =
                client.getHttpClient()
                        .newHttpRequestBuilder()
                        .uri(URI.create(client.getMasterUrl() + path))
                        .header("Accept", "application/json")
                        .method(method, type, body)
                        .build();
        try {
            HttpResponse<String> response =
                    client.getHttpClient()
                            .sendAsync(request, String.class)
                            .get(SECONDS, TimeUnit.SECONDS);
            return new Answer(response.code(), String.valueOf(response.bodyString()));
        } catch (IOException | ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Refusal(0, String.valueOf(cause.getMessage())).trouble(doing, cause);
        } catch (TimeoutException e) {
            throw new Refusal(0, "for " + SECONDS + " seconds").trouble(doing, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(0, "this process is being stopped").trouble(doing, e);
        }
    }
}
