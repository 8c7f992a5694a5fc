package dev.gpumock.topo.catalog;

import dev.gpumock.topo.catalog.Tree.Elements;
import dev.gpumock.topo.offer.OfferedType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads offers: a YAML or JSON list of types. */
public final class OfferFile {
  private static final String SHIPPED = "2026-04-21.yaml";

  private OfferFile() {}

  /** A user's file. */
  public static List<OfferedType> read(Path file) {
    return read(file.toString(), Catalog.content(file));
  }

  /** The offer that the program brings, of 2026-04-21. */
  public static List<OfferedType> shipped() {
    try (InputStream in = OfferFile.class.getResourceAsStream("/offers/" + SHIPPED)) {
      return read("offers/" + SHIPPED, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<OfferedType> read(String file, byte[] content) {
    Tree tree = TreeReader.readAny(file, content);
    if (tree instanceof Elements types) {
      if (types.members().isEmpty()) {
        throw CatalogException.at(tree.place(), "the offer has no types");
      }
      return offered(types.members());
    }
    throw CatalogException.at(tree.place(), "an offer is a list of types, it is " + tree.kind());
  }

  private static List<OfferedType> offered(List<Tree> members) {
    Map<String, OfferedType> types = new LinkedHashMap<>();
    for (Tree member : members) {
      OfferedType offered = RecordBinder.bind(member, OfferedType.class);
      if (types.put(offered.type(), offered) != null) {
        throw CatalogException.at(member.place(), "type " + offered.type() + " stands twice");
      }
    }
    return List.copyOf(types.values());
  }
}
