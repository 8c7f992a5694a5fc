package dev.gpumock.cdi;

import dev.gpumock.cdi.spec.CdiSpec;

/**
 * A specification, and what to add to the name of its file: {@code nvidia.yaml} becomes {@code
 * nvidia.coherent.yaml}.
 *
 * @param infix empty for the main one
 */
public record GeneratedSpec(String infix, CdiSpec spec) {
  /** The name or path of this specification's file, given that of the main one. */
  public String fileName(String main) {
    int dot = main.lastIndexOf('.');
    return dot <= main.lastIndexOf('/') || infix.isEmpty()
        ? main + infix
        : main.substring(0, dot) + infix + main.substring(dot);
  }
}
