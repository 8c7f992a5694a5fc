package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node's machine by its labels: asked of a server with a certificate, as a pod asks. */
class NodeSettingsTest {
  private static final String PASSWORD = "not-secret";
  private static final String KEYS = "keys";
  private static final String CERTIFICATE = "ca.crt";
  private static final String LABELS =
      """
      {"metadata": {"labels": {"gpu-mock.dev/machine": "gb200", "gpu-mock.dev/rack": "left",
        "kubernetes.io/arch": "amd64"}}}\
      """;

  /** The server's keys and certificate, for all tests: each call of keytool starts a JVM. */
  @TempDir private static Path common;

  @TempDir private Path temporary;
  private final Map<String, String> nodes = Map.of("a", LABELS, "b", "{\"metadata\": {}}");
  private HttpsServer server;

  @BeforeAll
  static void vouch() throws Exception {
    authority(common, "CN=test");
  }

  @BeforeEach
  void serve() throws Exception {
    Files.copy(common.resolve(CERTIFICATE), temporary.resolve(CERTIFICATE));
    Files.writeString(temporary.resolve("token"), "secret\n");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(identity()));
    server.createContext("/api/v1/nodes/", this::answer);
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  /** A key pair in the folder, and its certificate. */
  private static void authority(Path folder, String name) throws Exception {
    keytool(folder, "-genkeypair", "-keyalg", "EC", "-dname", name, "-ext", "san=ip:127.0.0.1");
    keytool(folder, "-exportcert", "-rfc", "-file", folder.resolve(CERTIFICATE).toString());
  }

  private static void keytool(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "server", "-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", folder.resolve(KEYS).toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  private SSLContext identity() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(common.resolve(KEYS))) {
      keys.load(stream, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
    boolean allowed =
        "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] body = nodes.getOrDefault(name, "{}").getBytes(StandardCharsets.UTF_8);
    int code = !allowed ? 403 : nodes.containsKey(name) ? 200 : 404;
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private CliRun ask(String node) {
    return CliRun.of(
        "node-settings",
        "--node-name",
        node,
        "--api-server",
        "https://127.0.0.1:" + server.getAddress().getPort(),
        "--credentials",
        temporary.toString(),
        "--output-file",
        file().toString());
  }

  private Path file() {
    return temporary.resolve("settings");
  }

  @Test
  void labelsAreWrittenAsSettings() throws IOException {
    assertEquals("node a: machine=gb200, rack=left\n", ask("a").done().out());
    assertEquals("machine=gb200\nrack=left\n", Files.readString(file()));
  }

  @Test
  void aNodeWithoutOurLabelsKeepsWhatTheEnvironmentSays() throws IOException {
    assertEquals("node b: no label of ours\n", ask("b").done().out());
    Scratch scratch = Scratch.in(temporary);
    Map<String, String> environment = Map.of("MACHINE_TYPE", "t4");
    scratch.run(environment, "cdi", "--node-settings", file().toString()).done();
    assertTrue(
        Files.readString(scratch.driver().resolve("etc/gpu-mock/made-with")).contains("=t4"));
  }

  @Test
  void theMachineOfALabelIsMadeAndIsTheSameAfterTheNodeIsMadeAgain() throws IOException {
    ask("a").done();
    Scratch scratch = Scratch.in(temporary);
    String settings = file().toString();
    Map<String, String> environment = Map.of("MACHINE_TYPE", "t4", "NODE_NAME", "a");
    String made = scratch.run(environment, "cdi", "--node-settings", settings).done().out();
    assertTrue(made.contains("(gb200, 4 GPUs)"), made);
    String before = Files.readString(scratch.spec());
    scratch.run("verify").done();
    scratch.run("clean").done();
    scratch.run(environment, "cdi", "--node-settings", settings).done();
    assertEquals(before, Files.readString(scratch.spec()));
  }

  @Test
  void whatIsWrongIsToldInALine() throws IOException {
    ask("c").refused(1, "/api/v1/nodes/c: the API server answers 404: there is no such node");
    Files.writeString(temporary.resolve("token"), "other");
    ask("a").refused(1, "answers 403: the service account must be allowed to get nodes");
    Files.delete(temporary.resolve("token"));
    ask("a").refused(1, "token: cannot be read; mount a service account's token there");
    Files.writeString(temporary.resolve(CERTIFICATE), "no certificate");
    Files.writeString(temporary.resolve("token"), "secret");
    ask("a").refused(1);
    CliRun.of("node-settings", "--output-file", file() + "").refused(2, "NODE_NAME");
    CliRun.of("node-settings", "--node-name", "a", "--output-file", file() + "")
        .refused(2, "this is no pod");
    Scratch.in(temporary).run("cdi", "--node-settings", temporary + "/none").refused(1, "none");
  }

  /** A server that another authority vouches for is not believed. */
  @Test
  void aServerOfAnotherAuthorityIsRefused() throws Exception {
    Files.delete(temporary.resolve(CERTIFICATE));
    authority(temporary, "CN=other");
    ask("a").refused(1, "cannot be read");
  }
}
