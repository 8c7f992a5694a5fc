package dev.gpumock.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.topo.Machine;
import dev.gpumock.topo.catalog.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What NVIDIA's DRA driver was seen to call and to read, asked again of every machine of the
 * catalog. The recording explains its own form.
 */
class DraDriverReplayTest {
  private static final String RECORDING = "/dra-driver/gpu-kubelet-plugin.calls";
  private static final Pattern VALUE = Pattern.compile("\\{([^}]*)}");

  @TempDir private Path temporary;
  private Path root;
  private NvmlCalls library;
  private int lastCode;

  static Stream<String> machines() {
    return Catalog.standard().names().stream();
  }

  /** The lines of a part that is asked once, or for each GPU. */
  private record Part(boolean eachGpu, List<String> lines) {}

  private static List<Part> recording() throws IOException {
    List<Part> parts = new ArrayList<>();
    try (InputStream in = DraDriverReplayTest.class.getResourceAsStream(RECORDING)) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.startsWith("once") || line.startsWith("each gpu")) {
          parts.add(new Part(line.startsWith("each"), new ArrayList<>()));
        } else if (line.startsWith("  ")) {
          parts.get(parts.size() - 1).lines().add(line.strip());
        }
      }
    }
    return parts;
  }

  @ParameterizedTest
  @MethodSource("machines")
  void theDriverIsAnsweredAsOnARealNode(String name) throws IOException {
    Scratch scratch = Scratch.in(temporary);
    scratch.run("cdi", "--machine", name, "--node-name", Scratch.NODE).done();
    Machine machine = Catalog.standard().machine(name, Scratch.NODE);
    root = scratch.driver();
    library = new NvmlCalls(root.resolve("usr/lib64/libnvidia-ml.so.1").toRealPath());
    int asked = 0;
    for (Part part : recording()) {
      for (int gpu = 0; gpu < (part.eachGpu() ? machine.gpus().size() : 1); gpu++) {
        library.keep("index", gpu);
        for (String line : part.lines()) {
          ask(line);
          asked++;
        }
      }
    }
    assertEquals(machine.gpus().size(), library.number("count"));
    assertTrue(asked > 90, asked + " lines");
  }

  private void ask(String line) throws IOException {
    boolean onlyAfterSuccess = line.startsWith("? ");
    if (onlyAfterSuccess && lastCode != 0) {
      return;
    }
    List<String> words = Arrays.asList(line.substring(onlyAfterSuccess ? 2 : 0).split(" "));
    List<String> rest = words.subList(1, words.size());
    switch (words.get(0)) {
      case "text" -> assertTrue(library.text(rest.get(0)).matches(rest.get(1)), line);
      case "number" ->
          assertTrue(rest.subList(1, rest.size()).contains("" + library.number(rest.get(0))), line);
      case "file" -> assertTrue(Files.isRegularFile(path(rest.get(0))), line);
      // The driver's own search follows no link at its end.
      case "program" -> assertTrue(isProgram(path(rest.get(0))), line);
      case "device" -> assertTrue(Files.exists(path(rest.get(0)), LinkOption.NOFOLLOW_LINKS), line);
      case "link" -> link(path(rest.get(0)), line);
      default -> call(words.get(0), rest, onlyAfterSuccess, line);
    }
  }

  private static boolean isProgram(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && Files.isExecutable(path);
  }

  /** The driver reads the PCIe root from the link's text, and other programs follow it. */
  private static void link(Path path, String line) throws IOException {
    String target = Files.readSymbolicLink(path).toString();
    String address = path.getFileName().toString();
    assertTrue(
        target.matches(
            "\\.\\./\\.\\./\\.\\./devices/pci[0-9a-f]{4}:[0-9a-f]{2}/(.*/)?"
                + Pattern.quote(address)),
        line + ": " + target);
    assertTrue(Files.isRegularFile(path.resolve("vendor")), line);
  }

  private void call(String name, List<String> words, boolean follows, String line) {
    int equals = words.indexOf("=");
    int code = library.call(name, words.subList(0, equals));
    assertTrue(words.subList(equals + 1, words.size()).contains("" + code), line + ": " + code);
    lastCode = follows ? lastCode : code;
  }

  /** A path of the driver root with values in it; addresses as the kernel writes them. */
  private Path path(String text) {
    Matcher matcher = VALUE.matcher(text);
    return root.resolve(
        matcher.replaceAll(found -> Matcher.quoteReplacement(value(found.group(1)))));
  }

  private String value(String name) {
    return switch (name) {
      case "minor" -> "" + library.number(name);
      case "driver" -> library.text(name);
      default -> library.text(name).toLowerCase(Locale.ROOT).replaceFirst("^0000", "");
    };
  }
}
