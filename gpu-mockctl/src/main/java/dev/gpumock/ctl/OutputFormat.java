package dev.gpumock.ctl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a result is written: for a person, or for a program. */
enum OutputFormat {
  TABLE,
  JSON,
  YAML;

  static OutputFormat parse(String name) {
    List<String> names =
        Arrays.stream(values()).map(f -> f.name().toLowerCase(Locale.ROOT)).toList();
    int index = names.indexOf(name);
    if (index < 0) {
      throw new UsageException(
          "--output: unknown format '%s'%s; it is %s"
              .formatted(name, Hint.near(name, names), String.join(", ", names)));
    }
    return values()[index];
  }

  /** Rows of the same columns, in the order of the first row's. */
  String render(List<Map<String, Object>> rows) {
    return this == TABLE ? Table.of(rows) : document(rows);
  }

  /** Prints the rows; of a table without rows, nothing. */
  void print(List<Map<String, Object>> rows, PrintWriter out) {
    if (this != TABLE || !rows.isEmpty()) {
      out.println(render(rows));
    }
  }

  /** A YAML or JSON text in this form. */
  String ofYaml(String yaml) {
    try {
      return document(new YAMLMapper().readTree(yaml)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Maps, lists and values; as YAML unless it is JSON. */
  String document(Object tree) {
    ObjectMapper mapper =
        this == JSON
            ? new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT)
            : YAMLMapper.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .build();
    try {
      return mapper.writeValueAsString(tree).stripTrailing();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
