package dev.ratoon.k8s;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;

/** Writes down each request, those of watches too. */
record Counting(List<String> asked) implements Interceptor {
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        asked.add(request.method() + " " + request.uri().getPath());
    }
}
