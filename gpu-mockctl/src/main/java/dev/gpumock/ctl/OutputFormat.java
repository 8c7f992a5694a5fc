package dev.gpumock.ctl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;

/** How a table is written: for a person, or for a program. */
enum OutputFormat {
  table,
  json,
  yaml;

  /** Rows of the same columns, in the order of the first row's. */
  String render(List<Map<String, Object>> rows) {
    return switch (this) {
      case table -> Table.of(rows);
      case json -> write(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT), rows);
      case yaml ->
          write(
              YAMLMapper.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .build(),
              rows);
    };
  }

  private static String write(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value).stripTrailing();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
