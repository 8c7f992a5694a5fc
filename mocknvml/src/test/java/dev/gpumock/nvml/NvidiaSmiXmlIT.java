package dev.gpumock.nvml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gpumock.nvml.Judges.Verdict;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/** The document type that our nvidia-smi gives: of its own XML, in the words of NVIDIA's. */
class NvidiaSmiXmlIT {
  private static final Pattern ELEMENT = Pattern.compile("<!ELEMENT (\\w+)");

  @ParameterizedTest
  @ValueSource(strings = {"dgxa100", "gb200", "h100", "t4", "v100"})
  void validatesItsOwnXml(String machine, @TempDir Path folder) throws Exception {
    SmiParity parity = SmiParity.with("nvidia-smi-550", "12.4", folder);
    List<List<String>> asks =
        List.of(List.of("--dtd"), List.of("--dtd", "-u"), List.of("-q", "-x", "--dtd"));
    var pairs = parity.runs("xml", machine).of(asks);
    for (int i = 0; i < 2; i++) {
      Set<String> unknown = elements(pairs.get(i).ours());
      assertTrue(unknown.contains("nvidia_smi_log"), pairs.get(i).ours().out());
      unknown.removeAll(elements(pairs.get(i).original()));
      assertEquals(Set.of(), unknown);
    }
    validate(pairs.get(2).ours().out());
  }

  private static Set<String> elements(Verdict verdict) {
    Set<String> names = new TreeSet<>();
    ELEMENT.matcher(verdict.out()).results().forEach(found -> names.add(found.group(1)));
    return names;
  }

  private static void validate(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setValidating(true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setErrorHandler(new Strict());
    builder.parse(new InputSource(new StringReader(xml)));
  }

  /** Takes what is not valid as seriously as what is not XML. */
  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException problem) throws SAXParseException {
      throw problem;
    }

    @Override
    public void error(SAXParseException problem) throws SAXParseException {
      throw problem;
    }

    @Override
    public void fatalError(SAXParseException problem) throws SAXParseException {
      throw problem;
    }
  }
}
