package dev.gpumock.cdi;

import dev.gpumock.cdi.spec.CdiSpec;
import java.util.List;

/**
 * What a generation gives.
 *
 * @param specs the main one first; more with the feature of coherent annotations
 * @param warnings what was left out, one line each
 */
public record Generated(List<GeneratedSpec> specs, List<String> warnings) {
  public Generated {
    specs = List.copyOf(specs);
    warnings = List.copyOf(warnings);
  }

  public CdiSpec main() {
    return specs.get(0).spec();
  }
}
