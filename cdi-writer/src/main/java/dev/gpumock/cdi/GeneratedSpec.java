package dev.gpumock.cdi;

import dev.gpumock.cdi.spec.CdiSpec;
import dev.gpumock.cdi.spec.SlashPath;

/**
 * A specification, and what to add to the name of its file: {@code nvidia.yaml} becomes {@code
 * nvidia.coherent.yaml}.
 *
 * @param infix empty for the main one
 */
public record GeneratedSpec(String infix, CdiSpec spec) {
  /** The name or path of this specification's file, given that of the main one, as a text. */
  public String fileName(String main) {
    String last = SlashPath.name(main);
    String ending = last.substring(Math.max(last.lastIndexOf('.'), 0));
    boolean ends = last.indexOf('.') >= 0 && main.endsWith(ending);
    String ofThis = ends ? main.substring(0, main.length() - ending.length()) : main;
    return infix.isEmpty() ? main : ofThis + infix + (last.indexOf('.') >= 0 ? ending : "");
  }
}
