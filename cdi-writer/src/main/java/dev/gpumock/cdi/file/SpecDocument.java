package dev.gpumock.cdi.file;

import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A specification as it was read.
 *
 * @param spec absent when the text is not understood
 * @param problems all that would make a runtime refuse it, with their lines
 * @param deviations what runtimes take and CDI's JSON schema does not allow
 */
public record SpecDocument(
    Optional<CdiSpec> spec, List<Problem> problems, List<Problem> deviations) {
  public SpecDocument {
    problems = List.copyOf(problems);
    deviations = List.copyOf(deviations);
  }

  /** Of what is not understood no schema can tell. */
  SpecDocument(Optional<CdiSpec> spec, List<Problem> problems) {
    this(spec, problems, List.of());
  }

  /** Reads YAML or JSON, which is YAML too; never fails. */
  public static SpecDocument read(byte[] text) {
    SpecReader.Result result = SpecReader.read(text);
    List<Problem> problems =
        result.problems().isEmpty()
            ? result.spec().map(SpecRules::problems).orElse(List.of())
            : result.problems();
    List<Problem> deviations = new ArrayList<>(result.deviations());
    result.spec().map(SchemaRules::problems).ifPresent(deviations::addAll);
    return new SpecDocument(
        result.spec(), located(problems, result.lines()), located(deviations, result.lines()));
  }

  /**
   * @param name of the file, for the message
   * @throws CdiException naming each problem and its line
   */
  public CdiSpec require(String name) throws CdiException {
    if (problems.isEmpty() && spec.isPresent()) {
      return spec.get();
    }
    throw new CdiException(
        name
            + " is no valid CDI specification: "
            + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
  }

  private static List<Problem> located(List<Problem> problems, Map<String, Integer> lines) {
    return problems.stream().map(problem -> located(problem, lines)).toList();
  }

  /** The line of the property, or of what it is missing from. */
  private static Problem located(Problem problem, Map<String, Integer> lines) {
    if (problem.line() != 0) {
      return problem;
    }
    String property = problem.property();
    while (!lines.containsKey(property) && !property.isEmpty()) {
      property = property.substring(0, Math.max(0, lastSeparator(property)));
    }
    return new Problem(lines.getOrDefault(property, 1), problem.property(), problem.message());
  }

  private static int lastSeparator(String property) {
    return Math.max(property.lastIndexOf('.'), property.lastIndexOf('['));
  }
}
