package dev.ratoon.controlplane.openid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A provider, or somebody between it and us, that answers as nobody should. What it does is in the
 * code that it is asked to redeem: the name of the lie and the nonce, with a dot between.
 */
public final class HostileProvider implements QuarkusTestResourceLifecycleManager {
    static final String CLIENT = "ratoon";
    private static final String DISCOVERY = "discovery";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyPair key = rsa();
    private final PrivateKey anotherKey = rsa().getPrivate();
    private final CountDownLatch over = new CountDownLatch(1);
    private final HttpServer server;
    private boolean away;

    public HostileProvider() {
        this(0);
    }

    HostileProvider(int port) {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/.well-known/openid-configuration", this::discovery);
        server.createContext("/jwks", exchange -> answer(exchange, 200, jwks()));
        server.createContext("/token", this::token);
        server.createContext("/elsewhere", this::elsewhere);
    }

    /** With {@code away} even what it is known by stands elsewhere. */
    @Override
    public void init(Map<String, String> args) {
        away = args.containsKey("away");
    }

    @Override
    public Map<String, String> start() {
        server.start();
        return Map.of("ratoon.openid.issuer", issuer());
    }

    @Override
    public void stop() {
        over.countDown();
        server.stop(0);
    }

    private String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void discovery(HttpExchange exchange) throws IOException {
        if (away) {
            redirect(exchange, 302, DISCOVERY);
        } else {
            answer(exchange, 200, described());
        }
    }

    private String described() {
        return json(
                Map.of(
                        "issuer",
                        issuer(),
                        "authorization_endpoint",
                        issuer() + "/authorize",
                        "token_endpoint",
                        issuer() + "/token",
                        "jwks_uri",
                        issuer() + "/jwks"));
    }

    private void token(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String code =
                Arrays.stream(body.split("&", -1))
                        .filter(field -> field.startsWith("code="))
                        .map(field -> URLDecoder.decode(field.substring(5), StandardCharsets.UTF_8))
                        .findFirst()
                        .orElseThrow();
        String lie = code.substring(0, code.indexOf('.'));
        String nonce = code.substring(code.indexOf('.') + 1);
        switch (lie) {
            case "never" -> await();
            case "fault" -> answer(exchange, 500, "<html>");
            case "no-json" -> answer(exchange, 200, "<html>");
            case "elsewhere" -> redirect(exchange, 302, nonce);
            case "elsewhere-to-read" -> redirect(exchange, 303, nonce);
            case "elsewhere-again" -> redirect(exchange, 307, nonce);
            default -> answer(exchange, 200, tokens(idToken(lie, nonce)));
        }
    }

    private void redirect(HttpExchange exchange, int status, String nonce) throws IOException {
        exchange.getResponseHeaders().add("Location", issuer() + "/elsewhere?" + nonce);
        answer(exchange, status, "");
    }

    /** Stands for what only we can reach: whoever asks here is told the truth. */
    private void elsewhere(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        answer(
                exchange,
                200,
                query.equals(DISCOVERY) ? described() : tokens(idToken("nothing", query)));
    }

    private String tokens(String idToken) {
        return json(
                Map.of(
                        "access_token",
                        "none",
                        "token_type",
                        "Bearer",
                        "id_token",
                        idToken,
                        "expires_in",
                        300));
    }

    private String idToken(String lie, String nonce) {
        long now = Clock.systemUTC().instant().getEpochSecond();
        var claims = new HashMap<String, Object>();
        claims.put("iss", issuer());
        claims.put("sub", "s-" + lie);
        claims.put("aud", CLIENT);
        claims.put("iat", now);
        claims.put("exp", now + 300);
        claims.put("nonce", nonce);
        claims.put("email", lie + "@welcome.example");
        claims.put("email_verified", true);
        var header = new HashMap<String, Object>(Map.of("typ", "JWT", "alg", "RS256", "kid", "k"));
        switch (lie) {
            case "another-audience" -> claims.put("aud", "another-client");
            case "another-issuer" -> claims.put("iss", "https://another.example");
            case "another-nonce" -> claims.put("nonce", "of-another-login");
            case "no-nonce" -> claims.remove("nonce");
            case "no-expiry" -> claims.remove("exp");
            case "no-subject" -> claims.remove("sub");
            case "empty-subject" -> claims.put("sub", "");
            case "expired" -> claims.put("exp", now - 300);
            case "not-yet" -> claims.put("nbf", now + 3600);
            case "email-no" -> claims.put("email_verified", false);
            case "email-silent" -> claims.remove("email_verified");
            case "email-yes" -> claims.put("email_verified", "yes");
            case "large" -> claims.put("padding", "x".repeat(20 << 20));
            case "another-key" -> header.put("jku", issuer() + "/jwks");
            case "own-key" -> header.put("jwk", Map.of("kty", "oct", "k", "AAAA"));
            case "unsigned" -> header.put("alg", "none");
            case "public-key-as-secret", "public-pem-as-secret", "client-secret-as-key" ->
                    header.put("alg", "HS256");
            default -> {}
        }
        String signed = part(header) + "." + part(claims);
        return signed + "." + encoded(signature(lie, signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private byte[] signature(String lie, byte[] signed) {
        byte[] published = key.getPublic().getEncoded();
        try {
            return switch (lie) {
                case "unsigned", "signature-missing" -> new byte[0];
                case "public-key-as-secret" -> hmac(published, signed);
                case "public-pem-as-secret" -> hmac(pem(published), signed);
                case "client-secret-as-key" ->
                        hmac("wrong".getBytes(StandardCharsets.US_ASCII), signed);
                case "another-key", "own-key" -> rsa(anotherKey, signed);
                default -> rsa(key.getPrivate(), signed);
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pem(byte[] published) {
        String lines =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(published);
        return ("-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hmac(byte[] secret, byte[] signed) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal(signed);
    }

    private static byte[] rsa(PrivateKey by, byte[] signed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(by);
        signature.update(signed);
        return signature.sign();
    }

    private String jwks() {
        var published = (RSAPublicKey) key.getPublic();
        var described =
                Map.of(
                        "kty",
                        "RSA",
                        "use",
                        "sig",
                        "alg",
                        "RS256",
                        "kid",
                        "k",
                        "n",
                        number(published.getModulus()),
                        "e",
                        number(published.getPublicExponent()));
        return json(Map.of("keys", new Object[] {described}));
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return encoded(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static KeyPair rsa() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void await() {
        try {
            boolean _ = over.await(10, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String part(Map<String, Object> claims) {
        return encoded(json(claims).getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String json(Map<String, Object> content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
