package dev.gpumock.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The labels of a node, read from the API server as a pod's service account: the downward API,
 * which needs no access, does not have them.
 *
 * @param server the API server's address
 * @param credentials the folder with the account's {@code token} and the server's {@code ca.crt}
 */
record NodeLabels(URI server, Path credentials) {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final String MACHINE = "gpu-mock.dev/machine";
  private static final String RACK = "gpu-mock.dev/rack";

  /** What the labels say of the machine; nothing if the node has none of ours. */
  MadeWith settings(String node) {
    JsonNode labels = read(node).path("metadata").path("labels");
    return MadeWith.NOTHING
        .and(MachineChoice.MACHINE, text(labels, MACHINE))
        .and(MachineChoice.RACK, text(labels, RACK));
  }

  private static Optional<String> text(JsonNode labels, String name) {
    return Optional.of(labels.path(name).asText()).filter(value -> !value.isBlank());
  }

  private JsonNode read(String node) {
    URI address = server.resolve("/api/v1/nodes/" + node);
    try {
      HttpRequest request =
          HttpRequest.newBuilder(address)
              .timeout(LONGEST)
              .header("Authorization", "Bearer " + file("token"))
              .build();
      HttpClient client =
          HttpClient.newBuilder().connectTimeout(LONGEST).sslContext(trust()).build();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new NodeException(refusal(address, answer.statusCode()));
      }
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new NodeException(address + ": cannot be read: " + ErrorLine.line(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException(address + ": interrupted", e);
    }
  }

  private static String refusal(URI address, int code) {
    String what =
        switch (code) {
          case 401, 403 -> "the service account must be allowed to get nodes";
          case 404 -> "there is no such node; --node-name gives its name";
          default -> "look into the API server's log";
        };
    return "%s: the API server answers %d: %s".formatted(address, code, what);
  }

  private String file(String name) {
    Path file = credentials.resolve(name);
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new NodeException(file + ": cannot be read; mount a service account's token there", e);
    }
  }

  private SSLContext trust() throws IOException {
    Path authority = credentials.resolve("ca.crt");
    try (InputStream stream = Files.newInputStream(authority)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate known :
          CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
        store.setCertificateEntry("authority" + store.size(), known);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new NodeException(authority + ": is no list of certificates: " + ErrorLine.line(e), e);
    }
  }
}
