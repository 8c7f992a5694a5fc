package dev.gpumock.topo.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.tools.ToolProvider;

/** Compiles the catalog's folders into {@link CompiledFiles}; the build runs it. */
public final class CatalogCompiler {
  private CatalogCompiler() {}

  /** The arguments: where the classes are, {@code catalog} among them, and where sources may go. */
  public static void main(String[] arguments) throws IOException {
    Path classes = Path.of(arguments[0]);
    Path source = Path.of(arguments[1], CompiledFiles.CLASS.replace('.', '/') + ".java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, source(texts(new CatalogFolder(classes.resolve("catalog")))));
    compile(source, classes.toString());
  }

  private static void compile(Path source, String classes) {
    String[] options = {
      "--release", "17", "-encoding", "UTF-8", "-cp", classes, "-d", classes, source.toString()
    };
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, options) != 0) {
      throw new IllegalStateException(source + " cannot be compiled");
    }
  }

  private static Map<String, String> texts(CatalogFolder folder) {
    Catalog catalog = new Catalog(List.of(folder));
    Map<String, String> texts = new TreeMap<>();
    List<String> names = new TreeSet<>(folder.machines().values()).stream().toList();
    for (String name : names) {
      String file = CompiledFiles.machine(name);
      texts.put(file, tree(file, folder.machine(name).orElseThrow()));
    }
    for (String key : folder.boards()) {
      String file = CompiledFiles.board(key);
      texts.put(file, tree(file, folder.board(key).orElseThrow()));
    }
    texts.put(
        CompiledFiles.MACHINES, lines(names.stream().map(name -> named(folder, name)).toList()));
    texts.put(CompiledFiles.BOARDS, lines(folder.boards()));
    texts.put(
        CompiledFiles.SUMMARIES,
        lines(catalog.summaries().stream().map(MachineSummary::asLine).toList()));
    return texts;
  }

  private static String tree(String file, byte[] yaml) {
    return CompiledTree.of(TreeReader.read(file + ".yaml", yaml));
  }

  private static String named(CatalogFolder folder, String name) {
    return String.join(" ", name, String.join(" ", folder.aliases(name))).strip();
  }

  private static String lines(Collection<String> lines) {
    return String.join("\n", lines);
  }

  private static String source(Map<String, String> texts) {
    StringBuilder cases = new StringBuilder();
    texts.forEach(
        (path, text) ->
            cases.append("      case %s -> %s;\n".formatted(quoted(path), quoted(text))));
    return """
        package dev.gpumock.topo.catalog;

        final class CompiledCatalog implements CompiledFiles {
          @Override
          public java.util.Optional<String> text(String path) {
            String text = switch (path) {
        %s      default -> "";
            };
            return text.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(text);
          }
        }
        """
        .formatted(cases);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      boolean plain = c >= ' ' && c != '"' && c != '\\';
      quoted.append(plain ? "" + c : "\\%03o".formatted((int) c));
    }
    return quoted.append('"').toString();
  }
}
