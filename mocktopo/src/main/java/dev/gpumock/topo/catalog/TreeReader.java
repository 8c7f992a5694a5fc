package dev.gpumock.topo.catalog;

import dev.gpumock.topo.catalog.Tree.Absent;
import dev.gpumock.topo.catalog.Tree.Elements;
import dev.gpumock.topo.catalog.Tree.Place;
import dev.gpumock.topo.catalog.Tree.Properties;
import dev.gpumock.topo.catalog.Tree.Scalar;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads one YAML document; refuses what is too large, too deep or refers to itself. */
final class TreeReader {
  /** Largest file that is read, in bytes; the largest of the catalog has 20 KB. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final String MERGE = "<<";
  private static final int MAX_DEPTH = 30;
  private static final int MAX_ALIASES = 20;
  private static final int MAX_VALUES = 100_000;

  private final String file;
  private final Map<Node, Boolean> open = new IdentityHashMap<>();
  private int values;

  private TreeReader(String file) {
    this.file = file;
  }

  static Properties read(String file, byte[] content) {
    Tree tree = readAny(file, content);
    if (tree instanceof Properties properties) {
      return properties;
    }
    throw CatalogException.at(tree.place(), "a machine file is a map of properties");
  }

  /** A document that may as well be a list. */
  static Tree readAny(String file, byte[] content) {
    if (content.length > MAX_BYTES) {
      throw CatalogException.at(
          new Place(file, 1), "larger than 1 MiB, too large to be a machine file");
    }
    TreeReader reader = new TreeReader(file);
    return reader.convert(reader.compose(decode(file, content)));
  }

  private static String decode(String file, byte[] content) {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      String before = new String(content, 0, bytes.position(), StandardCharsets.ISO_8859_1);
      throw CatalogException.at(lineAfter(file, before), "not UTF-8 text; save it as UTF-8");
    }
  }

  private static Place lineAfter(String file, String before) {
    return new Place(file, 1 + (int) before.chars().filter(c -> c == '\n').count());
  }

  private Node compose(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setAllowDuplicateKeys(false);
    StreamReader reader = new StreamReader(text);
    try {
      Parser parser = new ParserImpl(reader, options);
      Node node = new Composer(parser, new Resolver(), options).getSingleNode();
      if (node == null) {
        throw CatalogException.at(new Place(file, 1), "the file is empty");
      }
      return node;
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? reader.getMark() : e.getProblemMark();
      throw CatalogException.at(
          new Place(file, mark.getLine() + 1), "not valid YAML: " + e.getProblem());
    } catch (ReaderException e) {
      throw CatalogException.at(
          lineAfter(file, text.substring(0, e.getPosition())),
          "not valid YAML: the character U+%04X".formatted(e.getCodePoint()));
    } catch (YAMLException e) {
      throw CatalogException.at(
          new Place(file, reader.getMark().getLine() + 1), "not valid YAML: " + e.getMessage());
    }
  }

  private Tree convert(Node node) {
    Place place = new Place(file, node.getStartMark().getLine() + 1);
    if (++values > MAX_VALUES) {
      throw CatalogException.at(place, "more than " + MAX_VALUES + " values");
    }
    if (open.put(node, true) != null) {
      throw CatalogException.at(place, "an alias refers to the value that it is part of");
    }
    Tree tree = convert(node, place);
    open.remove(node);
    return tree;
  }

  private Tree convert(Node node, Place place) {
    if (node instanceof ScalarNode scalar) {
      if (scalar.getTag().equals(Tag.NULL)) {
        return new Absent(place);
      }
      return new Scalar(scalar.getValue(), place);
    }
    if (node instanceof SequenceNode sequence) {
      List<Tree> elements = new ArrayList<>();
      sequence.getValue().forEach(child -> elements.add(convert(child)));
      return new Elements(elements, place);
    }
    if (node instanceof MappingNode mapping) {
      return properties(mapping, place);
    }
    throw CatalogException.at(place, "an alias that leads nowhere");
  }

  private Properties properties(MappingNode mapping, Place place) {
    Map<String, Tree> properties = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place here = new Place(file, tuple.getKeyNode().getStartMark().getLine() + 1);
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw CatalogException.at(here, "a property's name must be a word");
      }
      if (key.getValue().equals(MERGE)) {
        throw CatalogException.at(here, "'<<' merges nothing here; use extends, or repeat the map");
      }
      if (properties.put(key.getValue(), convert(tuple.getValueNode())) != null) {
        throw CatalogException.at(here, "property '" + key.getValue() + "' stands twice");
      }
    }
    return new Properties(properties, place);
  }
}
