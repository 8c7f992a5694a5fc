package dev.gpumock.cdi.file;

import dev.gpumock.cdi.spec.CdiException;
import dev.gpumock.cdi.spec.CdiSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A specification as it was read.
 *
 * @param spec absent when some of the text is not understood
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
    YamlFindings findings = result.findings();
    Optional<CdiSpec> understood = result.spec().filter(spec -> findings.problems().isEmpty());
    List<Problem> broken = result.spec().map(SpecRules::problems).orElse(List.of());
    List<Problem> unusual = result.spec().map(SchemaRules::problems).orElse(List.of());
    return new SpecDocument(
        understood,
        byLine(findings.problems(), findings.ofText(broken, false)),
        byLine(findings.deviations(), findings.ofText(unusual, true)));
  }

  private static List<Problem> byLine(List<Problem> some, List<Problem> others) {
    return Stream.concat(some.stream(), others.stream())
        .sorted(Comparator.comparingInt(Problem::line))
        .toList();
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
}
