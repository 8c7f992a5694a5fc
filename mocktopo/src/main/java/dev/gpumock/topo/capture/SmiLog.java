package dev.gpumock.topo.capture;

import dev.gpumock.topo.catalog.CatalogException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * An element of {@code nvidia-smi -q -x}, asked by path. What the driver refused ({@code N/A}, a
 * text about deprecation or permissions) is absent.
 */
final class SmiLog {
  private static final int MAX_BYTES = 32 << 20;
  private static final String FEATURES = "http://apache.org/xml/features/";

  /** What stands for a value that there is not, or that somebody has painted over. */
  private static final Pattern NO_ANSWER =
      Pattern.compile(
          "N/A|ERR!|\\[.*]|(?i).*(deprecated|redacted|unknown error|insufficient permissions"
              + "|not supported|not found|access blocked|is lost).*");

  private final Element element;

  private SmiLog(Element element) {
    this.element = element;
  }

  /** Reads a whole log. Its document type is not followed, so no file or host can be named. */
  static SmiLog parse(String file, byte[] xml) {
    if (xml.length > MAX_BYTES) {
      throw new CatalogException(file + ": larger than 32 MiB, no output of nvidia-smi -q -x");
    }
    try {
      InputSource source = new InputSource(new ByteArrayInputStream(xml));
      Element root = builder().parse(source).getDocumentElement();
      if (!root.getTagName().equals("nvidia_smi_log")) {
        throw new CatalogException(
            file
                + ": the root is '"
                + root.getTagName()
                + "'; give the output of nvidia-smi -q -x");
      }
      return new SmiLog(root);
    } catch (SAXParseException e) {
      throw notXml(file + ":" + e.getLineNumber(), e);
    } catch (SAXException | IOException e) {
      throw notXml(file, e);
    }
  }

  private static CatalogException notXml(String place, Exception e) {
    return new CatalogException(
        place + ": not XML: " + e.getMessage() + "; give the output of nvidia-smi -q -x");
  }

  private static DocumentBuilder builder() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setFeature(FEATURES + "nonvalidating/load-external-dtd", false);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setEntityResolver(
          (id, system) -> new InputSource(new ByteArrayInputStream(new byte[0])));
      builder.setErrorHandler(new DefaultHandler());
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's XML parser knows these features", e);
    }
  }

  /** The elements of this name right below. */
  List<SmiLog> all(String name) {
    List<SmiLog> found = new ArrayList<>();
    for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element child && child.getTagName().equals(name)) {
        found.add(new SmiLog(child));
      }
    }
    return found;
  }

  private Optional<SmiLog> at(String path) {
    Optional<SmiLog> here = Optional.of(this);
    for (String name : path.split("/")) {
      here = here.flatMap(log -> log.all(name).stream().findFirst());
    }
    return here;
  }

  String text() {
    return element.getTextContent().strip();
  }

  /** Whether this version prints the line at all, whatever it says. */
  boolean has(String path) {
    return at(path).isPresent();
  }

  /** Whether the driver said that the board has no such thing. */
  boolean refused(String path) {
    return at(path).map(log -> log.text().matches("N/A|\\[N/A]")).orElse(false);
  }

  Optional<String> value(String path) {
    return at(path)
        .map(SmiLog::text)
        .filter(text -> !text.isEmpty() && !NO_ANSWER.matcher(text).matches());
  }

  /** The value where it is one of these words. */
  Optional<String> word(String path, String... words) {
    return value(path).filter(List.of(words)::contains);
  }

  /** The whole number before a unit: {@code 40960 MiB}, {@code 16x}, {@code -5 C}. */
  Optional<Long> number(String path) {
    return value(path)
        .map(text -> text.replaceFirst("[ x].*", ""))
        .filter(text -> text.matches("-?[0-9]{1,18}"))
        .map(Long::parseLong);
  }

  /** {@code 49.68 W} in thousandths. */
  Optional<Long> milli(String path) {
    return value(path)
        .map(text -> text.replaceFirst(" .*", ""))
        .filter(text -> text.matches("[0-9]{1,9}(\\.[0-9]{1,3})?"))
        .map(text -> new java.math.BigDecimal(text).movePointRight(3).longValueExact());
  }
}
