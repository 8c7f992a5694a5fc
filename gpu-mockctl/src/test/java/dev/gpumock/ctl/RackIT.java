package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes in racks, as nvidia-smi of each node's driver root tells of them. */
class RackIT {
  @TempDir private Path temporary;

  @BeforeEach
  void onlyOnLinux() {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "the driver is for Linux");
  }

  /** The settings come by the file that the agent gets. */
  private String node(String name, String settings) throws Exception {
    Path folder = Files.createDirectories(temporary.resolve(name));
    Path file = Files.writeString(folder.resolve("settings"), settings);
    Scratch scratch = Scratch.in(folder);
    scratch.run(Map.of("NODE_NAME", name), "cdi", "--node-settings", file.toString()).done();
    Process process =
        new ProcessBuilder(scratch.driver() + "/bin/nvidia-smi", "-q")
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), text);
    return text;
  }

  private static List<String> all(String line, String text) {
    return Pattern.compile("(?m)^ *" + line + " +: (\\S+)$")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(found -> found.replaceFirst(".*: ", ""))
        .toList();
  }

  @Test
  void aRackIsOneDomainAndNoTwoGpusAreTheSame() throws Exception {
    String left = "machine=gb200\nrack=left\n";
    String first = node("a", left);
    String second = node("b", left);
    String other = node("c", "machine=gb200\nrack=right\n");
    Set<String> domain = new TreeSet<>(all("ClusterUUID", first));
    assertEquals(1, domain.size(), "one for all GPUs of a node: " + domain);
    assertEquals(domain, new TreeSet<>(all("ClusterUUID", second)));
    assertNotEquals(domain, new TreeSet<>(all("ClusterUUID", other)));
    assertEquals(all("CliqueId", first), all("CliqueId", other));
    Set<String> uuids = new HashSet<>();
    for (String node : List.of(first, second, other)) {
      uuids.addAll(all("GPU UUID", node));
    }
    assertEquals(12, uuids.size());
  }
}
