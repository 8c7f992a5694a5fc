package dev.gpumock.nvml;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** The leaf elements of a log of {@code nvidia-smi -q -x}, by path; the second of a name is [1]. */
final class LogLeaves {
  /** Differ from node to node and from moment to moment. */
  private static final Pattern BY_FORM =
      Pattern.compile(
          ".*/(timestamp|uuid|serial|pdi|chassis_serial_number|gpu_fabric_guid|clusterUuid"
              + "|utilization/.*|[rt]x_util|gpu_temp|gpu_temp_tlimit|memory_temp|.*power_draw"
              + "|clocks/.*|latest_timestamp|latest_duration|(fb|bar1)_memory_usage/(used|free))");

  private static final String NUMBER = "[0-9a-fA-F.-]*[0-9][0-9a-fA-F.-]*";

  private LogLeaves() {}

  static Map<String, String> of(byte[] xml) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    builder.setEntityResolver(
        (id, system) -> new InputSource(new ByteArrayInputStream(new byte[0])));
    Map<String, String> leaves = new LinkedHashMap<>();
    collect(builder.parse(new ByteArrayInputStream(xml)).getDocumentElement(), "", leaves);
    return leaves;
  }

  private static void collect(Element element, String path, Map<String, String> leaves) {
    Map<String, Integer> seen = new HashMap<>();
    for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
      if (n instanceof Element child) {
        int number = seen.merge(child.getTagName(), 1, Integer::sum) - 1;
        collect(
            child,
            path + "/" + child.getTagName() + (number == 0 ? "" : "[" + number + "]"),
            leaves);
      }
    }
    if (seen.isEmpty()) {
      leaves.put(path, element.getTextContent().strip());
    }
  }

  /** Whether two values of the path count as the same. */
  static boolean agree(String path, String real, String ours) {
    return BY_FORM.matcher(path).matches() ? form(real).equals(form(ours)) : real.equals(ours);
  }

  /** Numbers without their digits; days and months are words of three letters. */
  private static String form(String value) {
    return value.replaceAll("\\b[A-Z][a-z]{2} ", "day ").replaceAll(NUMBER, "0");
  }
}
