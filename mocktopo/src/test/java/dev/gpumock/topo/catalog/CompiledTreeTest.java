package dev.gpumock.topo.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gpumock.topo.catalog.Tree.Properties;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompiledTreeTest {
  private static final BuiltInCatalog FILES = new BuiltInCatalog();

  static TreeSet<String> machines() {
    return new TreeSet<>(FILES.machines().values());
  }

  static TreeSet<String> boards() {
    return new TreeSet<>(FILES.boards());
  }

  @ParameterizedTest
  @MethodSource("machines")
  void everyMachineIsCompiledAsItsYamlSays(String name) {
    Properties yaml = TreeReader.read("machines/" + name, FILES.machine(name).orElseThrow());
    String compiled = FILES.compiledMachine(name).orElseThrow();
    assertEquals(yaml, CompiledTree.read("machines/" + name, compiled));
  }

  @ParameterizedTest
  @MethodSource("boards")
  void everyBoardIsCompiledAsItsYamlSays(String key) {
    Properties yaml = TreeReader.read("boards/" + key, FILES.board(key).orElseThrow());
    String compiled = FILES.compiledBoard(key).orElseThrow();
    assertEquals(yaml, CompiledTree.read("boards/" + key, compiled));
  }

  @Test
  void anyTextComesThrough() {
    String yaml =
        """
        a: "two\\nlines, a back\\\\slash, \\\\n"
        '': [~, {}, [], " x ", ""]
        "k\\ney": {b: c}
        """;
    Properties tree = TreeReader.read("file", yaml.getBytes(StandardCharsets.UTF_8));
    assertEquals(tree, CompiledTree.read("file", CompiledTree.of(tree)));
  }
}
