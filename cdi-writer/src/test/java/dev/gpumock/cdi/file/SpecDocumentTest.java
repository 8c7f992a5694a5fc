package dev.gpumock.cdi.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.cdi.spec.CdiException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpecDocumentTest {
  private static final String GOOD =
      """
      ---
      cdiVersion: 0.5.0
      kind: nvidia.com/gpu
      devices:
          - name: "0"
            containerEdits:
              deviceNodes:
                  - path: /dev/nvidia0
                    hostPath: /root/dev/nvidia0
                    major: 195
      containerEdits:
          hooks:
              - hookName: createContainer
                path: /usr/bin/nvidia-cdi-hook
          mounts:
              - hostPath: /root/lib64/a
                containerPath: /lib64/a
      """;

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("cdiVersion: 0.5.0", "cdiVersion: 0.9.0", 2, "cdiVersion"),
        mistake("cdiVersion: 0.5.0", "cdiVersion: 0.3.0", 2, "cdiVersion"),
        mistake("cdiVersion: 0.5.0\n", "", 2, "cdiVersion"),
        mistake("nvidia.com/gpu", "gpu", 3, "kind"),
        mistake("nvidia.com/gpu", "nvidia.com/-gpu", 3, "kind"),
        mistake("name: \"0\"", "name: a/b", 5, "devices[0].name"),
        mistake("name: \"0\"", "name: \"0\"\n      name: \"1\"", 6, "devices[0].name"),
        mistake("major: 195", "major: many", 10, "devices[0].containerEdits.deviceNodes[0].major"),
        mistake("major: 195", "type: x", 10, "devices[0].containerEdits.deviceNodes[0].type"),
        mistake("major: 195", "uid: -1", 10, "devices[0].containerEdits.deviceNodes[0].uid"),
        mistake("major: 195", "majr: 195", 10, "devices[0].containerEdits.deviceNodes[0].majr"),
        mistake(
            "major: 195",
            "permissions: rx",
            10,
            "devices[0].containerEdits.deviceNodes[0].permissions"),
        mistake("path: /dev/nvidia0", "path:", 8, "devices[0].containerEdits.deviceNodes[0].path"),
        mistake("createContainer", "create", 13, "containerEdits.hooks[0].hookName"),
        mistake("hostPath: /root/lib64/a", "hostPath: ''", 16, "containerEdits.mounts[0].hostPath"),
        mistake("    mounts:", "    mounts: 1\n    env:", 15, "containerEdits.mounts"),
        mistake("devices:", "containerEdits: [", 5, ""),
        mistake("major: 195", "# \u0007", 10, ""),
        mistake("major: 195", "<<: x", 10, ""),
        mistake("major: 195", "<<: {majr: 1}", 10, "devices[0].containerEdits.deviceNodes[0].majr"),
        mistake("major: 195", "major: *none", 10, ""));
  }

  private static Arguments mistake(String good, String bad, int line, String property) {
    return Arguments.of(GOOD.replace(good, bad), line, property);
  }

  private static SpecDocument read(String text) {
    return SpecDocument.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void findsNothingInAGoodOne() {
    assertEquals(List.of(), read(GOOD).problems());
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void namesTheLineAndTheProperty(String text, int line, String property) {
    List<Problem> problems = read(text).problems();
    assertTrue(
        problems.stream().anyMatch(p -> p.line() == line && p.property().equals(property)),
        problems.toString());
  }

  @Test
  void aliasesMayNotMultiplyTheDocument() {
    String many = "    env: [&a A=b" + ", *a".repeat(2000) + "]\n";
    assertEquals(List.of(), read(GOOD + many).problems());
    String device = "  - {name: x%d, containerEdits: *all}\n";
    StringBuilder text = new StringBuilder(GOOD.substring(0, GOOD.indexOf("devices:")));
    text.append("containerEdits: &all\n").append(many).append("devices:\n");
    for (int i = 0; i < 100; i++) {
      text.append(device.formatted(i));
    }
    List<Problem> problems = read(text.toString()).problems();
    assertTrue(problems.get(0).message().contains("aliases"), problems.toString());
    assertEquals(5, problems.get(0).line());
  }

  @Test
  void readsWhatRuntimesRead() {
    assertEquals(438, mode("0o666"));
    assertEquals(438, mode("0666"));
    assertEquals(888, mode("0888"));
    assertEquals(5, mode("!!int '5'"));
    byte[] utf16 = ("\ufeff" + GOOD).getBytes(StandardCharsets.UTF_16LE);
    assertEquals(List.of(), SpecDocument.read(utf16).problems());
    String merged = GOOD.replace("major: 195", "<<: {path: /x, major: 7}");
    assertEquals(
        "/dev/nvidia0 7",
        read(merged).spec().orElseThrow().devices().get(0).edits().deviceNodes().stream()
            .map(node -> node.path().text() + " " + node.major())
            .findFirst()
            .orElseThrow());
  }

  private static int mode(String text) {
    SpecDocument read = read(GOOD.replace("major: 195", "fileMode: " + text));
    return read.spec()
        .orElseThrow()
        .devices()
        .get(0)
        .edits()
        .deviceNodes()
        .get(0)
        .fileMode()
        .orElseThrow();
  }

  @Test
  void findsAllProblemsAtOnce() {
    String text = GOOD.replace("0.5.0", "0.1").replace("createContainer", "x");
    assertEquals(2, read(text).problems().size());
  }

  private static List<String> lines(String text) {
    return read(text).problems().stream().map(p -> p.line() + " " + p.property()).toList();
  }

  @Test
  void whatCannotBeReadHidesNothingElse() {
    String text =
        """
        cdiVersion: 9.9.9
        kind: nope
        unknown: 1
        devices:
        - name: "-"
          containerEdits: {env: [bad]}
        """;
    assertEquals(
        List.of(
            "1 cdiVersion",
            "2 kind",
            "3 unknown",
            "5 devices[0].name",
            "6 devices[0].containerEdits.env[0]"),
        lines(text));
    assertEquals(
        List.of("3 kind", "10 devices[0].containerEdits.deviceNodes[0].major"),
        lines(GOOD.replace("nvidia.com/gpu", "gpu").replace("major: 195", "major: !!int x")));
  }

  @Test
  void whatCannotBeReadIsOneProblem() {
    String text = "cdiVersion: 0.5.0\nkind: a.b/c\ndevices:\n";
    assertEquals(List.of("3 devices"), lines(text.replace("devices:", "devices: 1")));
    assertEquals(List.of("4 devices[0]"), lines(text + "- 1\n"));
    String edits = "- name: a\n  containerEdits: ";
    assertEquals(List.of("5 devices[0].containerEdits"), lines(text + edits + "x\n"));
    assertEquals(
        List.of("5 devices[0].containerEdits.mounts"), lines(text + edits + "{mounts: x}\n"));
    assertEquals(
        List.of("5 devices[0].containerEdits.mounts[0].hostPath"),
        lines(text + edits + "{mounts: [{hostPath: [], containerPath: /a}]}\n"));
    assertEquals(
        List.of("1 kind"),
        lines("{cdiVersion: 0.5.0, devices: [{name: a, containerEdits:" + " {env: ['A=b']}}]}"));
    assertEquals(1, read("x").problems().size());
  }

  @Test
  void anEmptyDocumentIsWhereItBegins() {
    for (String text : List.of("---", "---\n", "---\n\n...\n")) {
      assertEquals(List.of("1 cdiVersion", "1 kind", "1 devices"), lines(text));
    }
  }

  @Test
  void entriesThatAreNullAreCounted() {
    String text = "cdiVersion: 0.5.0\nkind: a.b/c\ndevices:\n-\n- name: a\n  containerEdits:\n";
    assertEquals(
        List.of("8 devices[1].containerEdits.env[1]"), lines(text + "    env: [null,\n    b]\n"));
  }

  @Test
  void demandsADeviceWithEdits() {
    assertEquals(
        "line 1: devices: there is no device",
        read("{cdiVersion: 0.3.0, kind: a.b/c, devices: []}").problems().get(0).toString());
    assertEquals(
        "devices[0].containerEdits",
        read("{cdiVersion: 0.3.0, kind: a.b/c, devices: [{name: a}]}")
            .problems()
            .get(0)
            .property());
    assertEquals("there is no specification", read("").problems().get(0).message());
  }

  @Test
  void aMessageNamesTheFileAndTheLines() {
    CdiException e =
        assertThrows(CdiException.class, () -> read(GOOD.replace("195", "x")).require("a.yaml"));
    assertTrue(e.getMessage().startsWith("a.yaml is no valid CDI specification: line 10: devices"));
  }
}
