package dev.gpumock.topo.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of bad file is refused with one line that names file, line and what is wrong. */
class BadMachineFileTest {
  @TempDir Path directory;

  /** Of the third GPU, in the file's fourth line. */
  private static String instances(String list) {
    return "extends: h100\ngpus:\n  - index: 2\n    gpuInstances: [" + list + "]\n";
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("", ":1: the file is empty"),
        Arguments.of("# nothing\n\n", ":1: the file is empty"),
        Arguments.of("extends: t4\ndescription: \"a\u0001b\"\n", ":2: not valid YAML: the char"),
        Arguments.of("extends: t4\nboard: [\n", "not valid YAML"),
        Arguments.of("extends: t4\ndriver: {<<: {cuda: 12.4}}\n", ":2: '<<' merges nothing"),
        Arguments.of("extends: ./mine.yaml\n", ":1: extends goes in a circle: "),
        Arguments.of("extends: ../no.yaml\n", ":1: extends "),
        Arguments.of("extends: \"a\\0.yaml\"\n", ":1: extends a file whose name cannot be"),
        Arguments.of(
            "extends: h100\nhost:\n  numaNodes:\n    - {id: 0, cpus: 0-7}\n"
                + "    - {id: 0, cpus: 8-15}\n",
            ":5: two memory nodes have the id 0"),
        Arguments.of(
            "extends: t4\nnics:\n  - {name: a, bdf: \"0:1:0.0\"}\n  - {name: a, bdf: \"0:2:0.0\"}\n",
            ":4: two devices have the name a"),
        Arguments.of("extends: [", ":1: not valid YAML"),
        Arguments.of(
            "extends: t4\nhost: {virtualization: host-vgpu}\n",
            "virtualization is host-vgpu, but nothing is known of virtual GPUs on board t4"),
        Arguments.of(
            "extends: t4\nhost: {virtualization: vgpu-host}\n",
            ":2: virtualization: 'vgpu-host' is none of none, pass-through, vgpu, host-vgpu"),
        Arguments.of(
            "extends: a10-vgpu-host\nboard: {vgpu: {types: []}}\n",
            ":2: vgpu.types entries is 0, it must be 1 to 64"),
        Arguments.of(
            "extends: t4\nrefuses:\n  - temperature\n  - everything\n",
            ":4: refuses[1]: 'everything' is none of persistence-mode, minor-number, module-id, "),
        Arguments.of(
            "extends: t4\nsettings: {pendingMigMode: true}\n",
            ":2: settings are of MIG, which board t4 has not"),
        Arguments.of(
            "extends: h100\ngpus:\n  - {index: 1, settings: {computeMode: shared}}\n",
            ":3: computeMode: 'shared' is none of default, exclusive-thread, prohibited, exclusive"),
        Arguments.of("a\n: b: c", "not valid YAML"),
        Arguments.of("- 1\n", ":1: a machine file is a map"),
        Arguments.of("extends: t4\n---\nextends: t4\n", "found another document"),
        Arguments.of("extends: t4\nextends: h100\n", ":2: property 'extends' stands twice"),
        Arguments.of("extends: t5\n", ":1: extends the unknown machine 't5', did you mean t4"),
        Arguments.of(
            "extends: t4\nboadr: h100\n", ":2: unknown property 'boadr', did you mean board?"),
        Arguments.of("extends: t4\nboard: h10\n", ":2: unknown board 'h10', did you mean"),
        Arguments.of(
            "extends: t4\nboard: {extends: t4, memroy: {totalMiB: 1}}\n",
            ":2: unknown property 'memroy'"),
        Arguments.of(
            "extends: t4\nboard: {extends: t4, memory: {totalMiB: lots}}\n",
            ":2: totalMiB: 'lots' is not"),
        Arguments.of(
            "extends: t4\nboard: {extends: t4, memory: {totalMiB: 1.5}}\n",
            ":2: totalMiB: '1.5' is not"),
        Arguments.of(
            "extends: t4\nboard: {extends: t4, memory: {totalMiB: .inf}}\n",
            ":2: totalMiB: '.inf' is not"),
        Arguments.of(
            "extends: t4\nboard: {extends: t4, memory: {totalMiB: -5}}\n",
            ":2: totalMiB is -5, it must be"),
        Arguments.of("extends: t4\nboard: {extends: t4, memory: 5}\n", ":2: memory must be a map"),
        Arguments.of("extends: t4\ngpuCount: 65\n", "gpuCount is 65, it must be 1 to 64"),
        Arguments.of("extends: t4\ngpuCount: 0\n", "gpuCount is 0, it must be 1 to 64"),
        Arguments.of("extends: t4\ngpus: 5\n", ":2: gpus must be a list"),
        Arguments.of("extends: t4\ngpus: []\n", "gpus must list at least one slot"),
        Arguments.of(
            "extends: h100\ngpus: [{index: 9, minor: 3}]\n", ":2: index is '9', it must be 0 to 7"),
        Arguments.of(
            "extends: h100\ngpus: [{index: 1, minor: 3}]\n",
            "mine.yaml:2: two devices have the minor 3, the other is at machines/h100.yaml:"),
        Arguments.of(
            "extends: h100\ngpus:\n  - index: 1\n    minor: 255\n",
            "mine.yaml:4: minor is 255, it must be 0 to 253"),
        Arguments.of(
            "extends: h100\n\npcieGeneration: 9\n",
            "mine.yaml:3: pcieGeneration is 9, it must be 1 to 7"),
        Arguments.of(
            "extends: h100\ngpus: [{index: 1, bdf: \"0000:1b:00.0\"}]\n",
            "two devices have the bdf 0000:1b:00.0"),
        Arguments.of(
            "extends: h100\ngpus:\n"
                + "  - {index: 0, uuid: GPU-4404041a-04cf-1ccf-9e70-f139a9b1e23c}\n"
                + "  - {index: 1, uuid: GPU-4404041a-04cf-1ccf-9e70-f139a9b1e23c}\n",
            "two devices have the uuid"),
        Arguments.of(
            "extends: h100\ngpus: [{index: 1, numaNode: 7}]\n",
            "mine.yaml:2: numaNode: the host has no memory node 7, it has [0, 1]"),
        Arguments.of(
            "extends: h100\ndescription: d\nhost: {numaNodes: [{id: 0, cpus: 0-3}]}\n",
            "mine.yaml:3: numaNode: the host has no memory node 1, it has [0]"),
        Arguments.of(
            "extends: l4\ndescription: d\nhost: {virtualization: host-vgpu}\n",
            "mine.yaml:3: virtualization is host-vgpu, but nothing is known"),
        Arguments.of(
            "extends: h100\ndescription: d\nboard: {pcie: {maxWidth: 8}}\n",
            "mine.yaml:3: a link of generation 5 and 16 lanes is more than board"),
        Arguments.of(
            "extends: h100\nnics: [{name: a, bdf: \"0:1:0.0\", numaNode: 5}]\n", "memory node 5"),
        Arguments.of(
            "extends: t4\nboard: a40\nnvLinkPairs: [{a: 0, b: 1, links: 4}]\n",
            "mine.yaml:3: a link ends at GPU 1, which is not there"),
        Arguments.of(
            "extends: t4\nnvSwitches: [{bdf: \"0:1:0.0\", deviceId: 1}]\n",
            "mine.yaml:2: nvSwitches joins GPU 0 by NVLink, its board t4 has none"),
        Arguments.of(
            "extends: gpu_2x_a6000\nnvLinkPairs: [{a: 0, b: 1, links: 6}]\n",
            "has 4 NVLinks, 6 are joined"),
        Arguments.of(
            "extends: t4\nfabric: {cliqueId: 0}\n",
            ":2: fabric joins GPU 0 by NVLink, its board t4"),
        Arguments.of("extends: t4\npcieWidth: 32\n", "is more than board t4 has"),
        Arguments.of("extends: t4\ndriver: {version: \"55\"}\n", "'55' is not a driver version"),
        Arguments.of("extends: t4\ndriver: {cuda: twelve}\n", "'twelve' is not a version"),
        Arguments.of(
            "extends: t4\nhost: {cpu: sparc}\n", ":2: cpu: 'sparc' is none of amd64, arm64"),
        Arguments.of(
            "extends: t4\ngpuInstances: [{profile: 1g.5gb}]\n",
            "mine.yaml:2: gpuInstances: board t4 has no MIG"),
        Arguments.of(
            instances("{profile: 1g.5gb}"),
            "mine.yaml:4: gpuInstances: '1g.5gb' is no profile of this board, it has 1g.10gb, "),
        Arguments.of(
            instances("{profile: 3g.40gb, start: 2}"),
            ":4: gpuInstances: start is 2, a 3g.40gb can start at [0, 4]"),
        Arguments.of(
            instances("{profile: 3g.40gb, id: 5}"),
            ":4: gpuInstances: id is 5, a 3g.40gb has one of [1, 2]"),
        Arguments.of(
            instances("{profile: 3g.40gb, id: 999999999}"),
            ":4: gpuInstances: id is 999999999, a 3g.40gb has one of [1, 2]"),
        Arguments.of(
            instances("{profile: 1g.10gb, id: 7, start: 2}"),
            ":4: gpuInstances: id is 7, a 1g.10gb that starts at 2 has the id 9"),
        Arguments.of(
            instances("{profile: 5}, {profile: 9, id: 1}"),
            ":4: gpuInstances: no place is left for a 4g.40gb"),
        Arguments.of(
            instances("{profile: 19, id: 8}, {profile: 19, start: 1}"),
            ":4: gpuInstances: two GPU instances have the id 8"),
        Arguments.of(
            instances("{profile: 9, id: 1}, {profile: 14, id: 3}"),
            ":4: gpuInstances: the 2g.20gb at start 0 has memory slices of the 3g.40gb at start 0"),
        Arguments.of(
            instances("{profile: 20}, {profile: 20}"),
            ":4: gpuInstances: 2 GPU instances are 1g.10gb+me, a GPU has 1 at most"),
        Arguments.of(
            instances("{profile: 9, computeInstances: [{profile: 1g.10gb}]}"),
            ":4: gpuInstances: '1g.10gb' is no profile of a 3g.40gb, it has 1c.3g.40gb, "),
        Arguments.of(
            instances("{profile: 9, computeInstances: [{profile: 0, id: 8}]}"),
            ":4: gpuInstances: id is 8, it must be 0 to 7"),
        Arguments.of(
            instances("{profile: 9, computeInstances: [{profile: 0, id: 1}, {profile: 0, id: 1}]}"),
            ":4: gpuInstances: two compute instances have the id 1"),
        Arguments.of(
            instances("{profile: 9, computeInstances: [{profile: 2}, {profile: 0, start: 1}]}"),
            ":4: gpuInstances: no place is left in a 3g.40gb for a 3g.40gb"),
        Arguments.of(
            instances("{profile: 9, computeInstances: [{profile: 1, start: 2}]}"),
            ":4: gpuInstances: compute instance 0 ends behind the 3 slices of a 3g.40gb"),
        Arguments.of(
            instances("{profile: 5, computeInstances: [{profile: 1, start: 1}]}"),
            ":4: gpuInstances: start is 1, a 2c.4g.40gb starts at a multiple of 2"),
        Arguments.of(
            instances(
                "{profile: 5, computeInstances: [{profile: 1, start: 2}, {profile: 0, start: 3}]}"),
            ":4: gpuInstances: compute instance 1 has slices of another one"),
        Arguments.of(
            "extends: h100\ngpuCount: 33\ngpuInstances: [{profile: 0}]\n",
            "minor of a GPU with gpuInstances is 32, it must be 0 to 31"),
        Arguments.of("extends: &a [*a]\n", "alias"),
        Arguments.of("extends: t4\ndescription: *nobody\n", ":2: not valid YAML"),
        Arguments.of("x: " + "[".repeat(200) + "]".repeat(200) + "\n", "not valid YAML"),
        Arguments.of(bomb(), "alias"));
  }

  private static String bomb() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      text.append("a%d: &a%d [".formatted(i, i));
      text.append(("*a" + (i - 1) + ", ").repeat(9)).append("*a").append(i - 1).append("]\n");
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void isRefusedInOneLine(String text, String expected) throws IOException {
    refused(text.getBytes(StandardCharsets.UTF_8), expected);
  }

  private void refused(byte[] content, String expected) throws IOException {
    Path file = Files.write(directory.resolve("mine.yaml"), content);
    String message = message(file);
    assertTrue(message.startsWith(file.toString()) || message.startsWith("machines/"), message);
    assertTrue(message.contains(expected), message);
    assertTrue(message.matches("[^:]+:[1-9][0-9]*: .*"), "a line is named: " + message);
    assertEquals(1, message.lines().count(), message);
  }

  private static String message(Path file) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertThrows(CatalogException.class, () -> Catalog.standard().machine(file, "node-a"))
                .getMessage());
  }

  @Test
  void otherThanUtf8() throws IOException {
    refused(new byte[] {'a', ':', ' ', (byte) 0xff, (byte) 0xfe}, ":1: not UTF-8 text");
    refused("a: 1\nb: 2\nc: \u00e4\n".getBytes(StandardCharsets.ISO_8859_1), ":3: not UTF-8 text");
  }

  @Test
  void aHundredMegabytes() throws IOException {
    Path file = directory.resolve("large.yaml");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(100L << 20);
    }
    assertTrue(message(file).contains(":1: larger than 1 MiB"));
  }

  @Test
  void noSuchFile() {
    assertTrue(message(directory.resolve("none.yaml")).contains("there is no such file"));
  }

  @Test
  void aDirectory() {
    assertTrue(message(directory).contains("cannot be read"));
  }
}
