package dev.gpumock.cdi.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;

/** The first document of a YAML stream: runtimes read no further. */
final class YamlComposer {
  private static final String STANDARD_TAGS = "tag:yaml.org,2002:";

  /** More than any specification needs, and less than a thread's stack holds. */
  private static final int MAX_DEPTH = 500;

  /** The tokens that yaml v3 scans from the end of a document on. */
  private static final int LOOK_AHEAD = 3;

  private final YamlTokens tokens;
  private final Parser parser;
  private final Map<String, YamlNode> anchors = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private int depth;

  private YamlComposer(String text) {
    tokens = new YamlTokens(text);
    parser = new ParserImpl(tokens);
  }

  /**
   * @return empty when there is no document
   * @throws UnreadableException for what is no YAML
   */
  static Optional<YamlNode> compose(String text) {
    try {
      return new YamlComposer(YamlTabs.replaced(text)).document();
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new UnreadableException(line, e.getProblem());
    } catch (YAMLException e) {
      throw new UnreadableException(1, e.getMessage().lines().findFirst().orElse("not YAML"));
    }
  }

  private Optional<YamlNode> document() {
    parser.getEvent();
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      return Optional.empty();
    }
    int line = parser.getEvent().getStartMark().getLine() + 1;
    YamlNode root = rooted(node(), line);
    boolean explicit = ((DocumentEndEvent) parser.getEvent()).getExplicit();
    tokens.lookAhead(explicit ? LOOK_AHEAD - 1 : LOOK_AHEAD);
    return Optional.of(root);
  }

  /** A document that is empty is where it begins. */
  private static YamlNode rooted(YamlNode root, int line) {
    return root instanceof YamlNode.Scalar scalar && scalar.plain() && scalar.text().isEmpty()
        ? new YamlNode.Scalar(line, scalar.tag(), scalar.text(), true)
        : root;
  }

  private YamlNode node() {
    Event event = parser.getEvent();
    int line = event.getStartMark().getLine() + 1;
    if (event instanceof AliasEvent alias) {
      return alias(line, alias.getAnchor());
    }
    String anchor = Optional.ofNullable(((NodeEvent) event).getAnchor()).orElse("");
    if (++depth > MAX_DEPTH) {
      throw new UnreadableException(line, "more than " + MAX_DEPTH + " levels");
    }
    open.add(anchor);
    YamlNode node = node(line, event);
    open.remove(anchor);
    anchors.put(anchor, node);
    depth--;
    return node;
  }

  private YamlNode node(int line, Event event) {
    if (event instanceof ScalarEvent scalar) {
      return new YamlNode.Scalar(line, tag(scalar.getTag()), scalar.getValue(), scalar.isPlain());
    }
    return event instanceof SequenceStartEvent ? sequence(line) : mapping(line);
  }

  private YamlNode alias(int line, String anchor) {
    if (open.contains(anchor)) {
      throw new UnreadableException(line, "*" + anchor + " is inside of &" + anchor);
    }
    if (!anchors.containsKey(anchor)) {
      throw new UnreadableException(line, "there is no &" + anchor + " before *" + anchor);
    }
    return new YamlNode.Alias(line, anchor, anchors.get(anchor));
  }

  private YamlNode sequence(int line) {
    List<YamlNode> entries = new ArrayList<>();
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      entries.add(node());
    }
    parser.getEvent();
    return new YamlNode.Sequence(line, entries);
  }

  private YamlNode mapping(int line) {
    List<YamlNode.Entry> entries = new ArrayList<>();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      entries.add(new YamlNode.Entry(node(), node()));
    }
    parser.getEvent();
    return new YamlNode.Mapping(line, entries);
  }

  /** The tag that is written: "!" asks for nothing that quotes do not say. */
  private static String tag(String written) {
    if (written == null || written.equals("!")) {
      return "";
    }
    return written.startsWith(STANDARD_TAGS)
        ? "!!" + written.substring(STANDARD_TAGS.length())
        : written;
  }
}
